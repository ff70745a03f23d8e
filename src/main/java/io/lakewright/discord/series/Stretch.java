package io.lakewright.discord.series;

import io.lakewright.discord.Train;
import java.util.Arrays;

/**
 * The points of a series at hand: some of the history, and the new ones.
 *
 * @param first position of the first
 * @param next position of the first new one
 */
record Stretch(long first, long next, long[] times, double[][] values) {
  static Stretch of(SeriesState state, Points fresh) {
    Points history = state.history();
    int past = history.size();
    long[] times = Arrays.copyOf(history.times(0), past + fresh.size());
    System.arraycopy(fresh.timeArray(), 0, times, past, fresh.size());
    double[][] values = new double[fresh.dimensions()][];
    for (int d = 0; d < values.length; d++) {
      values[d] = Arrays.copyOf(history.values(d, 0), past + fresh.size());
      System.arraycopy(fresh.valueArray(d), 0, values[d], past, fresh.size());
    }
    return new Stretch(state.first(), state.next(), times, values);
  }

  long end() {
    return first + times.length;
  }

  /** The first start whose subsequence ends in a new point. */
  long firstStart(int length) {
    return Math.max(0, next - length + 1);
  }

  long time(long position) {
    return times[(int) (position - first)];
  }

  /** The first start that may be reported. */
  long trainStart(Train train) {
    if (train.timeMicros() == Train.NO_TIME) {
      return train.start();
    }
    int at = Arrays.binarySearch(times, train.timeMicros());
    return Math.max(train.start(), first + (at >= 0 ? at : -at - 1));
  }

  /** The new points; null if there are none. */
  SeriesResult.Span span() {
    long points = end() - next;
    return points == 0 ? null : new SeriesResult.Span(points, next, time(next), time(end() - 1));
  }

  /** What the next run needs of the points. */
  Points from(long position) {
    Points kept = new Points(values.length);
    for (int i = (int) Math.max(0, position - first); i < times.length; i++) {
      kept.add(times[i]);
      for (int d = 0; d < values.length; d++) {
        kept.set(d, values[d][i]);
      }
    }
    return kept;
  }
}
