package io.lakewright.rates.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A few thousand values, packed one behind the other, the lowest bits first. */
final class BitPacker {
  /** Values are written by this number. */
  static final int GROUP = 8;

  static final int CAPACITY = 2048;

  /** Bits that are added at once: with up to seven that stand before them they fill a long. */
  private static final int WORD_BITS = 56;

  private static final int MAX_WIDTH = WORD_BITS / 2;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes = new byte[CAPACITY * MAX_WIDTH / Byte.SIZE + 2 * Long.BYTES];
  private int width;
  private long valueMask;

  /** A word with the value 1 as often as it can be. */
  private long ones;

  /** Whole bytes; the bits behind them are in {@link #open}. */
  private int size;

  private long open;
  private int openBits;
  private int count;

  /** How many values of so many bits are added at once. */
  static int ofWord(int width) {
    return WORD_BITS / Math.max(1, width);
  }

  /** Starts anew with values of so many bits, 28 at most. */
  void reset(int bits) {
    width = bits;
    valueMask = (1L << bits) - 1;
    ones = 0;
    for (int i = 0; i < ofWord(bits); i++) {
      ones |= 1L << (i * bits);
    }
    size = 0;
    open = 0;
    openBits = 0;
    count = 0;
  }

  /** Number of values. */
  int count() {
    return count;
  }

  /** Adds values that are packed in a word; there must be room for them. */
  void add(long word, int values) {
    long held = open | (word << openBits);
    LONG.set(bytes, size, held);
    int heldBits = openBits + values * width;
    size += heldBits >>> 3;
    open = held >>> (heldBits & ~7);
    openBits = heldBits & 7;
    count += values;
  }

  /** A word with a value as often as it can be, or less often. */
  long word(int value, int times) {
    return (value * ones) & (-1L >>> (Long.SIZE - times * width));
  }

  /** Adds the values [from, to); there must be room for them. */
  void add(int[] values, int from, int to) {
    int bits = width;
    int step = bits * 4 <= WORD_BITS ? 4 : 2;
    long held = open;
    int heldBits = openBits;
    int at = size;
    int i = from;
    for (; i + step <= to; i += step) {
      long word = values[i] | ((long) values[i + 1] << bits);
      if (step == 4) {
        word |= (values[i + 2] | ((long) values[i + 3] << bits)) << (2 * bits);
      }
      held |= word << heldBits;
      LONG.set(bytes, at, held);
      heldBits += step * bits;
      at += heldBits >>> 3;
      held >>>= heldBits & ~7;
      heldBits &= 7;
    }
    open = held;
    openBits = heldBits;
    size = at;
    count += i - from;
    for (; i < to; i++) {
      add(values[i], 1);
    }
  }

  /** The value of all of a group, negative if they differ. */
  int uniform(int group) {
    int at = group * width;
    long start = (long) LONG.get(bytes, at);
    int first = (int) (start & valueMask);
    if (GROUP * width <= WORD_BITS) {
      long mask = (1L << (GROUP * width)) - 1;
      return (start & mask) == ((first * ones) & mask) ? first : -1;
    }
    for (int i = 1; i < GROUP; i++) {
      long word = (long) LONG.get(bytes, at + ((i * width) >>> 3));
      if (((word >>> ((i * width) & 7)) & valueMask) != first) {
        return -1;
      }
    }
    return first;
  }

  /** Bytes; groups follow each other without gaps. */
  byte[] bytes() {
    return bytes;
  }

  /** Removes the first groups. */
  void remove(int groups) {
    size -= groups * width;
    System.arraycopy(bytes, groups * width, bytes, 0, size);
    count -= groups * GROUP;
  }
}
