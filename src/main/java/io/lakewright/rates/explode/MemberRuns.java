package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.NoSuchElementException;

/**
 * The runs of blocks that were spilled: provider after provider, one for each price of its block.
 */
abstract class MemberRuns implements BucketedRuns {
  private final Spill spill;
  private final PackedReader head = new PackedReader();
  private final RateRun run = new RateRun();
  private final long[] npis = new long[1];
  private long prices;

  MemberRuns(Spill spill) {
    this.spill = spill;
  }

  /** Begins the next provider, see {@link #begin}; gives false if there is none. */
  abstract boolean advance();

  /** Starts a provider whose block begins at {@code at}, see {@link Spill#writeHead}. */
  final void begin(byte[] bytes, int at, long provider, long npi) {
    head.over(bytes, at, bytes.length);
    run.item(spill.item(head.next()));
    prices = head.next();
    npis[0] = npi;
    run.provider(spill.provider(provider), npis, 0, 1);
  }

  @Override
  public final boolean hasNext() {
    while (prices == 0) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final RateRun next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more runs");
    }
    prices--;
    run.prices(spill.price(head), 0, 1);
    return run;
  }
}
