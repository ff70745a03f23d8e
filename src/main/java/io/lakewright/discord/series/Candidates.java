package io.lakewright.discord.series;

import io.lakewright.discord.NonOverlapping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The discords of a profile that is in blocks: the same as {@link io.lakewright.discord.Discords}
 * finds in the whole of it, in rounds. In each, every block names the largest distances that
 * overlap neither what is taken nor each other, as many as are still wanted; of all blocks' the
 * largest come together, and are taken in order up to the first that overlaps one of another block.
 *
 * <p>That is exact. Let e be the next in order, and none of those before it overlap. A start of e's
 * block or of another that is still free was free for its own block when that named its next
 * candidate, because a block excludes what is taken and its own candidates only, less than all
 * blocks together do. So its distance is at most that candidate's, which comes no earlier than e.
 * If e is free it is therefore the largest free start. If it overlaps a candidate of another block,
 * starts that it kept its block from naming may be free, and the next round asks anew. What comes
 * first in a round is always free, so that every round takes one or more; two rounds are needed
 * only where discords of two blocks meet at their common edge.
 */
final class Candidates {
  /** A subsequence of one track; its start may be beyond 2^31. */
  record Candidate(long start, double distance, long neighbor) implements Serializable {}

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::distance)
          .reversed()
          .thenComparingLong(Candidate::start);

  private Candidates() {}

  /**
   * What a block names.
   *
   * @param distances of the block's starts, not finite where there is none
   * @param first start of the block
   * @param from the first start that may be named
   * @param taken starts, of this block and of others
   * @param wanted how many at most
   */
  static List<Candidate> of(
      double[] distances,
      long[] neighbors,
      long first,
      long from,
      int length,
      Collection<Candidate> taken,
      int wanted) {
    int begin = (int) Math.max(0, Math.min(distances.length, from - first));
    NonOverlapping starts = new NonOverlapping(distances, begin, distances.length, length);
    for (Candidate one : taken) {
      if (one.start() > first - length && one.start() < first + distances.length + length) {
        starts.take(one.start() - first);
      }
    }
    List<Candidate> named = new ArrayList<>();
    int start = wanted > 0 ? starts.next() : -1;
    while (start >= 0) {
      named.add(new Candidate(first + start, distances[start], neighbors[start]));
      start = named.size() < wanted ? starts.next() : -1;
    }
    return named;
  }

  /** The largest of two blocks' candidates, in order. */
  static List<Candidate> merge(List<Candidate> some, List<Candidate> others, int wanted) {
    List<Candidate> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(ORDER);
    return new ArrayList<>(all.subList(0, Math.min(wanted, all.size())));
  }

  /**
   * Takes candidates of all blocks in order.
   *
   * @param taken receives them
   * @return whether all were taken: if not, there must be another round
   */
  static boolean take(List<Candidate> candidates, int length, List<Candidate> taken) {
    int before = taken.size();
    for (Candidate candidate : candidates) {
      for (Candidate one : taken.subList(before, taken.size())) {
        if (Math.abs(candidate.start() - one.start()) < length) {
          return false;
        }
      }
      taken.add(candidate);
    }
    return true;
  }
}
