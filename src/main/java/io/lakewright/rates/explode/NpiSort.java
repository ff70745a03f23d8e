package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.unsafe.array.LongArray;
import org.apache.spark.unsafe.memory.MemoryBlock;
import org.apache.spark.util.collection.unsafe.sort.RadixSort;

/**
 * Sorts NPIs by bucket and number, each with the number of its stretch. One is a single long, and
 * longs are sorted by radix. Stretches must come in the order of their numbers, which then is the
 * order among equal NPIs.
 */
final class NpiSort {
  /** Bytes for each NPI: a key, room to sort it, and as much that is not used yet. */
  static final int BYTES = 4 * Long.BYTES;

  private static final int NPI_BITS = 34;
  private static final int STRETCH_BITS = 63 - NPI_BITS;

  private static final long STRETCH_MASK = (1L << STRETCH_BITS) - 1;

  /** The first byte of the key that holds a part of the NPI; what is below comes in order. */
  private static final int FIRST_BYTE = STRETCH_BITS / Byte.SIZE;

  private static final int FEW = 64;

  private final Buckets buckets;
  private final long[][] keys;
  private final int[] sizes;
  private final List<List<Odd>> odd = new ArrayList<>();

  private int bucket;
  private long[] sorted = {};
  private int next;
  private int end;
  private int nextOdd;
  private long npi;
  private int stretch;

  /** A number that is no NPI and does not fit into a key: mostly there are none. */
  private record Odd(long npi, int stretch) {}

  NpiSort(Buckets buckets) {
    this.buckets = buckets;
    this.keys = new long[buckets.count()][FEW];
    this.sizes = new int[buckets.count()];
    for (int i = 0; i < sizes.length; i++) {
      odd.add(new ArrayList<>());
    }
  }

  void add(long ofNpi, int ofStretch) {
    int of = buckets.of(ofNpi);
    if (ofNpi >>> NPI_BITS != 0) {
      odd.get(of).add(new Odd(ofNpi, ofStretch));
      return;
    }
    if (sizes[of] * 2 == keys[of].length) {
      keys[of] = Arrays.copyOf(keys[of], sizes[of] * 4);
    }
    keys[of][sizes[of]++] = ofNpi << STRETCH_BITS | ofStretch;
  }

  /** Nothing can be added any more until it is cleared. */
  void sort() {
    bucket = -1;
    next = 0;
    end = 0;
    nextOdd = 0;
  }

  void clear() {
    Arrays.fill(sizes, 0);
    odd.forEach(List::clear);
  }

  /** Clears it and lets go of the memory. */
  void free() {
    clear();
    Arrays.setAll(keys, bucket -> new long[FEW]);
    sorted = keys[0];
  }

  /** Goes to the next NPI; gives false if there is none. */
  boolean next() {
    while (true) {
      List<Odd> others = bucket < 0 ? List.of() : odd.get(bucket);
      boolean hasOdd = nextOdd < others.size();
      if (hasOdd && (next == end || others.get(nextOdd).npi < 0)) {
        npi = others.get(nextOdd).npi;
        stretch = others.get(nextOdd++).stretch;
        return true;
      }
      if (next < end) {
        npi = sorted[next] >>> STRETCH_BITS;
        stretch = (int) (sorted[next++] & STRETCH_MASK);
        return true;
      }
      if (bucket + 1 == keys.length) {
        return false;
      }
      sort(++bucket);
    }
  }

  private void sort(int ofBucket) {
    odd.get(ofBucket).sort(Comparator.comparingLong(Odd::npi));
    nextOdd = 0;
    sorted = keys[ofBucket];
    LongArray array = new LongArray(MemoryBlock.fromLongArray(sorted));
    next = RadixSort.sort(array, sizes[ofBucket], FIRST_BYTE, Long.BYTES - 1, false, false);
    end = next + sizes[ofBucket];
  }

  long npi() {
    return npi;
  }

  int stretch() {
    return stretch;
  }

  int bucket() {
    return bucket;
  }
}
