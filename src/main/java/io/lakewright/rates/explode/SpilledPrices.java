package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.CommonCells;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;

/**
 * Prices as two numbers: the rate, and the place of all else, which few prices have to themselves.
 * Prices met often are the same objects each time.
 */
final class SpilledPrices implements Closeable {
  /** How many numbers a price is. */
  static final int NUMBERS = 2;

  private static final int RATE = RatesTable.index("negotiated_rate") - RatesTable.PRICE;
  private static final int CENT = 10_000;
  private static final int CACHE_BITS = 16;

  private final CellTable terms = new CellTable(CellBytes.ofPrices());
  private final long[] termsOf = new long[1 << CACHE_BITS];
  private final long[] rateOf = new long[1 << CACHE_BITS];
  private final CommonCells[] cached = new CommonCells[1 << CACHE_BITS];
  private Object[] withoutRate = {};

  void write(Object[] cells, PackedNumbers out) {
    if (withoutRate.length != cells.length) {
      withoutRate = new Object[cells.length];
    }
    System.arraycopy(cells, 0, withoutRate, 0, cells.length);
    withoutRate[RATE] = null;
    out.add(terms.place(withoutRate));
    out.add(number((Decimal) cells[RATE]));
  }

  /** A price, as the only one of a list. */
  CommonCells read(PackedReader in) {
    long place = in.next();
    long rate = in.next();
    int slot = (int) (((place * 31 + rate) * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - CACHE_BITS));
    CommonCells price = cached[slot];
    if (price == null || rateOf[slot] != rate || termsOf[slot] != place) {
      price = new CommonCells(terms.at(place), RATE, decimal(rate));
      cached[slot] = price;
      rateOf[slot] = rate;
      termsOf[slot] = place;
    }
    return price;
  }

  /** 0 for null; most rates are whole cents, and small. */
  private static long number(Decimal rate) {
    if (rate == null) {
      return 0;
    }
    long unscaled = rate.toUnscaledLong();
    boolean whole = unscaled % CENT == 0;
    long value = whole ? unscaled / CENT : unscaled;
    long unsigned = value << 1 ^ value >> 63;
    return (unsigned << 1 | (whole ? 0 : 1)) + 1;
  }

  private static Decimal decimal(long number) {
    if (number == 0) {
      return null;
    }
    long unsigned = (number - 1) >>> 1;
    long value = unsigned >>> 1 ^ -(unsigned & 1);
    boolean whole = (number - 1 & 1) == 0;
    return Decimal.createUnsafe(
        whole ? value * CENT : value, RatesTable.RATE.precision(), RatesTable.RATE.scale());
  }

  @Override
  public void close() throws IOException {
    terms.close();
    Arrays.fill(cached, null);
  }
}
