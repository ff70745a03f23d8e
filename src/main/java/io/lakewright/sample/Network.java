package io.lakewright.sample;

import java.util.Arrays;

/**
 * The provider references of one file: which of the market's it contracts with, in order, and how
 * many providers each has. The one part of a file that is held in memory, eight bytes a reference.
 */
final class Network {
  private static final double SHARE_OF_FILE = 0.1;
  private static final int MAX_REFERENCES = 2_000_000;
  private static final double CONTRACTED = 0.75;
  private static final int BYTES_PER_REFERENCE = 46;
  private static final int BYTES_PER_GROUP = 54;
  private static final int BYTES_SECOND_SCHEMA = 38;
  private static final int BYTES_PER_NPI = 11;
  private static final int ZERO_ONE_IN = 8;

  private final RatesOptions options;
  private final Market market;
  private int[] references = new int[1024];
  private int[] sizes = new int[1024];
  private int length;
  private long bytes;

  /** The network of a payer in the {@code part}-th region, for a file of {@code fileSize} bytes. */
  Network(RatesOptions options, Market market, int payer, int part, long fileSize) {
    this.options = options;
    this.market = market;
    long budget = (long) (fileSize * SHARE_OF_FILE);
    // Regions do not overlap: a reference takes at least 100 bytes.
    long first = part * (budget / 100 + 4);
    for (long reference = first;
        (bytes < budget || length < 2) && length < MAX_REFERENCES;
        reference++) {
      long dice = SampleRandom.mix(options.seed() * 31 + payer, reference);
      if (SampleRandom.unit(dice) < CONTRACTED) {
        add(Math.toIntExact(reference % Integer.MAX_VALUE));
      }
    }
  }

  private void add(int reference) {
    if (length == references.length) {
      references = Arrays.copyOf(references, length * 2);
      sizes = Arrays.copyOf(sizes, length * 2);
    }
    int groups = market.groups(reference);
    int size = 0;
    for (int group = 0; group < groups; group++) {
      size += size(reference, group);
    }
    references[length] = reference;
    sizes[length++] = size;
    bytes += BYTES_PER_REFERENCE + (long) groups * BYTES_PER_GROUP + (long) size * BYTES_PER_NPI;
    if (options.schema().second()) {
      bytes += BYTES_SECOND_SCHEMA + groups * (long) BYTES_SECOND_SCHEMA;
    }
  }

  int length() {
    return length;
  }

  /** The market's index of a reference of this file. */
  int reference(int index) {
    return references[index];
  }

  /** How many rows a price for this reference makes. */
  int size(int index) {
    return sizes[index];
  }

  /** How many rows a price for this group makes: a group without NPI makes one. */
  int size(int reference, int group) {
    return knownByTinOnly(reference, group) ? 1 : market.size(reference, group);
  }

  boolean knownByTinOnly(int reference, int group) {
    return options.has(Quirk.ZERO_NPIS)
        && (reference + group) % ZERO_ONE_IN == 3
        && !market.billsByNpi(reference, group);
  }

  /** About how many bytes of JSON the references take. */
  long bytes() {
    return bytes;
  }
}
