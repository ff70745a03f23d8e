package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Walks the members of an object, or the elements of an array, that is held in memory, and gives
 * the bytes of each without reading into it. Lenient: separators are skipped, whatever they are;
 * what is not JSON is found by the parser that reads the values.
 */
public final class JsonCursor {
  private final JsonBlocks blocks = new JsonBlocks();
  private byte[] bytes;
  private int at;
  private int to;
  private int nameFrom;
  private int nameTo;
  private int valueFrom;
  private int valueTo;

  /** Goes to the container that fills [from, to) of {@code json}. */
  public JsonCursor over(byte[] json, int from, int to) {
    this.bytes = json;
    this.at = from + 1;
    this.to = to;
    return this;
  }

  /** Goes to the elements that fill [from, to) of {@code json}, without brackets around them. */
  JsonCursor inside(byte[] json, int from, int end) {
    this.bytes = json;
    this.at = from;
    this.to = end;
    return this;
  }

  /** Moves to the next member; false when there is none, or when what follows is not a member. */
  public boolean nextMember() {
    skipSeparators();
    if (at >= to || bytes[at] != '"') {
      return false;
    }
    nameFrom = at + 1;
    at = stringEnd(at);
    nameTo = at - 1;
    skipSeparators();
    return value();
  }

  /** Moves to the next element; false when there is none. */
  public boolean nextElement() {
    skipSeparators();
    return at < to && bytes[at] != ']' && value();
  }

  /** Whether the walk, having found nothing more, stands at the container's closing bracket. */
  public boolean isComplete() {
    return at == to - 1 && (bytes[at] == '}' || bytes[at] == ']');
  }

  /** Where the walk stands. */
  public int position() {
    return at;
  }

  /** Whether the member is called {@code name}. */
  public boolean nameIs(byte[] name) {
    return Arrays.equals(bytes, nameFrom, nameTo, name, 0, name.length)
        || (Names.isEscaped(bytes, nameFrom, nameTo)
            && Arrays.equals(Names.key(bytes, nameFrom, nameTo), name));
  }

  /** The member's name. */
  public String name() {
    return new String(Names.key(bytes, nameFrom, nameTo), UTF_8);
  }

  /** First byte of the name, behind its quote. */
  int nameFrom() {
    return nameFrom;
  }

  /** First byte of the value. */
  public int valueFrom() {
    return valueFrom;
  }

  /** The byte after the value. */
  public int valueTo() {
    return valueTo;
  }

  /** The value's first character, which tells its type. */
  public char valueStart() {
    return (char) bytes[valueFrom];
  }

  private boolean value() {
    if (at >= to) {
      return false;
    }
    valueFrom = at;
    byte first = bytes[at];
    if (first == '{' || first == '[') {
      blocks.start();
      int end = blocks.scan(bytes, at, to);
      at = end < 0 ? to : end;
    } else if (first == '"') {
      at = stringEnd(at);
    } else {
      while (at < to && !isSeparator(bytes[at]) && bytes[at] != '}' && bytes[at] != ']') {
        at++;
      }
    }
    valueTo = at;
    return valueTo > valueFrom;
  }

  private void skipSeparators() {
    while (at < to && isSeparator(bytes[at])) {
      at++;
    }
  }

  private int stringEnd(int from) {
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] == '\\') {
        i++;
      } else if (bytes[i] == '"') {
        return i + 1;
      }
    }
    return to;
  }

  private static boolean isSeparator(byte b) {
    return b == ',' || b == ':' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
