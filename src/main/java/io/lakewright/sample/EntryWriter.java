package io.lakewright.sample;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes elements of {@code negotiated_rates}: some references, some prices. How many providers an
 * entry has is drawn around what the file needs to come to its number of rows.
 */
final class EntryWriter {
  private static final int TRIES = 4;
  private static final int MAX_PRICES = 4;
  private static final double TYPICAL_BYTES_PER_PRICE = 260;
  private static final int INLINE_ONE_IN = 4;
  private static final int PERCENTAGE_ONE_IN = 20;
  private static final int UNRESOLVED_ONE_IN = 50;
  private static final byte[] REFERENCES = JsonBytes.ascii("{\"provider_references\":[");
  private static final byte[] INLINE = JsonBytes.ascii("{\"provider_groups\":[");
  private static final byte[] PRICES = JsonBytes.ascii("],\"negotiated_prices\":[");
  private static final byte[] TYPE = JsonBytes.ascii("{\"negotiated_type\":\"");
  private static final byte[] RATE = JsonBytes.ascii("\",\"negotiated_rate\":");
  private static final byte[] EXPIRES = JsonBytes.ascii(",\"expiration_date\":\"");
  private static final byte[] NOTE =
      JsonBytes.ascii("\",\"additional_information\":\"Subject to annual review");
  private static final byte[][] DATES = {
    JsonBytes.ascii("2026-12-31"), JsonBytes.ascii("2027-06-30"), JsonBytes.ascii("9999-12-31")
  };
  private static final byte[] TIME = JsonBytes.ascii("T00:00:00-05:00");
  private static final byte[] NEGOTIATED = JsonBytes.ascii("negotiated");
  private static final byte[] FEE_SCHEDULE = JsonBytes.ascii("fee schedule");
  private static final byte[] DERIVED = JsonBytes.ascii("derived");
  private static final byte[] PER_DIEM = JsonBytes.ascii("per diem");
  private static final byte[] PERCENTAGE = JsonBytes.ascii("percentage");

  private final RatesOptions options;
  private final Market market;
  private final Network network;
  private final ReferencesWriter references;
  private final Payer payer;
  private final JsonBytes json;
  private final SampleRandom random;
  private final double rowsPerByte;
  private final long start;
  private final Map<Care, byte[][]> variants;
  private int[] chosen = new int[64];
  private long entries;
  private long prices;
  private long rows;
  private long rateCents;

  /**
   * @param rowsPerByte rows to come to, per byte written from here on
   */
  EntryWriter(
      RatesOptions options,
      Market market,
      Network network,
      ReferencesWriter references,
      Payer payer,
      JsonBytes json,
      SampleRandom random,
      double rowsPerByte) {
    this.options = options;
    this.market = market;
    this.network = network;
    this.references = references;
    this.payer = payer;
    this.json = json;
    this.random = random;
    this.rowsPerByte = rowsPerByte;
    this.start = json.position();
    this.variants = variants(options);
  }

  private static Map<Care, byte[][]> variants(RatesOptions options) {
    Map<Care, byte[][]> variants = new EnumMap<>(Care.class);
    for (Care care : Care.values()) {
      variants.put(
          care,
          care.variants().stream()
              .map(v -> JsonBytes.ascii(v.json(options.schema(), options.has(Quirk.NULLS))))
              .toArray(byte[][]::new));
    }
    return variants;
  }

  void entry(BillingCode code) {
    int number = choose(wantedProviders());
    int size = 0;
    boolean inline = options.has(Quirk.INLINE_GROUPS) && entries % INLINE_ONE_IN == 1;
    json.raw(inline ? INLINE : REFERENCES);
    for (int i = 0; i < number; i++) {
      if (i > 0) {
        json.raw(',');
      }
      size += network.size(chosen[i]);
      if (inline) {
        references.groups(chosen[i]);
      } else {
        references.id(chosen[i], false);
      }
    }
    if (options.has(Quirk.UNRESOLVED_GROUPS) && !inline && entries % UNRESOLVED_ONE_IN == 2) {
      json.raw(',');
      references.id(network.length() + (int) (entries % 7), false);
    }
    json.raw(PRICES);
    prices(code, size);
    json.raw(']').raw('}');
    entries++;
  }

  /** A heavy-tailed number, steered so that the rows keep step with the bytes. */
  private double wantedProviders() {
    double bytes = json.position() - start;
    double perPrice =
        (bytes + 20 * TYPICAL_BYTES_PER_PRICE) / (prices + 20); // steady from the first entry on
    double correction = 1;
    if (rows > 0) {
      correction = Math.max(0.4, Math.min(2.5, square(rowsPerByte * bytes / rows)));
    }
    double draw = StrictMath.exp(0.9 * random.normal() - 0.4);
    return rowsPerByte * perPrice * correction * draw;
  }

  private static double square(double x) {
    return x * x;
  }

  /** Chooses different references with about so many providers; returns how many references. */
  private int choose(double providers) {
    int most = Math.max(1, network.length() / 2);
    int number = 0;
    double missing = providers;
    do {
      int best = -1;
      for (int i = 0; i < TRIES; i++) {
        int index = random.below(network.length());
        if (!isChosen(index, number)
            && (best < 0 || network.size(index) < network.size(best))
            && (best < 0 || network.size(best) > missing * 1.5)) {
          best = index;
        }
      }
      if (best >= 0) {
        if (number == chosen.length) {
          chosen = Arrays.copyOf(chosen, number * 2);
        }
        chosen[number++] = best;
        missing -= network.size(best);
      }
    } while ((missing >= 1 && number < most) || number == 0);
    return number;
  }

  private boolean isChosen(int index, int number) {
    for (int i = 0; i < number; i++) {
      if (chosen[i] == index) {
        return true;
      }
    }
    return false;
  }

  private void prices(BillingCode code, int providers) {
    List<Care.Variant> choices = code.care().variants();
    byte[][] endings = variants.get(code.care());
    int number = Math.min(choices.size(), 1 + random.below(MAX_PRICES));
    int first = random.below(2) == 0 ? 0 : random.below(choices.size());
    double level =
        code.fee()
            * payer.level()
            * StrictMath.exp(
                payer.spread() * random.normal() + market.tier(network.reference(chosen[0])));
    boolean percentage = options.has(Quirk.PERCENTAGES) && entries % PERCENTAGE_ONE_IN == 3;
    byte[] type = percentage ? PERCENTAGE : type(code);
    byte[] date = DATES[random.below(DATES.length)];
    for (int i = 0; i < number; i++) {
      int choice = (first + i) % choices.size();
      long cents =
          percentage
              ? 2_000 + 50L * random.below(120)
              : Math.max(1, StrictMath.round(level * choices.get(choice).factor() * 100));
      if (i > 0) {
        json.raw(',');
      }
      json.raw(TYPE).raw(type).raw(RATE).cents(cents).raw(EXPIRES).raw(date);
      if (options.has(Quirk.DATE_TIMES)) {
        json.raw(TIME);
      }
      if ((prices & 0x7f) == 77) {
        json.raw(NOTE);
      }
      json.raw('"').raw(endings[choice]);
      prices++;
      rows += providers;
      rateCents += cents * providers;
    }
  }

  private byte[] type(BillingCode code) {
    if (code.care() == Care.DAY) {
      return PER_DIEM;
    }
    int dice = random.below(20);
    return dice == 0 ? DERIVED : dice < 5 ? FEE_SCHEDULE : NEGOTIATED;
  }

  /** What was written so far, with what the caller counted. */
  Counts counts(long items) {
    return new Counts(
        items, entries, prices, network.length(), references.groupsWritten(), rows, rateCents);
  }
}
