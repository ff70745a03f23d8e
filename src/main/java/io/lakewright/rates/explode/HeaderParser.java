package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads what holds for a whole file, and what holds for a whole item. */
final class HeaderParser {
  private static final List<String> REQUIRED_OF_FILE =
      List.of("reporting_entity_name", "reporting_entity_type", "last_updated_on", "version");
  private static final Set<String> REQUIRED_OF_ITEM =
      Set.of(
          "negotiation_arrangement",
          "name",
          "description",
          "billing_code_type",
          "billing_code_type_version",
          "billing_code");
  private static final List<String> OF_ITEM =
      List.of(RatesTable.SCHEMA.fieldNames()).subList(RatesTable.ITEM, RatesTable.PROVIDER);
  private static final int CODE = RatesTable.index("billing_code");

  private final Enumerations enumerations;
  private final Values values;

  HeaderParser(Enumerations enumerations, Values values) {
    this.enumerations = enumerations;
    this.values = values;
  }

  /** The cells of a file's columns, from a slice with the members of its top level. */
  Object[] file(Slice header, Notes notes) {
    Object[] cells = new Object[RatesTable.ITEM];
    cells[0] = UTF8String.fromString(header.file());
    notes.at(header, null, 0, header.body().length);
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = Json.FACTORY.createParser(header.body())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        texts.put(name, Json.text(parser));
      }
    } catch (IOException malformed) {
      notes.note(Kinds.MALFORMED_JSON, message(malformed));
    }
    texts.forEach((name, text) -> fileCell(name, text, cells, notes));
    for (String field : REQUIRED_OF_FILE) {
      EntryParser.required(field, texts.get(field), notes);
    }
    return cells;
  }

  private void fileCell(String name, String text, Object[] cells, Notes notes) {
    int column = RatesTable.index(name);
    switch (name) {
      case "last_updated_on" -> cells[column] = values.date(name, text, notes);
      case "plan_id_type", "plan_market_type" ->
          cells[column] = enumerations.cell(name, text, notes);
      default -> cells[column] = EntryParser.utf8(text);
    }
  }

  /** The cells of an item's columns, from its members; what it must have and has not is noted. */
  void item(ItemHeader header, Object[] cells, Notes notes) {
    for (String field : OF_ITEM) {
      ItemHeader.Value value = header.get(field);
      try {
        cells[RatesTable.index(field)] = value == null ? null : itemCell(field, value, notes);
      } catch (IOException malformed) {
        notes.noteAt(value.from(), Kinds.MALFORMED_JSON, message(malformed));
      }
      if (REQUIRED_OF_ITEM.contains(field)) {
        EntryParser.required(field, cells[RatesTable.index(field)], notes);
      }
    }
  }

  private Object itemCell(String field, ItemHeader.Value value, Notes notes) throws IOException {
    try (JsonParser parser =
        Json.FACTORY.createParser(value.json(), value.from(), value.to() - value.from())) {
      parser.nextToken();
      return switch (field) {
        case "negotiation_arrangement", "billing_code_type" ->
            enumerations.cell(field, Json.text(parser), notes);
        case "bundled_codes", "covered_services" -> codes(parser);
        default -> EntryParser.utf8(Json.text(parser));
      };
    }
  }

  /** The billing code among the cells. */
  static String code(Object[] cells) {
    return cells[CODE] == null ? null : cells[CODE].toString();
  }

  private static ArrayData codes(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return null;
    }
    List<InternalRow> codes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        codes.add(code(parser));
      } else {
        parser.skipChildren();
      }
    }
    return ArrayData.toArrayData(codes.toArray());
  }

  private static InternalRow code(JsonParser parser) throws IOException {
    Object[] cells = new Object[RatesTable.CODE.length()];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      String text = Json.text(parser);
      switch (name) {
        case "billing_code_type" -> cells[0] = EntryParser.utf8(text);
        case "billing_code_type_version" -> cells[1] = EntryParser.utf8(text);
        case "billing_code" -> cells[2] = EntryParser.utf8(text);
        case "description" -> cells[3] = EntryParser.utf8(text);
        default -> {}
      }
    }
    return new GenericInternalRow(cells);
  }

  /** What a parser says is wrong, without the source it quotes. */
  static String message(IOException malformed) {
    return malformed instanceof com.fasterxml.jackson.core.JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(malformed.getMessage());
  }
}
