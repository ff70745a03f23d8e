package io.lakewright.report;

import io.lakewright.job.RunRecord;
import io.lakewright.job.RunReporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes {@code run.json} and {@code report.html} to the report folder, wherever that is. */
public final class FileReports implements RunReporter {
  @Override
  public void report(RunRecord record, Configuration storage) throws IOException {
    Path folder = new Path(record.report());
    FileSystem fs = folder.getFileSystem(storage);
    // Local folders should not be littered with checksum files.
    fs.setWriteChecksum(false);
    try {
      write(fs, new Path(folder, "run.json"), RunJson.of(record));
      write(fs, new Path(folder, "report.html"), HtmlReport.of(record));
    } finally {
      fs.setWriteChecksum(true);
    }
  }

  private static void write(FileSystem fs, Path file, String text) throws IOException {
    try (OutputStream out = fs.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
