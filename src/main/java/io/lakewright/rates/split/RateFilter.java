package io.lakewright.rates.split;

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

  /** Whether rates for this NPI are wanted; 0 stands for a provider known by TIN only. */
  public boolean wantsNpi(long npi) {
    return npis.length == 0 || Arrays.binarySearch(npis, npi) >= 0;
  }

  /** Whether no NPI is left out. */
  public boolean wantsAllNpis() {
    return npis.length == 0;
  }

  /** Whether no type is left out. */
  public boolean wantsAllTypes() {
    return negotiatedTypes.isEmpty();
  }

  /** Whether prices of this type, in lower case, are wanted; null for none. */
  public boolean wantsType(String negotiatedType) {
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
