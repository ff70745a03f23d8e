package io.lakewright.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file on S3, HDFS or anything else that Hadoop has a file system for. */
final class HadoopStoredFile implements StoredFile {
  private static final int RETRIES = 6;

  private final SourceFile file;
  private final Configuration hadoop;

  HadoopStoredFile(SourceFile file, Configuration hadoop) {
    this.file = file;
    this.hadoop = hadoop;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public InputStream open(long position) throws IOException, NotRetriable {
    Path path = new Path(file.uri());
    try {
      FileSystem files = path.getFileSystem(hadoop);
      if (position > 0) {
        requireUnchanged(files.getFileStatus(path));
      }
      FSDataInputStream in = files.open(path);
      in.seek(position);
      return in;
    } catch (FileNotFoundException e) {
      throw new NotRetriable("There is no file " + file.name(), e);
    } catch (AccessDeniedException e) {
      throw new NotRetriable("Not allowed to read " + file.name(), e);
    }
  }

  private void requireUnchanged(FileStatus now) throws NotRetriable {
    if (file.length() >= 0 && now.getLen() != file.length()) {
      throw new NotRetriable(file.name() + " was changed while it was read", null);
    }
  }

  @Override
  public int maxRetries() {
    return RETRIES;
  }
}
