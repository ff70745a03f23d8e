package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import io.lakewright.rates.parquet.RateRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.unsafe.array.LongArray;
import org.apache.spark.unsafe.memory.MemoryBlock;
import org.apache.spark.util.collection.unsafe.sort.RadixSort;

/**
 * Sorts the rates of one partition by bucket and NPI before they are rows: not rows are sorted but
 * the providers of entries, each of which then stands for a run of its entry's prices. A provider
 * is one long, the NPI and the number of its stretch; longs are sorted by radix. A partition that
 * outgrows the budget goes on in {@link RangedSpill}, on local disk.
 */
final class RateSorter {
  private static final int PRICE_BYTES = 600;
  private static final int STRETCH_BYTES = 80;

  /** A key, room to sort it, and as much that is not used yet. */
  private static final int MEMBER_BYTES = 4 * Long.BYTES;

  private static final int NPI_BITS = 34;
  private static final int STRETCH_BITS = 63 - NPI_BITS;
  private static final long STRETCH_MASK = (1L << STRETCH_BITS) - 1;

  /** The first byte of the key that holds a part of the NPI; what is below comes in order. */
  private static final int FIRST_BYTE = STRETCH_BITS / Byte.SIZE;

  private final Buckets buckets;
  private final long budget;

  private final List<RateBlock> blocks = new ArrayList<>();
  private final List<CommonCells> prices = new ArrayList<>();
  private final List<Members.Stretch> stretches = new ArrayList<>();

  private final ProviderCells providers = new ProviderCells();

  /** By stretch: what a run of it needs, without going from object to object. */
  private CommonCells[] providerOf = new CommonCells[64];

  private int[] blockOf = new int[64];
  private final long[][] keys;
  private final int[] sizes;
  private long bytes;
  private boolean compact = true;
  private RangedSpill spill;

  /** A provider whose number is no NPI and does not fit into a key. */
  private record Odd(long npi, int stretch) {}

  /**
   * @param budget bytes to use before spilling; one block may take more
   */
  RateSorter(Buckets buckets, long budget) {
    this.buckets = buckets;
    this.budget = Math.min(budget, (long) Integer.MAX_VALUE / 4 * Long.BYTES);
    this.keys = new long[buckets.count()][64];
    this.sizes = new int[buckets.count()];
  }

  void add(RateBlock block) {
    if (spill == null) {
      long more =
          (long) block.prices().size() * PRICE_BYTES
              + (long) block.members().stretches().size() * STRETCH_BYTES
              + block.members().size() * MEMBER_BYTES
              + newProviders(block) * Provider.BYTES;
      boolean fits = bytes + more <= budget && stretches.size() < STRETCH_MASK;
      if (fits || blocks.isEmpty()) {
        bytes += more;
        addCompact(block);
        return;
      }
      spill = new RangedSpill(buckets, blocks, budget);
      blocks.forEach(spill::add);
      clear();
    }
    spill.add(block);
  }

  /** Providers that no block before had: as many as entries name in the worst case. */
  private long newProviders(RateBlock block) {
    int before = providers.size();
    for (Members.Stretch stretch : block.members().stretches()) {
      providers.of(stretch.provider());
    }
    return providers.size() - (long) before;
  }

  private void addCompact(RateBlock block) {
    for (Members.Stretch stretch : block.members().stretches()) {
      int index = stretches.size();
      if (index == blockOf.length) {
        blockOf = Arrays.copyOf(blockOf, index * 2);
        providerOf = Arrays.copyOf(providerOf, index * 2);
      }
      blockOf[index] = blocks.size();
      providerOf[index] = providers.of(stretch.provider());
      stretches.add(stretch);
    }
    blocks.add(block);
    prices.add(block.priceCells());
  }

  /** The runs in order; the sorter is empty afterwards and can be used for the next partition. */
  BucketedRuns sorted() {
    if (spill != null) {
      BucketedRuns runs = spill.sorted();
      spill = null;
      return runs;
    }
    fillKeys();
    return new CompactRuns();
  }

  /** Fills {@link #keys}, each with room for sorting. */
  private void fillKeys() {
    Arrays.fill(sizes, 0);
    for (int stretch = 0; stretch < stretches.size(); stretch++) {
      Members.Stretch providers = stretches.get(stretch);
      for (int i = providers.from(); i < providers.to(); i++) {
        long npi = providers.npis()[i];
        compact &= npi >>> NPI_BITS == 0;
        int bucket = buckets.of(npi);
        if (sizes[bucket] * 2 == keys[bucket].length) {
          keys[bucket] = Arrays.copyOf(keys[bucket], sizes[bucket] * 4);
        }
        keys[bucket][sizes[bucket]++] = npi << STRETCH_BITS | stretch;
      }
    }
  }

  private void clear() {
    blocks.clear();
    prices.clear();
    stretches.clear();
    Arrays.fill(providerOf, null);
    providers.clear();
    bytes = 0;
    compact = true;
  }

  /** The members of a bucket in order, where keys cannot hold them. */
  private List<Odd> odd(int bucket) {
    List<Odd> all = new ArrayList<>();
    for (int stretch = 0; stretch < stretches.size(); stretch++) {
      Members.Stretch providers = stretches.get(stretch);
      for (int i = providers.from(); i < providers.to(); i++) {
        if (buckets.of(providers.npis()[i]) == bucket) {
          all.add(new Odd(providers.npis()[i], stretch));
        }
      }
    }
    all.sort(Comparator.comparingLong(Odd::npi));
    return all;
  }

  private final class CompactRuns implements BucketedRuns {
    private final RateRun run = new RateRun();
    private final long[] npi = new long[1];
    private int bucket = -1;
    private List<Odd> odd = List.of();
    private int next;
    private int end;

    @Override
    public boolean hasNext() {
      while (next == end) {
        if (bucket + 1 == keys.length) {
          clear();
          return false;
        }
        sort(++bucket);
      }
      return true;
    }

    private void sort(int ofBucket) {
      if (!compact) {
        odd = odd(ofBucket);
        next = 0;
        end = odd.size();
        return;
      }
      LongArray array = new LongArray(MemoryBlock.fromLongArray(keys[ofBucket]));
      next = RadixSort.sort(array, sizes[ofBucket], FIRST_BYTE, Long.BYTES - 1, false, false);
      end = next + sizes[ofBucket];
    }

    @Override
    public RateRun next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more runs");
      }
      int at = next++;
      return compact
          ? run(keys[bucket][at] >>> STRETCH_BITS, (int) (keys[bucket][at] & STRETCH_MASK))
          : run(odd.get(at).npi(), odd.get(at).stretch());
    }

    private RateRun run(long ofNpi, int ofStretch) {
      int block = blockOf[ofStretch];
      CommonCells all = prices.get(block);
      npi[0] = ofNpi;
      run.item(blocks.get(block).item().common());
      run.prices(all, 0, all.size());
      run.provider(providerOf[ofStretch], npi, 0, 1);
      return run;
    }

    @Override
    public int bucket() {
      return bucket;
    }
  }
}
