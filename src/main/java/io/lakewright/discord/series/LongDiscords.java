package io.lakewright.discord.series;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.series.Candidates.Candidate;
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
 * The discords of a long series: as {@link io.lakewright.discord.Discords}, from blocks. One look
 * at all blocks finds those of all tracks, another one their times; where discords meet at the edge
 * of two blocks, {@link Candidates} needs one more.
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
    this.train = Math.max(0, train);
  }

  /** The discords of each track, largest first. */
  List<Finding> find() {
    List<List<Candidate>> tracks = taken();
    TreeSet<Long> positions = new TreeSet<>();
    for (List<Candidate> discords : tracks) {
      for (Candidate discord : discords) {
        positions.addAll(List.of(discord.start(), discord.start() + length - 1));
        positions.add(Math.max(0, discord.neighbor()));
      }
    }
    Map<Long, Long> times = times(positions);
    List<Finding> findings = new ArrayList<>();
    for (int t = 0; t < tracks.size(); t++) {
      int rank = 0;
      for (Candidate discord : tracks.get(t)) {
        findings.add(finding(t, ++rank, discord, times));
      }
    }
    return findings;
  }

  /** What some blocks, or all, name in a round: for each track. */
  private record Round(List<List<Candidate>> taken, boolean[] done, int top)
      implements Serializable {
    int wanted(int track) {
      return done[track] ? 0 : top - taken.get(track).size();
    }

    List<List<Candidate>> named(ProfiledBlock block, int length, long train) {
      List<List<Candidate>> named = new ArrayList<>();
      for (int t = 0; t < done.length; t++) {
        LeftProfile profile = block.profiles()[t];
        long first = block.first() - length + 1;
        named.add(
            Candidates.of(
                profile.distances(),
                profile.neighbors(),
                first,
                train,
                length,
                taken.get(t),
                wanted(t)));
      }
      return named;
    }

    List<List<Candidate>> merge(List<List<Candidate>> some, List<List<Candidate>> others) {
      List<List<Candidate>> merged = new ArrayList<>();
      for (int t = 0; t < done.length; t++) {
        merged.add(Candidates.merge(some.get(t), others.get(t), wanted(t)));
      }
      return merged;
    }
  }

  private List<List<Candidate>> taken() {
    List<List<Candidate>> taken = new ArrayList<>();
    List<List<Candidate>> none = new ArrayList<>();
    for (int t = 0; t < plan.tracks(); t++) {
      taken.add(new ArrayList<>());
      none.add(new ArrayList<>());
    }
    boolean[] done = new boolean[plan.tracks()];
    int m = length;
    long first = train;
    boolean more = true;
    while (more) {
      Round round = new Round(taken, done.clone(), plan.search().top());
      List<List<Candidate>> named =
          blocks
              .map(block -> round.named(block, m, first))
              .treeAggregate(none, round::merge, round::merge);
      more = false;
      for (int t = 0; t < done.length; t++) {
        done[t] |= Candidates.take(named.get(t), length, taken.get(t));
        more |= !done[t];
      }
    }
    return taken;
  }

  private Finding finding(int track, int rank, Candidate discord, Map<Long, Long> times) {
    long end = discord.start() + length - 1;
    return new Finding(
        track < plan.dimensions().size() ? plan.trackName(track) : plan.combinedName(),
        rank,
        discord.start(),
        end,
        times.get(discord.start()),
        times.get(end),
        discord.distance(),
        discord.neighbor(),
        discord.neighbor() < 0 ? 0 : times.get(discord.neighbor()),
        length,
        SeriesSearch.score(discord.distance(), length));
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
