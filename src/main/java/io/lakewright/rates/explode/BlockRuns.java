package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The runs of one block, price by price and within a price provider by provider. */
final class BlockRuns implements Iterator<RateRun> {
  private final RateBlock block;
  private final Object[][] prices;
  private final RateRun run;
  private int price;
  private int stretch;

  /**
   * @param run overwritten and returned each time
   */
  BlockRuns(RateBlock block, RateRun run) {
    this.block = block;
    this.prices = block.priceCells();
    this.run = run;
    run.item(block.item().cells());
  }

  @Override
  public boolean hasNext() {
    return price < prices.length;
  }

  @Override
  public RateRun next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more runs in the block");
    }
    Members.Stretch at = block.members().stretches().get(stretch);
    run.prices(prices, price, price + 1);
    run.provider(at.provider().cells(), at.npis(), at.from(), at.to());
    if (++stretch == block.members().stretches().size()) {
      stretch = 0;
      price++;
    }
    return run;
  }
}
