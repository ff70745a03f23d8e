package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.CommonCells;
import java.util.IdentityHashMap;

/** A task's own {@link CommonCells} of the providers that all tasks share. */
final class ProviderCells {
  private IdentityHashMap<Provider, CommonCells> cells = new IdentityHashMap<>();

  /** The same for all runs of a provider, until cleared. */
  CommonCells of(Provider provider) {
    CommonCells known = cells.get(provider);
    if (known == null) {
      known = new CommonCells(provider.cells());
      cells.put(provider, known);
    }
    return known;
  }

  int size() {
    return cells.size();
  }

  void clear() {
    cells = new IdentityHashMap<>();
  }
}
