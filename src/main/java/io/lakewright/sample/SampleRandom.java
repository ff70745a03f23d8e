package io.lakewright.sample;

/**
 * A pseudo-random sequence (SplitMix64) whose values depend on the seed alone: no platform, Java
 * version or thread changes them.
 */
final class SampleRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SampleRandom(long seed) {
    state = mix(seed);
  }

  /** A well-scattered function of one number. */
  static long mix(long x) {
    long z = x + GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A well-scattered function of two numbers. */
  static long mix(long x, long y) {
    return mix(mix(x) + y);
  }

  /** The number in [0, 1) that belongs to these bits. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** Roughly normal (mean 0, deviation 1, within ±3.5), without transcendental functions. */
  static double normal(long bits) {
    long sum =
        (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48 & 0xffff);
    // The sum of four uniform numbers has variance 4/12.
    return (sum / 65536.0 - 2) * 1.7320508075688772;
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** A number in [0, bound). */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  double unit() {
    return unit(next());
  }

  double normal() {
    return normal(next());
  }
}
