package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import io.lakewright.rates.parquet.RateRun;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The runs of one block, price by price and within a price provider by provider. */
final class BlockRuns implements Iterator<RateRun> {
  private final RateBlock block;
  private final CommonCells prices;
  private final CommonCells[] providers;
  private final RateRun run;
  private int price;
  private int stretch;

  /**
   * @param cells of providers, for this and other blocks
   * @param run overwritten and returned each time
   */
  BlockRuns(RateBlock block, ProviderCells cells, RateRun run) {
    this.block = block;
    this.prices = block.priceCells();
    this.providers =
        block.members().stretches().stream()
            .map(stretch -> cells.of(stretch.provider()))
            .toArray(CommonCells[]::new);
    this.run = run;
    run.item(block.item().common());
  }

  @Override
  public boolean hasNext() {
    return price < prices.size();
  }

  @Override
  public RateRun next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more runs in the block");
    }
    Members.Stretch at = block.members().stretches().get(stretch);
    run.prices(prices, price, price + 1);
    run.provider(providers[stretch], at.npis(), at.from(), at.to());
    if (++stretch == providers.length) {
      stretch = 0;
      price++;
    }
    return run;
  }
}
