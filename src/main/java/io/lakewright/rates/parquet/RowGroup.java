package io.lakewright.rates.parquet;

import io.lakewright.rates.RatesTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/** Rows not yet encoded: runs of items, providers, prices and NPIs. */
final class RowGroup {
  private static final int NPI_BYTES = 32;

  private final Source items;
  private final Source providers;
  private final Source prices;
  private final ColumnDescriptor npiColumn;
  private final NpiDictionary npis = new NpiDictionary();
  private final Runs npiRuns = new Runs();
  private Numbered[] numberedOf = new Numbered[64];
  private long numberedBytes;
  private int rows;

  /** The NPIs that a provider came with last, and their ids. */
  private record Numbered(long[] npis, int from, int[] ids) {}

  RowGroup(MessageType message, long budget) {
    List<LeafColumn> ofItem = new ArrayList<>();
    List<LeafColumn> ofProvider = new ArrayList<>();
    List<LeafColumn> ofPrice = new ArrayList<>();
    ColumnDescriptor npi = null;
    for (ColumnDescriptor leaf : message.getColumns()) {
      int index = RatesTable.index(leaf.getPath()[0]);
      if (index == RatesTable.NPI) {
        npi = leaf;
      } else if (index < RatesTable.PROVIDER) {
        ofItem.add(new LeafColumn(leaf, index, field(leaf)));
      } else if (index < RatesTable.PRICE) {
        ofProvider.add(new LeafColumn(leaf, index - RatesTable.PROVIDER, field(leaf)));
      } else {
        ofPrice.add(new LeafColumn(leaf, index - RatesTable.PRICE, field(leaf)));
      }
    }
    this.items = new Source(ofItem, budget / 6);
    this.providers = new Source(ofProvider, budget / 6);
    this.prices = new Source(ofPrice, budget / 6);
    this.npiColumn = npi;
  }

  /** A struct within an array has a path such as bundled_codes.list.element.description. */
  private static int field(ColumnDescriptor leaf) {
    String[] path = leaf.getPath();
    return path.length == 4 ? RatesTable.CODE.fieldIndex(path[3]) : LeafColumn.NO_FIELD;
  }

  /** Adds those rows of a run that have the NPIs [from, to). */
  void add(RateRun run, int from, int to) {
    int ofEach = to - from;
    int all = ofEach * (run.endPrice - run.firstPrice);
    items.add(run.item, all);
    int provider = providers.add(run.provider, all);
    prices.addEach(run.prices, run.firstPrice, run.endPrice, ofEach);
    if (ofEach == 1) {
      npiRuns.add(npis.id(run.npis[from]), all);
    } else {
      int[] ids = ids(provider, run.npis, from, to);
      for (int price = run.firstPrice; price < run.endPrice; price++) {
        npiRuns.addSingly(ids);
      }
    }
    rows += all;
  }

  /** A provider mostly has the same NPIs as with the price before. */
  private int[] ids(int provider, long[] ofProvider, int from, int to) {
    if (provider >= numberedOf.length) {
      numberedOf = Arrays.copyOf(numberedOf, Math.max(provider + 1, numberedOf.length * 2));
    }
    Numbered last = numberedOf[provider];
    if (last != null
        && last.npis == ofProvider
        && last.from == from
        && last.ids.length == to - from) {
      return last.ids;
    }
    int[] ids = new int[to - from];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = npis.id(ofProvider[from + i]);
    }
    numberedBytes += (long) Integer.BYTES * (ids.length - (last == null ? 0 : last.ids.length));
    numberedOf[provider] = new Numbered(ofProvider, from, ids);
    return ids;
  }

  int rows() {
    return rows;
  }

  int distinctNpis() {
    return npis.size();
  }

  /** Bytes that it takes in memory. */
  long bytes() {
    return items.bytes()
        + providers.bytes()
        + prices.bytes()
        + numberedBytes
        + (long) npis.size() * NPI_BYTES
        + (long) npiRuns.size * 2 * Integer.BYTES;
  }

  /** Encodes all columns, one after the other. */
  void write(RowGroupChunks chunks) throws IOException {
    items.write(chunks);
    providers.write(chunks);
    prices.write(chunks);
    if (npiColumn != null) {
      ChunkWriter chunk =
          chunks.begin(
              npiColumn, npis, npis.isEconomical((long) rows * Long.BYTES, rows), npiRuns.size);
      for (int run = 0; run < npiRuns.size; run++) {
        chunk.add(npiRuns.numbers[run], npiRuns.lengths[run]);
      }
      chunk.end();
    }
  }

  void clear() {
    items.clear();
    providers.clear();
    prices.clear();
    npis.clear();
    npiRuns.clear();
    Arrays.fill(numberedOf, null);
    numberedBytes = 0;
    rows = 0;
  }
}
