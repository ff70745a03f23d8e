package io.lakewright.discord.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The moments of all distances before each block of a long series. On the driver they are a few
 * numbers for {@link DistanceMoments#BLOCK} points.
 */
final class BlockMoments {
  private BlockMoments() {}

  /**
   * For each block, by number, the moments of each track.
   *
   * @param length of a subsequence
   * @param tracks how many there are
   */
  static Map<Long, DistanceMoments[]> before(
      JavaRDD<ProfiledBlock> blocks, int length, int tracks) {
    List<Tuple2<Long, DistanceMoments[]>> each =
        new ArrayList<>(
            blocks.map(block -> new Tuple2<>(block.number(), momentsOf(block, length))).collect());
    each.sort(Comparator.comparingLong(Tuple2::_1));
    Map<Long, DistanceMoments[]> before = new HashMap<>();
    DistanceMoments[] running = new DistanceMoments[tracks];
    for (int t = 0; t < tracks; t++) {
      running[t] = new DistanceMoments();
    }
    for (Tuple2<Long, DistanceMoments[]> block : each) {
      DistanceMoments[] here = new DistanceMoments[tracks];
      for (int t = 0; t < tracks; t++) {
        here[t] = running[t].copy();
        DistanceMoments own = block._2()[t];
        if (own.blockCount() > 0) {
          running[t].append(block._1(), own.blockCount(), own.blockMean(), own.blockSquares());
        }
      }
      before.put(block._1(), here);
    }
    return before;
  }

  private static DistanceMoments[] momentsOf(ProfiledBlock block, int length) {
    DistanceMoments[] moments = new DistanceMoments[block.profiles().length];
    for (int t = 0; t < moments.length; t++) {
      moments[t] = new DistanceMoments();
      double[] distances = block.profiles()[t].distances();
      for (int i = 0; i < distances.length; i++) {
        long position = block.first() + i;
        if (position >= length - 1 && Detection.reason(distances[i]) == Reason.NONE) {
          moments[t].add(position, distances[i]);
        }
      }
    }
    return moments;
  }
}
