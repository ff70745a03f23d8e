package io.lakewright.rates.shuffle;

import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.Function1;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The one shuffle of {@code flatten}: slices, routed and sorted. The files are read once, in the
 * stage before it; the partitions about files and those with rates are two views of the same
 * shuffle files, so that the first job's map stage serves the second.
 */
public final class SliceShuffle {
  private final JavaRDD<Tuple2<SliceKey, Slice>> shuffled;
  private final int sidePartitions;

  private SliceShuffle(JavaRDD<Tuple2<SliceKey, Slice>> shuffled, int sidePartitions) {
    this.shuffled = shuffled;
    this.sidePartitions = sidePartitions;
  }

  /**
   * Shuffles slices.
   *
   * @param slices unordered
   * @param router where each goes
   */
  public static SliceShuffle of(JavaRDD<Slice> slices, Router router) {
    JavaPairRDD<SliceKey, Slice> keyed =
        slices.mapToPair(slice -> new Tuple2<>(router.key(slice), slice));
    JavaPairRDD<SliceKey, Slice> sorted =
        keyed.repartitionAndSortWithinPartitions(
            new SlicePartitioner(router.partitions()), SliceKey.ORDER);
    return new SliceShuffle(JavaRDD.fromRDD(sorted.rdd(), tupleTag()), router.sidePartitions());
  }

  /** The slices that are about files. */
  public JavaRDD<Slice> aboutFiles() {
    int side = sidePartitions;
    return part(partition -> (Integer) partition < side);
  }

  /** The slices with rates. */
  public JavaRDD<Slice> rates() {
    int side = sidePartitions;
    return part(partition -> (Integer) partition >= side);
  }

  private interface PartitionFilter extends Function1<Object, Object>, Serializable {}

  private JavaRDD<Slice> part(PartitionFilter filter) {
    return JavaRDD.fromRDD(PartitionPruningRDD.create(shuffled.rdd(), filter), tupleTag())
        .map(Tuple2::_2);
  }

  private static ClassTag<Tuple2<SliceKey, Slice>> tupleTag() {
    return ClassTag$.MODULE$.apply(Tuple2.class);
  }
}
