package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.split.GroupIds;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.RateFilter;
import java.io.IOException;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads one element of {@code negotiated_rates}. */
final class EntryParser {
  private static final UTF8String USD = UTF8String.fromString("usd");
  private static final UTF8String PERCENT = UTF8String.fromString("percent");

  private final Enumerations enumerations = new Enumerations();
  private final Values values = new Values();
  private final RateFilter filter;
  private final GroupParser groups;

  EntryParser(RateFilter filter) {
    this.filter = filter;
    this.groups = new GroupParser(enumerations, values, filter);
  }

  /** Reads the groups of a reference or of a fetched file. */
  GroupParser groups() {
    return groups;
  }

  Enumerations enumerations() {
    return enumerations;
  }

  Values values() {
    return values;
  }

  /**
   * Reads the object that fills [from, to).
   *
   * @return null if it is no object
   * @throws IOException if it is malformed
   */
  Entry parse(byte[] json, int from, int to, Notes notes) throws IOException {
    Entry entry = new Entry();
    try (JsonParser parser = Json.FACTORY.createParser(json, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        notes.note(Kinds.UNEXPECTED_VALUE, "an element of negotiated_rates is not an object");
        return null;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "negotiated_prices" -> prices(parser, entry, notes);
          case "provider_references" -> references(parser, entry);
          case "provider_groups" -> entry.inlineSeen += groups.groups(parser, entry.inline, notes);
          default -> parser.skipChildren();
        }
      }
    }
    return entry;
  }

  private static void references(JsonParser parser, Entry entry) throws IOException {
    String[] ids = Json.texts(parser);
    for (String id : ids == null ? new String[0] : ids) {
      if (id != null) {
        entry.references.add(GroupIds.normalise(id));
      }
    }
  }

  private void prices(JsonParser parser, Entry entry, Notes notes) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      // A single price, not in an array.
      price(parser, entry, notes);
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        price(parser, entry, notes);
      } else {
        notes.note(Kinds.UNEXPECTED_VALUE, "an element of negotiated_prices is not an object");
        parser.skipChildren();
      }
    }
  }

  private void price(JsonParser parser, Entry entry, Notes notes) throws IOException {
    String type = null;
    String billingClass = null;
    String setting = null;
    String rate = null;
    String expiration = null;
    String[] services = null;
    String[] modifiers = null;
    String additional = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "negotiated_type" -> type = Json.text(parser);
        case "billing_class" -> billingClass = Json.text(parser);
        case "setting" -> setting = Json.text(parser);
        case "negotiated_rate" -> rate = Json.text(parser);
        case "expiration_date" -> expiration = Json.text(parser);
        case "service_code" -> services = Json.texts(parser);
        case "billing_code_modifier" -> modifiers = Json.texts(parser);
        case "additional_information" -> additional = Json.text(parser);
        default -> parser.skipChildren();
      }
    }
    entry.pricesSeen++;
    String normalType = enumerations.text("negotiated_type", type, notes);
    if (!filter.wantsType(normalType)) {
      return;
    }
    required("negotiated_type", type, notes);
    required("negotiated_rate", rate, notes);
    required("expiration_date", expiration, notes);
    required("billing_class", billingClass, notes);
    entry.prices.add(
        new Price(
            new Object[] {
              utf8(normalType),
              enumerations.cell("billing_class", billingClass, notes),
              enumerations.cell("setting", setting, notes),
              values.rate(rate, notes),
              "percentage".equals(normalType) ? PERCENT : USD,
              values.date("expiration_date", expiration, notes),
              strings(services),
              strings(modifiers),
              utf8(additional)
            }));
  }

  static void required(String field, Object value, Notes notes) {
    if (value == null) {
      notes.note(Kinds.MISSING_FIELD, field + " is missing");
    }
  }

  static UTF8String utf8(String text) {
    return text == null ? null : UTF8String.fromString(text);
  }

  static ArrayData strings(String[] texts) {
    if (texts == null) {
      return null;
    }
    Object[] cells = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      cells[i] = utf8(texts[i]);
    }
    return ArrayData.toArrayData(cells);
  }
}
