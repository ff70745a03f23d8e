package io.lakewright.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Tokens of a table of contents, and its small objects as maps of texts. */
final class TocJson implements Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final InputStream in;
  private final TocAnomalies anomalies;
  private JsonParser parser;

  TocJson(InputStream in, TocAnomalies anomalies) {
    this.in = in;
    this.anomalies = anomalies;
  }

  /** The next token, null at the end of the file. */
  JsonToken next() throws IOException {
    if (parser == null) {
      // Looks at the first bytes already, and so can fail.
      parser = JSON.createParser(in);
    }
    return parser.nextToken();
  }

  /** The name of the field that the current token is. */
  String name() throws IOException {
    return parser.getCurrentName();
  }

  /** Where the current token begins in the decompressed file. */
  long offset() {
    return parser.getTokenLocation().getByteOffset();
  }

  /** How far the parser has read, for when it fails. */
  long position() {
    return parser == null ? 0 : parser.getCurrentLocation().getByteOffset();
  }

  /** Moves to the end of the current value. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** The wanted fields of the object that begins here; blank ones count as missing. */
  Map<String, String> object(Set<String> wanted, String section, long ordinal) throws IOException {
    Map<String, String> values = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.getCurrentName();
      parser.nextToken();
      if (wanted.contains(name)) {
        String text = text(name, section, ordinal);
        if (text != null) {
          values.put(name, text);
        }
      } else {
        skip();
      }
    }
    return values;
  }

  /** The current value without blanks around it; null if it is blank, null or no simple value. */
  String text(String name, String section, long ordinal) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!token.isScalarValue()) {
      unexpected(name + " is not a text", section, ordinal);
      return null;
    }
    String text = parser.getText().strip();
    return text.isEmpty() ? null : text;
  }

  /** Notes a value that is of the wrong kind, and moves past it. */
  void unexpected(String what, String section, long ordinal) throws IOException {
    anomalies.add(TocAnomalies.UNEXPECTED_VALUE, section, ordinal, offset(), what);
    skip();
  }

  @Override
  public void close() throws IOException {
    if (parser != null) {
      parser.close();
    }
  }
}
