package io.lakewright.testkit.writing;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.util.Progressable;

/** Hadoop's own way to S3, with a {@link WriteHook}. */
public final class HookedS3A extends S3AFileSystem {
  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return WriteHooks.concerns(path.toString()) ? new Stream(out, WriteHooks.current()) : out;
  }

  private static final class Stream extends FSDataOutputStream {
    private final WriteHook hook;

    Stream(FSDataOutputStream out, WriteHook hook) {
      super(out, null);
      this.hook = hook;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
      hook.writing(getPos());
      super.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      hook.closing();
      super.close();
    }
  }
}
