package io.lakewright.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new data file that a task writes itself, for Parquet's writers. */
public final class DataFileOutput implements OutputFile {
  private static final int BUFFER = 256 * 1024;

  private final Backend backend;
  private Stream stream;

  private DataFileOutput(Backend backend) {
    this.backend = backend;
  }

  /** Where bytes go. */
  private interface Backend {
    OutputStream create(long blockSize) throws IOException;

    /** Bytes of a block that row groups should not cross; 0 if there are no blocks. */
    default long blockSize() {
      return 0;
    }
  }

  /**
   * A file to be written.
   *
   * <p>On local disks Hadoop starts a process for each file, to set its permissions, and writes a
   * file with checksums beside it; such files are written directly.
   */
  public static DataFileOutput of(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    return new DataFileOutput(
        files instanceof LocalFileSystem
            ? new LocalFile(java.nio.file.Path.of(path.toUri().getPath()))
            : new HadoopFile(files, path));
  }

  /** A file of an Iceberg table, through the table's FileIO. */
  static DataFileOutput of(org.apache.iceberg.io.OutputFile file) {
    return new DataFileOutput(blockSize -> file.create());
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    stream = new Stream(backend.create(blockSizeHint));
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    throw new UnsupportedOperationException("Every attempt at a task names files of its own");
  }

  @Override
  public boolean supportsBlockSize() {
    return backend.blockSize() > 0;
  }

  @Override
  public long defaultBlockSize() {
    return backend.blockSize();
  }

  /**
   * Ends the writing of a file that is not to be, so that no upload is left open. The file may be
   * there then, and is to be deleted. Nothing happens if its stream was closed before.
   */
  public void abandon() throws IOException {
    if (stream != null) {
      stream.abandon();
    }
  }

  private record LocalFile(java.nio.file.Path path) implements Backend {
    @Override
    public OutputStream create(long blockSize) throws IOException {
      Files.createDirectories(path.getParent());
      return new BufferedOutputStream(
          Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), BUFFER);
    }
  }

  private record HadoopFile(FileSystem files, Path path) implements Backend {
    private static final Set<String> WITH_BLOCKS = Set.of("hdfs", "webhdfs", "viewfs");
    private static final int BUFFER = 4096;

    @Override
    public OutputStream create(long blockSize) throws IOException {
      return files.create(
          path,
          false,
          BUFFER,
          files.getDefaultReplication(path),
          Math.max(files.getDefaultBlockSize(path), blockSize));
    }

    @Override
    public long blockSize() {
      return WITH_BLOCKS.contains(files.getUri().getScheme()) ? files.getDefaultBlockSize(path) : 0;
    }
  }

  private static final class Stream extends PositionOutputStream {
    private final OutputStream out;
    private long position;
    private boolean closed;

    Stream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      Uninterrupted.run(out::close);
      closed = true;
    }

    void abandon() throws IOException {
      if (closed) {
        return;
      }
      // S3A can take an upload back; others, Iceberg's S3FileIO too, only end it.
      if (out instanceof FSDataOutputStream hadoop
          && hadoop.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
        hadoop.abort();
      }
      close();
    }
  }
}
