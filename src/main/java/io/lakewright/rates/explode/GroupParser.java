package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.RateFilter;
import java.io.IOException;
import java.util.Arrays;

/** Reads {@code provider_groups}, wherever they stand: in an entry, a reference, a fetched file. */
final class GroupParser {
  private final Enumerations enumerations;
  private final Values values;
  private final RateFilter filter;

  private long[] npis = new long[64];
  private int count;
  private String tinType;
  private String tin;
  private String business;

  GroupParser(Enumerations enumerations, Values values, RateFilter filter) {
    this.enumerations = enumerations;
    this.values = values;
    this.filter = filter;
  }

  /**
   * Reads the array at the parser's position into {@code into}.
   *
   * @return the number of groups, wanted or not
   */
  int groups(JsonParser parser, ProviderGroupBuilder into, Notes notes) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        notes.note(Kinds.UNEXPECTED_VALUE, "provider_groups is not an array");
      }
      parser.skipChildren();
      return 0;
    }
    int groups = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        group(parser, notes);
        keep(into);
        groups++;
      } else {
        notes.note(Kinds.UNEXPECTED_VALUE, "an element of provider_groups is not an object");
        parser.skipChildren();
      }
    }
    return groups;
  }

  private void group(JsonParser parser, Notes notes) throws IOException {
    count = 0;
    tinType = null;
    tin = null;
    business = null;
    boolean hasTin = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "npi" -> npis(parser, notes);
        case "tin" -> hasTin = tin(parser, notes) || hasTin;
        default -> parser.skipChildren();
      }
    }
    if (!hasTin) {
      notes.note(Kinds.MISSING_FIELD, "a provider group has no tin");
    }
    if (count == 0) {
      notes.note(Kinds.MISSING_FIELD, "a provider group has no npi");
      add(Members.NO_NPI);
    }
  }

  private void npis(JsonParser parser, Notes notes) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        add(values.npi(parser, notes));
      }
    } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
      add(values.npi(parser, notes));
    }
  }

  private boolean tin(JsonParser parser, Notes notes) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      // Some write the number alone.
      String number = Json.text(parser);
      tin = number == null ? null : number.strip();
      return tin != null;
    }
    String type = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      String text = Json.text(parser);
      switch (name) {
        case "type" -> type = text;
        case "value" -> tin = text == null ? null : text.strip();
        case "business_name" -> business = text;
        default -> {}
      }
    }
    tinType = enumerations.text("tin.type", type, notes);
    return true;
  }

  private void add(long npi) {
    if (count == npis.length) {
      npis = Arrays.copyOf(npis, count * 2);
    }
    npis[count++] = npi;
  }

  private void keep(ProviderGroupBuilder into) {
    into.tin(tinType, tin, business);
    for (int i = 0; i < count; i++) {
      if (filter.wantsNpi(npis[i])) {
        into.npi(npis[i]);
      }
    }
  }
}
