package io.lakewright.discord.damp;

import io.lakewright.discord.RealFft;
import java.util.Arrays;

/**
 * Products of one query with all subsequences of a block of the series: the heart of MASS (Mueen et
 * al., 2017), in blocks on a fixed grid (overlap-save) so that the spectrum of a block is computed
 * once, when it is first needed, and each query costs one inverse transform a block. Blocks fit the
 * cache, stop a search early, and keep the rounding error of a spike to themselves.
 *
 * <p>Short queries are multiplied directly, which is faster up to about {@value #DIRECT_UP_TO}
 * points and needs no spectra.
 *
 * <p>Memory: about 8.6 bytes for each point of the series that was searched, for long queries.
 */
final class SlidingDots {
  static final int DIRECT_UP_TO = 40;
  private static final int SMALLEST_BLOCK = 1024;
  private static final int UNIT = 64;

  private final double[] values;
  private final double center;
  private final boolean centerBlocks;
  private final int length;
  private final int stride;
  private final double[] block;
  private final double[] query;
  private final double[] dots;
  private final RealFft fft;
  private final double[][] spectra;
  private final double[] blockNorms;

  /**
   * @param values missing ones are taken as the centre
   * @param center subtracted from all values, if blocks are not centred each by itself
   * @param centerBlocks whether each block is centred by its own mean, which is right only for
   *     queries that sum to 0
   */
  SlidingDots(double[] values, int length, double center, boolean centerBlocks) {
    this.values = values;
    this.center = center;
    this.centerBlocks = centerBlocks;
    this.length = length;
    boolean direct = length <= DIRECT_UP_TO;
    int size =
        RealFft.sizeFor(
            Math.min(
                Math.max(SMALLEST_BLOCK, 8L * length), (long) Math.max(values.length, length)));
    stride = size - length + 1;
    int blocks = (Math.max(0, values.length - length + 1) + stride - 1) / stride;
    block = new double[size];
    query = new double[direct ? length : size];
    dots = new double[direct ? (stride + UNIT - 1) / UNIT * UNIT : size];
    fft = direct ? null : new RealFft(size);
    spectra = direct ? null : new double[blocks][];
    blockNorms = new double[blocks];
  }

  /** The number of starts in a block; block b begins with start b · stride. */
  int stride() {
    return stride;
  }

  /** Sets the query: (value − mean) · scale of the subsequence that starts here. */
  void query(int start, double mean, double scale) {
    double unit = fft == null ? scale : scale * 2 / fft.size();
    double sum = 0;
    for (int i = 0; i < length; i++) {
      query[i] = (values[start + i] - mean) * unit;
      sum += query[i];
    }
    if (centerBlocks) {
      // The mean is rounded; at a large offset that alone would show in the products.
      double rest = sum / length;
      for (int i = 0; i < length; i++) {
        query[i] -= rest;
      }
    }
    if (fft != null) {
      Arrays.fill(query, length, query.length, 0);
      fft.forward(query);
    }
  }

  /**
   * The products of the query with the subsequences of a block, in the order of their starts, the
   * first at 0. Valid until the next call. What stands beyond the end of the series is noise.
   */
  double[] dots(int index) {
    if (fft == null) {
      load(index);
      multiply();
    } else {
      if (spectra[index] == null) {
        load(index);
        spectra[index] = block.clone();
        fft.forward(spectra[index]);
      }
      RealFft.correlate(query, spectra[index], dots);
      fft.inverseUnscaled(dots);
    }
    return dots;
  }

  /**
   * A bound of the error of each product of a block whose dots were computed, for a query of norm
   * 1: rounding of three transforms, relative to the norm of the block (Higham, Accuracy and
   * Stability of Numerical Algorithms, 2nd ed., theorem 24.2), which bounds direct products too.
   */
  double error(int index) {
    int steps = Math.max(32 - Integer.numberOfLeadingZeros(block.length), 10);
    return 10 * steps * Math.ulp(1.0) * blockNorms[index];
  }

  /** The root of the sum of squares of a block whose dots were computed. */
  double blockNorm(int index) {
    return blockNorms[index];
  }

  private void load(int index) {
    int from = index * stride;
    int count = Math.min(block.length, values.length - from);
    double mean = centerBlocks ? mean(from, count) : center;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double value = values[from + i] - mean;
      value = value - value == 0 ? value : 0;
      block[i] = value;
      squares += value * value;
    }
    Arrays.fill(block, count, block.length, 0);
    blockNorms[index] = Math.sqrt(squares);
  }

  private double mean(int from, int count) {
    double sum = 0;
    int present = 0;
    for (int i = from; i < from + count; i++) {
      if (Double.isFinite(values[i])) {
        sum += values[i];
        present++;
      }
    }
    return present == 0 ? 0 : sum / present;
  }

  /** Runs over starts in the inner loop, so that it needs no horizontal sums. */
  private void multiply() {
    for (int from = 0; from < stride; from += UNIT) {
      multiply(from, Math.min(UNIT, stride - from));
    }
  }

  private void multiply(int from, int count) {
    Arrays.fill(dots, from, from + count, 0);
    int k = 0;
    for (; k + 3 < length; k += 4) {
      double a = query[k];
      double b = query[k + 1];
      double c = query[k + 2];
      double d = query[k + 3];
      for (int i = from; i < from + count; i++) {
        dots[i] +=
            a * block[i + k] + b * block[i + k + 1] + c * block[i + k + 2] + d * block[i + k + 3];
      }
    }
    for (; k < length; k++) {
      double a = query[k];
      for (int i = from; i < from + count; i++) {
        dots[i] += a * block[i + k];
      }
    }
  }
}
