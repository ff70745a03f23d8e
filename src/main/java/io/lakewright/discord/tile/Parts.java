package io.lakewright.discord.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Brings a series onto the grid: partition i holds the part i, and nothing else. */
final class Parts {
  private Parts() {}

  static JavaRDD<HaloBlock> of(JavaRDD<SeriesBlock> series, TileGrid grid) {
    return series
        .flatMapToPair(block -> pieces(block, grid))
        .partitionBy(new ByBlock(grid.blocks()))
        .mapPartitionsWithIndex((index, pieces) -> assemble(index, pieces, grid), true);
  }

  private static Iterator<Tuple2<Integer, SeriesBlock>> pieces(SeriesBlock block, TileGrid grid) {
    List<Tuple2<Integer, SeriesBlock>> pieces = new ArrayList<>();
    long from = block.first();
    long to = from + block.values().length;
    // The halo of a block reaches into the next one only.
    int first = (int) Math.max(0, from / grid.size() - 1);
    for (int i = first; i < grid.blocks() && grid.first(i) < to; i++) {
      long start = Math.max(from, grid.first(i));
      long end = Math.min(to, grid.first(i) + grid.pointsOf(i));
      if (start < end) {
        double[] values =
            Arrays.copyOfRange(block.values(), (int) (start - from), (int) (end - from));
        pieces.add(new Tuple2<>(i, new SeriesBlock(start, values)));
      }
    }
    return pieces.iterator();
  }

  private static Iterator<HaloBlock> assemble(
      int index, Iterator<Tuple2<Integer, SeriesBlock>> pieces, TileGrid grid) {
    double[] values = new double[grid.pointsOf(index)];
    Arrays.fill(values, Double.NaN);
    while (pieces.hasNext()) {
      SeriesBlock piece = pieces.next()._2();
      int at = (int) (piece.first() - grid.first(index));
      System.arraycopy(piece.values(), 0, values, at, piece.values().length);
    }
    return Collections.singleton(new HaloBlock(index, values)).iterator();
  }

  /** The key is the partition. */
  static final class ByBlock extends Partitioner {
    private final int blocks;

    ByBlock(int blocks) {
      this.blocks = blocks;
    }

    @Override
    public int numPartitions() {
      return blocks;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByBlock that && that.blocks == blocks;
    }

    @Override
    public int hashCode() {
      return blocks;
    }
  }
}
