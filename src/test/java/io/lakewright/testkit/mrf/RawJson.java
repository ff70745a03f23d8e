package io.lakewright.testkit.mrf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Writes JSON in all the ways in which the same can be written. */
final class RawJson {
  /** An object whose members keep their order and may repeat. */
  record Obj(List<Map.Entry<String, Object>> members) {
    Obj() {
      this(new ArrayList<>());
    }

    /** Adds a member; {@code value} may be null. */
    Obj with(String name, Object value) {
      members.add(new java.util.AbstractMap.SimpleEntry<>(name, value));
      return this;
    }

    void remove(String name) {
      members.removeIf(member -> member.getKey().equals(name));
    }
  }

  /** Text that is written as it is, such as a number. */
  record Raw(String text) {}

  private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t", "  \n\t  "};

  private final Random random;
  private final Set<Quirk> quirks;
  private final StringBuilder out = new StringBuilder();

  RawJson(Random random, Set<Quirk> quirks) {
    this.random = random;
    this.quirks = quirks;
  }

  /** The values one after the other. */
  byte[] write(List<?> topLevel) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (quirks.contains(Quirk.BYTE_ORDER_MARK)) {
      bytes.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    }
    for (Object value : topLevel) {
      space();
      value(value);
      out.append(random.nextBoolean() ? "\n" : "");
    }
    space();
    bytes.writeBytes(out.toString().getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private void value(Object value) {
    if (value instanceof Obj object) {
      object(object);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof String string) {
      string(string, quirks.contains(Quirk.UNICODE));
    } else if (value instanceof Raw raw) {
      out.append(raw.text());
    } else {
      out.append(value);
    }
  }

  private void object(Obj object) {
    List<Map.Entry<String, Object>> members = new ArrayList<>(object.members());
    if (quirks.contains(Quirk.SHUFFLED_MEMBERS)) {
      Collections.shuffle(members, random);
    }
    out.append('{');
    for (int i = 0; i < members.size(); i++) {
      out.append(i == 0 ? "" : ",");
      space();
      string(
          members.get(i).getKey(), quirks.contains(Quirk.ESCAPED_KEYS) && random.nextInt(8) == 0);
      space();
      out.append(':');
      space();
      value(members.get(i).getValue());
      space();
    }
    out.append('}');
  }

  private void list(List<?> list) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      space();
      value(list.get(i));
      space();
    }
    out.append(']');
  }

  private void string(String string, boolean escapes) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || (c < 0xd800 && escapes && random.nextInt(4) == 0)) {
        out.append(escaped(c));
      } else if (Character.isHighSurrogate(c) && escapes && random.nextBoolean()) {
        out.append(escaped(c)).append(escaped(string.charAt(++i)));
      } else if (Character.isHighSurrogate(c)) {
        out.append(c).append(string.charAt(++i));
      } else if (c == '/' && escapes) {
        out.append("\\/");
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private String escaped(char c) {
    return String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c);
  }

  private void space() {
    if (quirks.contains(Quirk.WHITESPACE)) {
      out.append(SPACES[random.nextInt(SPACES.length)]);
    }
  }
}
