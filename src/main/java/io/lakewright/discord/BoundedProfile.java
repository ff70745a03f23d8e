package io.lakewright.discord;

/**
 * The exact left profile with a bounded look-back, computed so that the result for a subsequence
 * depends on nothing but its position and the points up to its end: neither on what follows nor on
 * where the history at hand begins. A series that is computed in parts, each with enough history,
 * therefore has the bits of the series computed as a whole.
 *
 * <p>Starts are taken in blocks on a grid of positions. Each block is centred by its own first
 * window, and each lag seeded by a direct product at the block's first start, then updated from
 * start to start (the recurrence of SCAMP, Zimmerman et al. 2019). Distances are those of {@link
 * SubsequenceDistance}.
 *
 * <p>Cost: lookback multiply-adds for each start, and a memory of lookback + block points.
 */
public final class BoundedProfile {
  private static final int SMALLEST_BLOCK = 1024;

  private final ProfileParameters parameters;
  private final int m;
  private final double[] values;
  private final long first;

  /** Of the block at hand, by window: position − {@link #low}. */
  private long low;

  private int windows;
  private double[] x = {};
  private double[] mean = {};
  private byte[] kind = {};
  private double[] df = {};
  private double[] dg = {};
  private double[] inverse = {};

  /** The same from the last window to the first: earlier references at larger indices. */
  private double[] dfBack = {};

  private double[] dgBack = {};
  private double[] weightBack = {};
  private double[] lags = {};

  /** The first constant, and the first plain, window from a window on. */
  private int[] nextConstant = {};

  private int[] nextPlain = {};

  private static final byte PLAIN = 0;
  private static final byte CONSTANT = 1;
  private static final byte MISSING = 2;

  private BoundedProfile(double[] values, long first, ProfileParameters parameters) {
    this.values = values;
    this.first = first;
    this.parameters = parameters;
    this.m = parameters.length();
  }

  /** The whole series. */
  public static LeftProfile of(double[] values, ProfileParameters parameters) {
    return of(values, 0, 0, parameters);
  }

  /**
   * A part of a series.
   *
   * @param values from position {@code first} on; NaN where missing
   * @param from the first start to compute; there must be the history from {@link #historyStart} on
   * @return by start − {@code from}; neighbours are positions in the whole series
   */
  public static LeftProfile of(
      double[] values, long first, long from, ProfileParameters parameters) {
    if (first > historyStart(from, parameters)) {
      throw new IllegalArgumentException(
          "History for start %d must begin at %d, cannot be: %d"
              .formatted(from, historyStart(from, parameters), first));
    }
    long end = first + values.length - parameters.length() + 1;
    int size = (int) Math.max(0, end - from);
    double[] distances = new double[size];
    long[] neighbors = new long[size];
    BoundedProfile profile = new BoundedProfile(values, first, parameters);
    long block = block(parameters.length());
    for (long b = from / block * block; b < end; b += block) {
      profile.block(b, Math.min(end, b + block), from, distances, neighbors);
    }
    return new LeftProfile(distances, neighbors);
  }

  /** The first position that is needed to compute a start. */
  public static long historyStart(long from, ProfileParameters parameters) {
    long block = block(parameters.length());
    long begin = from / block * block;
    return parameters.lookback() >= begin ? 0 : begin - parameters.lookback();
  }

  private static long block(int length) {
    int fourfold = Integer.highestOneBit(Math.max(1, 4 * length - 1)) << 1;
    return Math.max(SMALLEST_BLOCK, fourfold);
  }

  private void block(long begin, long end, long from, double[] distances, long[] neighbors) {
    low = parameters.lookback() >= begin ? 0 : begin - parameters.lookback();
    windows = Math.toIntExact(end - low);
    load(begin);
    boolean normalized = parameters.distance() == Distance.Z_NORMALIZED;
    moments(normalized);
    int nearest = parameters.exclusion();
    for (long start = begin; start < end; start++) {
      int window = (int) (start - low);
      int farthest = (int) Math.min(parameters.lookback(), start);
      if (start == begin || farthest == start) {
        int seeded = start == begin ? Math.min(nearest, farthest + 1) : farthest;
        for (int lag = seeded; lag <= farthest; lag++) {
          lags[lag] = seed(window, window - lag, normalized);
        }
      }
      int known = start == begin ? -1 : farthest == start ? farthest - 1 : farthest;
      int best =
          normalized
              ? correlate(window, nearest, known, farthest)
              : subtract(window, nearest, known, farthest);
      if (start >= from) {
        int i = (int) (start - from);
        neighbors[i] = best < 0 ? -1 : start - best;
        distances[i] =
            kind[window] == MISSING
                ? Double.NaN
                : best < 0
                    ? Double.POSITIVE_INFINITY
                    : SubsequenceDistance.between(
                        values,
                        (int) (start - first),
                        (int) (start - best - first),
                        m,
                        parameters.distance());
      }
    }
  }

  /** The block's values, centred, zero where missing; what kind its windows are. */
  private void load(long begin) {
    int points = windows + m - 1;
    if (x.length < points) {
      x = new double[points];
      mean = new double[windows];
      kind = new byte[windows];
      df = new double[windows];
      dg = new double[windows];
      inverse = new double[windows];
      dfBack = new double[windows];
      dgBack = new double[windows];
      weightBack = new double[windows];
      lags = new double[windows + 1];
      nextConstant = new int[windows + 1];
      nextPlain = new int[windows + 1];
    }
    double center = center(begin);
    int lastMissing = -1;
    int runStart = 0;
    int offset = (int) (low - first);
    for (int i = 0; i < points; i++) {
      double value = values[offset + i];
      boolean missing = !Double.isFinite(value);
      x[i] = missing ? 0 : value - center;
      if (missing) {
        lastMissing = i;
      }
      if (i > 0 && value != values[offset + i - 1]) {
        runStart = i;
      }
      int window = i - m + 1;
      if (window >= 0) {
        kind[window] = lastMissing >= window ? MISSING : runStart <= window ? CONSTANT : PLAIN;
      }
    }
    nextConstant[windows] = Integer.MAX_VALUE;
    nextPlain[windows] = Integer.MAX_VALUE;
    for (int w = windows - 1; w >= 0; w--) {
      nextConstant[w] = kind[w] == CONSTANT ? w : nextConstant[w + 1];
      nextPlain[w] = kind[w] == PLAIN ? w : nextPlain[w + 1];
    }
  }

  /** The mean of the block's first window: known when its first start is. */
  private double center(long begin) {
    int offset = (int) (begin - first);
    double sum = 0;
    int count = 0;
    for (int i = offset; i < offset + m; i++) {
      if (Double.isFinite(values[i])) {
        sum += values[i];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private void moments(boolean normalized) {
    for (int w = 0; w < windows; w++) {
      int back = windows - 1 - w;
      if (normalized) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
          sum += x[w + k];
        }
        double average = sum / m;
        double squares = 0;
        for (int k = 0; k < m; k++) {
          double deviation = x[w + k] - average;
          squares += deviation * deviation;
        }
        mean[w] = average;
        inverse[w] = 1 / Math.sqrt(squares);
        // What is NaN is never the largest.
        weightBack[back] = kind[w] == PLAIN && squares > 0 ? inverse[w] : Double.NaN;
      } else {
        weightBack[back] = kind[w] == MISSING ? Double.NaN : 0;
      }
      if (w > 0) {
        df[w] = normalized ? (x[w + m - 1] - x[w - 1]) / 2 : x[w + m - 1];
        dg[w] = normalized ? (x[w + m - 1] - mean[w]) + (x[w - 1] - mean[w - 1]) : x[w - 1];
      }
      dfBack[back] = df[w];
      dgBack[back] = dg[w];
    }
  }

  private double seed(int a, int b, boolean normalized) {
    double sum = 0;
    for (int k = 0; k < m; k++) {
      if (normalized) {
        sum += (x[a + k] - mean[a]) * (x[b + k] - mean[b]);
      } else {
        double difference = x[a + k] - x[b + k];
        sum += difference * difference;
      }
    }
    return sum;
  }

  /**
   * The lag with the largest correlation, the largest lag among equals; -1 for none.
   *
   * @param known lags up to this one are updated, those beyond are seeded
   */
  private int correlate(int window, int nearest, int known, int farthest) {
    int base = windows - 1 - window;
    double a = df[window];
    double b = dg[window];
    double best = Double.NEGATIVE_INFINITY;
    int lag = -1;
    for (int g = nearest; g <= known; g++) {
      double covariance = lags[g] + (a * dgBack[base + g] + b * dfBack[base + g]);
      lags[g] = covariance;
      double scaled = covariance * weightBack[base + g];
      if (scaled >= best) {
        best = scaled;
        lag = g;
      }
    }
    for (int g = Math.max(nearest, known + 1); g <= farthest; g++) {
      double scaled = lags[g] * weightBack[base + g];
      if (scaled >= best) {
        best = scaled;
        lag = g;
      }
    }
    if (kind[window] == MISSING || farthest < nearest) {
      return -1;
    }
    return withConstants(window, nearest, farthest, lag, best * inverse[window]);
  }

  /** Both constant: ρ = 1; one of them: ρ = 0.5. */
  private int withConstants(int window, int nearest, int farthest, int lag, double best) {
    int firstConstant = lag(window, nextConstant[window - farthest], nearest);
    if (kind[window] == CONSTANT) {
      return firstConstant >= 0
          ? firstConstant
          : lag(window, nextPlain[window - farthest], nearest);
    }
    boolean half = firstConstant >= 0 && (!(best >= 0.5) || (best == 0.5 && firstConstant > lag));
    return half ? firstConstant : lag;
  }

  /** The lag of an earlier window, or -1 if it is too near. */
  private static int lag(int window, int other, int nearest) {
    return window - other >= nearest ? window - other : -1;
  }

  private int subtract(int window, int nearest, int known, int farthest) {
    int base = windows - 1 - window;
    double entering = df[window];
    double leaving = dg[window];
    double best = Double.POSITIVE_INFINITY;
    int lag = -1;
    for (int g = nearest; g <= farthest; g++) {
      double sum = lags[g];
      if (g <= known) {
        double in = entering - dfBack[base + g];
        double out = leaving - dgBack[base + g];
        sum += in * in - out * out;
        lags[g] = sum;
      }
      double distance = sum + weightBack[base + g];
      if (distance <= best) {
        best = distance;
        lag = g;
      }
    }
    return kind[window] == MISSING ? -1 : lag;
  }
}
