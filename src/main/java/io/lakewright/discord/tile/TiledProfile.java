package io.lakewright.discord.tile;

import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.PartialProfile;
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
 * io.lakewright.discord.kernel.ExactProfile}, or with a bounded look-back as {@link
 * io.lakewright.discord.lookback.BoundedProfile}, however many there are and wherever they run.
 */
public final class TiledProfile implements AutoCloseable {
  private final TileGrid grid;
  private final Comparison comparison;
  private JavaRDD<HaloBlock> parts;

  TiledProfile(TileGrid grid, Comparison comparison) {
    this.grid = grid;
    this.comparison = comparison;
  }

  /**
   * Plans the profile of a series.
   *
   * @param points of the series, missing ones included
   */
  public static TiledProfile of(long points, ProfileParameters parameters) {
    return of(points, 0, parameters);
  }

  /**
   * Plans the profile of the last part of a series.
   *
   * @param points of the series, missing ones included
   * @param from the first start whose distance is wanted: blocks before it are left out
   */
  public static TiledProfile of(long points, long from, ProfileParameters parameters) {
    Comparison comparison = Comparison.of(parameters);
    return new TiledProfile(TileGrid.of(points, from, parameters, comparison), comparison);
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
   * and kept by the executors, in memory or on their disks, until this is closed.
   *
   * @param series its points, in blocks of any size, in any order; a position that no block holds
   *     is missing
   * @param done receives 1 for each tile
   * @return partition i holds the block that starts at i times {@link #blockSize}, or nothing if
   *     that is not wanted
   */
  public JavaRDD<ProfileBlock> compute(JavaRDD<SeriesBlock> series, LongAccumulator done) {
    int blocks = grid.blocks();
    if (blocks == 0) {
      return series.filter(block -> false).map(block -> (ProfileBlock) null);
    }
    TileGrid grid = this.grid;
    Comparison comparison = this.comparison;
    parts =
        Parts.of(series, grid)
            .setName("Blocks of the series")
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaPairRDD<HaloBlock, HaloBlock> pairs = parts.cartesian(parts);
    Function1<Object, Object> isTile =
        (Function1<Object, Object> & Serializable)
            pair -> grid.isTile((int) pair / blocks, (int) pair % blocks);
    JavaRDD<Tuple2<HaloBlock, HaloBlock>> tiles =
        PartitionPruningRDD.create(pairs.rdd(), isTile).toJavaRDD();
    return tiles
        .mapToPair(tile -> compare(comparison, tile._1(), tile._2(), grid, done))
        .setName("Tiles")
        .reduceByKey(new Parts.ByBlock(blocks), PartialProfile::merge)
        .map(
            profile ->
                new ProfileBlock(
                    grid.first(profile._1()), profile._2().distances(), profile._2().neighbors()));
  }

  private static Tuple2<Integer, PartialProfile> compare(
      Comparison comparison,
      HaloBlock queries,
      HaloBlock references,
      TileGrid grid,
      LongAccumulator done) {
    SeriesBlock query = new SeriesBlock(grid.first(queries.block()), queries.values());
    PartialProfile part =
        comparison.compare(
            Comparison.cut(query, grid.queryPoints(queries.block())),
            new SeriesBlock(grid.first(references.block()), references.values()),
            grid);
    done.add(1);
    return new Tuple2<>(queries.block(), part);
  }

  /** Lets go of the series. */
  @Override
  public void close() {
    if (parts != null) {
      parts.unpersist(false);
    }
  }
}
