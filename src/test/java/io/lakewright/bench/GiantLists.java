package io.lakewright.bench;

import io.lakewright.sample.Counts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in which one list of NPIs is larger than memory; a third of it is repeats. */
enum GiantLists {
  /** In a provider reference. */
  REFERENCE(
      "\"provider_references\":[{\"provider_group_id\":1,\"provider_groups\":[{\"npi\":[",
      "],\"tin\":{\"type\":\"ein\",\"value\":\"1\"}}]}],\"in_network\":[{%s,\"negotiated_rates\":[{\"provider_references\":[1],%s}]}]}"),
  /** Inline, in a rate entry. */
  ENTRY(
      "\"in_network\":[{%s,\"negotiated_rates\":[{\"provider_groups\":[{\"npi\":[",
      "],\"tin\":{\"type\":\"ein\",\"value\":\"1\"}}],%s}]}]}");

  private static final String FILE =
      "{\"reporting_entity_name\":\"P\",\"reporting_entity_type\":\"payer\","
          + "\"last_updated_on\":\"2026-01-01\",\"version\":\"1.0.0\",";
  private static final String ITEM =
      "\"negotiation_arrangement\":\"ffs\",\"name\":\"n\",\"description\":\"d\","
          + "\"billing_code_type\":\"CPT\",\"billing_code_type_version\":\"2026\","
          + "\"billing_code\":\"99213\"";
  private static final String PRICES =
      "\"negotiated_prices\":[{\"negotiated_type\":\"negotiated\",\"negotiated_rate\":1.50,"
          + "\"expiration_date\":\"9999-12-31\",\"billing_class\":\"professional\"}]";

  private final String before;
  private final String after;

  GiantLists(String before, String after) {
    this.before = before;
    this.after = after;
  }

  /** Writes a file of about the size and tells what it holds. */
  Counts write(Path file, long bytes) throws IOException {
    long npis = bytes / 11;
    long distinct = npis * 2 / 3;
    Files.createDirectories(file.getParent());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(FILE + before.replace("%s", ITEM));
      for (long i = 0; i < npis; i++) {
        out.write(i == 0 ? "" : ",");
        out.write(Long.toString(1_000_000_000L + i % distinct));
      }
      out.write(after.replaceFirst("\\{%s", "{" + ITEM).replace("%s", PRICES));
    }
    int references = this == REFERENCE ? 1 : 0;
    return new Counts(1, 1, 1, references, references, distinct, distinct * 150);
  }
}
