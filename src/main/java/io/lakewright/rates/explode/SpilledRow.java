package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads rows that were spilled back into items, providers and prices, equal ones as one object. */
final class SpilledRow {
  private static final int MAX_INTERNED = 20_000;

  private record Key(Object[] cells, int hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(cells, that.cells);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final int[] columns;
  private final RateRun run = new RateRun();
  private final long[] npi = new long[1];
  private final Map<Key, Object[]> items = bounded();
  private final Map<Key, Object[]> providers = bounded();
  private final Map<Key, Object[][]> prices = bounded();

  SpilledRow(int[] columns) {
    this.columns = columns;
  }

  /** The row as a run, in one reused object. */
  RateRun read(InternalRow spilled) {
    Object[] item = new Object[RatesTable.PROVIDER];
    Object[] provider = new Object[RatesTable.PRICE - RatesTable.PROVIDER];
    Object[] price = new Object[RatesTable.SCHEMA.length() - RatesTable.PRICE];
    npi[0] = Members.NO_NPI;
    for (int i = 0; i < columns.length; i++) {
      int column = columns[i];
      if (spilled.isNullAt(i)) {
        continue;
      }
      if (column == RatesTable.NPI) {
        npi[0] = spilled.getLong(i);
      } else if (column < RatesTable.PROVIDER) {
        item[column] = cell(spilled, i);
      } else if (column < RatesTable.PRICE) {
        provider[column - RatesTable.PROVIDER] = cell(spilled, i);
      } else {
        price[column - RatesTable.PRICE] = cell(spilled, i);
      }
    }
    run.item(items.computeIfAbsent(key(item), k -> item));
    run.prices(prices.computeIfAbsent(key(price), k -> new Object[][] {price}), 0, 1);
    run.provider(providers.computeIfAbsent(key(provider), k -> provider), npi, 0, 1);
    return run;
  }

  private Object cell(InternalRow spilled, int ordinal) {
    Object value = spilled.get(ordinal, RatesTable.SCHEMA.fields()[columns[ordinal]].dataType());
    // These point into the page that the next row overwrites.
    if (value instanceof UTF8String text) {
      return text.copy();
    }
    return value instanceof ArrayData array ? array.copy() : value;
  }

  private static Key key(Object[] cells) {
    return new Key(cells, Arrays.hashCode(cells));
  }

  private static <V> Map<Key, V> bounded() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
        return size() > MAX_INTERNED;
      }
    };
  }
}
