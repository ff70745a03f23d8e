package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads what holds for a whole file, and what holds for a whole item. */
final class HeaderParser {
  private static final List<String> REQUIRED_OF_FILE =
      List.of("reporting_entity_name", "reporting_entity_type", "last_updated_on", "version");
  private static final int BUNDLED = RatesTable.index("bundled_codes");
  private static final int COVERED = RatesTable.index("covered_services");
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
    Set<String> missing = new LinkedHashSet<>(REQUIRED_OF_FILE);
    try (JsonParser parser = Json.FACTORY.createParser(header.body())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        String text = Json.text(parser);
        fileCell(name, text, cells, notes);
        if (text != null) {
          missing.remove(name);
        }
      }
    } catch (IOException malformed) {
      notes.note(Kinds.MALFORMED_JSON, message(malformed));
    }
    missing.forEach(field -> EntryParser.required(field, null, notes));
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

  /**
   * Reads one member of an item into its cells; other members are ignored.
   *
   * @throws IOException if it is malformed
   */
  void itemCell(String name, byte[] json, int from, int to, Object[] cells, Notes notes)
      throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(json, from, to - from)) {
      parser.nextToken();
      switch (name) {
        case "negotiation_arrangement", "billing_code_type" ->
            cells[RatesTable.index(name)] = enumerations.cell(name, Json.text(parser), notes);
        case "name",
            "description",
            "severity_of_illness",
            "billing_code_type_version",
            "billing_code" ->
            cells[RatesTable.index(name)] = EntryParser.utf8(Json.text(parser));
        case "bundled_codes" -> cells[BUNDLED] = codes(parser);
        case "covered_services" -> cells[COVERED] = codes(parser);
        default -> {}
      }
    }
  }

  /** Notes what an item must have and has not. */
  void requireItem(Object[] cells, Notes notes) {
    for (String field :
        List.of(
            "negotiation_arrangement",
            "name",
            "description",
            "billing_code_type",
            "billing_code_type_version",
            "billing_code")) {
      EntryParser.required(field, cells[RatesTable.index(field)], notes);
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
