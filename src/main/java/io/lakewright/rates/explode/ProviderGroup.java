package io.lakewright.rates.explode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One provider group as a file defines it: its distinct (TIN, NPI) pairs.
 *
 * @param file the source file that the id is local to
 * @param id normalised id, null for a group given inline
 * @param position of its definition in the file; the names of the first definition prevail
 * @param networks network names, null if not given
 * @param tins its TINs in the order of the file
 */
record ProviderGroup(String file, String id, long position, String[] networks, List<Tin> tins)
    implements Serializable {

  /**
   * A TIN with its NPIs.
   *
   * @param type lower case, null if missing
   * @param value the number, null if missing
   * @param business name of the business, null if not given
   * @param npis distinct; {@link Members#NO_NPI} for "known by TIN only"
   */
  record Tin(String type, String value, String business, long[] npis) implements Serializable {}

  /** Bytes this takes in memory, roughly. */
  long weight() {
    long weight = 100;
    for (Tin tin : tins) {
      weight += 100 + 8L * tin.npis.length;
    }
    return weight;
  }

  /** Number of providers. */
  long size() {
    return tins.stream().mapToLong(tin -> tin.npis.length).sum();
  }

  /** The union with another definition of the same group; the names of the first prevail. */
  ProviderGroup union(ProviderGroup other) {
    if (other.position < position) {
      return other.union(this);
    }
    ProviderGroupBuilder both = new ProviderGroupBuilder();
    for (ProviderGroup group : List.of(this, other)) {
      for (Tin tin : group.tins) {
        both.tin(tin.type, tin.value, tin.business);
        Arrays.stream(tin.npis).forEach(both::npi);
      }
    }
    return new ProviderGroup(file, id, position, networks, new ArrayList<>(both.build()));
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
