package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Cuts the order of the rows, by bucket and NPI, into ranges. */
final class NpiRanges {
  /** As many as a block of a hundred providers mostly has one of each in: more cost no more. */
  private static final int RANGES = 512;

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

  /** Collects NPIs that tell where to cut. */
  static final class Sample {
    private final Buckets buckets;
    private final long step;
    private final List<Key> keys = new ArrayList<>();
    private long passed;

    /**
     * @param size how many NPIs will be added, of which some thousands are kept
     */
    Sample(Buckets buckets, long size) {
      this.buckets = buckets;
      this.step = Math.max(1, size / SAMPLE);
    }

    void add(long npi) {
      if (passed++ % step == 0) {
        keys.add(new Key(buckets.of(npi), npi));
      }
    }

    /** Ranges with about as much of the sample in each; an NPI that fills one has it to itself. */
    NpiRanges ranges() {
      Collections.sort(keys);
      TreeSet<Key> starts = new TreeSet<>();
      for (int range = 1; range < RANGES; range++) {
        Key key = keys.get((int) ((long) range * keys.size() / RANGES));
        if (!starts.add(key)) {
          starts.add(key.next());
        }
      }
      return new NpiRanges(buckets, starts.toArray(new Key[0]));
    }
  }

  private final Buckets buckets;
  private final Key[] starts;
  private final int[] startBuckets;
  private final long[] startNpis;

  private NpiRanges(Buckets buckets, Key[] starts) {
    this.buckets = buckets;
    this.starts = starts;
    this.startBuckets = new int[starts.length];
    this.startNpis = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      startBuckets[i] = starts[i].bucket;
      startNpis[i] = starts[i].npi;
    }
  }

  /** Ranges with about as much of the blocks in each. */
  static NpiRanges dividing(List<RateBlock> blocks, Buckets buckets) {
    long size = blocks.stream().mapToLong(block -> block.members().size()).sum();
    Sample sample = new Sample(buckets, size);
    for (RateBlock block : blocks) {
      for (Members.Stretch stretch : block.members().stretches()) {
        for (int i = stretch.from(); i < stretch.to(); i++) {
          sample.add(stretch.npis()[i]);
        }
      }
    }
    return sample.ranges();
  }

  int count() {
    return starts.length + 1;
  }

  /** The range of an NPI. */
  int of(long npi) {
    int bucket = buckets.of(npi);
    int low = 0;
    int high = startNpis.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before =
          bucket == startBuckets[middle] ? npi < startNpis[middle] : bucket < startBuckets[middle];
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
