package io.lakewright.testkit.writing;

import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.OutputFile;

/** Iceberg's own way to S3, with a {@link WriteHook}. */
public final class HookedS3FileIO extends S3FileIO {
  @Override
  public OutputFile newOutputFile(String path) {
    OutputFile file = super.newOutputFile(path);
    return WriteHooks.concerns(path) ? new HookedOutputFile(file, WriteHooks.current()) : file;
  }
}
