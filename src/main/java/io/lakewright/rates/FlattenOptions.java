package io.lakewright.rates;

import io.lakewright.UserException;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.SplitLimits;
import io.lakewright.source.Limits;
import io.lakewright.source.RemoteOptions;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Target;
import java.util.List;
import java.util.Optional;

/**
 * What {@code flatten} is to do.
 *
 * @param input files, folders, patterns, addresses, or the slices that {@code split} left
 * @param output where the table goes
 * @param format of the table; by the place if not given
 * @param ifExists what to do with content that is there
 * @param layout of the files; the format's default if not given
 * @param codes items wanted, as {@code CPT:99213} or {@code 99213}; empty for all
 * @param filter rates wanted
 * @param remote how provider references elsewhere are fetched; empty to leave them out
 * @param onError what to do with a file that is malformed
 * @param maxAnomalies occurrences beyond which the run counts as failed; empty for no limit
 * @param limits sizes that bound memory
 * @param broadcastBytes provider groups are shared with every task up to this size, joined beyond;
 *     empty to decide by the memory there is
 * @param writer how Parquet files are made
 * @param dryRun tell what would be done, and do nothing
 */
public record FlattenOptions(
    List<String> input,
    Place output,
    Optional<Format> format,
    IfExists ifExists,
    Optional<Layout> layout,
    List<String> codes,
    RateFilter filter,
    Optional<RemoteOptions> remote,
    OnError onError,
    Optional<Long> maxAnomalies,
    SplitLimits limits,
    Optional<Long> broadcastBytes,
    Writer writer,
    boolean dryRun) {

  /** What to do with a malformed file. */
  public enum OnError {
    /** Keep what could be read and note the rest. */
    CONTINUE,
    /** Write nothing. */
    FAIL
  }

  /** How Parquet files are made, also those of Iceberg tables; their content is the same. */
  public enum Writer {
    /** Runs where they can be, else rows. */
    AUTO,
    /** Columns as runs, straight from slices; for layouts that slices can be arranged in. */
    RUNS,
    /** Row by row, by Spark's own writer. */
    ROWS
  }

  /** Rows of one code in a folder, in two files by NPI, each sorted by NPI. */
  public static final Layout PARQUET_LAYOUT =
      new Layout(List.of("billing_code"), List.of("npi"), 2, List.of("npi"));

  /** Sixteen partitions by hash of the code, sorted by code and NPI. */
  public static final Layout ICEBERG_LAYOUT =
      new Layout(List.of("bucket(16, billing_code)"), List.of(), 0, List.of("billing_code", "npi"));

  /** Rows of one code in a folder, sorted by NPI. */
  public static final Layout DELTA_LAYOUT =
      new Layout(List.of("billing_code"), List.of(), 0, List.of("npi"));

  public FlattenOptions {
    input = List.copyOf(input);
    codes = List.copyOf(codes);
    if (input.isEmpty()) {
      throw UserException.usage("No input; name files, folders or a table with --input");
    }
    if (maxAnomalies.isPresent() && maxAnomalies.get() < 0) {
      throw UserException.usage(
          "Number of anomalies allowed must be at least 0, cannot be: " + maxAnomalies.get());
    }
  }

  /** Options with everything but the input and the output at its default. */
  public static FlattenOptions of(List<String> input, Place output) {
    return new FlattenOptions(
        input,
        output,
        Optional.empty(),
        IfExists.FAIL,
        Optional.empty(),
        List.of(),
        RateFilter.ALL,
        Optional.of(RemoteOptions.DEFAULT),
        OnError.CONTINUE,
        Optional.empty(),
        SplitLimits.DEFAULT,
        Optional.empty(),
        Writer.AUTO,
        false);
  }

  /** How input files are read: those on the web under the same rules as provider references. */
  Limits reading() {
    return remote.map(Limits.DEFAULT::with).orElse(Limits.DEFAULT);
  }

  /** The output with its format and layout decided. */
  public Target target() {
    Format decided = format.orElse(Format.defaultFor(output));
    return new Target(output, decided, ifExists, layout.orElse(defaultLayout(decided)));
  }

  /** The layout of a table that nobody asked one for. */
  public static Layout defaultLayout(Format format) {
    return switch (format) {
      case PARQUET -> PARQUET_LAYOUT;
      case ICEBERG -> ICEBERG_LAYOUT;
      case DELTA -> DELTA_LAYOUT;
      case AVRO -> throw UserException.usage("The table rates cannot be Avro; use parquet");
    };
  }
}
