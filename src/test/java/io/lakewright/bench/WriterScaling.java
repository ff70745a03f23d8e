package io.lakewright.bench;

import io.lakewright.rates.parquet.RateFileWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time and memory of one file of some two million rows, and of one of ten times as many. Each two
 * million have items, prices and providers of their own.
 */
final class WriterScaling {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 6;
  private static final int TIMES = 10;

  private WriterScaling() {}

  /** What a file took: the memory is that of the open file and its writer. */
  private static final class Cost {
    private long rows;
    private long nanos;
    private long liveBytes;
    private long fileBytes;

    void add(WriterRates rates, RateFileWriter to) throws IOException {
      long start = THREADS.getCurrentThreadCpuTime();
      rates.write(to);
      nanos += THREADS.getCurrentThreadCpuTime() - start;
      rows += rates.rows();
    }
  }

  /** Runs both and prints a table. */
  static void run() throws IOException {
    Report report =
        new Report(
            "Parquet writer, by number of rows",
            "order",
            "rows",
            "CPU seconds",
            "ratio to the first",
            "most live MB of the writer",
            "MB out");
    for (boolean isSorted : new boolean[] {false, true}) {
      try (RateFileWriter.Shared shared = WriterRates.writer(isSorted)) {
        for (int i = 0; i < WARM_UP; i++) {
          write(shared, isSorted, 1);
        }
        Cost one = write(shared, isSorted, 1);
        Cost all = write(shared, isSorted, TIMES);
        for (Cost cost : new Cost[] {one, all}) {
          report.row(
              isSorted ? "SORTED_BY_NPI" : "AS_THEY_COME",
              cost.rows,
              cost.nanos / 1e9,
              (double) cost.nanos / one.nanos,
              Report.megabytes(cost.liveBytes),
              Report.megabytes(cost.fileBytes));
        }
      }
    }
    report.print();
  }

  private static Cost write(RateFileWriter.Shared shared, boolean isSorted, int times)
      throws IOException {
    Cost cost = new Cost();
    RateFileWriter file = shared.open(new WriterRates.Nowhere());
    for (int i = 0; i < times; i++) {
      cost.add(new WriterRates(isSorted, i), file);
      cost.liveBytes = Math.max(cost.liveBytes, LiveHeap.now());
    }
    long start = THREADS.getCurrentThreadCpuTime();
    file.close();
    cost.nanos += THREADS.getCurrentThreadCpuTime() - start;
    cost.fileBytes = file.bytes();
    return cost;
  }
}
