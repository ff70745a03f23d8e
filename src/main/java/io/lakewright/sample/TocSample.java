package io.lakewright.sample;

import io.lakewright.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a table of contents in which many plans share few files, as real ones do. */
public final class TocSample {
  private static final int BYTES_PER_FILE = 8_000;
  private static final int FEWEST_FILES = 4;
  private static final int MAX_PLANS = 4;
  private static final int MAX_FILES = 12;
  private static final int BLANK_ONE_IN = 50;

  private final TocOptions options;
  private final Payer payer;
  private final SampleRandom random;
  private final List<String> listed;
  private final int pool;
  private final String base;
  private final BitSet used = new BitSet();
  private JsonBytes json;
  private long structures;
  private long plans;
  private long references;
  private long allowedAmounts;

  /**
   * @throws UserException if the directory of rates files is not there or empty
   */
  public TocSample(TocOptions options) throws IOException {
    this.options = options;
    payer = Payer.ALL.get((int) Math.floorMod(options.seed() - 1, (long) Payer.ALL.size()));
    random = new SampleRandom(SampleRandom.mix(options.seed(), 0x746f63L));
    listed = options.rates().isPresent() ? namesIn(options.rates().get()) : List.of();
    pool =
        listed.isEmpty()
            ? (int) Math.max(FEWEST_FILES, options.size() / BYTES_PER_FILE)
            : listed.size();
    base =
        options
            .baseUrl()
            .or(() -> options.rates().map(path -> path.toAbsolutePath().normalize().toUri() + ""))
            .orElse("https://mrf." + payer.slug() + ".example/2026-01/");
  }

  private static List<String> namesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new UserException("Directory of rates files not found: " + directory);
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
      if (names.isEmpty()) {
        throw new UserException("Directory of rates files is empty: " + directory);
      }
      return names;
    }
  }

  /**
   * Writes the file, replacing one of the same name.
   *
   * @throws UserException if the directory holds other files
   * @throws IOException if the file cannot be written
   */
  public TocResult write() throws IOException {
    String jsonName = RatesFileWriter.DATE + "_" + payer.slug() + "_index.json";
    String name = options.compression().nameFor(jsonName);
    OutputDirectory directory = new OutputDirectory(options.output(), Set.of(name));
    long bytes = directory.write(name, out -> write(options.compression().wrap(out, jsonName)));
    return new TocResult(
        directory.file(name),
        bytes,
        structures,
        plans,
        references,
        used.cardinality(),
        allowedAmounts);
  }

  private long write(OutputStream out) throws IOException {
    try (JsonBytes bytes = new JsonBytes(out)) {
      json = bytes;
      if (options.has(TocOptions.Quirk.BOM)) {
        json.raw("\uFEFF");
      }
      json.raw("{\"reporting_entity_name\":\"" + payer.name());
      json.raw("\",\"reporting_entity_type\":\"" + payer.type() + "\"");
      if (!options.has(TocOptions.Quirk.NO_VERSION)) {
        json.raw(",\"version\":\"" + options.schema() + "\"");
        if (options.schema().second()) {
          json.raw(",\"last_updated_on\":\"" + RatesFileWriter.DATE + "\"");
        }
      }
      json.raw(",\"reporting_structure\":[\n");
      do {
        json.raw(structures == 0 ? "" : ",\n");
        structure();
        structures++;
      } while (json.position() < options.size() - 3);
      json.raw("]}\n");
      return json.position();
    }
  }

  private void structure() {
    json.raw("{\"reporting_plans\":[");
    int number = 1 + random.below(MAX_PLANS);
    for (int i = 0; i < number; i++) {
      json.raw(i == 0 ? "" : ",");
      plan();
    }
    json.raw("],\"in_network_files\":[");
    int files = Math.min(pool, 1 + random.below(MAX_FILES));
    int first = random.below(pool);
    for (int i = 0; i < files; i++) {
      json.raw(i == 0 ? "" : ",");
      file((first + i) % pool);
    }
    json.raw("]");
    allowedAmounts();
    json.raw("}");
  }

  private void plan() {
    boolean group = random.below(3) > 0;
    boolean hios = !group || random.below(2) == 0;
    int number = random.below(10_000_000);
    String idType = hios ? "hios" : "ein";
    String market = group ? "group" : "individual";
    boolean upper = options.has(TocOptions.Quirk.UPPER_CASE);
    json.raw("{\"plan_name\":\"" + payer.plan() + " " + number % 100_000 + "\"");
    if (options.schema().second()) {
      json.raw(",\"issuer_name\":\"" + payer.name() + "\"");
      if (!hios) {
        json.raw(",\"plan_sponsor_name\":\"Employer " + number % 9_973 + "\"");
      }
    }
    json.raw(",\"plan_id_type\":\"" + (upper ? idType.toUpperCase(Locale.ROOT) : idType) + "\"");
    json.raw(",\"plan_id\":\"");
    if (hios) {
      json.number(10_000 + number % 90_000).raw("TX").number(number, 7);
    } else {
      json.number(10 + number % 89).raw('-').number(number, 7);
    }
    json.raw("\",\"plan_market_type\":\"");
    json.raw(upper && group ? "Group" : market).raw("\"}");
    plans++;
  }

  private void file(int index) {
    boolean blank = options.has(TocOptions.Quirk.BLANK_LOCATIONS) && references % BLANK_ONE_IN == 7;
    json.raw("{\"description\":\"" + payer.plan() + " in-network file ");
    json.raw((index + 1) + " of " + pool + "\",\"location\":");
    json.raw(blank ? "\"\"" : location(name(index), index));
    json.raw('}');
    references++;
    if (!blank) {
      used.set(index);
    }
  }

  private String name(int index) {
    return listed.isEmpty()
        ? RatesFileWriter.DATE
            + "_"
            + payer.slug()
            + "_in-network-rates_"
            + (index + 1)
            + "_of_"
            + pool
            + ".json.gz"
        : listed.get(index);
  }

  private String location(String name, int index) {
    String signature = "";
    if (options.has(TocOptions.Quirk.SIGNED_LOCATIONS)) {
      long hash = SampleRandom.mix(options.seed(), index);
      signature =
          "?Expires=1798761600&Signature="
              + Long.toHexString(hash)
              + Long.toHexString(SampleRandom.mix(hash))
              + "&Key-Pair-Id=K2SAMPLE";
    }
    return JsonBytes.quoted(base + name + signature);
  }

  private void allowedAmounts() {
    if (options.allowedAmounts() == TocOptions.AllowedAmounts.NONE) {
      return;
    }
    boolean list = options.allowedAmounts() == TocOptions.AllowedAmounts.LIST;
    String name = RatesFileWriter.DATE + "_" + payer.slug() + "_allowed-amounts.json.gz";
    json.raw(",\"allowed_amount_file\":")
        .raw(list ? "[" : "")
        .raw("{\"description\":\"" + payer.plan() + " allowed amount file\",\"location\":")
        .raw(location(name, -1))
        .raw(list ? "}]" : "}");
    allowedAmounts++;
  }
}
