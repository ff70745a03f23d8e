package io.lakewright.discord.tile;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.PartialProfile;
import io.lakewright.discord.kernel.TileProfiler;
import java.io.Serializable;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import scala.Function1;
import scala.Tuple2;

/**
 * The exact left matrix profile of one long series, by many tasks: the same bits as {@link
 * io.lakewright.discord.kernel.ExactProfile}, however many there are and wherever they run.
 */
public final class TiledProfile {
  private final TileGrid grid;

  private TiledProfile(TileGrid grid) {
    this.grid = grid;
  }

  /**
   * Plans the profile of a series.
   *
   * @param points of the series, missing ones included
   */
  public static TiledProfile of(long points, ProfileParameters parameters) {
    return new TiledProfile(TileGrid.of(points, parameters));
  }

  /** The number of tiles, a task each. */
  public long tiles() {
    return grid.tiles();
  }

  /** Starts in a {@link ProfileBlock}; the last one has what is left. */
  public int blockSize() {
    return grid.size();
  }

  /**
   * Computes the profile when an action asks for it. The series is read once, by the first action,
   * and kept by the executors, in memory or on their disks, for as long as the result is reachable.
   *
   * @param series its points, in blocks of any size, in any order; a position that no block holds
   *     is missing
   * @param done receives 1 for each tile
   * @return partition i holds the block that starts at i times {@link #blockSize}
   */
  public JavaRDD<ProfileBlock> compute(JavaRDD<SeriesBlock> series, LongAccumulator done) {
    int blocks = grid.blocks();
    if (blocks == 0) {
      return series.filter(block -> false).map(block -> (ProfileBlock) null);
    }
    TileGrid grid = this.grid;
    JavaRDD<Part> parts =
        Parts.of(series, grid)
            .setName("Blocks of the series")
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaPairRDD<Part, Part> pairs = parts.cartesian(parts);
    Function1<Object, Object> isTile =
        (Function1<Object, Object> & Serializable)
            pair -> grid.isTile((int) pair / blocks, (int) pair % blocks);
    JavaRDD<Tuple2<Part, Part>> tiles = PartitionPruningRDD.create(pairs.rdd(), isTile).toJavaRDD();
    return tiles
        .mapToPair(tile -> compare(tile._1(), tile._2(), grid, done))
        .setName("Tiles")
        .reduceByKey(new Parts.ByBlock(blocks), PartialProfile::merge)
        .map(
            profile ->
                new ProfileBlock(
                    grid.first(profile._1()), profile._2().distances(), profile._2().neighbors()));
  }

  private static Tuple2<Integer, PartialProfile> compare(
      Part queries, Part references, TileGrid grid, LongAccumulator done) {
    PartialProfile part =
        new TileProfiler(grid.parameters())
            .compare(
                queries.values(),
                grid.first(queries.block()),
                references.values(),
                grid.first(references.block()));
    done.add(1);
    return new Tuple2<>(queries.block(), part);
  }
}
