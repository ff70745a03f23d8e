package io.lakewright.cli;

import io.lakewright.rates.split.SplitLimits;
import java.util.List;
import picocli.CommandLine.Option;

/** What flatten and split have in common: the items wanted, and the sizes that bound memory. */
public final class SplitterOptions {
  @Option(
      names = "--codes",
      arity = "1..*",
      paramLabel = "CODE|FILE",
      description = "Only these billing codes, as CPT:99213 or 99213; or files that list them.")
  List<String> codes;

  @Option(
      names = "--slice-size",
      paramLabel = "KIB",
      defaultValue = "512",
      description = "Items up to this many KiB travel whole, larger ones in pieces (default: 512).")
  int sliceKib;

  @Option(
      names = "--max-element",
      paramLabel = "MIB",
      defaultValue = "8",
      description =
          "A single price larger than this is set aside; a provider group is cut (default: 8).")
  int elementMib;

  List<String> codeList() {
    return ListOrFile.values(codes);
  }

  SplitLimits limits() {
    return new SplitLimits(sliceKib * 1024, elementMib * 1024 * 1024);
  }
}
