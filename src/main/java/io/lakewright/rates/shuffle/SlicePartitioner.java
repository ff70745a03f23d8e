package io.lakewright.rates.shuffle;

import org.apache.spark.Partitioner;

/** Sends each slice to the partition its key names. */
final class SlicePartitioner extends Partitioner {
  private final int partitions;

  SlicePartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return ((SliceKey) key).partition();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlicePartitioner that && partitions == that.partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
