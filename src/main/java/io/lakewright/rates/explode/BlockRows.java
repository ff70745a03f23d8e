package io.lakewright.rates.explode;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of one block, price by price and within a price provider by provider. */
final class BlockRows implements Iterator<RateRow> {
  private final RateBlock block;
  private final RateRow row;
  private int price;
  private int stretch;
  private int npi;

  /**
   * @param row overwritten and returned for each row
   */
  BlockRows(RateBlock block, RateRow row) {
    this.block = block;
    this.row = row;
    this.npi = block.members().stretches().get(0).from();
  }

  @Override
  public boolean hasNext() {
    return price < block.prices().size();
  }

  @Override
  public RateRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more rows in the block");
    }
    Members.Stretch at = block.members().stretches().get(stretch);
    row.set(block.item(), block.prices().get(price), at.provider(), at.npis()[npi]);
    if (++npi == at.to()) {
      if (++stretch == block.members().stretches().size()) {
        stretch = 0;
        price++;
      }
      npi = block.members().stretches().get(stretch).from();
    }
    return row;
  }
}
