package io.lakewright.discord.damp;

import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Left-discords without the left profile: DAMP 2.0 (Lu, Wu, Mueen, Zuluaga, Keogh: Matrix Profile
 * XXIV, KDD 2022). A subsequence is out of the race as soon as one earlier subsequence is at most
 * as far away as the best discord so far; only one that is in the race to the end of its history
 * becomes the best. See the package's documentation for what differs from the paper, and for costs.
 */
public final class Damp {
  private final Neighborhood known;
  private final int length;
  private final DampOptions options;
  private final int lookAhead;
  private long positions;
  private long searched;
  private long completed;

  private Damp(double[] values, ProfileParameters parameters, DampOptions options) {
    known = new Neighborhood(values, parameters);
    length = parameters.length();
    this.options = options;
    lookAhead = options.lookAhead();
  }

  /**
   * Finds the discords of a series.
   *
   * @param values in the order of time; NaN and infinities are missing
   */
  public static DampResult of(double[] values, ProfileParameters parameters, DampOptions options) {
    return new Damp(values, parameters, options).run();
  }

  private DampResult run() {
    List<Discord> discords = new ArrayList<>();
    while (discords.size() < options.top()) {
      int best = race(discords);
      if (best < 0) {
        break;
      }
      discords.add(new Discord(best, length, known.bounds()[best], known.neighbors()[best]));
    }
    return new DampResult(discords, bounds(), work());
  }

  private LeftProfile bounds() {
    long[] neighbors = new long[known.size()];
    for (int start = 0; start < neighbors.length; start++) {
      neighbors[start] = known.neighbors()[start];
    }
    return new LeftProfile(known.bounds(), neighbors);
  }

  private DampWork work() {
    return new DampWork(positions, searched, completed, known.cells(), known.direct());
  }

  /** The start with the largest distance among those that overlap no discord found, or -1. */
  private int race(List<Discord> taken) {
    int best = bestKnown(taken);
    for (int start = options.train(); start < known.size(); start++) {
      if (known.missing(start) || known.complete(start) || overlaps(start, taken)) {
        continue;
      }
      positions += taken.isEmpty() ? 1 : 0;
      if (out(start, best)) {
        continue;
      }
      followPredecessor(start);
      if (out(start, best)) {
        continue;
      }
      if (search(start, best)) {
        best = start;
      }
    }
    return best;
  }

  /** What earlier races know already; the first of them if several are equal. */
  private int bestKnown(List<Discord> taken) {
    int best = -1;
    for (int start = options.train(); start < known.size() && !taken.isEmpty(); start++) {
      if (known.complete(start) && known.neighbors()[start] >= 0 && !overlaps(start, taken)) {
        if (best < 0 || known.bounds()[start] > known.bounds()[best]) {
          best = start;
        }
      }
    }
    return best;
  }

  /** Whether the start cannot beat the best: of equal distances the first start counts. */
  private boolean out(int start, int best) {
    return known.bounds()[start] <= enough(start, best);
  }

  /** The distance at which a start is out of the race. */
  private double enough(int start, int best) {
    if (best < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double distance = known.bounds()[best];
    return start > best ? distance : Math.nextDown(distance);
  }

  /** Where the subsequence before has its neighbour, this one often has it a point later. */
  private void followPredecessor(int start) {
    if (start > 0 && known.neighbors()[start - 1] >= 0) {
      known.tryNeighbor(start, known.neighbors()[start - 1] + 1);
    }
  }

  private boolean search(int start, int best) {
    searched++;
    double enough = enough(start, best);
    known.searchBack(start, enough);
    boolean wins = known.bounds()[start] > enough && known.neighbors()[start] >= 0;
    completed += known.complete(start) ? 1 : 0;
    int leader = wins ? start : best;
    if (lookAhead > 0 && leader >= 0) {
      known.searchAhead(start, lookAhead, known.bounds()[leader]);
    }
    return wins;
  }

  private boolean overlaps(int start, List<Discord> taken) {
    for (Discord discord : taken) {
      if (Math.abs((long) start - discord.start()) < length) {
        return true;
      }
    }
    return false;
  }
}
