package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import io.lakewright.rates.parquet.RateRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * Sorts the rates of one partition by bucket and NPI before they are rows: not rows are sorted but
 * the providers of entries, each of which then stands for a run of its entry's prices. A partition
 * that outgrows the budget goes on in {@link RangedSpill}, on local disk.
 */
final class RateSorter {
  private static final int PRICE_BYTES = 600;
  private static final int STRETCH_BYTES = 80;

  private final Buckets buckets;
  private final long budget;
  private final LongConsumer spilledRows;

  private final List<RateBlock> blocks = new ArrayList<>();
  private final List<CommonCells> prices = new ArrayList<>();

  private final ProviderCells providers;

  /** By stretch: what a run of it needs, without going from object to object. */
  private CommonCells[] providerOf = new CommonCells[64];

  private int[] blockOf = new int[64];
  private int stretches;
  private final NpiSort members;
  private long bytesOfBlocks;
  private RangedSpill spill;

  /**
   * @param budget bytes to use before spilling; the last block may exceed them
   * @param providers to be kept from one partition to the next; counted to the budget
   * @param spilledRows is told of rows that go to local disk
   */
  RateSorter(Buckets buckets, long budget, ProviderCells providers, LongConsumer spilledRows) {
    this.buckets = buckets;
    // Stretches and keys stay within what an array can hold and NpiSort can number.
    this.budget = Math.min(budget, (long) Integer.MAX_VALUE / 4 * Long.BYTES);
    this.providers = providers;
    this.spilledRows = spilledRows;
    this.members = new NpiSort(buckets);
  }

  void add(RateBlock block) {
    if (spill != null) {
      spill(block);
      return;
    }
    addCompact(block);
    if (bytes() > budget && blocks.size() > 1) {
      spill = new RangedSpill(new Spill(buckets, budget), NpiRanges.dividing(blocks, buckets));
      blocks.forEach(this::spill);
      clear();
      // The spill has the budget to itself.
      members.free();
      providers.clear();
    }
  }

  private void spill(RateBlock block) {
    spill.add(block);
    spilledRows.accept(block.rows());
  }

  private void addCompact(RateBlock block) {
    for (Members.Stretch stretch : block.members().stretches()) {
      if (stretches == blockOf.length) {
        blockOf = Arrays.copyOf(blockOf, stretches * 2);
        providerOf = Arrays.copyOf(providerOf, stretches * 2);
      }
      blockOf[stretches] = blocks.size();
      providerOf[stretches] = providers.of(stretch.provider());
      for (int i = stretch.from(); i < stretch.to(); i++) {
        members.add(stretch.npis()[i], stretches);
      }
      stretches++;
    }
    blocks.add(block);
    prices.add(block.priceCells());
    bytesOfBlocks +=
        (long) block.prices().size() * PRICE_BYTES
            + (long) block.members().stretches().size() * STRETCH_BYTES
            + block.members().size() * NpiSort.BYTES;
  }

  /** Bytes in use. A block mostly has few providers that none before had. */
  private long bytes() {
    return bytesOfBlocks + providers.bytes();
  }

  /** The runs in order; the sorter is empty afterwards and can be used for the next partition. */
  BucketedRuns sorted() {
    if (spill != null) {
      BucketedRuns runs = spill.sorted();
      spill = null;
      return runs;
    }
    members.sort();
    return new CompactRuns();
  }

  private void clear() {
    blocks.clear();
    prices.clear();
    members.clear();
    stretches = 0;
    Arrays.fill(providerOf, null);
    bytesOfBlocks = 0;
    providers.trim();
  }

  private final class CompactRuns implements BucketedRuns {
    private final RateRun run = new RateRun();
    private final long[] npi = new long[1];
    private boolean isAt;

    @Override
    public boolean hasNext() {
      if (!isAt) {
        isAt = members.next();
        if (!isAt) {
          clear();
        }
      }
      return isAt;
    }

    @Override
    public RateRun next() {
      if (!hasNext()) {
        throw new NoSuchElementException("No more runs");
      }
      isAt = false;
      int block = blockOf[members.stretch()];
      CommonCells all = prices.get(block);
      npi[0] = members.npi();
      run.item(blocks.get(block).item().common());
      run.prices(all, 0, all.size());
      run.provider(providerOf[members.stretch()], npi, 0, 1);
      return run;
    }

    @Override
    public int bucket() {
      return members.bucket();
    }
  }
}
