package io.lakewright.rates.split;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Members of a JSON object, each as the bytes of its key, colon and value; the last one wins. */
final class Members {
  private final Map<String, byte[]> members = new LinkedHashMap<>();
  private int changes;

  void put(String name, byte[] member) {
    members.put(name, member);
    changes++;
  }

  /** Grows with every {@link #put}. */
  int changes() {
    return changes;
  }

  /** The object. */
  byte[] toObject() {
    ByteArrayOutputStream out = open();
    out.write('}');
    return out.toByteArray();
  }

  /** The object up to where {@code text}, which begins with another key, is to follow. */
  byte[] followedBy(byte[] text) {
    ByteArrayOutputStream out = open();
    if (!members.isEmpty()) {
      out.write(',');
    }
    out.writeBytes(text);
    return out.toByteArray();
  }

  private ByteArrayOutputStream open() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('{');
    String separator = "";
    for (byte[] member : members.values()) {
      out.writeBytes(Names.bytes(separator));
      out.writeBytes(member);
      separator = ",";
    }
    return out;
  }
}
