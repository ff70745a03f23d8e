package io.lakewright.discord.series;

import java.io.Serializable;

/**
 * What the parts beside a part need to know of it, to be filled as if the series were one.
 *
 * @param index of the part
 * @param firstTime of its first point, if it has one
 * @param closed by dimension, whether anything but fillable missing values is in it
 */
record PartSummary(
    int index, int size, long firstTime, long lastTime, boolean[] closed, Before last, After first)
    implements Serializable {
  static PartSummary of(int index, Points points) {
    int dimensions = points.dimensions();
    boolean[] closed = new boolean[dimensions];
    Before last = new Before(dimensions);
    for (int d = 0; d < dimensions; d++) {
      for (int i = 0; i < points.size(); i++) {
        double value = points.value(d, i);
        last.see(d, value, points.time(i));
        closed[d] |= !Cleaner.isOpen(value);
      }
    }
    return new PartSummary(
        index,
        points.size(),
        points.size() == 0 ? 0 : points.time(0),
        points.size() == 0 ? 0 : points.time(points.size() - 1),
        closed,
        last,
        new After(dimensions).before(points));
  }

  /** What is known after this part, given what is known before it. */
  Before after(Before before) {
    Before after = before.copy();
    for (int d = 0; d < closed.length; d++) {
      if (closed[d]) {
        after.value[d] = last.value[d];
        after.valueTime[d] = last.valueTime[d];
        after.missing[d] = last.missing[d];
      } else {
        after.missing[d] += size;
      }
    }
    return after;
  }

  /** What comes from the start of this part on, given what comes after it. */
  After from(After after) {
    After from = new After(closed.length);
    for (int d = 0; d < closed.length; d++) {
      from.value[d] = closed[d] ? first.value[d] : after.value[d];
      from.time[d] = closed[d] ? first.time[d] : after.time[d];
      from.missing[d] = closed[d] ? first.missing[d] : after.missing[d] + size;
    }
    return from;
  }
}
