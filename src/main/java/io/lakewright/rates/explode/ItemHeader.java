package io.lakewright.rates.explode;

import java.util.HashMap;
import java.util.Map;

/** Where the values of an item's own members stand; of a repeated member the last one counts. */
final class ItemHeader {
  /** A value that fills [from, to) of a text. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Value(byte[] json, int from, int to) {}

  private final Map<String, Value> values = new HashMap<>();

  void put(String name, byte[] json, int from, int to) {
    values.put(name, new Value(json, from, to));
  }

  /** Null if there is none. */
  Value get(String name) {
    return values.get(name);
  }
}
