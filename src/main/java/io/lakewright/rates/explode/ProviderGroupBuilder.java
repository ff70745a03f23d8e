package io.lakewright.rates.explode;

import io.lakewright.rates.split.LongSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the providers of one group, or of one entry's inline groups, each of them once. */
final class ProviderGroupBuilder {
  private record Key(String type, String value) {}

  private final Map<Key, LongSet> seen = new HashMap<>();
  private final List<ProviderGroup.Tin> done = new ArrayList<>();
  private Key key;
  private String business;
  private LongSet known;
  private long[] npis = new long[16];
  private int count;
  private int size;

  /** The NPIs that follow belong to this TIN. */
  void tin(String type, String value, String businessName) {
    close();
    key = new Key(type, value);
    business = businessName;
    known = seen.computeIfAbsent(key, k -> new LongSet());
  }

  /** Adds a provider of the current TIN, unless it is there already. */
  void npi(long npi) {
    if (known.add(npi)) {
      if (count == npis.length) {
        npis = Arrays.copyOf(npis, count * 2);
      }
      npis[count++] = npi;
      size++;
    }
  }

  /** Adds providers that were collected before. */
  void addAll(List<ProviderGroup.Tin> tins) {
    for (ProviderGroup.Tin one : tins) {
      tin(one.type(), one.value(), one.business());
      for (long npi : one.npis()) {
        npi(npi);
      }
    }
  }

  /** Number of providers. */
  int size() {
    return size;
  }

  /** The TINs, in the order in which they came. */
  List<ProviderGroup.Tin> build() {
    close();
    return done;
  }

  private void close() {
    if (count > 0) {
      done.add(new ProviderGroup.Tin(key.type, key.value, business, Arrays.copyOf(npis, count)));
      count = 0;
    }
  }
}
