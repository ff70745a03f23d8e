package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.List;

/**
 * The distinct providers of one rate entry, as stretches of NPIs that share all else. The arrays
 * are shared with the provider directory, not copied.
 */
final class Members {
  /** Stands for "known by TIN only": the row's NPI is null. */
  static final long NO_NPI = 0;

  /** One provider with some of its NPIs: those in [from, to). */
  record Stretch(Provider provider, long[] npis, int from, int to) {}

  private final List<Stretch> stretches = new ArrayList<>();
  private long size;

  void add(Provider provider, long[] npis, int from, int to) {
    if (to > from) {
      stretches.add(new Stretch(provider, npis, from, to));
      size += to - from;
    }
  }

  void addAll(Members others) {
    stretches.addAll(others.stretches);
    size += others.size;
  }

  List<Stretch> stretches() {
    return stretches;
  }

  /** Number of providers. */
  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
