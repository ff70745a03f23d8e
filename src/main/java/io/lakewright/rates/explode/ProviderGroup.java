package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.Kinds;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One provider group as a file defines it, or a part of it: its distinct (TIN, NPI) pairs.
 *
 * @param key its id, with the shard if it is a part
 * @param position of its definition in the file, see {@link #position}; the names of the first
 *     definition prevail
 * @param networks network names, null if not given
 * @param tins its TINs in the order of the file
 */
record ProviderGroup(GroupKey key, long position, String[] networks, List<Tin> tins)
    implements Serializable {
  /** Shards of a group that is too large to be kept whole. */
  static final int SHARDS = 128;

  private static final int PART_BITS = 20;

  /**
   * A TIN with its NPIs.
   *
   * @param type lower case, null if missing
   * @param value the number, null if missing
   * @param business name of the business, null if not given
   * @param npis distinct; {@link Members#NO_NPI} for "known by TIN only"
   */
  record Tin(String type, String value, String business, long[] npis) {}

  /** A place in the file: by the definition's number, and within it by its part. */
  static long position(long ordinal, int part) {
    return ordinal << PART_BITS | part;
  }

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

  /**
   * The same, dealt to shards. Each shard learns of the definition's first part, which has the
   * names, and of a part without providers, which may have those that came late.
   */
  List<ProviderGroup> shards() {
    boolean isForAll = tins.isEmpty() || (position & ((1L << PART_BITS) - 1)) <= 1;
    Shards shards = new Shards(SHARDS, 0);
    shards.add(tins);
    List<ProviderGroup> all = new ArrayList<>();
    for (int i = 0; i < SHARDS; i++) {
      List<Tin> dealt = shards.take(i);
      if (isForAll || !dealt.isEmpty()) {
        GroupKey shard = new GroupKey(key.file(), key.id(), i + 1);
        all.add(new ProviderGroup(shard, position, networks, dealt));
      }
    }
    return all;
  }

  /**
   * The union of all definitions of a group, parts of one definition taken together. A further
   * definition is noted as duplicate, or as conflict if it names other providers than those before
   * it; of a group in shards the first shard stands for all.
   */
  static ProviderGroup unite(List<ProviderGroup> definitions, AnomalyLog anomalies) {
    if (definitions.size() == 1) {
      return definitions.get(0);
    }
    List<ProviderGroup> sorted = new ArrayList<>(definitions);
    sorted.sort(Comparator.comparingLong(ProviderGroup::position));
    ProviderGroup first = sorted.get(0);
    String[] networks = first.networks;
    ProviderGroupBuilder union = new ProviderGroupBuilder();
    for (int from = 0; from < sorted.size(); ) {
      long ordinal = sorted.get(from).position >>> PART_BITS;
      long before = union.size();
      ProviderGroupBuilder own = new ProviderGroupBuilder();
      int at = from;
      for (; at < sorted.size() && sorted.get(at).position >>> PART_BITS == ordinal; at++) {
        own.addAll(sorted.get(at).tins);
        union.addAll(sorted.get(at).tins);
        if (from == 0 && networks == null) {
          networks = sorted.get(at).networks;
        }
      }
      if (from > 0 && first.key.shard() <= 1) {
        first.note(own.size() == before && union.size() == before, anomalies);
      }
      from = at;
    }
    return new ProviderGroup(first.key, first.position, networks, union.build());
  }

  private void note(boolean same, AnomalyLog anomalies) {
    anomalies.add(
        key.file(),
        "provider_references",
        null,
        null,
        same ? Kinds.DUPLICATE_PROVIDER_GROUP : Kinds.CONFLICTING_PROVIDER_GROUP,
        "provider group "
            + key.id()
            + (same ? " is defined twice" : " is defined twice with different providers"),
        null);
  }

  /** Groups travel often and in great number, so as bytes instead of objects. */
  private Object writeReplace() {
    return new PackedGroup(this);
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
