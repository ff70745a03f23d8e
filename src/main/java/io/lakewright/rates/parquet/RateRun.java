package io.lakewright.rates.parquet;

/**
 * Rows not yet made: each of some prices for each of some NPIs of one provider, price by price. One
 * object is overwritten for run after run.
 */
public final class RateRun {
  CommonCells item;
  CommonCells prices;
  int firstPrice;
  int endPrice;
  CommonCells provider;
  long[] npis;
  int firstNpi;
  int endNpi;

  /**
   * Sets the item.
   *
   * @param cells of the columns before {@link io.lakewright.rates.RatesTable#PROVIDER}
   */
  public void item(CommonCells cells) {
    item = cells;
  }

  /**
   * Sets the prices [from, to).
   *
   * @param all prices of an entry, each as the cells from {@link
   *     io.lakewright.rates.RatesTable#PRICE} on
   */
  public void prices(CommonCells all, int from, int to) {
    prices = all;
    firstPrice = from;
    endPrice = to;
  }

  /**
   * Sets the provider and its NPIs [from, to).
   *
   * @param cells from {@link io.lakewright.rates.RatesTable#PROVIDER} to {@link
   *     io.lakewright.rates.RatesTable#PRICE}; that of the NPI is not looked at
   * @param all NPIs, 0 for none
   */
  public void provider(CommonCells cells, long[] all, int from, int to) {
    provider = cells;
    npis = all;
    firstNpi = from;
    endNpi = to;
  }

  /** Number of rows. */
  public long rows() {
    return (long) (endPrice - firstPrice) * (endNpi - firstNpi);
  }

  /** Cells of the item. */
  public Object[] item() {
    return item.get(0);
  }

  /** Cells of the provider. */
  public Object[] provider() {
    return provider.get(0);
  }

  /** Cells of the price of a row; rows are numbered from 0. */
  public Object[] price(long row) {
    return prices.get(firstPrice + (int) (row / (endNpi - firstNpi)));
  }

  /** NPI of a row, 0 for none; rows are numbered from 0. */
  public long npi(long row) {
    return npis[firstNpi + (int) (row % (endNpi - firstNpi))];
  }
}
