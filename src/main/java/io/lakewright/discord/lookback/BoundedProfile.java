package io.lakewright.discord.lookback;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.SubsequenceDistance;
import io.lakewright.discord.kernel.PartialProfile;
import io.lakewright.discord.tile.SeriesBlock;
import java.util.Arrays;

/**
 * The exact left profile with a bounded look-back, computed so that the result for a subsequence
 * depends on nothing but its position and the points up to its end: neither on what follows nor on
 * where the history at hand begins. A series that is computed in parts, each with enough history,
 * therefore has the bits of the series computed as a whole.
 *
 * <p>Starts are taken in blocks on a grid of positions. Each block is centred by its own first
 * window, and each lag seeded by a direct product at the block's first start, then updated from
 * start to start (the recurrence of SCAMP, Zimmerman et al. 2019). Distances are those of {@link
 * SubsequenceDistance}. Reused from block to block; not for use by several threads.
 */
public final class BoundedProfile {
  private static final int SMALLEST_BLOCK = 1024;

  private final ProfileParameters parameters;
  private final int m;
  private final LagWindows queries;
  private final LagWindows references;

  private final LagScan scan;

  public BoundedProfile(ProfileParameters parameters) {
    this.parameters = parameters;
    m = parameters.length();
    queries = new LagWindows(m, parameters.distance());
    references = new LagWindows(m, parameters.distance());
    scan = new LagScan(queries, references, parameters.distance());
  }

  /** The whole series. */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    return of(values, 0, 0, parameters);
  }

  /**
   * A part of a series.
   *
   * @param values from position {@code first} on; NaN where missing
   * @param from the first start to compute; there must be the history from {@link #historyStart} on
   * @return by start − {@code from}; neighbours are positions in the whole series
   */
  public static LeftProfile of(
      double[] values, long first, long from, ProfileParameters parameters) {
    if (first > historyStart(from, parameters)) {
      throw new IllegalArgumentException(
          "History for start %d must begin at %d, cannot be: %d"
              .formatted(from, historyStart(from, parameters), first));
    }
    long end = first + values.length - parameters.length() + 1;
    PartialProfile found = empty((int) Math.max(0, end - from));
    BoundedProfile profile = new BoundedProfile(parameters);
    SeriesBlock series = new SeriesBlock(first, values);
    int block = block(parameters.length());
    for (long begin = from / block * block; begin < end; begin += block) {
      long farthest = Math.min(parameters.lookback(), Math.min(end, begin + block) - 1);
      profile.compare(
          series,
          begin,
          Math.min(end, begin + block),
          from,
          series,
          parameters.exclusion(),
          farthest,
          found);
    }
    return new LeftProfile(found.distances(), found.neighbors());
  }

  /**
   * Compares the starts of one part of a series with those of another that is earlier or the same,
   * as far as the look-back reaches. All parts together give the bits of the series as a whole.
   *
   * @param queries from a multiple of {@link #block} on, with the m − 1 points beyond its last
   *     start
   * @param references from a multiple of {@link #block} on; {@code starts} of them, with m − 1 and
   *     {@link #block} − 1 points beyond the last, as far as the series has them
   * @return by start of the queries
   */
  public PartialProfile compare(SeriesBlock queries, SeriesBlock references, int starts) {
    PartialProfile found = empty(queries.values().length - m + 1);
    int block = block(m);
    long end = queries.first() + found.scores().length;
    for (long begin = queries.first(); begin < end; begin += block) {
      // A lag belongs to the part in which it begins, or before which the series does.
      long nearest = Math.max(parameters.exclusion(), begin - references.first() - starts + 1);
      long last = Math.min(end, begin + block);
      long reach = references.first() == 0 ? last - 1 : begin - references.first();
      long farthest = Math.min(parameters.lookback(), reach);
      compare(queries, begin, last, queries.first(), references, nearest, farthest, found);
    }
    return found;
  }

  private static PartialProfile empty(int size) {
    PartialProfile empty = new PartialProfile(new double[size], new long[size], new double[size]);
    Arrays.fill(empty.distances(), Double.POSITIVE_INFINITY);
    Arrays.fill(empty.neighbors(), -1);
    Arrays.fill(empty.scores(), Double.NEGATIVE_INFINITY);
    return empty;
  }

  /** The first position that is needed to compute a start. */
  public static long historyStart(long from, ProfileParameters parameters) {
    long block = block(parameters.length());
    long begin = from / block * block;
    return parameters.lookback() >= begin ? 0 : begin - parameters.lookback();
  }

  /** Starts in a block, a power of two. */
  public static int block(int length) {
    int fourfold = Integer.highestOneBit(Math.max(1, 4 * length - 1)) << 1;
    return Math.max(SMALLEST_BLOCK, fourfold);
  }

  /**
   * Compares the starts of one block with those that are from {@code nearest} to {@code farthest}
   * earlier, both included.
   *
   * @param from the first start whose result is wanted, the first of {@code found}
   */
  private void compare(
      SeriesBlock series,
      long begin,
      long end,
      long from,
      SeriesBlock earlier,
      long nearest,
      long farthest,
      PartialProfile found) {
    int size = (int) (end - begin);
    double center = center(series.values(), (int) (begin - series.first()));
    queries.load(series.values(), (int) (begin - series.first()), begin, size, center);
    long low = Math.max(0, begin - farthest);
    long high = end - nearest;
    boolean any = nearest <= farthest && low < high;
    if (any) {
      int offset = (int) (low - earlier.first());
      references.load(earlier.values(), offset, low, (int) (high - low), center);
      scan.begin(nearest, farthest);
    }
    for (long start = begin; start < end; start++) {
      int query = (int) (start - begin);
      long lag = any ? scan.advance(query) : -1;
      if (start >= from) {
        note(series, earlier, start, lag, (int) (start - from), found);
      }
    }
  }

  private void note(
      SeriesBlock series, SeriesBlock earlier, long start, long lag, int at, PartialProfile found) {
    if (queries.kind[(int) (start - queries.first)] == LagWindows.MISSING) {
      found.distances()[at] = Double.NaN;
    } else if (lag >= 0) {
      found.scores()[at] = scan.score();
      found.neighbors()[at] = start - lag;
      found.distances()[at] =
          SubsequenceDistance.between(
              series.values(),
              (int) (start - series.first()),
              earlier.values(),
              (int) (start - lag - earlier.first()),
              m,
              parameters.distance());
    }
  }

  /** The mean of the block's first window: known when its first start is. */
  private double center(double[] values, int offset) {
    double sum = 0;
    int count = 0;
    for (int i = offset; i < offset + m; i++) {
      if (Double.isFinite(values[i])) {
        sum += values[i];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
