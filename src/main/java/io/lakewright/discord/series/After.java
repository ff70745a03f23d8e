package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.Arrays;

/** The first value of each dimension after a part; NaN if there is none before a long gap. */
final class After implements Serializable {
  final double[] value;
  final long[] time;
  final long[] missing;

  After(int dimensions) {
    value = new double[dimensions];
    Arrays.fill(value, Double.NaN);
    time = new long[dimensions];
    missing = new long[dimensions];
  }

  /** Takes the points of the part after it into account, last to first. */
  After before(Points part) {
    After earlier = new After(value.length);
    for (int d = 0; d < value.length; d++) {
      earlier.value[d] = value[d];
      earlier.time[d] = time[d];
      earlier.missing[d] = missing[d];
      for (int i = part.size() - 1; i >= 0; i--) {
        earlier.see(d, part.value(d, i), part.time(i));
      }
    }
    return earlier;
  }

  private void see(int d, double seen, long at) {
    if (Cleaner.isOpen(seen)) {
      missing[d]++;
    } else {
      value[d] = seen;
      time[d] = at;
      missing[d] = 0;
    }
  }
}
