package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.unsafe.array.LongArray;
import org.apache.spark.unsafe.memory.MemoryBlock;
import org.apache.spark.util.collection.unsafe.sort.RadixSort;

/**
 * Sorts the rates of one partition by bucket and NPI before they are rows: not rows are sorted but
 * the providers of entries, each of which then stands for a run of its entry's prices. A provider
 * is one long, the NPI and the number of its stretch; longs are sorted by radix. A partition that
 * outgrows the budget goes on in {@link SpillSorter}, which sorts rows and spills to disk.
 */
final class RateSorter {
  private static final int PRICE_BYTES = 600;
  private static final int STRETCH_BYTES = 64;

  /** A key, and room to sort it. */
  private static final int MEMBER_BYTES = 2 * Long.BYTES;

  private static final int NPI_BITS = 34;
  private static final int STRETCH_BITS = 63 - NPI_BITS;
  private static final long STRETCH_MASK = (1L << STRETCH_BITS) - 1;

  /** The first byte of the key that holds a part of the NPI; what is below comes in order. */
  private static final int FIRST_BYTE = STRETCH_BITS / Byte.SIZE;

  private final Buckets buckets;
  private final int[] columns;
  private final long budget;

  private final List<RateBlock> blocks = new ArrayList<>();
  private final List<Object[][]> prices = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private long bytes;
  private boolean compact = true;
  private SpillSorter spill;

  /** A stretch of providers and the number of its block. */
  private record Stretch(int block, Members.Stretch providers) {}

  /**
   * @param columns of the rows, see {@link RateRow}
   * @param budget bytes to use before spilling
   */
  RateSorter(Buckets buckets, int[] columns, long budget) {
    this.buckets = buckets;
    this.columns = columns;
    this.budget = Math.min(budget, (long) Integer.MAX_VALUE / 2 * Long.BYTES);
  }

  void add(RateBlock block) {
    if (spill == null) {
      long more =
          (long) block.prices().size() * PRICE_BYTES
              + (long) block.members().stretches().size() * STRETCH_BYTES
              + block.members().size() * MEMBER_BYTES;
      if (bytes + more <= budget && stretches.size() < STRETCH_MASK) {
        bytes += more;
        addCompact(block);
        return;
      }
      spill();
    }
    spill.add(block);
  }

  private void addCompact(RateBlock block) {
    for (Members.Stretch stretch : block.members().stretches()) {
      stretches.add(new Stretch(blocks.size(), stretch));
    }
    blocks.add(block);
    prices.add(block.priceCells());
  }

  private void spill() {
    spill = new SpillSorter(buckets, columns);
    blocks.forEach(spill::add);
    clear();
  }

  /** The runs in order; the sorter is empty afterwards and can be used for the next partition. */
  BucketedRuns sorted() throws IOException {
    if (spill == null) {
      long[][] keys = keys();
      if (compact) {
        return new CompactRuns(keys);
      }
      // NPIs that are no NPIs do not fit the key of the primitive sort.
      spill();
    }
    BucketedRuns runs = spill.sorted();
    spill = null;
    return runs;
  }

  /** The keys of each bucket, in the first half of an array that has room for sorting. */
  private long[][] keys() {
    int[] sizes = new int[buckets.count()];
    for (Stretch stretch : stretches) {
      Members.Stretch providers = stretch.providers();
      for (int i = providers.from(); i < providers.to(); i++) {
        long npi = providers.npis()[i];
        compact &= npi >>> NPI_BITS == 0;
        sizes[buckets.of(npi)]++;
      }
    }
    long[][] keys = new long[sizes.length][];
    for (int bucket = 0; bucket < keys.length; bucket++) {
      keys[bucket] = new long[2 * sizes[bucket]];
    }
    int[] filled = new int[sizes.length];
    for (int stretch = 0; stretch < stretches.size(); stretch++) {
      Members.Stretch providers = stretches.get(stretch).providers();
      for (int i = providers.from(); i < providers.to(); i++) {
        long npi = providers.npis()[i];
        int bucket = buckets.of(npi);
        keys[bucket][filled[bucket]++] = npi << STRETCH_BITS | stretch;
      }
    }
    return keys;
  }

  private void clear() {
    blocks.clear();
    prices.clear();
    stretches.clear();
    bytes = 0;
    compact = true;
  }

  private final class CompactRuns implements BucketedRuns {
    private final long[][] keys;
    private final RateRun run = new RateRun();
    private final long[] npi = new long[1];
    private int bucket = -1;
    private int next;
    private int end;

    CompactRuns(long[][] keys) {
      this.keys = keys;
    }

    @Override
    public boolean hasNext() {
      while (next == end) {
        if (bucket >= 0) {
          keys[bucket] = null;
        }
        if (bucket + 1 == keys.length) {
          clear();
          return false;
        }
        sort(++bucket);
      }
      return true;
    }

    private void sort(int ofBucket) {
      int size = keys[ofBucket].length / 2;
      LongArray array = new LongArray(MemoryBlock.fromLongArray(keys[ofBucket]));
      next = RadixSort.sort(array, size, FIRST_BYTE, Long.BYTES - 1, false, false);
      end = next + size;
    }

    @Override
    public RateRun next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more runs");
      }
      long key = keys[bucket][next++];
      Stretch stretch = stretches.get((int) (key & STRETCH_MASK));
      Object[][] all = prices.get(stretch.block());
      npi[0] = key >>> STRETCH_BITS;
      run.item(blocks.get(stretch.block()).item().cells());
      run.prices(all, 0, all.length);
      run.provider(stretch.providers().provider().cells(), npi, 0, 1);
      return run;
    }

    @Override
    public int bucket() {
      return bucket;
    }
  }
}
