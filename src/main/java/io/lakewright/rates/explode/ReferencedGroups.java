package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.split.GroupIds;
import io.lakewright.rates.split.JsonCursor;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Finds which provider groups some slices refer to, reading nothing else of them. */
final class ReferencedGroups {
  private static final byte[] NEGOTIATED_RATES = "negotiated_rates".getBytes(UTF_8);
  private static final byte[] REFERENCES = "provider_references".getBytes(UTF_8);

  private final JsonCursor item = new JsonCursor();
  private final JsonCursor entries = new JsonCursor();
  private final JsonCursor entry = new JsonCursor();

  /** The distinct groups; as many at most as the files define or misspell. */
  Set<GroupKey> of(Iterator<Slice> slices) {
    Set<GroupKey> keys = new HashSet<>();
    while (slices.hasNext()) {
      collect(slices.next(), keys);
    }
    return keys;
  }

  private void collect(Slice slice, Set<GroupKey> keys) {
    byte[] body = slice.body();
    item.over(body, 0, body.length);
    while (item.nextMember()) {
      if (!item.nameIs(NEGOTIATED_RATES) || item.valueStart() != '[') {
        continue;
      }
      entries.over(body, item.valueFrom(), item.valueTo());
      while (entries.nextElement()) {
        if (entries.valueStart() == '{') {
          entry.over(body, entries.valueFrom(), entries.valueTo());
          while (entry.nextMember()) {
            if (entry.nameIs(REFERENCES)) {
              ids(slice, body, keys);
            }
          }
        }
      }
    }
  }

  private void ids(Slice slice, byte[] body, Set<GroupKey> keys) {
    int from = entry.valueFrom();
    try (JsonParser parser = Json.FACTORY.createParser(body, from, entry.valueTo() - from)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          keys.add(new GroupKey(slice.file(), GroupIds.normalise(parser.getText()), 0));
        }
      }
    } catch (IOException malformed) {
      // The task that explodes the entry meets the same and notes it.
      return;
    }
  }
}
