package io.lakewright.rates.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers objects by identity in the order in which they come. */
final class IdentityIndex {
  private Object[][] slots = new Object[64][];
  private int[] numbers = new int[64];
  private final List<Object[]> objects = new ArrayList<>();

  /**
   * The number of an object; a new one, that of {@link #size()}, if it comes for the first time.
   */
  int number(Object[] object) {
    int slot = find(object);
    if (slots[slot] == null) {
      if (objects.size() * 2 >= slots.length) {
        grow();
        slot = find(object);
      }
      slots[slot] = object;
      numbers[slot] = objects.size();
      objects.add(object);
    }
    return numbers[slot];
  }

  int size() {
    return objects.size();
  }

  void clear() {
    Arrays.fill(slots, null);
    objects.clear();
  }

  private int find(Object[] object) {
    int mask = slots.length - 1;
    int slot = ((System.identityHashCode(object) * 0x9E3779B9) >>> 8) & mask;
    while (slots[slot] != null && slots[slot] != object) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new Object[slots.length * 2][];
    numbers = new int[slots.length];
    for (int number = 0; number < objects.size(); number++) {
      int slot = find(objects.get(number));
      slots[slot] = objects.get(number);
      numbers[slot] = number;
    }
  }
}
