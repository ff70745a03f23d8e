package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The runs of one provider of a block that was spilled: one for each price of the block. */
final class MemberRuns implements Iterator<RateRun> {
  private final Spill spill;
  private final PackedReader head = new PackedReader();
  private final RateRun run = new RateRun();
  private final long[] npis = new long[1];
  private long prices;

  MemberRuns(Spill spill) {
    this.spill = spill;
  }

  /** Starts a provider whose block begins at {@code at}, see {@link Spill#writeHead}. */
  void begin(byte[] bytes, int at, long provider, long npi) {
    head.over(bytes, at, bytes.length);
    run.item(spill.item(head.next()));
    prices = head.next();
    npis[0] = npi;
    run.provider(spill.provider(provider), npis, 0, 1);
  }

  @Override
  public boolean hasNext() {
    return prices > 0;
  }

  @Override
  public RateRun next() {
    if (prices == 0) {
      throw new NoSuchElementException("No more prices");
    }
    prices--;
    run.prices(spill.price(head), 0, 1);
    return run;
  }
}
