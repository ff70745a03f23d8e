package io.lakewright.sample;

/**
 * The providers that all payers of one seed contract with: an endless list of provider references,
 * each of one to three groups (a tax id with its NPIs). Everything about the reference of an index
 * is computed from the index, nothing is kept. Group sizes are heavy-tailed; neighbours share some
 * NPIs, as providers work for several groups.
 */
final class Market {
  static final int MAX_GROUPS = 3;
  private static final int MAX_SIZE = 600;
  private static final int NPI_STRIDE = 6;

  // Powers of three share no factor with the sizes of the number ranges, so the maps are
  // one-to-one.
  private static final long NPI_FACTOR = 43_046_721L;
  private static final long NPI_RANGE = 100_000_000L;
  private static final long EIN_FACTOR = 387_420_489L;
  private static final long EIN_RANGE = 890_000_000L;

  private static final String[] FIRST = {
    "Cedar", "Maple", "North", "Silver", "Lake", "Stone", "Valley", "Bright", "River", "Grand",
    "Meadow", "Pine", "Summit", "Harbor", "Union", "Prairie", "Willow", "Eagle", "Clear", "Rose"
  };
  private static final String[] SECOND = {
    " Ridge", " Creek", " County", " Point", " Hill", " Grove", " Park", " View", " Bend", " Field"
  };
  private static final String[] THIRD = {
    " Family Medicine", " Orthopedics", " Radiology", " Medical Group", " Cardiology Associates",
    " Regional Hospital", " Pediatrics", " Surgical Center", " Physical Therapy", " Laboratory",
    " Internal Medicine", " Anesthesia Partners", " Women's Health", " Clinic", " Oncology"
  };

  private final long seed;

  Market(long seed) {
    this.seed = SampleRandom.mix(seed, 0x6d61726b6574L);
  }

  /** How many groups a reference has. */
  int groups(long reference) {
    int dice = (int) (hash(reference, 1) >>> 56);
    return dice < 8 ? 3 : dice < 32 ? 2 : 1;
  }

  /** How many different NPIs a group has. */
  int size(long reference, int group) {
    double u = 1 - SampleRandom.unit(hash(reference, 2 + group));
    return (int) Math.min(MAX_SIZE, 1.5 * StrictMath.pow(u, -0.85));
  }

  /** How many pairs of group and NPI a reference has. */
  int size(long reference) {
    int size = 0;
    for (int group = 0; group < groups(reference); group++) {
      size += size(reference, group);
    }
    return size;
  }

  /** An NPI of a group: its body and the check digit of the Luhn scheme with prefix 80840. */
  long npi(long reference, int group, int index) {
    long provider = reference * NPI_STRIDE + group * 2L + index;
    long scattered = (provider * NPI_FACTOR + (seed & 0xffffff)) % NPI_RANGE;
    long body = NPI_RANGE + scattered;
    return body * 10 + checkDigit(body);
  }

  static int checkDigit(long body) {
    int sum = 24;
    boolean twice = true;
    for (long rest = body; rest > 0; rest /= 10) {
      int digit = (int) (rest % 10);
      int weighted = twice ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
      twice = !twice;
    }
    return (10 - sum % 10) % 10;
  }

  /** Whether the group, a single provider, bills under its NPI. */
  boolean billsByNpi(long reference, int group) {
    return size(reference, group) == 1 && (hash(reference, 2 + group) & 3) == 0;
  }

  /** The nine digits of a group's employer identification number; different for every group. */
  long ein(long reference, int group) {
    long index = reference * MAX_GROUPS + group;
    return 100_000_000L + (index % EIN_RANGE * EIN_FACTOR + (seed >>> 44)) % EIN_RANGE;
  }

  String businessName(long reference, int group) {
    long bits = hash(reference, 8 + group);
    return FIRST[(int) (bits >>> 1 & 0xffff) % FIRST.length]
        + SECOND[(int) (bits >>> 17 & 0xffff) % SECOND.length]
        + THIRD[(int) (bits >>> 33 & 0xffff) % THIRD.length];
  }

  /** How dear the reference's providers are: the deviation of the logarithm of their prices. */
  double tier(long reference) {
    return 0.2 * SampleRandom.normal(hash(reference, 12));
  }

  private long hash(long reference, int what) {
    return SampleRandom.mix(seed + what, reference);
  }
}
