package io.lakewright.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Writes in-network files that look like real ones, of any size. */
public final class RatesSample {
  private final RatesOptions options;

  public RatesSample(RatesOptions options) {
    this.options = options;
  }

  /**
   * Writes the files, replacing those of the same names.
   *
   * @throws io.lakewright.UserException if the directory holds other files
   * @throws IOException if a file cannot be written
   */
  public SampleResult write() throws IOException {
    List<String> names = new ArrayList<>();
    for (int file = 0; file < options.files(); file++) {
      names.add(jsonName(file));
    }
    Compression compression = options.compression();
    OutputDirectory directory =
        new OutputDirectory(
            options.output(),
            new LinkedHashSet<>(names.stream().map(compression::nameFor).toList()));
    List<SampleResult.SampleFile> files = new ArrayList<>();
    for (int file = 0; file < options.files(); file++) {
      String jsonName = names.get(file);
      String name = compression.nameFor(jsonName);
      int index = file;
      RatesFileWriter.Written written =
          directory.write(
              name,
              out -> new RatesFileWriter(options, index, compression.wrap(out, jsonName)).write());
      files.add(
          new SampleResult.SampleFile(
              directory.file(name),
              written.bytes(),
              Files.size(directory.file(name)),
              written.counts()));
    }
    return new SampleResult(files);
  }

  private String jsonName(int file) {
    int payers = Math.min(Payer.ALL.size(), options.files());
    int parts = (options.files() - file % payers + payers - 1) / payers;
    String which = parts == 1 ? "" : "_" + (file / payers + 1) + "_of_" + parts;
    return RatesFileWriter.DATE
        + "_"
        + Payer.ALL.get(file % payers).slug()
        + "_in-network-rates"
        + which
        + ".json";
  }
}
