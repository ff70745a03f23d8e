package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What all spills of one partition share: what items, providers and prices are, once each, so that
 * in what is sorted they are numbers.
 */
final class Spill implements Closeable {
  static final String WRITE_FAILURE = "Cannot spill to the local disk";
  static final String READ_FAILURE = "Cannot read back what was spilled to the local disk";

  private static final long NOT_WRITTEN = -1;

  private final Buckets buckets;
  private final long budget;
  private final CellTable items = new CellTable(CellBytes.ofItems());
  private final CellTable providers = new CellTable(CellBytes.ofProviders());
  private final SpilledPrices prices = new SpilledPrices();
  private final RangeSorter sorter;
  private final List<SpillFile> files = new ArrayList<>();
  private long[] placeOfProvider = {};
  private Object[] lastItem;
  private long lastItemPlace;

  /**
   * @param budget bytes for sorting a range, without what is shared
   */
  Spill(Buckets buckets, long budget) {
    this.buckets = buckets;
    this.budget = budget;
    this.sorter = new RangeSorter(this, buckets);
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) context -> close());
    }
  }

  Buckets buckets() {
    return buckets;
  }

  long budget() {
    return budget;
  }

  RangeSorter sorter() {
    return sorter;
  }

  /** A file; with the last one all that is shared goes. */
  SpillFile file(int streams, int chunkBytes) {
    SpillFile file = new SpillFile(streams, chunkBytes);
    files.add(file);
    return file;
  }

  void close(SpillFile file) {
    files.remove(file);
    letGo(file);
    if (files.isEmpty()) {
      close();
    }
  }

  /** Writes what all rows of a block have: item and prices. */
  void writeHead(RateBlock block, PackedNumbers out) {
    Object[] item = block.item().cells();
    if (item != lastItem) {
      lastItem = item;
      lastItemPlace = items.place(item);
    }
    out.add(lastItemPlace);
    out.add(block.prices().size());
    for (Price price : block.prices()) {
      prices.write(price.cells(), out);
    }
  }

  /** Copies item and prices. */
  static void copyHead(PackedReader in, PackedNumbers out) {
    out.add(in.next());
    long count = in.next();
    out.add(count);
    for (long i = 0; i < count * SpilledPrices.NUMBERS; i++) {
      out.add(in.next());
    }
  }

  CommonCells item(long place) {
    return items.at(place);
  }

  /** The price that comes next in a head, as the only one of a list. */
  CommonCells price(PackedReader head) {
    return prices.read(head);
  }

  /** The place of a provider. */
  long place(Provider provider) {
    int number = provider.number();
    if (number == Provider.NONE) {
      return providers.place(provider.cells());
    }
    if (number >= placeOfProvider.length) {
      int before = placeOfProvider.length;
      placeOfProvider = Arrays.copyOf(placeOfProvider, Math.max(number + 1, before * 2));
      Arrays.fill(placeOfProvider, before, placeOfProvider.length, NOT_WRITTEN);
    }
    if (placeOfProvider[number] == NOT_WRITTEN) {
      placeOfProvider[number] = providers.place(provider.cells());
    }
    return placeOfProvider[number];
  }

  CommonCells provider(long place) {
    return providers.at(place);
  }

  @Override
  public void close() {
    files.forEach(Spill::letGo);
    files.clear();
    letGo(items);
    letGo(providers);
    letGo(prices);
    // The task may still know this one while it is at the next partition.
    sorter.free();
    placeOfProvider = new long[0];
  }

  private static void letGo(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of a temporary file", e);
    }
  }
}
