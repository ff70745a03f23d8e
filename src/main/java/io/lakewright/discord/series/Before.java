package io.lakewright.discord.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

/** What is known of a series before the points that are cleaned. */
public final class Before implements Serializable {
  boolean started;
  long time;
  final double[] value;
  final long[] valueTime;
  final long[] missing;

  /** Nothing: the points are the first ones. */
  public Before(int dimensions) {
    value = new double[dimensions];
    Arrays.fill(value, Double.NaN);
    valueTime = new long[dimensions];
    missing = new long[dimensions];
  }

  /** The time of the last point; only if {@link #started}. */
  public long time() {
    return time;
  }

  /** Whether there was a point. */
  public boolean started() {
    return started;
  }

  /** Takes a point's value into account. */
  void see(int d, double seen, long at) {
    if (Cleaner.isOpen(seen)) {
      missing[d]++;
    } else {
      value[d] = seen;
      valueTime[d] = at;
      missing[d] = 0;
    }
  }

  Before copy() {
    Before copy = new Before(value.length);
    copy.started = started;
    copy.time = time;
    System.arraycopy(value, 0, copy.value, 0, value.length);
    System.arraycopy(valueTime, 0, copy.valueTime, 0, value.length);
    System.arraycopy(missing, 0, copy.missing, 0, value.length);
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeLong(time);
    for (int d = 0; d < value.length; d++) {
      out.writeDouble(value[d]);
      out.writeLong(valueTime[d]);
      out.writeLong(missing[d]);
    }
  }

  static Before read(DataInput in, int dimensions) throws IOException {
    Before before = new Before(dimensions);
    before.started = in.readBoolean();
    before.time = in.readLong();
    for (int d = 0; d < dimensions; d++) {
      before.value[d] = in.readDouble();
      before.valueTime[d] = in.readLong();
      before.missing[d] = in.readLong();
    }
    return before;
  }
}
