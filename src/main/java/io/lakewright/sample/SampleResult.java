package io.lakewright.sample;

import java.nio.file.Path;
import java.util.List;

/** The files that a generator wrote. */
public record SampleResult(List<SampleFile> files) {
  /**
   * One of them.
   *
   * @param jsonBytes its size before compression
   * @param bytes its size on storage
   */
  public record SampleFile(Path path, long jsonBytes, long bytes, Counts counts) {}

  public SampleResult {
    files = List.copyOf(files);
  }

  /** The sum over all files. */
  public Counts counts() {
    return files.stream().map(SampleFile::counts).reduce(Counts.NONE, Counts::plus);
  }

  /** Bytes of JSON in all files. */
  public long jsonBytes() {
    return files.stream().mapToLong(SampleFile::jsonBytes).sum();
  }
}
