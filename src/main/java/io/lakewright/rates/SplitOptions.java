package io.lakewright.rates;

import io.lakewright.UserException;
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
 * What {@code split} is to do.
 *
 * @param input files, folders, patterns, addresses
 * @param output folder for the slices
 * @param ifExists what to do with slices that are there
 * @param codes items wanted, as {@code CPT:99213} or {@code 99213}; empty for all
 * @param maxAnomalies occurrences beyond which the run counts as failed; empty for no limit
 * @param limits sizes that bound memory
 * @param remote how files on the web are read
 * @param dryRun tell what would be done, and do nothing
 */
public record SplitOptions(
    List<String> input,
    Place output,
    IfExists ifExists,
    List<String> codes,
    Optional<Long> maxAnomalies,
    SplitLimits limits,
    RemoteOptions remote,
    boolean dryRun) {
  public SplitOptions {
    input = List.copyOf(input);
    codes = List.copyOf(codes);
    if (input.isEmpty()) {
      throw UserException.usage("No input; name files or folders with --input");
    }
  }

  /** How input files are read. */
  Limits reading() {
    return Limits.DEFAULT.with(remote);
  }

  Target target() {
    return new Target(output, Format.AVRO, ifExists, Layout.NONE);
  }
}
