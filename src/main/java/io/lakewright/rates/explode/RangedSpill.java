package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Sorts blocks that outgrow the memory: deals their providers out to files by ranges of bucket and
 * NPI, each with the prices of its entry, and sorts one range after the other, in the same way. No
 * row is made.
 */
final class RangedSpill {
  private static final String FAILURE = "Cannot spill to the local disk";

  private final Buckets buckets;
  private final NpiRanges ranges;
  private final long budget;
  private final CellBytes priceCells = CellBytes.ofPrices();
  private final BlockFile[] files;
  private final Members[] members;
  private final long[][] npis;
  private final int[] sizes;

  /** Ranges that have a part of the stretch at hand: mostly few. */
  private final int[] touched;

  private int touchedRanges;

  /**
   * @param first the blocks that tell where to cut; they are not added
   * @param budget bytes for sorting a range
   */
  RangedSpill(Buckets buckets, List<RateBlock> first, long budget) {
    this.buckets = buckets;
    this.ranges = NpiRanges.dividing(first, buckets);
    this.budget = budget;
    this.files = new BlockFile[ranges.count()];
    this.members = new Members[files.length];
    this.npis = new long[files.length][64];
    this.sizes = new int[files.length];
    this.touched = new int[files.length];
    TaskContext task = TaskContext.get();
    if (task != null) {
      // It holds the files alone: there are many spills of spills in the life of a task.
      task.addTaskCompletionListener(closing(files));
    }
    CellBytes itemCells = CellBytes.ofItems();
    CellBytes providerCells = CellBytes.ofProviders();
    try {
      for (int range = 0; range < files.length; range++) {
        files[range] = new BlockFile(itemCells, providerCells, priceCells);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FAILURE, e);
    }
  }

  void add(RateBlock block) {
    for (Members.Stretch stretch : block.members().stretches()) {
      deal(stretch);
    }
    try {
      byte[] prices = prices(block.prices());
      for (int range = 0; range < files.length; range++) {
        if (members[range] != null) {
          files[range].write(block.item(), block.prices().size(), prices, members[range]);
          members[range] = null;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FAILURE, e);
    }
  }

  private void deal(Members.Stretch stretch) {
    for (int i = stretch.from(); i < stretch.to(); i++) {
      long npi = stretch.npis()[i];
      int range = ranges.of(buckets.of(npi), npi);
      if (sizes[range] == 0) {
        touched[touchedRanges++] = range;
      } else if (sizes[range] == npis[range].length) {
        npis[range] = Arrays.copyOf(npis[range], sizes[range] * 2);
      }
      npis[range][sizes[range]++] = npi;
    }
    while (touchedRanges > 0) {
      int range = touched[--touchedRanges];
      long[] dealt = Arrays.copyOf(npis[range], sizes[range]);
      if (members[range] == null) {
        members[range] = new Members();
      }
      members[range].add(stretch.provider(), dealt, 0, dealt.length);
      sizes[range] = 0;
    }
  }

  private byte[] prices(List<Price> prices) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (Price price : prices) {
      priceCells.write(price.cells(), out);
    }
    return bytes.toByteArray();
  }

  /** The runs in order. */
  BucketedRuns sorted() {
    try {
      for (BlockFile file : files) {
        file.finish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FAILURE, e);
    }
    return new SortedRanges();
  }

  private BucketedRuns sorted(int range) throws IOException {
    Iterator<RateBlock> blocks = files[range].read();
    if (ranges.isSingle(range)) {
      return new EqualRuns(blocks, ranges.bucket(range));
    }
    RateSorter sorter = new RateSorter(buckets, budget);
    blocks.forEachRemaining(sorter::add);
    return sorter.sorted();
  }

  private static TaskCompletionListener closing(BlockFile[] files) {
    return context -> {
      for (BlockFile file : files) {
        close(file);
      }
    };
  }

  private static void close(BlockFile file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of a temporary file", e);
    }
  }

  private final class SortedRanges implements BucketedRuns {
    private int range = -1;
    private BucketedRuns runs = new EqualRuns(Collections.emptyIterator(), 0);

    @Override
    public boolean hasNext() {
      while (!runs.hasNext()) {
        if (range >= 0) {
          close(files[range]);
        }
        if (range + 1 == files.length) {
          return false;
        }
        try {
          runs = sorted(++range);
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read back what was spilled to the local disk", e);
        }
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

  /** Runs that all have the same NPI. */
  private static final class EqualRuns implements BucketedRuns {
    private final Iterator<RateBlock> blocks;
    private final int bucket;
    private final RateRun run = new RateRun();
    private final ProviderCells providers = new ProviderCells();
    private Iterator<RateRun> runs = Collections.emptyIterator();

    EqualRuns(Iterator<RateBlock> blocks, int bucket) {
      this.blocks = blocks;
      this.bucket = bucket;
    }

    @Override
    public boolean hasNext() {
      while (!runs.hasNext() && blocks.hasNext()) {
        providers.clear(); // Blocks that are read back have providers of their own.
        runs = new BlockRuns(blocks.next(), providers, run);
      }
      return runs.hasNext();
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
      return bucket;
    }
  }
}
