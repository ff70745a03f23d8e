package io.lakewright.rates.explode;

import io.lakewright.rates.split.Slice;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The entry that comes in pieces, its providers collected until its prices come. In memory: the ids
 * of the groups it refers to, as far as they are defined, and a bounded number of its inline
 * providers.
 */
final class OversizedEntry {
  private final Slice first;
  private final Set<String> references = new LinkedHashSet<>();
  private final InlineProviders inline;
  private boolean unresolved;
  private boolean priced;

  /** Begins with a slice of the entry. */
  OversizedEntry(Slice first, int held) {
    this.first = first;
    this.inline = new InlineProviders(held);
  }

  /** Whether a slice is of this entry. */
  boolean holds(Slice slice) {
    return slice.kind() != Slice.Kind.RATES
        && slice.item() == first.item()
        && slice.entry() == first.entry()
        && slice.file().equals(first.file());
  }

  Slice first() {
    return first;
  }

  /** Adds a group that is defined; it counts once however often it is named. */
  void refer(String id) {
    references.add(id);
  }

  void hasUnresolved() {
    unresolved = true;
  }

  void add(ProviderGroupBuilder providers) {
    inline.add(providers.build());
  }

  Iterator<String> references() {
    return references.iterator();
  }

  Iterator<Members> inline() {
    return inline.members();
  }

  void priced() {
    priced = true;
  }

  boolean isPriced() {
    return priced;
  }

  /** Whether it names no provider at all. */
  boolean isWithoutProviders() {
    return references.isEmpty() && inline.isEmpty() && !unresolved;
  }

  void close() {
    inline.close();
  }
}
