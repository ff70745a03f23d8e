package io.lakewright.rates.explode;

/**
 * The columns that depend on the provider, except the NPI.
 *
 * @param cells values from {@link io.lakewright.rates.RatesTable#PROVIDER} up to {@link
 *     io.lakewright.rates.RatesTable#PRICE}; that of the NPI is not used
 */
record Provider(Object[] cells) {
  /** What one takes in memory, about. */
  static final int BYTES = 500;

  static Provider of(
      String groupId, String[] networks, String tinType, String tin, String business) {
    return new Provider(
        new Object[] {
          EntryParser.utf8(groupId),
          EntryParser.strings(networks),
          null,
          EntryParser.utf8(tinType),
          EntryParser.utf8(tin),
          EntryParser.utf8(business)
        });
  }
}
