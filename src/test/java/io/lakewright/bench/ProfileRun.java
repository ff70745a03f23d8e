package io.lakewright.bench;

import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.ExactProfile;
import java.util.Locale;
import java.util.Random;

/** The exact profile of a random walk in a JVM of its own: points, length, threads, rounds. */
final class ProfileRun {
  private ProfileRun() {}

  public static void main(String[] given) {
    double[] values = walk(Integer.parseInt(given[0]));
    ProfileParameters parameters = ProfileParameters.of(Integer.parseInt(given[1]));
    int threads = Integer.parseInt(given[2]);
    ExactProfile.of(walk(20_000), parameters, threads);
    for (int round = 0; round < Integer.parseInt(given[3]); round++) {
      long start = System.nanoTime();
      LeftProfile profile = ExactProfile.of(values, parameters, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      double sum = 0;
      for (int i = parameters.length(); i < profile.size(); i++) {
        sum += profile.distances()[i];
      }
      System.out.printf(Locale.ROOT, "seconds %.4f%nsum %.6f%n", seconds, sum);
    }
  }

  static double[] walk(int size) {
    Random random = new Random(7);
    double[] values = new double[size];
    for (int i = 1; i < size; i++) {
      values[i] = values[i - 1] + random.nextGaussian();
    }
    return values;
  }
}
