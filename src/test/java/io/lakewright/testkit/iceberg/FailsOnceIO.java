package io.lakewright.testkit.iceberg;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.DelegatingOutputStream;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Files of a table, of which the first data file of this JVM is written, and then fails. */
public final class FailsOnceIO extends HadoopFileIO {
  /** What the failure says. */
  public static final String FAULT = "the disk is gone";

  private static final AtomicBoolean FAILED = new AtomicBoolean();

  @Override
  public OutputFile newOutputFile(String path) {
    OutputFile file = super.newOutputFile(path);
    return path.endsWith(".parquet") && path.contains("/rates/") ? new Failing(file) : file;
  }

  private record Failing(OutputFile file) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      return new FailingStream(file.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new FailingStream(file.createOrOverwrite());
    }

    @Override
    public String location() {
      return file.location();
    }

    @Override
    public InputFile toInputFile() {
      return file.toInputFile();
    }
  }

  private static final class FailingStream extends PositionOutputStream
      implements DelegatingOutputStream {
    private final PositionOutputStream out;

    FailingStream(PositionOutputStream out) {
      this.out = out;
    }

    @Override
    public java.io.OutputStream getDelegate() {
      return out;
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (!FAILED.getAndSet(true)) {
        throw new IOException(FAULT);
      }
    }
  }
}
