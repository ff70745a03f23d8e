package io.lakewright.rates.explode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Sorts a range of what was spilled, in memory: its bytes stay as they are, and what is sorted are
 * the NPIs with the places of their blocks. One after the other, in the same memory.
 */
final class RangeSorter {
  /** Bytes in memory for each provider, besides those that were spilled. */
  static final int MEMBER_BYTES = NpiSort.BYTES + 2 * (Integer.BYTES + Long.BYTES);

  private final Spill spill;
  private final NpiSort members;
  private final PackedNumbers head = new PackedNumbers();
  private byte[] bytes = {};

  /** By stretch: where its block begins, and the place of its provider. */
  private int[] headOf = new int[64];

  private long[] providerOf = new long[64];
  private int stretches;

  RangeSorter(Spill spill, Buckets buckets) {
    this.spill = spill;
    this.members = new NpiSort(buckets);
  }

  /** The runs of a range in order, valid until the next range is sorted. */
  BucketedRuns sorted(SpillFile.Stream range) {
    members.clear();
    stretches = 0;
    try {
      bytes = range.readAll(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.READ_FAILURE, e);
    }
    PackedReader in = new PackedReader().over(bytes, 0, (int) range.bytes());
    while (in.hasNext()) {
      int block = in.position();
      head.clear();
      Spill.copyHead(in, head);
      for (long tag = in.next(); tag != RangedSpill.END; tag = in.next()) {
        if (tag != RangedSpill.SAME_PROVIDER) {
          stretch(block, tag - RangedSpill.FIRST_PLACE);
        }
        members.add(in.next(), stretches - 1);
      }
    }
    members.sort();
    return new Runs();
  }

  /** Lets go of the memory. */
  void free() {
    members.free();
    bytes = new byte[0];
    headOf = new int[1];
    providerOf = new long[1];
    stretches = 0;
  }

  private void stretch(int block, long provider) {
    if (stretches == headOf.length) {
      headOf = Arrays.copyOf(headOf, stretches * 2);
      providerOf = Arrays.copyOf(providerOf, stretches * 2);
    }
    headOf[stretches] = block;
    providerOf[stretches++] = provider;
  }

  private final class Runs extends MemberRuns {
    Runs() {
      super(spill);
    }

    @Override
    boolean advance() {
      if (!members.next()) {
        return false;
      }
      int stretch = members.stretch();
      begin(bytes, headOf[stretch], providerOf[stretch], members.npi());
      return true;
    }

    @Override
    public int bucket() {
      return members.bucket();
    }
  }
}
