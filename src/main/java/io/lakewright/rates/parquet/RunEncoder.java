package io.lakewright.rates.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and bit packing, as in the format's page <i>Encodings</i>, fed by
 * runs instead of single values. A long run costs the same as a short one; short ones are laid out
 * as values without looking at them, and packed by the thousand.
 *
 * <p>parquet-java's {@code RunLengthBitPackingHybridEncoder} makes the same of single values.
 */
final class RunEncoder {
  /** Values are packed by this number. */
  private static final int GROUP = 8;

  /** A run that is never shorter packed. */
  static final int LONG_RUN = GROUP + 1;

  /** So many groups have their number in one byte. */
  private static final int MAX_GROUPS = 63;

  /** Values that wait for being packed. */
  private static final int WAITING = 2048;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[4096];
  private int size;
  private int width;
  private int shortestRun;

  private final int[] waiting = new int[WAITING + GROUP];
  private int count;

  /** A run that may go on; nothing waits behind it. */
  private int value;

  private int times;

  private int groupHeader = -1;
  private int groups;

  /** Starts anew with values of so many bits, 28 at most; short runs are packed. */
  void reset(int bits) {
    reset(bits, LONG_RUN);
  }

  /**
   * Starts anew.
   *
   * @param bits of the values, 28 at most
   * @param shortest run that is written as one, what is shorter is packed; from 1 to {@link
   *     #LONG_RUN}
   */
  void reset(int bits, int shortest) {
    width = bits;
    shortestRun = shortest;
    size = 0;
    count = 0;
    times = 0;
    groupHeader = -1;
  }

  /** Adds a value several times. */
  void run(int ofValue, int ofTimes) {
    if (times > 0) {
      if (ofValue == value) {
        times += ofTimes;
        return;
      }
      endRun();
    }
    if (ofTimes >= shortestRun) {
      longRun(ofValue, ofTimes);
      return;
    }
    // Eight stores are faster than a loop of unforeseeable length.
    int at = count;
    int[] to = waiting;
    to[at] = ofValue;
    to[at + 1] = ofValue;
    to[at + 2] = ofValue;
    to[at + 3] = ofValue;
    to[at + 4] = ofValue;
    to[at + 5] = ofValue;
    to[at + 6] = ofValue;
    to[at + 7] = ofValue;
    count = at + ofTimes;
    if (count >= WAITING - GROUP) {
      pack();
    }
  }

  private void longRun(int ofValue, int ofTimes) {
    int left = ofTimes;
    pack();
    if (count > 0) {
      for (; count < GROUP; left--) {
        waiting[count++] = ofValue;
      }
      pack();
    }
    if (left < GROUP && left < shortestRun) {
      run(ofValue, left);
      return;
    }
    if (value != ofValue) {
      endRun();
      value = ofValue;
    }
    times += left;
  }

  /** Adds all values, one after the other, several times over. */
  void repeat(int[] values, int ofTimes) {
    if (isUniform(values)) {
      if (values.length > 0) {
        run(values[0], values.length * ofTimes);
      }
      return;
    }
    long left = (long) values.length * ofTimes;
    int at = 0;
    if (left >= 4L * GROUP * values.length) {
      pack();
      for (; count % GROUP != 0; left--) {
        waiting[count++] = values[at];
        at = at + 1 == values.length ? 0 : at + 1;
      }
      pack();
      endRun();
      long groupsOfAll = left / GROUP;
      repeatPacked(values, at, groupsOfAll);
      at = (int) ((at + groupsOfAll * GROUP) % values.length);
      left %= GROUP;
    }
    for (; left > 0; left--) {
      run(values[at], 1);
      at = at + 1 == values.length ? 0 : at + 1;
    }
  }

  /** After as many groups as there are values the packed bytes come again. */
  private void repeatPacked(int[] values, int from, long ofGroups) {
    int[] turn = new int[values.length * GROUP];
    for (int i = 0; i < turn.length; i++) {
      turn[i] = values[(from + i) % values.length];
    }
    byte[] pattern = new byte[values.length * width + Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      pack(turn, i * GROUP, pattern, i * width);
    }
    int next = 0;
    for (long group = 0; group < ofGroups; group++) {
      startGroup();
      System.arraycopy(pattern, next * width, bytes, size, width);
      size += width;
      next = next + 1 == values.length ? 0 : next + 1;
    }
  }

  private static boolean isUniform(int[] values) {
    for (int value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** Writes what waits: groups, and runs where all of a group are equal. */
  private void pack() {
    int[] from = waiting;
    int at = 0;
    while (count - at >= GROUP) {
      int first = from[at];
      int other =
          (first ^ from[at + 1])
              | (first ^ from[at + 2])
              | (first ^ from[at + 3])
              | (first ^ from[at + 4])
              | (first ^ from[at + 5])
              | (first ^ from[at + 6])
              | (first ^ from[at + 7]);
      if (other != 0) {
        endRun();
        startGroup();
        pack(from, at, bytes, size);
        size += width;
        at += GROUP;
        continue;
      }
      endRun();
      int end = at + GROUP;
      while (end < count && from[end] == first) {
        end++;
      }
      value = first;
      times = end - at;
      at = end;
    }
    if (at < count) {
      endRun();
    }
    System.arraycopy(from, at, from, 0, count - at);
    count -= at;
  }

  /** Packs a group; writes up to eight bytes more than it takes. */
  private void pack(int[] values, int at, byte[] to, int position) {
    int bits = width;
    long open = 0;
    int held = 0;
    int next = position;
    for (int i = at; i < at + GROUP; i += 2) {
      open |= (values[i] | (long) values[i + 1] << bits) << held;
      held += 2 * bits;
      LONG.set(to, next, open);
      next += held >>> 3;
      open >>>= held & ~7;
      held &= 7;
    }
  }

  private void endRun() {
    if (times > 0) {
      endGroups();
      ensure(2 * Long.BYTES);
      varint((long) times << 1);
      for (int shift = 0; shift < width; shift += Byte.SIZE) {
        bytes[size++] = (byte) (value >>> shift);
      }
      times = 0;
    }
  }

  private void startGroup() {
    ensure(width + 1 + Long.BYTES);
    if (groupHeader < 0) {
      groupHeader = size++;
      groups = 0;
    } else if (groups == MAX_GROUPS) {
      endGroups();
      groupHeader = size++;
      groups = 0;
    }
    groups++;
  }

  private void endGroups() {
    if (groupHeader >= 0) {
      bytes[groupHeader] = (byte) (groups << 1 | 1);
      groupHeader = -1;
    }
  }

  private void varint(long number) {
    long rest = number;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[size++] = (byte) (rest | 0x80);
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** Ends the values. */
  void end() {
    pack();
    if (count > 0) {
      // What stands behind the last value is never read.
      Arrays.fill(waiting, count, GROUP, 0);
      startGroup();
      pack(waiting, 0, bytes, size);
      size += width;
      count = 0;
    }
    endRun();
    endGroups();
  }

  /** Bytes written, once ended. */
  int size() {
    return size;
  }

  void writeTo(Bytes out) {
    out.write(bytes, 0, size);
  }
}
