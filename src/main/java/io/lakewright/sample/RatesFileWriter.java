package io.lakewright.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes one in-network file, front to back, holding no more of it than its network. */
final class RatesFileWriter {
  static final String DATE = "2026-01-01";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int BYTES_PER_ITEM = 2_500;
  private static final int BUNDLE_ONE_IN = 37;
  private static final int CAPITATION_ONE_IN = 41;
  private static final String ODD =
      " \\\"quoted\\\" \\u00e9\\u000a naïve — 医 🩺 {[,:]} ends in a backslash\\\\";

  private final RatesOptions options;
  private final Payer payer;
  private final int part;
  private final long size;
  private final Market market;
  private final Network network;
  private final JsonBytes json;
  private final ReferencesWriter references;

  /**
   * @param file index of the file: the payers take turns
   */
  RatesFileWriter(RatesOptions options, int file, OutputStream out) {
    this.options = options;
    int payers = Math.min(Payer.ALL.size(), options.files());
    int payerIndex = file % payers;
    payer = Payer.ALL.get(payerIndex);
    part = file / payers;
    size = options.size() / options.files();
    market = new Market(options.seed());
    network = new Network(options, market, payerIndex, part, size);
    json = new JsonBytes(out);
    references = new ReferencesWriter(options, market, network, payer, json);
  }

  /** Writes the file and closes it. */
  Written write() throws IOException {
    try (json) {
      if (options.has(Quirk.BOM)) {
        json.raw(BYTE_ORDER_MARK);
      }
      json.raw(header());
      boolean last = options.has(Quirk.REFERENCES_LAST);
      if (!last) {
        references.section();
        json.raw(",\n");
      }
      long end = size - 3 - (last ? network.bytes() : 0);
      Counts counts = inNetwork(end);
      if (last) {
        json.raw(",\n");
        references.section();
        counts = counts.plus(new Counts(0, 0, 0, 0, references.groupsWritten(), 0, 0));
      }
      json.raw("}\n");
      return new Written(json.position(), counts);
    }
  }

  private String header() {
    boolean second = options.schema().second();
    boolean hios = part % 2 == 0;
    String idType = hios ? "hios" : "ein";
    return "{\"reporting_entity_name\":\""
        + payer.name()
        + "\",\"reporting_entity_type\":\""
        + payer.type()
        + "\",\"plan_name\":\""
        + payer.plan()
        + (part == 0 ? "" : " " + (part + 1))
        + (second ? "\",\"issuer_name\":\"" + payer.name() : "")
        + (second && !hios ? "\",\"plan_sponsor_name\":\"Employer " + part : "")
        + "\",\"plan_id_type\":\""
        + (options.has(Quirk.OFF_ENUM) ? idType.toUpperCase(Locale.ROOT) : idType)
        + "\",\"plan_id\":\""
        + planId(hios)
        + "\",\"plan_market_type\":\""
        + (hios ? "individual" : "group")
        + "\",\"last_updated_on\":\""
        + DATE
        + (options.has(Quirk.DATE_TIMES) ? "T00:00:00Z" : "")
        + "\",\"version\":\""
        + options.schema()
        + "\",\n";
  }

  private String planId(boolean hios) {
    long hash = SampleRandom.mix(options.seed(), payer.name().length() * 1000L + part) >>> 1;
    return hios
        ? String.format("%05dTX%07d", 10_000 + hash % 90_000, hash / 90_000 % 10_000_000)
        : String.format("%02d-%07d", 10 + hash % 89, hash / 89 % 10_000_000);
  }

  private Counts inNetwork(long end) {
    json.raw("\"in_network\":[");
    long start = json.position();
    double rows = options.rowsPerMb() / 1e6 * size;
    SampleRandom random =
        new SampleRandom(SampleRandom.mix(options.seed(), part * 64L + Payer.ALL.indexOf(payer)));
    EntryWriter entries =
        new EntryWriter(
            options, market, network, references, payer, json, random, rows / (end - start));
    int codes = (int) Math.max(1, Math.min(options.codes(), (end - start) / BYTES_PER_ITEM));
    int times = options.has(Quirk.REPEATED_ITEMS) ? 2 : 1;
    double[] shares = shares(codes * times, end - start);
    double reached = 0;
    long items = 0;
    for (int i = 0; i < shares.length; i++) {
      reached += shares[i];
      long itemEnd = start + (long) (reached * (end - start));
      if (i > 0) {
        json.raw(",\n");
      }
      item(entries, i / times, codes, itemEnd);
      items++;
    }
    json.raw(']');
    return entries.counts(items);
  }

  /** Each item's part of the section, falling slowly from the first to the last. */
  private double[] shares(int items, long bytes) {
    double[] shares = new double[items];
    double giant = options.largestItem() / (double) bytes;
    double sum = 0;
    for (int i = 0; i < items; i++) {
      shares[i] = 1 / StrictMath.sqrt(i + 5);
      sum += giant > 0 && i == 0 ? 0 : shares[i];
    }
    double rest = items == 1 ? 1 : 1 - giant;
    for (int i = 0; i < items; i++) {
      shares[i] = giant > 0 && i == 0 && items > 1 ? giant : shares[i] / sum * rest;
    }
    return shares;
  }

  private void item(EntryWriter entries, int index, int codes, long end) {
    List<BillingCode> all = BillingCode.ALL;
    int number = (int) ((index + (long) part * codes) % all.size());
    BillingCode code = all.get(number);
    boolean bundle = number % BUNDLE_ONE_IN == BUNDLE_ONE_IN - 1;
    boolean capitation = !bundle && number % CAPITATION_ONE_IN == CAPITATION_ONE_IN - 1;
    String type = options.has(Quirk.OFF_ENUM) && code.type().equals("MS-DRG") ? "DRG" : code.type();
    String description = JsonBytes.quoted(code.description());
    if (options.has(Quirk.ODD_STRINGS)) {
      description = description.substring(0, description.length() - 1) + ODD + '"';
    }
    json.raw("{\"negotiation_arrangement\":\"")
        .raw(bundle ? "bundle" : capitation ? "capitation" : "ffs")
        .raw("\",\"name\":")
        .raw(JsonBytes.quoted(code.name()))
        .raw(",\"billing_code_type\":\"")
        .raw(type)
        .raw("\",\"billing_code_type_version\":\"")
        .raw(code.version())
        .raw("\",\"billing_code\":\"")
        .raw(code.code())
        .raw("\",\"description\":")
        .raw(description);
    if (options.schema().second() && number % 97 == 96) {
      json.raw(",\"severity_of_illness\":\"2\"");
    }
    if (bundle) {
      json.raw(",\"bundled_codes\":[").raw(others(number)).raw(']');
    }
    if (capitation) {
      json.raw(",\"covered_services\":[").raw(others(number)).raw(']');
    } else if (options.has(Quirk.NULLS)) {
      json.raw(",\"covered_services\":null");
    }
    json.raw(",\"negotiated_rates\":[");
    entries.entry(code);
    while (json.position() < end) {
      json.raw(',').raw('\n');
      entries.entry(code);
    }
    json.raw(']').raw('}');
  }

  private static String others(int number) {
    List<BillingCode> all = BillingCode.ALL;
    return IntStream.rangeClosed(1, 3)
        .mapToObj(i -> all.get((number + i * 7) % all.size()).json())
        .collect(Collectors.joining(","));
  }

  /**
   * @param bytes of JSON
   */
  record Written(long bytes, Counts counts) {}
}
