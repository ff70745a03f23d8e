package io.lakewright.sample;

/**
 * What a file holds, as counted while writing it.
 *
 * @param items elements of {@code in_network}
 * @param entries elements of all {@code negotiated_rates}
 * @param prices elements of all {@code negotiated_prices}
 * @param references elements of {@code provider_references}
 * @param groups provider groups in references
 * @param rows rows of the flattened table: for each entry, prices times different providers
 * @param rateCents sum of the negotiated rate over those rows, in hundredths
 */
public record Counts(
    long items,
    long entries,
    long prices,
    long references,
    long groups,
    long rows,
    long rateCents) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        items + other.items,
        entries + other.entries,
        prices + other.prices,
        references + other.references,
        groups + other.groups,
        rows + other.rows,
        rateCents + other.rateCents);
  }
}
