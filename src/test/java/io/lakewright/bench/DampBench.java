package io.lakewright.bench;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.damp.Damp;
import io.lakewright.discord.damp.DampOptions;
import io.lakewright.discord.damp.DampResult;
import io.lakewright.discord.damp.DampWork;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Points a second of DAMP, one thread: per series and look-back. */
public final class DampBench {
  private DampBench() {}

  /** Measures all and prints a table. */
  public static void main(String[] given) throws Exception {
    Arguments arguments =
        new Arguments(given, "size", "131072", "length", "100", "rounds", "3", "series", "");
    Report report =
        new Report(
            "DAMP, one thread, m = " + arguments.text("length"),
            "series",
            "points",
            "look-back",
            "look-ahead",
            "top",
            "seconds",
            "CPU seconds",
            "points/s",
            "bar",
            "searched",
            "to the end",
            "cells a point",
            "direct a point");
    int size = arguments.number("size");
    int length = arguments.number("length");
    for (DampSeries series : DampSeries.values()) {
      if (!arguments.text("series").isEmpty() && !arguments.text("series").equals(series.name())) {
        continue;
      }
      double[] values = series.of(size, new Random(7));
      boolean hard = series == DampSeries.NOISE;
      for (long lookback : new long[] {ProfileParameters.UNBOUNDED, 16_384}) {
        for (int lookAhead : new int[] {0, DampOptions.paperLookAhead(length)}) {
          for (int top : new int[] {1, 10}) {
            ProfileParameters parameters =
                new ProfileParameters(length, length, lookback, Distance.Z_NORMALIZED);
            row(
                report,
                series,
                values,
                parameters,
                new DampOptions(top, 0, lookAhead),
                hard ? 1 : arguments.number("rounds"));
          }
        }
      }
    }
    report.print();
  }

  private static void row(
      Report report,
      DampSeries series,
      double[] values,
      ProfileParameters parameters,
      DampOptions options,
      int rounds) {
    List<Double> seconds = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    DampResult result = null;
    for (int round = 0; round <= rounds; round++) {
      long start = System.nanoTime();
      long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      result = Damp.of(values, parameters, options);
      if (round > 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
        cpu.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9);
      }
    }
    DampWork work = result.work();
    boolean bounded = parameters.lookback() < values.length;
    report.row(
        series,
        values.length,
        bounded ? String.valueOf(parameters.lookback()) : "all",
        options.lookAhead(),
        options.top(),
        String.format(Locale.ROOT, "%.3f", Report.median(seconds)),
        String.format(Locale.ROOT, "%.3f", Report.median(cpu)),
        Math.round(values.length / Report.median(seconds)),
        bar(series, bounded),
        work.searched(),
        work.completed(),
        (double) work.cells() / values.length,
        (double) work.direct() / values.length);
  }

  private static String bar(DampSeries series, boolean bounded) {
    return switch (series) {
      case PERIODIC -> bounded ? "" : "60,000";
      case ECG -> bounded ? "300,000" : "";
      case NOISE, RANDOM_WALK -> "";
    };
  }
}
