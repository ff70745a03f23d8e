package io.lakewright.discord.series;

import io.lakewright.UserException;
import io.lakewright.discord.Fill;

/**
 * Makes a series of points as they come: one point for each time or step, missing ones laid out,
 * values that no distance can be made of taken as missing, gaps filled.
 *
 * <p>Everything but {@link Fill#LINEAR} depends on earlier points only, so that a series cleaned in
 * parts, each with what {@link Before before} it, is the series cleaned as a whole.
 */
public final class Cleaner {
  /** Squares of larger values are beyond what a double holds. */
  private static final double LARGEST = 1e100;

  /** A missing value that is not filled: it stands for a long gap. */
  static final double BREAK = Double.longBitsToDouble(0x7ff8000000000b0bL);

  /** A series laid out is at most this many times as long as its points. */
  private static final long MAX_STRETCH = 100;

  private static final long MIN_LIMIT = 1_000_000;

  private final long step;
  private final Fill fill;
  private final int longGap;

  /**
   * A way of cleaning.
   *
   * @param step in microseconds, 0 for none
   * @param longGap as many missing points or more are not filled; the length of a subsequence
   */
  public Cleaner(long step, Fill fill, int longGap) {
    this.step = step;
    this.fill = fill;
    this.longGap = longGap;
  }

  /**
   * Cleans the points of a series.
   *
   * @param sorted points in the order of {@link Points#sort}
   * @param before what is known of the series before them; changed to what is known after them
   * @param series its name, for examples; may be null
   * @param out cleared, then filled
   */
  public void clean(Points sorted, Before before, String series, Points out, Tally tally) {
    layOut(sorted, before, series, out, tally);
    fill(out, before, series, tally);
  }

  /** One point for each time or step. */
  void layOut(Points sorted, Before before, String series, Points out, Tally tally) {
    out.clear();
    int size = sorted.size();
    int i = 0;
    long late = 0;
    while (i < size && before.started && cell(sorted.time(i)) <= before.time) {
      late++;
      i++;
    }
    tally.add(Notice.LATE, late, series);
    long limit = Math.max(MIN_LIMIT, MAX_STRETCH * size);
    while (i < size) {
      long time = cell(sorted.time(i));
      int to = i + 1;
      while (to < size && cell(sorted.time(to)) == time) {
        to++;
      }
      if (step > 0 && before.started) {
        layOutGap((time - before.time) / step - 1, before.time, out, series, tally);
        if (out.size() > limit) {
          throw new UserException(
              "The step is too fine%s: its %,d points would become more than %,d; give a larger one with --step"
                  .formatted(of(series), size, limit));
        }
      }
      tally.add(Notice.DUPLICATE_TIME, to - i - 1, series);
      out.add(time);
      for (int d = 0; d < sorted.dimensions(); d++) {
        out.set(d, value(sorted, d, i, to, series, tally));
      }
      before.time = time;
      before.started = true;
      i = to;
    }
  }

  private void layOutGap(long missing, long after, Points out, String series, Tally tally) {
    if (missing <= 0) {
      return;
    }
    boolean isLong = missing >= longGap;
    long laid = isLong ? 1 : missing;
    tally.add(isLong ? Notice.LONG_GAP : Notice.GAP, laid, series);
    for (long k = 1; k <= laid; k++) {
      out.add(after + k * step);
      for (int d = 0; d < out.dimensions(); d++) {
        out.set(d, isLong ? BREAK : Double.NaN);
      }
    }
  }

  private long cell(long time) {
    return step == 0 ? time : Math.floorDiv(time, step) * step;
  }

  /** The mean of the values that are there, or the value that all of them are. */
  private static double value(
      Points points, int dimension, int from, int to, String series, Tally tally) {
    double first = Double.NaN;
    double sum = 0;
    int count = 0;
    boolean same = true;
    for (int i = from; i < to; i++) {
      double value = points.value(dimension, i);
      if (Math.abs(value) <= LARGEST) {
        same &= count == 0 || value == first;
        first = count == 0 ? value : first;
        sum += value;
        count++;
      } else if (Double.doubleToRawLongBits(value) == Packer.NULL_BITS) {
        tally.add(Notice.MISSING_VALUE, 1, series);
      } else if (Double.doubleToRawLongBits(value) != Packer.UNREADABLE_BITS) {
        tally.add(Notice.NOT_FINITE, 1, series);
      }
    }
    return count == 0 ? Double.NaN : same ? first : sum / count;
  }

  /** Fills what is missing, up to one less than the length of a subsequence. */
  private void fill(Points out, Before before, String series, Tally tally) {
    fill(out, before, null, series, tally);
  }

  /**
   * The same for a part of a series.
   *
   * @param after the first values after the part; null if there are none
   */
  void fill(Points out, Before before, After after, String series, Tally tally) {
    for (int d = 0; d < out.dimensions(); d++) {
      long filled =
          switch (fill) {
            case NONE -> 0;
            case PREVIOUS -> fillPrevious(out, d, before);
            case LINEAR -> fillLinear(out, d, before, after);
          };
      tally.add(Notice.FILLED, filled, series);
    }
  }

  private long fillPrevious(Points out, int d, Before before) {
    long filled = 0;
    for (int i = 0; i < out.size(); i++) {
      double value = out.value(d, i);
      before.see(d, value, out.time(i));
      if (isOpen(value) && !Double.isNaN(before.value[d]) && before.missing[d] < longGap) {
        out.set(d, i, before.value[d]);
        filled++;
      }
    }
    return filled;
  }

  private long fillLinear(Points out, int d, Before before, After after) {
    long filled = 0;
    int run = 0;
    for (int i = 0; i < out.size(); i++) {
      double value = out.value(d, i);
      if (!Double.isNaN(value)) {
        filled += fillRun(out, d, run, i, before, value, out.time(i), 0);
      }
      before.see(d, value, out.time(i));
      run = isOpen(value) ? run : i + 1;
    }
    if (after != null && !Double.isNaN(after.value[d])) {
      filled +=
          fillRun(out, d, run, out.size(), before, after.value[d], after.time[d], after.missing[d]);
    }
    return filled;
  }

  /** Fills a run of missing points, which may reach into the part before and the part after. */
  private long fillRun(
      Points out,
      int d,
      int from,
      int to,
      Before before,
      double value,
      long time,
      long missingAfter) {
    double last = before.value[d];
    long missing = before.missing[d] + missingAfter;
    if (from == to || Double.isNaN(last) || missing >= longGap) {
      return 0;
    }
    double whole = (double) time - before.valueTime[d];
    for (int i = from; i < to; i++) {
      double share = ((double) out.time(i) - before.valueTime[d]) / whole;
      out.set(d, i, last + (value - last) * share);
    }
    return (long) to - from;
  }

  /** Whether it is a missing value that may be filled. */
  static boolean isOpen(double value) {
    return Double.isNaN(value)
        && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(BREAK);
  }

  private static String of(String series) {
    return series == null ? "" : " for the series " + series;
  }
}
