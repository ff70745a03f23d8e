package io.lakewright.rates.explode;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;

/**
 * Which rates are wanted, beyond their code.
 *
 * @param npis sorted; empty for all
 * @param negotiatedTypes lower case; empty for all
 */
public record RateFilter(long[] npis, Set<String> negotiatedTypes) implements Serializable {
  /** Every rate. */
  public static final RateFilter ALL = new RateFilter(new long[0], Set.of());

  public RateFilter {
    npis = npis.clone();
    Arrays.sort(npis);
    negotiatedTypes = Set.copyOf(negotiatedTypes);
  }

  boolean wantsNpi(long npi) {
    return npis.length == 0 || Arrays.binarySearch(npis, npi) >= 0;
  }

  boolean wantsAllNpis() {
    return npis.length == 0;
  }

  boolean wantsType(String negotiatedType) {
    return negotiatedTypes.isEmpty()
        || (negotiatedType != null && negotiatedTypes.contains(negotiatedType));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateFilter that
        && Arrays.equals(npis, that.npis)
        && negotiatedTypes.equals(that.negotiatedTypes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(npis) + negotiatedTypes.hashCode();
  }

  @Override
  public String toString() {
    return npis.length + " NPIs, types " + negotiatedTypes;
  }
}
