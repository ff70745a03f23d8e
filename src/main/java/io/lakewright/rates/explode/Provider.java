package io.lakewright.rates.explode;

import java.util.function.Supplier;

/** The columns that depend on the provider, except the NPI. */
final class Provider {
  /** Number of a provider that stands in an entry itself. */
  static final int NONE = -1;

  /** What one takes in memory, about. */
  static final int BYTES = 500;

  private final int number;
  private Supplier<Object[]> source;
  private Object[] cells;

  private Provider(int number, Supplier<Object[]> source, Object[] cells) {
    this.number = number;
    this.source = source;
    this.cells = cells;
  }

  /**
   * A provider whose cells are made when they are asked for, by one thread.
   *
   * @param number that no other provider of the same {@link ProviderLookup} has
   */
  Provider(int number, Supplier<Object[]> cells) {
    this(number, cells, null);
  }

  /**
   * A provider.
   *
   * @param number that no other provider of the same {@link ProviderLookup} has, or {@link #NONE}
   */
  static Provider of(
      int number, String groupId, String[] networks, String tinType, String tin, String business) {
    Object[] cells = {
      EntryParser.utf8(groupId),
      EntryParser.strings(networks),
      null,
      EntryParser.utf8(tinType),
      EntryParser.utf8(tin),
      EntryParser.utf8(business)
    };
    return new Provider(number, null, cells);
  }

  int number() {
    return number;
  }

  /**
   * Values from {@link io.lakewright.rates.RatesTable#PROVIDER} up to {@link
   * io.lakewright.rates.RatesTable#PRICE}; that of the NPI is not used.
   */
  Object[] cells() {
    if (cells == null) {
      cells = source.get();
      source = null;
    }
    return cells;
  }
}
