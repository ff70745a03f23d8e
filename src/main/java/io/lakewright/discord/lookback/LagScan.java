package io.lakewright.discord.lookback;

import io.lakewright.discord.Distance;

/**
 * The recurrences of one block of queries along a range of lags, from start to start, and the best
 * lag of each: that of the largest score, and of equal ones the largest. Reused: {@link #begin}
 * begins anew.
 */
final class LagScan {
  /** Lags that are updated and then looked at while they are in the nearest cache. */
  private static final int CHUNK = 1024;

  private final LagWindows queries;
  private final LagWindows references;
  private final boolean normalized;

  /** Covariances or squared distances by lag − the smallest lag. */
  private double[] lags = {};

  /** The references from the last to the first, so that larger lags are at larger indices. */
  private double[] dfBack = {};

  private double[] dgBack = {};
  private double[] weightBack = {};
  private long nearest;
  private long farthest;

  /** Of the start at hand. */
  private double bestScore;

  private long bestLag;

  LagScan(LagWindows queries, LagWindows references, Distance distance) {
    this.queries = queries;
    this.references = references;
    normalized = distance == Distance.Z_NORMALIZED;
  }

  /** Begins with windows just loaded, and with lags from {@code nearest} to {@code farthest}. */
  void begin(long nearest, long farthest) {
    this.nearest = nearest;
    this.farthest = farthest;
    int count = references.count;
    if (weightBack.length < count) {
      dfBack = new double[count];
      dgBack = new double[count];
      weightBack = new double[count];
    }
    for (int w = 0, back = count - 1; w < count; w++, back--) {
      dfBack[back] = references.df[w];
      dgBack[back] = references.dg[w];
      weightBack[back] = references.weight[w];
    }
    int size = (int) (farthest - nearest) + 1;
    if (lags.length < size) {
      lags = new double[size];
    }
  }

  /** The best lag of the next query, from the first one on; -1 if there is none. */
  long advance(int query) {
    long start = queries.first + query;
    if (start < nearest) {
      return -1;
    }
    long last = Math.min(farthest, start);
    // What has a start before it is updated; at the block's and at the series' begin it is seeded.
    long known = query == 0 ? nearest - 1 : last == start ? last - 1 : last;
    for (long lag = Math.max(nearest, known + 1); lag <= last; lag++) {
      int reference = (int) (start - lag - references.first);
      lags[(int) (lag - nearest)] = queries.product(query, references, reference);
    }
    int base = (int) (references.first + references.count - 1 - start + nearest);
    int updated = (int) (known - nearest) + 1;
    int end = (int) (last - nearest) + 1;
    int best =
        normalized ? correlate(query, updated, end, base) : subtract(query, updated, end, base);
    byte kind = queries.kind[query];
    bestLag = best < 0 || kind == LagWindows.MISSING ? -1 : best + nearest;
    boolean constants = references.hasConstants || kind == LagWindows.CONSTANT;
    if (normalized && constants && kind != LagWindows.MISSING) {
      withConstants(query, start, last);
    }
    return bestLag;
  }

  /** The score of the lag found last; comparable with others of the same query only. */
  double score() {
    return bestScore;
  }

  /** Updates the lags before {@code known}, and looks for the best before {@code end}. */
  private int correlate(int query, int known, int end, int base) {
    double best = Double.NEGATIVE_INFINITY;
    int lag = -1;
    for (int from = 0; from < end; from += CHUNK) {
      int to = Math.min(end, from + CHUNK);
      advance(queries.df[query], queries.dg[query], from, Math.min(known, to), base);
      for (int g = from; g < to; g++) {
        double scaled = lags[g] * weightBack[base + g];
        if (scaled >= best) {
          best = scaled;
          lag = g;
        }
      }
    }
    bestScore = best;
    return lag;
  }

  /** A loop of its own, so that the compiler does several lags at a time. */
  private void advance(double f, double g, int from, int to, int base) {
    double[] covariances = lags;
    double[] df = dfBack;
    double[] dg = dgBack;
    for (int i = from; i < to; i++) {
      covariances[i] += f * dg[base + i] + g * df[base + i];
    }
  }

  /**
   * Both constant: ρ = 1; one of them: ρ = 0.5. A score is a correlation without the factor of the
   * query's own norm.
   */
  private void withConstants(int query, long start, long last) {
    int from = (int) (start - last - references.first);
    long constant = lag(start, references.nextConstant[from]);
    if (queries.kind[query] == LagWindows.CONSTANT) {
      long plain = lag(start, references.nextPlain[from]);
      bestLag = constant >= 0 ? constant : plain;
      bestScore = constant >= 0 ? 1 : 0.5;
      return;
    }
    double half = 0.5 * queries.norm[query];
    boolean better = bestLag < 0 || half > bestScore || (half == bestScore && constant > bestLag);
    if (constant >= 0 && better) {
      bestLag = constant;
      bestScore = half;
    }
  }

  /** The lag of a reference, or -1 if it is none or too near. */
  private long lag(long start, int reference) {
    long lag = start - references.first - reference;
    return reference < references.count && lag >= nearest ? lag : -1;
  }

  private int subtract(int query, int known, int end, int base) {
    double entering = queries.df[query];
    double leaving = queries.dg[query];
    double best = Double.POSITIVE_INFINITY;
    int lag = -1;
    for (int g = 0; g < end; g++) {
      double sum = lags[g];
      if (g < known) {
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
    bestScore = -best;
    return lag;
  }
}
