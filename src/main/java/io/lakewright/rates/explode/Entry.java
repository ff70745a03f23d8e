package io.lakewright.rates.explode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One element of {@code negotiated_rates} as read, its references not yet resolved. */
final class Entry {
  final List<Price> prices = new ArrayList<>();

  /** Prices in the file, wanted or not. */
  int pricesSeen;

  final Set<String> references = new LinkedHashSet<>();
  final ProviderGroupBuilder inline = new ProviderGroupBuilder();

  /** Inline groups in the file, wanted or not. */
  int inlineSeen;
}
