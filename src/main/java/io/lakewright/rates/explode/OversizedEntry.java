package io.lakewright.rates.explode;

import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.Slice;
import java.util.HashSet;
import java.util.Set;

/**
 * The entry that came in pieces: its providers, collected until its prices come. Memory is bounded
 * by the distinct providers of one entry, eight bytes an NPI and as much again to tell repeats.
 */
final class OversizedEntry {
  private final Notes notes;
  private Slice current;
  private Members members = new Members();
  private final Set<Members.Stretch> referenced = new HashSet<>();
  private ProviderGroupBuilder inline = new ProviderGroupBuilder();
  private boolean unresolved;
  private boolean prices;

  OversizedEntry(Notes notes) {
    this.notes = notes;
  }

  /** Forgets the entry before if the slice does not belong to it. */
  void moveTo(Slice slice) {
    if (current != null && !sameEntry(current, slice)) {
      close();
    }
    if (current == null && slice.kind() != Slice.Kind.RATES) {
      current = slice;
    }
  }

  void close() {
    if (current != null && !prices) {
      notes.at(current, "in_network", 0, current.body().length);
      notes.note(Kinds.MISSING_FIELD, "an entry has no negotiated_prices");
    }
    current = null;
    members = new Members();
    referenced.clear();
    inline = new ProviderGroupBuilder();
    unresolved = false;
    prices = false;
  }

  /** Adds some of the entry's providers, each group once however often it is named. */
  void addProviders(Members resolved, boolean anyUnresolved, Entry piece) {
    unresolved |= anyUnresolved;
    for (Members.Stretch stretch : resolved.stretches()) {
      if (referenced.add(stretch)) {
        members.add(stretch.provider(), stretch.npis(), stretch.from(), stretch.to());
      }
    }
    for (ProviderGroup.Tin tin : piece.inline.build()) {
      inline.tin(tin.type(), tin.value(), tin.business());
      for (long npi : tin.npis()) {
        inline.npi(npi);
      }
    }
  }

  /** All its providers, now that prices come. */
  Members providersForPrices(boolean expected) {
    if (!prices) {
      prices = true;
      members.addAll(ProviderDirectory.resolve(null, null, inline.build()));
      inline = new ProviderGroupBuilder();
      if (members.isEmpty() && expected && !unresolved) {
        notes.note(Kinds.ENTRY_WITHOUT_PROVIDERS, "a rate entry names no provider");
      }
    }
    return members;
  }

  private static boolean sameEntry(Slice one, Slice other) {
    return other.kind() != Slice.Kind.RATES
        && one.item() == other.item()
        && one.entry() == other.entry()
        && one.file().equals(other.file());
  }
}
