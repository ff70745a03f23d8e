package io.lakewright.discord.series;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.combine.DimensionProfiles;
import io.lakewright.discord.tile.ProfileBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Brings the points of a long series and the profiles of its dimensions, which are cut in different
 * places, together in blocks of {@link DistanceMoments#BLOCK} points.
 */
final class BlockAssembly {
  private static final int MOST_PARTITIONS = 20_000;

  private BlockAssembly() {}

  /**
   * The blocks, in no order.
   *
   * @param profiles of each dimension, by start
   * @param length of a subsequence
   * @param points of the series
   */
  static JavaRDD<ProfiledBlock> of(
      JavaRDD<LaidPart> parts,
      List<JavaRDD<ProfileBlock>> profiles,
      int length,
      long points,
      SearchPlan plan) {
    JavaPairRDD<Long, Piece> pieces = parts.flatMapToPair(BlockAssembly::points);
    for (int d = 0; d < profiles.size(); d++) {
      int dimension = d;
      pieces =
          pieces.union(
              profiles.get(d).flatMapToPair(block -> distances(block, dimension, length - 1)));
    }
    int partitions = (int) Math.min(MOST_PARTITIONS, 1 + points / (4 * DistanceMoments.BLOCK));
    return pieces
        .groupByKey(partitions)
        .map(block -> assemble(block._1(), block._2(), points, plan));
  }

  /** A part of a block: points, or distances of a dimension by position. */
  private record Piece(
      long first,
      long[] times,
      double[][] values,
      int dimension,
      double[] distances,
      long[] neighbors)
      implements Serializable {}

  private static Iterator<Tuple2<Long, Piece>> points(LaidPart part) {
    List<Tuple2<Long, Piece>> pieces = new ArrayList<>();
    Points points = part.points();
    double[][] values = new double[points.dimensions()][];
    for (int d = 0; d < values.length; d++) {
      values[d] = points.values(d, 0);
    }
    long[] times = points.times(0);
    cut(
        part.first(),
        times.length,
        (from, to) -> {
          double[][] cut = new double[values.length][];
          for (int d = 0; d < cut.length; d++) {
            cut[d] = Arrays.copyOfRange(values[d], from, to);
          }
          long first = part.first() + from;
          pieces.add(
              new Tuple2<>(
                  first / DistanceMoments.BLOCK,
                  new Piece(first, Arrays.copyOfRange(times, from, to), cut, -1, null, null)));
        });
    return pieces.iterator();
  }

  private static Iterator<Tuple2<Long, Piece>> distances(
      ProfileBlock block, int dimension, int shift) {
    List<Tuple2<Long, Piece>> pieces = new ArrayList<>();
    long begin = block.first() + shift;
    cut(
        begin,
        block.distances().length,
        (from, to) ->
            pieces.add(
                new Tuple2<>(
                    (begin + from) / DistanceMoments.BLOCK,
                    new Piece(
                        begin + from,
                        null,
                        null,
                        dimension,
                        Arrays.copyOfRange(block.distances(), from, to),
                        Arrays.copyOfRange(block.neighbors(), from, to)))));
    return pieces.iterator();
  }

  private interface Cut {
    void between(int from, int to);
  }

  /** Cuts a range of positions at the grid of blocks. */
  private static void cut(long first, int size, Cut cut) {
    int from = 0;
    while (from < size) {
      long next = ((first + from) / DistanceMoments.BLOCK + 1) * DistanceMoments.BLOCK;
      int to = (int) Math.min(size, next - first);
      cut.between(from, to);
      from = to;
    }
  }

  private static ProfiledBlock assemble(
      long number, Iterable<Piece> pieces, long points, SearchPlan plan) {
    long first = number * DistanceMoments.BLOCK;
    int size = (int) Math.min(DistanceMoments.BLOCK, points - first);
    int dimensions = plan.dimensions().size();
    long[] times = new long[size];
    double[][] values = new double[dimensions][size];
    LeftProfile[] profiles = new LeftProfile[plan.tracks()];
    for (int d = 0; d < dimensions; d++) {
      profiles[d] = new LeftProfile(new double[size], new long[size]);
      Arrays.fill(profiles[d].distances(), Detection.PRUNED);
    }
    for (Piece piece : pieces) {
      int at = (int) (piece.first() - first);
      if (piece.times() != null) {
        System.arraycopy(piece.times(), 0, times, at, piece.times().length);
        for (int d = 0; d < dimensions; d++) {
          System.arraycopy(piece.values()[d], 0, values[d], at, piece.values()[d].length);
        }
      } else {
        LeftProfile profile = profiles[piece.dimension()];
        System.arraycopy(piece.distances(), 0, profile.distances(), at, piece.distances().length);
        System.arraycopy(piece.neighbors(), 0, profile.neighbors(), at, piece.distances().length);
      }
    }
    if (plan.isCombined()) {
      List<LeftProfile> each = Arrays.asList(profiles).subList(0, dimensions);
      profiles[dimensions] = DimensionProfiles.kOfN(each, plan.agree());
    }
    return new ProfiledBlock(first, times, values, profiles);
  }
}
