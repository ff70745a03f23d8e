package io.lakewright.discord;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;

/**
 * Fourier transform of real numbers, of a size that is a power of two, in place, on the calling
 * thread: a Spark task has one core, and JTransforms would start threads of its own from size 8192
 * on. Switching that off holds for the whole JVM.
 *
 * <p>Spectra are packed as JTransforms does: the real parts of the first and the middle frequency
 * at 0 and 1, then real and imaginary parts in turn.
 */
public final class RealFft {
  static {
    CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
    CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
  }

  private final int size;
  private final DoubleFFT_1D plan;

  /**
   * A plan, to be used again and again, by one thread at a time.
   *
   * @param size a power of two, at least 2
   */
  public RealFft(int size) {
    if (size < 2 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "Size of a transform must be a power of two and at least 2, cannot be: " + size);
    }
    this.size = size;
    plan = new DoubleFFT_1D(size);
  }

  /** The smallest power of two that is at least this. */
  public static int sizeFor(long atLeast) {
    if (atLeast > 1 << 30) {
      throw new IllegalArgumentException(
          "Size of a transform must be at most 2^30, cannot be: " + atLeast);
    }
    return atLeast <= 2 ? 2 : Integer.highestOneBit((int) atLeast - 1) << 1;
  }

  /** The number of reals it transforms. */
  public int size() {
    return size;
  }

  /** Replaces values by their spectrum. */
  public void forward(double[] values) {
    plan.realForward(values);
  }

  /** Replaces a spectrum by size / 2 times its values. */
  public void inverseUnscaled(double[] spectrum) {
    plan.realInverse(spectrum, false);
  }

  /** out = conj(a) · b: the spectrum of the correlation of a with b. All may be one array. */
  public static void correlate(double[] a, double[] b, double[] out) {
    out[0] = a[0] * b[0];
    out[1] = a[1] * b[1];
    for (int i = 2; i < out.length; i += 2) {
      double real = a[i] * b[i] + a[i + 1] * b[i + 1];
      out[i + 1] = a[i] * b[i + 1] - a[i + 1] * b[i];
      out[i] = real;
    }
  }
}
