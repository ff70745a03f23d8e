package io.lakewright.rates.split;

import java.util.Arrays;

/** A set of longs, open addressing; {@code Long.MIN_VALUE} cannot be held. */
public final class LongSet {
  private static final long EMPTY = Long.MIN_VALUE;

  private long[] slots = new long[16];
  private int size;

  public LongSet() {
    Arrays.fill(slots, EMPTY);
  }

  /** Adds a value; false if it was there. */
  public boolean add(long value) {
    if (size * 2 >= slots.length) {
      grow();
    }
    int slot = slot(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    return true;
  }

  /** Whether the value was added. */
  public boolean contains(long value) {
    return slots[slot(value)] == value;
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  private int slot(long value) {
    int mask = slots.length - 1;
    long mixed = value * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (slots[slot] != EMPTY && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    Arrays.fill(slots, EMPTY);
    for (long value : old) {
      if (value != EMPTY) {
        slots[slot(value)] = value;
      }
    }
  }
}
