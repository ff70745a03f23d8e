package io.lakewright.rates.explode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts the rates of one partition by bucket and NPI before they are rows: 16 bytes each, and 8 for
 * the sort key (NPI, index of the price, index of the provider) and a primitive sort. A partition
 * that outgrows the budget goes on in {@link SpillSorter}, which sorts rows and spills to disk.
 */
final class RateSorter {
  private static final int PRICE_BYTES = 600;
  private static final int PROVIDER_BYTES = 60;
  private static final int ROW_BYTES = 28;
  private static final int NPI_BITS = 34;
  private static final int INDEX_BITS = 63 - NPI_BITS;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final Buckets buckets;
  private final int[] columns;
  private final long budget;

  private final List<Item> items = new ArrayList<>();
  private final List<Price> prices = new ArrayList<>();
  private final List<Provider> providers = new ArrayList<>();
  private long[] npis = new long[1024];
  private int[] priceOf = new int[1024];
  private int[] providerOf = new int[1024];
  private int size;
  private boolean compact = true;
  private SpillSorter spill;

  /**
   * @param columns of the rows, see {@link RateRow}
   * @param budget bytes to use before spilling
   */
  RateSorter(Buckets buckets, int[] columns, long budget) {
    this.buckets = buckets;
    this.columns = columns;
    this.budget = Math.min(budget, (INDEX_MASK + 1) * ROW_BYTES);
  }

  boolean isEmpty() {
    return size == 0 && spill == null;
  }

  void add(RateBlock block) {
    if (spill == null && fits(block)) {
      addCompact(block);
      return;
    }
    if (spill == null) {
      spill();
    }
    spill.add(new BlockRows(block, new RateRow(columns)));
  }

  private boolean fits(RateBlock block) {
    long rows = size + block.rows();
    long bytes =
        rows * ROW_BYTES
            + (long) (prices.size() + block.prices().size()) * PRICE_BYTES
            + (long) (providers.size() + block.members().stretches().size()) * PROVIDER_BYTES;
    return bytes <= budget;
  }

  private void addCompact(RateBlock block) {
    ensure(size + (int) block.rows());
    int firstPrice = prices.size();
    for (Price price : block.prices()) {
      prices.add(price);
      items.add(block.item());
    }
    for (Members.Stretch stretch : block.members().stretches()) {
      int provider = providers.size();
      providers.add(stretch.provider());
      for (int price = firstPrice; price < prices.size(); price++) {
        for (int i = stretch.from(); i < stretch.to(); i++) {
          long npi = stretch.npis()[i];
          compact &= npi >>> NPI_BITS == 0;
          npis[size] = npi;
          priceOf[size] = price;
          providerOf[size++] = provider;
        }
      }
    }
  }

  private void ensure(int capacity) {
    if (capacity > npis.length) {
      int grown = Math.max(capacity, npis.length + (npis.length >> 1));
      npis = Arrays.copyOf(npis, grown);
      priceOf = Arrays.copyOf(priceOf, grown);
      providerOf = Arrays.copyOf(providerOf, grown);
    }
  }

  private void spill() {
    spill = new SpillSorter(buckets, columns);
    RateRow row = new RateRow(columns);
    for (int i = 0; i < size; i++) {
      set(row, i);
      spill.add(row);
    }
    clear();
  }

  /** The rows in order; the sorter is empty afterwards and can be used for the next partition. */
  BucketedRows sorted() throws IOException {
    if (spill == null && !compact) {
      // NPIs that are no NPIs do not fit the key of the primitive sort.
      spill();
    }
    if (spill != null) {
      BucketedRows rows = spill.sorted();
      spill = null;
      return rows;
    }
    return new CompactRows(order());
  }

  /** Indices of the rows in order, as the low bits of the sorted keys, bucket after bucket. */
  private long[] order() {
    int[] ends = new int[buckets.count()];
    byte[] small = buckets.count() <= 128 ? new byte[size] : null;
    for (int i = 0; i < size; i++) {
      int bucket = buckets.of(npis[i]);
      ends[bucket]++;
      if (small != null) {
        small[i] = (byte) bucket;
      }
    }
    int[] at = new int[ends.length];
    for (int b = 1; b < ends.length; b++) {
      at[b] = at[b - 1] + ends[b - 1];
    }
    int[] starts = at.clone();
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      int bucket = small != null ? small[i] : buckets.of(npis[i]);
      keys[at[bucket]++] = npis[i] << INDEX_BITS | i;
    }
    for (int b = 0; b < starts.length; b++) {
      Arrays.sort(keys, starts[b], at[b]);
    }
    return keys;
  }

  private void set(RateRow row, int index) {
    int price = priceOf[index];
    row.set(items.get(price), prices.get(price), providers.get(providerOf[index]), npis[index]);
  }

  private void clear() {
    size = 0;
    compact = true;
    items.clear();
    prices.clear();
    providers.clear();
  }

  private final class CompactRows implements BucketedRows {
    private final long[] order;
    private final RateRow row = new RateRow(columns);
    private int next;
    private int bucket;

    CompactRows(long[] order) {
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      boolean more = next < order.length;
      if (!more) {
        clear();
      }
      return more;
    }

    @Override
    public RateRow next() {
      int index = (int) (order[next++] & INDEX_MASK);
      bucket = buckets.of(npis[index]);
      set(row, index);
      return row;
    }

    @Override
    public int bucket() {
      return bucket;
    }
  }
}
