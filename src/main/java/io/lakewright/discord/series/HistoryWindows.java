package io.lakewright.discord.series;

import io.lakewright.discord.BoundedProfile;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.tile.ProfileBlock;
import io.lakewright.discord.tile.SeriesBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The profile of a long series with a bounded look-back: windows of starts on a fixed grid, each a
 * task of its own with the history that it is compared with. A task holds about two look-backs of
 * points.
 */
final class HistoryWindows {
  private HistoryWindows() {}

  /** The profile, in blocks of starts. */
  static JavaRDD<ProfileBlock> profile(
      JavaRDD<SeriesBlock> values, long points, ProfileParameters parameters) {
    long size = Moments.BLOCK * Math.max(1, (parameters.lookback() - 1) / Moments.BLOCK + 1);
    int count = Math.toIntExact((points + size - 1) / size);
    return values
        .flatMapToPair(block -> windowsOf(block, size, count, points, parameters))
        .groupByKey(Math.max(1, count))
        .map(window -> window(window._1() * size, size, window._2(), points, parameters));
  }

  private static long windowEnd(long begin, long size, long points, ProfileParameters parameters) {
    return Math.min(points, begin + size + parameters.length() - 1);
  }

  private static Iterator<Tuple2<Long, SeriesBlock>> windowsOf(
      SeriesBlock block, long size, int count, long points, ProfileParameters parameters) {
    List<Tuple2<Long, SeriesBlock>> parts = new ArrayList<>();
    long end = block.first() + block.values().length;
    for (long w = Math.max(0, (block.first() - parameters.length()) / size); w < count; w++) {
      long from = BoundedProfile.historyStart(w * size, parameters);
      long to = windowEnd(w * size, size, points, parameters);
      if (from >= end) {
        break;
      }
      long first = Math.max(from, block.first());
      long last = Math.min(to, end);
      if (first < last) {
        parts.add(
            new Tuple2<>(
                w,
                new SeriesBlock(
                    first,
                    Arrays.copyOfRange(
                        block.values(),
                        (int) (first - block.first()),
                        (int) (last - block.first())))));
      }
    }
    return parts.iterator();
  }

  private static ProfileBlock window(
      long begin,
      long size,
      Iterable<SeriesBlock> parts,
      long points,
      ProfileParameters parameters) {
    long first = BoundedProfile.historyStart(begin, parameters);
    double[] values = new double[(int) (windowEnd(begin, size, points, parameters) - first)];
    for (SeriesBlock part : parts) {
      System.arraycopy(
          part.values(), 0, values, (int) (part.first() - first), part.values().length);
    }
    LeftProfile profile = BoundedProfile.of(values, first, begin, parameters);
    return new ProfileBlock(begin, profile.distances(), profile.neighbors());
  }
}
