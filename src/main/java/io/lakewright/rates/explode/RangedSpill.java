package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.NoSuchElementException;

/**
 * Sorts blocks that outgrow the memory: deals their providers out by ranges of bucket and NPI, each
 * a stream of numbers on local disk, and sorts one range after the other; one that is too large is
 * dealt out again. No row is made.
 *
 * <p>A stream has the blocks that have a provider in the range: item and prices ({@link
 * Spill#writeHead}), then for each provider {@link #SAME_PROVIDER} or its place, and its NPI, then
 * {@link #END}.
 */
final class RangedSpill {
  static final int END = 0;
  static final int SAME_PROVIDER = 1;
  static final int FIRST_PLACE = 2;

  private static final int MOST_CHUNK_BYTES = 32 * 1024;
  private static final int LEAST_CHUNK_BYTES = 256;

  private final Spill spill;
  private final NpiRanges ranges;
  private final SpillFile file;
  private final long[] members;
  private final PackedNumbers head = new PackedNumbers();

  /** By range: the provider that the block at hand has there last, if any. */
  private final long[] lastProvider;

  /** Ranges that the block at hand has something in. */
  private final int[] touched;

  private int touchedRanges;

  RangedSpill(Spill spill, NpiRanges ranges) {
    this.spill = spill;
    this.ranges = ranges;
    int count = ranges.count();
    long chunk = spill.budget() / 4 / count;
    this.file =
        spill.file(count, (int) Math.max(LEAST_CHUNK_BYTES, Math.min(MOST_CHUNK_BYTES, chunk)));
    this.members = new long[count];
    this.lastProvider = new long[count];
    this.touched = new int[count];
  }

  void add(RateBlock block) {
    head.clear();
    spill.writeHead(block, head);
    for (Members.Stretch stretch : block.members().stretches()) {
      long place = spill.place(stretch.provider()) + FIRST_PLACE;
      for (int i = stretch.from(); i < stretch.to(); i++) {
        deal(place, stretch.npis()[i]);
      }
    }
    end();
  }

  /** Adds a range of another spill. */
  private void addAll(PackedReader in) {
    while (in.hasNext()) {
      head.clear();
      Spill.copyHead(in, head);
      long place = END;
      for (long tag = in.next(); tag != END; tag = in.next()) {
        place = tag == SAME_PROVIDER ? place : tag;
        deal(place, in.next());
      }
      end();
    }
  }

  private void deal(long place, long npi) {
    int range = ranges.of(npi);
    SpillFile.Stream stream = file.stream(range);
    if (lastProvider[range] == END) {
      touched[touchedRanges++] = range;
      stream.add(head.bytes(), head.size());
    }
    stream.add(lastProvider[range] == place ? SAME_PROVIDER : place);
    stream.add(npi);
    lastProvider[range] = place;
    members[range]++;
  }

  /** Ends the block in each range that has a part of it. */
  private void end() {
    while (touchedRanges > 0) {
      int range = touched[--touchedRanges];
      file.stream(range).add(END);
      lastProvider[range] = END;
    }
  }

  /** The runs in order. */
  BucketedRuns sorted() {
    return new SortedRanges();
  }

  private BucketedRuns sorted(int range) {
    SpillFile.Stream stream = file.stream(range);
    if (ranges.isSingle(range)) {
      return new EqualRuns(stream.read(), ranges.bucket(range));
    }
    if (stream.bytes() + members[range] * RangeSorter.MEMBER_BYTES <= spill.budget()) {
      return spill.sorter().sorted(stream);
    }
    RangedSpill narrower = new RangedSpill(spill, dividing(stream, members[range]));
    narrower.addAll(stream.read());
    return narrower.sorted();
  }

  private NpiRanges dividing(SpillFile.Stream stream, long size) {
    NpiRanges.Sample sample = new NpiRanges.Sample(spill.buckets(), size);
    PackedReader in = stream.read();
    while (in.hasNext()) {
      head.clear();
      Spill.copyHead(in, head);
      while (in.next() != END) {
        sample.add(in.next());
      }
    }
    return sample.ranges();
  }

  private final class SortedRanges implements BucketedRuns {
    private int range = -1;
    private BucketedRuns runs;

    @Override
    public boolean hasNext() {
      while (runs == null || !runs.hasNext()) {
        if (range >= 0) {
          file.stream(range).clear();
        }
        if (range + 1 == ranges.count()) {
          spill.close(file);
          return false;
        }
        runs = sorted(++range);
      }
      return true;
    }

    @Override
    public RateRun next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more runs");
      }
      return runs.next();
    }

    @Override
    public int bucket() {
      return runs.bucket();
    }
  }

  /** Runs that all have the same place in the order, as they come. */
  private final class EqualRuns extends MemberRuns {
    private final PackedReader in;
    private final int bucket;
    private boolean isInBlock;
    private long place;

    EqualRuns(PackedReader in, int bucket) {
      super(spill);
      this.in = in;
      this.bucket = bucket;
    }

    @Override
    boolean advance() {
      while (true) {
        if (!isInBlock) {
          if (!in.hasNext()) {
            return false;
          }
          head.clear();
          Spill.copyHead(in, head);
        }
        long tag = in.next();
        isInBlock = tag != END;
        if (isInBlock) {
          place = tag == SAME_PROVIDER ? place : tag - FIRST_PLACE;
          begin(head.bytes(), 0, place, in.next());
          return true;
        }
      }
    }

    @Override
    public int bucket() {
      return bucket;
    }
  }
}
