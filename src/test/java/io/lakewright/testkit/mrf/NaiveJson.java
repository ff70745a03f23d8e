package io.lakewright.testkit.mrf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON into maps, lists, strings, booleans, nulls and {@link JsonNumber}s, which keep their
 * text.
 */
final class NaiveJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** A number as it is written. */
  record JsonNumber(String text) {}

  private NaiveJson() {}

  /** All values at the top level; a byte order mark is passed over. */
  static List<Object> read(byte[] bytes) {
    int start = bytes.length > 2 && (bytes[0] & 0xff) == 0xef ? 3 : 0;
    List<Object> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(Arrays.copyOfRange(bytes, start, bytes.length))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values.add(value(parser, token));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.getCurrentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return elements;
  }
}
