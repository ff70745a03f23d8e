package io.lakewright.rates.explode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lenient reading of values whose JSON type is not always the one that the schema says. */
final class Json {
  static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * The value as text: a string's, a number's or boolean's literal; null for null and containers.
   */
  static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isScalarValue()) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  /** An array of texts; a scalar counts as an array of one; null for null. */
  static String[] texts(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      String one = text(parser);
      return one == null ? null : new String[] {one};
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(parser));
    }
    return texts.toArray(new String[0]);
  }
}
