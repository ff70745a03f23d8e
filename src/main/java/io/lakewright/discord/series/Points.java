package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Points of one series in growing primitive arrays: times in microseconds since 1970 and a value
 * per dimension, NaN where it is missing. Kept from series to series, so that its memory is that of
 * the longest.
 */
public final class Points implements Serializable {
  private static final int FIRST_CAPACITY = 64;

  private final double[][] values;
  private long[] times;
  private int size;

  /**
   * No points yet.
   *
   * @param dimensions values per point; at least 1
   */
  public Points(int dimensions) {
    values = new double[dimensions][FIRST_CAPACITY];
    times = new long[FIRST_CAPACITY];
  }

  public int size() {
    return size;
  }

  public int dimensions() {
    return values.length;
  }

  public long time(int i) {
    return times[i];
  }

  public double value(int dimension, int i) {
    return values[dimension][i];
  }

  /** Adds a point whose values are set by {@link #set}. */
  public void add(long time) {
    reserve(1);
    times[size] = time;
    size++;
  }

  /** Sets a value of the point added last. */
  public void set(int dimension, double value) {
    values[dimension][size - 1] = value;
  }

  /** Sets a value of any point. */
  void set(int dimension, int i, double value) {
    values[dimension][i] = value;
  }

  /** How many points are earlier than a time; they are sorted, of different times. */
  int before(long time) {
    int at = Arrays.binarySearch(times, 0, size, time);
    return at >= 0 ? at : -at - 1;
  }

  /** Points that there is room for. */
  int capacity() {
    return times.length;
  }

  /** A copy of the times from one point on. */
  public long[] times(int from) {
    return Arrays.copyOfRange(times, from, size);
  }

  /** A copy of a dimension's values from one point on. */
  public double[] values(int dimension, int from) {
    return Arrays.copyOfRange(values[dimension], from, size);
  }

  public void clear() {
    size = 0;
  }

  /** Makes room for some more, and gives the arrays to fill: what {@link Chunks} reads into. */
  int grow(int more) {
    reserve(more);
    int first = size;
    size += more;
    return first;
  }

  long[] timeArray() {
    return times;
  }

  double[] valueArray(int dimension) {
    return values[dimension];
  }

  private void reserve(int more) {
    long needed = (long) size + more;
    if (needed <= times.length) {
      return;
    }
    if (needed > Integer.MAX_VALUE - 64) {
      throw new IllegalStateException("A series in one task can have at most 2^31 points");
    }
    int capacity = (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, 2L * times.length));
    times = Arrays.copyOf(times, capacity);
    for (int d = 0; d < values.length; d++) {
      values[d] = Arrays.copyOf(values[d], capacity);
    }
  }

  /**
   * Sorts by time, then by the values, so that the order does not depend on the order of arrival.
   * Ascending runs are found and merged, which costs one look for points that are sorted.
   */
  public void sort() {
    int firstOutOfOrder = 1;
    while (firstOutOfOrder < size && compare(firstOutOfOrder - 1, firstOutOfOrder) <= 0) {
      firstOutOfOrder++;
    }
    if (firstOutOfOrder < size) {
      apply(order());
    }
  }

  private int[] order() {
    int[] order = new int[size];
    int[] runs = new int[size + 1];
    int count = 0;
    for (int i = 0; i < size; i++) {
      order[i] = i;
      if (i == 0 || compare(i - 1, i) > 0) {
        runs[count++] = i;
      }
    }
    runs[count] = size;
    int[] merged = new int[size];
    while (count > 1) {
      int kept = 0;
      for (int run = 0; run < count; run += 2) {
        int from = runs[run];
        int middle = runs[run + 1];
        int to = run + 2 <= count ? runs[run + 2] : middle;
        merge(order, from, middle, to, merged);
        runs[kept++] = from;
      }
      runs[kept] = size;
      count = kept;
      int[] spare = order;
      order = merged;
      merged = spare;
    }
    return order;
  }

  private void merge(int[] order, int from, int middle, int to, int[] merged) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right >= to || (left < middle && compare(order[left], order[right]) <= 0);
      merged[i] = takeLeft ? order[left++] : order[right++];
    }
  }

  private void apply(int[] order) {
    long[] sortedTimes = new long[times.length];
    for (int i = 0; i < size; i++) {
      sortedTimes[i] = times[order[i]];
    }
    times = sortedTimes;
    for (int d = 0; d < values.length; d++) {
      double[] sorted = new double[values[d].length];
      for (int i = 0; i < size; i++) {
        sorted[i] = values[d][order[i]];
      }
      values[d] = sorted;
    }
  }

  /** Java's own serialization would make all NaN one, and lose why a value is missing. */
  private Object writeReplace() {
    return new Stored(Chunks.encode(this), values.length);
  }

  private record Stored(byte[] chunk, int dimensions) implements Serializable {
    private Object readResolve() {
      Points points = new Points(dimensions);
      Chunks.decode(chunk, points);
      return points;
    }
  }

  private int compare(int a, int b) {
    if (times[a] != times[b]) {
      return times[a] < times[b] ? -1 : 1;
    }
    for (double[] dimension : values) {
      int order = Double.compare(dimension[a], dimension[b]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
