package io.lakewright.rates.explode;

import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Provider groups too large to share: each partition of the rates is sent those groups that its
 * slices refer to, and keeps them on local disk while it explodes. Costs a pass over the slices and
 * a shuffle of the groups, each once per partition that needs it; the rates themselves do not move.
 */
final class JoinedProviders extends Providers {
  private final JavaRDD<Slice> rates;
  private final JavaRDD<NeededGroup> groups;

  /**
   * A group for one partition.
   *
   * @param definitions of the group in its file; none is united yet
   * @param wanted whether the partition needs it, or is only to note that it is defined twice
   */
  record NeededGroup(List<ProviderGroup> definitions, boolean wanted, boolean noted)
      implements Serializable {}

  JoinedProviders(JavaRDD<Slice> rates, JavaRDD<ProviderGroup> defined, FileContext files) {
    this.rates = rates;
    int partitions = rates.getNumPartitions();
    JavaPairRDD<GroupKey, Integer> needed =
        rates
            .mapPartitionsWithIndex(
                (partition, slices) ->
                    new ReferencedGroups()
                        .of(slices).stream()
                            .flatMap(key -> asKept(key, files))
                            .map(key -> new Tuple2<>(key, partition))
                            .iterator(),
                true)
            .mapToPair(pair -> pair);
    JavaPairRDD<GroupKey, ProviderGroup> definitions =
        defined.mapToPair(group -> new Tuple2<>(group.key(), group));
    this.groups =
        definitions
            .cogroup(needed, new HashPartitioner(partitions))
            .flatMapToPair(pair -> addressed(pair._2._1, pair._2._2))
            .partitionBy(new HashPartitioner(partitions))
            .values();
  }

  private static Stream<GroupKey> asKept(GroupKey key, FileContext files) {
    return files.isLarge(key.file(), key.id())
        ? IntStream.rangeClosed(1, ProviderGroup.SHARDS)
            .mapToObj(shard -> new GroupKey(key.file(), key.id(), shard))
        : Stream.of(key);
  }

  private static Iterator<Tuple2<Integer, NeededGroup>> addressed(
      Iterable<ProviderGroup> definitions, Iterable<Integer> partitions) {
    List<ProviderGroup> group = new ArrayList<>();
    definitions.forEach(group::add);
    List<Tuple2<Integer, NeededGroup>> addressed = new ArrayList<>();
    if (!group.isEmpty()) {
      boolean note = group.size() > 1;
      for (int partition : partitions) {
        addressed.add(new Tuple2<>(partition, new NeededGroup(group, true, note)));
        note = false;
      }
      if (note) {
        addressed.add(new Tuple2<>(0, new NeededGroup(group, false, true)));
      }
    }
    return addressed.iterator();
  }

  @Override
  <T> JavaRDD<T> map(Work<T> work) {
    return rates.zipPartitions(
        groups, (slices, needed) -> work.on(slices, LocalProviders.keep(needed)));
  }

  @Override
  public void close() {
    // Shuffle files go when the driver forgets the RDDs.
  }
}
