package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Cuts the order of the rows, by bucket and NPI, into ranges. */
final class NpiRanges {
  private static final int RANGES = 64;
  private static final int SAMPLE = 1 << 16;

  /** The place of a row in the order. */
  private record Key(int bucket, long npi) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return bucket != other.bucket
          ? Integer.compare(bucket, other.bucket)
          : Long.compare(npi, other.npi);
    }

    Key next() {
      return npi == Long.MAX_VALUE ? new Key(bucket + 1, Long.MIN_VALUE) : new Key(bucket, npi + 1);
    }
  }

  private final Key[] starts;

  private NpiRanges(Key[] starts) {
    this.starts = starts;
  }

  /** Ranges with about as much of the blocks in each; an NPI that fills one has one to itself. */
  static NpiRanges dividing(List<RateBlock> blocks, Buckets buckets) {
    long members = blocks.stream().mapToLong(block -> block.members().size()).sum();
    long step = Math.max(1, members / SAMPLE);
    List<Key> sample = new ArrayList<>();
    long passed = 0;
    for (RateBlock block : blocks) {
      for (Members.Stretch stretch : block.members().stretches()) {
        for (int i = stretch.from(); i < stretch.to(); i++) {
          if (passed++ % step == 0) {
            sample.add(new Key(buckets.of(stretch.npis()[i]), stretch.npis()[i]));
          }
        }
      }
    }
    Collections.sort(sample);
    TreeSet<Key> starts = new TreeSet<>();
    for (int range = 1; range < RANGES; range++) {
      Key key = sample.get((int) ((long) range * sample.size() / RANGES));
      if (!starts.add(key)) {
        starts.add(key.next());
      }
    }
    return new NpiRanges(starts.toArray(new Key[0]));
  }

  int count() {
    return starts.length + 1;
  }

  /** The range of a row. */
  int of(int bucket, long npi) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Key start = starts[middle];
      boolean before = bucket < start.bucket || (bucket == start.bucket && npi < start.npi);
      if (before) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Whether all rows of a range have the same place. */
  boolean isSingle(int range) {
    return range > 0 && range < starts.length && starts[range - 1].next().equals(starts[range]);
  }

  /** The bucket of a range whose rows have the same place. */
  int bucket(int range) {
    return starts[range - 1].bucket;
  }
}
