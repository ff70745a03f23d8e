package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import java.util.IdentityHashMap;

/**
 * A task's own {@link CommonCells} of the providers that all tasks share. What one block or
 * partition named the next mostly names again, and what the writer noted of it holds.
 */
final class ProviderCells {
  private final long kept;
  private IdentityHashMap<Provider, CommonCells> cells = new IdentityHashMap<>();

  /**
   * @param kept bytes that providers may take from one block or partition to the next
   */
  ProviderCells(long kept) {
    this.kept = kept;
  }

  /** The same for all runs of a provider, until cleared. */
  CommonCells of(Provider provider) {
    CommonCells known = cells.get(provider);
    if (known == null) {
      known = new CommonCells(provider.cells());
      cells.put(provider, known);
    }
    return known;
  }

  /** Bytes that they take, about, with their providers. */
  long bytes() {
    return (long) cells.size() * Provider.BYTES;
  }

  /** Lets go of all if they are too many to be kept. */
  void trim() {
    if (bytes() > kept) {
      clear();
    }
  }

  void clear() {
    cells = new IdentityHashMap<>();
  }
}
