package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads an item's billing code, and no more of the item than that needs. */
final class ItemKeys {
  private static final byte[] TYPE = "billing_code_type".getBytes(UTF_8);
  private static final byte[] CODE = "billing_code".getBytes(UTF_8);
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonCursor cursor = new JsonCursor();
  private String type;
  private String code;

  /** Forgets the item before. */
  void clear() {
    type = null;
    code = null;
  }

  /** As written; null if the item has none, or none was met yet. */
  String type() {
    return type;
  }

  /** As written; null if the item has none, or none was met yet. */
  String code() {
    return code;
  }

  /** Whether type and code were met. */
  boolean complete() {
    return type != null && code != null;
  }

  /** Looks for the two keys in the item that fills [from, to). */
  void find(byte[] bytes, int from, int to) {
    clear();
    cursor.over(bytes, from, to);
    while (!complete() && cursor.nextMember()) {
      if (cursor.nameIs(CODE)) {
        code = scalar(bytes, cursor.valueFrom(), cursor.valueTo());
      } else if (cursor.nameIs(TYPE)) {
        type = scalar(bytes, cursor.valueFrom(), cursor.valueTo());
      }
    }
  }

  /** Takes note of a member if it is one of the two. */
  void member(String name, byte[] bytes, int valueFrom, int valueTo) {
    if (name.equals("billing_code")) {
      code = scalar(bytes, valueFrom, valueTo);
    } else if (name.equals("billing_code_type")) {
      type = scalar(bytes, valueFrom, valueTo);
    }
  }

  /** The text of a string or number; null for null and for what is neither. */
  static String scalar(byte[] bytes, int from, int to) {
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      return switch (parser.nextToken()) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
            parser.getText();
        default -> null;
      };
    } catch (IOException malformed) {
      // The parser that reads the item later meets the same and reports it with its place.
      return null;
    }
  }
}
