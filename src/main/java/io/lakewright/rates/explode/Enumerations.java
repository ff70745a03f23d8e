package io.lakewright.rates.explode;

import io.lakewright.rates.split.Kinds;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Fields whose values the schema enumerates: brought to the schema's case; other values are kept
 * and noted. The values are those of all schema versions from 1.0.0 to 2.2.0 together.
 */
final class Enumerations {
  private static final int MAX_CACHED = 1000;
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "negotiation_arrangement", Set.of("ffs", "bundle", "capitation"),
          "negotiated_type",
              Set.of("negotiated", "derived", "fee schedule", "percentage", "per diem"),
          "billing_class", Set.of("professional", "institutional", "both"),
          "setting", Set.of("inpatient", "outpatient", "both"),
          "plan_id_type", Set.of("ein", "hios"),
          "plan_market_type", Set.of("group", "individual"),
          "tin.type", Set.of("ein", "npi"),
          "billing_code_type",
              Set.of(
                  "CPT",
                  "HCPCS",
                  "ICD",
                  "MS-DRG",
                  "R-DRG",
                  "S-DRG",
                  "APS-DRG",
                  "AP-DRG",
                  "APR-DRG",
                  "APC",
                  "NDC",
                  "HIPPS",
                  "LOCAL",
                  "EAPG",
                  "CDT",
                  "RC",
                  "CSTM-ALL"));

  /** A value as it goes into the table, and whether the schema knows it. */
  private record Known(String text, UTF8String cell, boolean enumerated) {}

  private final Map<String, Map<String, Known>> cache = new HashMap<>();

  /** The cell for a field's text; null for null. */
  UTF8String cell(String field, String text, Notes notes) {
    Known known = known(field, text, notes);
    return known == null ? null : known.cell;
  }

  /** The same as text. */
  String text(String field, String text, Notes notes) {
    Known known = known(field, text, notes);
    return known == null ? null : known.text;
  }

  private Known known(String field, String text, Notes notes) {
    if (text == null) {
      return null;
    }
    Map<String, Known> values = cache.computeIfAbsent(field, f -> new HashMap<>());
    Known known = values.get(text);
    if (known == null) {
      String normal = normalise(field, text);
      known = new Known(normal, UTF8String.fromString(normal), VALUES.get(field).contains(normal));
      if (values.size() < MAX_CACHED) {
        values.put(text, known);
      }
    }
    if (!known.enumerated) {
      notes.note(Kinds.OFF_ENUM_VALUE, field + " '" + shortened(text) + "' is not in the schema");
    }
    return known;
  }

  private static String normalise(String field, String text) {
    String trimmed = text.strip();
    return field.equals("billing_code_type")
        ? trimmed.toUpperCase(Locale.ROOT)
        : trimmed.toLowerCase(Locale.ROOT);
  }

  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
