package io.lakewright.rates.parquet;

import java.util.Arrays;

/** Rows not yet encoded: for each the numbers of its item, provider and price, and its NPI. */
final class RowGroup {
  final IdentityIndex items = new IdentityIndex();
  final IdentityIndex providers = new IdentityIndex();
  final IdentityIndex prices = new IdentityIndex();
  int[] item = new int[1024];
  int[] provider = new int[1024];
  int[] price = new int[1024];
  long[] npi = new long[1024];
  int rows;

  void add(Object[] itemCells, Object[] providerCells, Object[] priceCells, long npiOrZero) {
    if (rows == npi.length) {
      int grown = rows * 2;
      item = Arrays.copyOf(item, grown);
      provider = Arrays.copyOf(provider, grown);
      price = Arrays.copyOf(price, grown);
      npi = Arrays.copyOf(npi, grown);
    }
    item[rows] = items.number(itemCells);
    provider[rows] = providers.number(providerCells);
    price[rows] = prices.number(priceCells);
    npi[rows++] = npiOrZero;
  }

  /** Distinct items, providers and prices, each of which weighs hundreds of bytes. */
  int distinct() {
    return items.size() + providers.size() + prices.size();
  }

  void clear() {
    rows = 0;
    items.clear();
    providers.clear();
    prices.clear();
  }
}
