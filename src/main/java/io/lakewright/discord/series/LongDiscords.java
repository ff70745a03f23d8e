package io.lakewright.discord.series;

import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The discords of a long series: as {@link io.lakewright.discord.Discords}, from blocks. Each costs
 * a look at all blocks.
 */
final class LongDiscords {
  private final JavaRDD<ProfiledBlock> blocks;
  private final SearchPlan plan;
  private final int length;
  private final long train;

  /**
   * @param length of a subsequence
   * @param train the first start that may be reported
   */
  LongDiscords(JavaRDD<ProfiledBlock> blocks, SearchPlan plan, int length, long train) {
    this.blocks = blocks;
    this.plan = plan;
    this.length = length;
    this.train = train;
  }

  /** A {@link Discord} whose start may be beyond 2^31. */
  private record Discord64(long start, double distance, long neighbor) implements Serializable {}

  private record Found(int track, int rank, Discord64 discord) {}

  /** The discords of each track, largest first. */
  List<Finding> find() {
    List<Found> all = new ArrayList<>();
    TreeSet<Long> positions = new TreeSet<>();
    for (int t = 0; t < plan.tracks(); t++) {
      List<Discord64> taken = new ArrayList<>();
      while (taken.size() < plan.search().top()) {
        Discord64 best = largest(t, taken);
        if (best == null) {
          break;
        }
        taken.add(best);
        positions.addAll(List.of(best.start, best.start + length - 1));
        positions.add(Math.max(0, best.neighbor));
        all.add(new Found(t, taken.size(), best));
      }
    }
    Map<Long, Long> times = times(positions);
    List<Finding> findings = new ArrayList<>();
    all.forEach(found -> findings.add(finding(found, times)));
    return findings;
  }

  private Finding finding(Found found, Map<Long, Long> times) {
    Discord64 discord = found.discord();
    long end = discord.start + length - 1;
    return new Finding(
        found.track() < plan.dimensions().size()
            ? plan.trackName(found.track())
            : plan.combinedName(),
        found.rank(),
        discord.start,
        end,
        times.get(discord.start),
        times.get(end),
        discord.distance,
        discord.neighbor,
        discord.neighbor < 0 ? 0 : times.get(discord.neighbor),
        length,
        SeriesSearch.score(discord.distance, length));
  }

  private Discord64 largest(int track, List<Discord64> taken) {
    int m = length;
    long first = train;
    return blocks
        .map(block -> largest(block, track, m, taken, first))
        .fold(null, LongDiscords::larger);
  }

  private static Discord64 larger(Discord64 a, Discord64 b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int order = Double.compare(a.distance, b.distance);
    return order > 0 || (order == 0 && a.start < b.start) ? a : b;
  }

  private static Discord64 largest(
      ProfiledBlock block, int track, int length, List<Discord64> taken, long train) {
    LeftProfile profile = block.profiles()[track];
    Discord64 best = null;
    for (int i = 0; i < block.size(); i++) {
      long start = block.first() + i - length + 1;
      double distance = profile.distances()[i];
      if (start >= Math.max(0, train)
          && Detection.reason(distance) == Reason.NONE
          && (best == null || distance > best.distance)
          && taken.stream().allMatch(one -> Math.abs(start - one.start) >= length)) {
        best = new Discord64(start, distance, profile.neighbors()[i]);
      }
    }
    return best;
  }

  private Map<Long, Long> times(SortedSet<Long> positions) {
    Map<Long, Long> times = new HashMap<>();
    blocks
        .flatMap(
            block -> {
              List<Tuple2<Long, Long>> here = new ArrayList<>();
              for (long position : positions.subSet(block.first(), block.first() + block.size())) {
                here.add(new Tuple2<>(position, block.times()[(int) (position - block.first())]));
              }
              return here.iterator();
            })
        .collect()
        .forEach(time -> times.put(time._1(), time._2()));
    return times;
  }
}
