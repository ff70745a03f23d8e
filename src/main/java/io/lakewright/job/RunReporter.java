package io.lakewright.job;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Tells about a finished run, whether it went well or not. */
@FunctionalInterface
public interface RunReporter {
  /**
   * Reports.
   *
   * @param storage how to reach the report folder
   */
  void report(RunRecord record, Configuration storage) throws IOException;
}
