package io.lakewright.cli;

import io.lakewright.sample.ByteSize;
import io.lakewright.sample.Counts;
import io.lakewright.sample.Quirk;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.sample.SampleResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sample rates}. */
@Command(
    name = "rates",
    description = "Writes in-network files of invented payers, with real-looking codes and prices.")
final class SampleRatesCommand implements Callable<Integer> {
  private static final String NO_GIANT = "0";

  @Spec private CommandSpec spec;

  @Mixin private SampleOptions sample;

  @Mixin private SampleFileOptions file;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "6mb",
      description = "JSON in all files together, such as 110mb or 1gb; default: ${DEFAULT-VALUE}.")
  private String size;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many files, of up to five payers in turn; default: ${DEFAULT-VALUE}.")
  private int files;

  @Option(
      names = "--codes",
      paramLabel = "N",
      defaultValue = "600",
      description = "How many billing codes, at most; default: ${DEFAULT-VALUE}.")
  private int codes;

  @Option(
      names = "--rows-per-mb",
      paramLabel = "N",
      defaultValue = "40000",
      description = "Rows of the flattened table per MB of JSON, about; default: ${DEFAULT-VALUE}.")
  private int rowsPerMb;

  @Option(
      names = "--quirks",
      paramLabel = "NAMES",
      defaultValue = "none",
      description =
          "What real files do against the schema: all, or a comma-separated choice of bom,"
              + " references-last, fractional-ids, inline-groups, unresolved-groups, string-npis,"
              + " zero-npis, duplicate-npis, percentages, off-enum, repeated-items, odd-strings,"
              + " date-times, nulls; default: ${DEFAULT-VALUE}.")
  private String quirks;

  @Option(
      names = "--largest-item",
      paramLabel = "SIZE",
      defaultValue = NO_GIANT,
      description = "Make the first item of every file so large, such as 700mb.")
  private String largestItem;

  @Override
  public Integer call() throws IOException {
    RatesOptions options =
        RatesOptions.into(sample.output)
            .withSeed(sample.seed)
            .withSize(ByteSize.parse(size))
            .withFiles(files)
            .withCodes(codes)
            .withRowsPerMb(rowsPerMb)
            .withSchema(file.schema())
            .withCompression(file.compression)
            .withQuirks(Quirk.parse(quirks))
            .withLargestItem(ByteSize.parse(largestItem));
    SampleResult result = new RatesSample(options).write();
    Counts counts = result.counts();
    PrintWriter out = ShellContext.of(spec).console().out();
    out.printf(
        Locale.ROOT,
        "%,d %s (%.1f MB of JSON) in %s: %,d items, %,d prices, %,d provider references;"
            + " %,d rows when flattened.%n",
        result.files().size(),
        result.files().size() == 1 ? "file" : "files",
        result.jsonBytes() / 1e6,
        sample.output,
        counts.items(),
        counts.prices(),
        counts.references(),
        counts.rows());
    return 0;
  }
}
