package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** Keys of the in-network schema, all versions, that decide how a file is cut. */
final class Names {
  static final String PROVIDER_REFERENCES_SECTION = "provider_references";
  static final String IN_NETWORK_SECTION = "in_network";

  static final byte[] IN_NETWORK = bytes(IN_NETWORK_SECTION);
  static final byte[] PROVIDER_REFERENCES = bytes(PROVIDER_REFERENCES_SECTION);
  static final byte[] OUT_OF_NETWORK = bytes("out_of_network");
  static final byte[] REPORTING_STRUCTURE = bytes("reporting_structure");
  static final byte[] NEGOTIATED_RATES = bytes("negotiated_rates");
  static final byte[] NEGOTIATED_PRICES = bytes("negotiated_prices");
  static final byte[] PROVIDER_GROUPS = bytes("provider_groups");
  static final byte[] PROVIDER_GROUP_ID = bytes("provider_group_id");
  static final byte[] NPI = bytes("npi");
  static final byte[] RATES_PREFIX = bytes("\"negotiated_rates\":[");
  static final byte[] RATES_SUFFIX = bytes("]}");
  static final byte[] PART_SUFFIX = bytes("]}]}");

  private static final Set<String> FILE_HEADER =
      Set.of(
          "reporting_entity_name",
          "reporting_entity_type",
          "plan_name",
          "issuer_name",
          "plan_sponsor_name",
          "plan_id_type",
          "plan_id",
          "plan_market_type",
          "last_updated_on",
          "version");
  private static final Set<String> ITEM_HEADER =
      Set.of(
          "negotiation_arrangement",
          "name",
          "description",
          "severity_of_illness",
          "billing_code_type",
          "billing_code_type_version",
          "billing_code",
          "bundled_codes",
          "covered_services");
  private static final Set<String> ENTRY_PARTS =
      Set.of(PROVIDER_REFERENCES_SECTION, "provider_groups", "negotiated_prices");
  private static final Set<String> ITEM_MARKS = Set.of("negotiated_rates", "billing_code");
  private static final Set<String> REFERENCE_MARKS =
      Set.of("provider_group_id", "provider_groups", "location");
  private static final Set<String> ROOT_MARKS =
      Set.of(
          IN_NETWORK_SECTION, PROVIDER_REFERENCES_SECTION, "out_of_network", "reporting_structure");

  private static final JsonFactory JSON = new JsonFactory();

  private Names() {}

  static boolean isFileHeader(byte[] name) {
    return FILE_HEADER.contains(text(name));
  }

  static boolean isItemHeader(byte[] name) {
    return ITEM_HEADER.contains(text(name));
  }

  static boolean isEntryPart(byte[] name) {
    return ENTRY_PARTS.contains(text(name));
  }

  /** What stands before some elements of one part of an entry, behind the item's header. */
  static byte[] partPrefix(byte[] part) {
    return bytes("\"negotiated_rates\":[{\"" + text(part) + "\":[");
  }

  static boolean isPrices(byte[] name) {
    return Arrays.equals(name, NEGOTIATED_PRICES);
  }

  static boolean marksItem(String name) {
    return ITEM_MARKS.contains(name);
  }

  static boolean marksReference(String name) {
    return REFERENCE_MARKS.contains(name);
  }

  static boolean marksRoot(String name) {
    return ROOT_MARKS.contains(name);
  }

  /** The key that fills [from, to) between its quotes, its escapes resolved. */
  static byte[] key(byte[] json, int from, int to) {
    byte[] raw = Arrays.copyOfRange(json, from, to);
    if (!isEscaped(json, from, to)) {
      return raw;
    }
    try (JsonParser parser = JSON.createParser(json, from - 1, to - from + 2)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? bytes(parser.getText()) : raw;
    } catch (IOException malformed) {
      // No key that is looked for.
      return raw;
    }
  }

  /** Whether the key that fills [from, to) has escapes. */
  static boolean isEscaped(byte[] json, int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  static String text(byte[] name) {
    return new String(name, UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
