package io.lakewright.cli;

import io.lakewright.sample.SeriesOptions;
import io.lakewright.sample.SeriesResult;
import io.lakewright.sample.SeriesSample;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample series}. */
@Command(name = "series", description = "Writes time series, with anomalies at known places.")
final class SampleSeriesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SampleOptions sample;

  @Option(
      names = {"--size", "--points"},
      paramLabel = "N",
      defaultValue = "8064",
      description = "Points of each series, one every five minutes; default: ${DEFAULT-VALUE}.")
  long points;

  @Option(
      names = "--series",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many series; default: ${DEFAULT-VALUE}.")
  int series;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      defaultValue = "PERIODIC",
      description = "periodic, with anomalies put in, or walk; default: periodic.")
  SeriesOptions.Shape shape;

  @Option(
      names = "--gaps",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of points to leave out, such as 0.01; default: ${DEFAULT-VALUE}.")
  double gaps;

  @Override
  public Integer call() throws IOException {
    SeriesResult result =
        new SeriesSample(new SeriesOptions(sample.output, series, points, sample.seed, shape, gaps))
            .write();
    ShellContext.of(spec)
        .console()
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d points of %,d series; %,d anomalies were put in, see _anomalies.csv beside"
                + " it.%n",
            result.path(),
            result.points(),
            series,
            result.anomalies());
    return 0;
  }
}
