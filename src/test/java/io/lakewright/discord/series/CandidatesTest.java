package io.lakewright.discord.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.Discord;
import io.lakewright.discord.Discords;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.series.Candidates.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The largest distances that do not overlap, in a whole profile and in one that is in blocks. */
class CandidatesTest {
  @Property(tries = 400, seed = "31")
  void areThoseOfTheDefinitionWhateverTheBlocks(
      @ForAll @IntRange(min = 0, max = 400) int size,
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @IntRange(min = 1, max = 20) int top,
      @ForAll @IntRange(min = 1, max = 90) int blockSize,
      @ForAll @IntRange(min = 0, max = 60) int train,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    double[] distances = distances(size, seed);
    List<Integer> expected = naive(distances, length, top, train);
    long[] neighbors = LongStream.range(0, size).toArray();

    List<Discord> whole = Discords.top(new LeftProfile(distances, neighbors), length, top, train);
    List<Candidate> taken = new ArrayList<>();
    int rounds = rounds(distances, neighbors, length, top, blockSize, train, taken);

    assertThat(whole.stream().map(Discord::start)).isEqualTo(expected);
    assertThat(taken.stream().map(one -> (int) one.start())).isEqualTo(expected);
    assertThat(rounds).isBetween(1, expected.size() + 1);
  }

  @Test
  void oneRoundIsEnoughUnlessTheyMeetAtAnEdge() {
    double[] distances = new double[1_000];
    Arrays.fill(distances, 1);
    distances[150] = 5;
    distances[420] = 4;
    long[] neighbors = new long[1_000];
    assertThat(rounds(distances, neighbors, 10, 2, 100, 0, new ArrayList<>())).isEqualTo(1);
    distances[395] = 3;
    distances[402] = 4.5;
    assertThat(rounds(distances, neighbors, 10, 4, 100, 0, new ArrayList<>())).isEqualTo(2);
  }

  private static int rounds(
      double[] distances,
      long[] neighbors,
      int length,
      int top,
      int blockSize,
      int train,
      List<Candidate> taken) {
    int rounds = 0;
    boolean done = false;
    while (!done) {
      int wanted = top - taken.size();
      List<Candidate> named = new ArrayList<>();
      for (int from = 0; from < distances.length; from += blockSize) {
        int to = Math.min(distances.length, from + blockSize);
        named =
            Candidates.merge(
                Candidates.of(
                    Arrays.copyOfRange(distances, from, to),
                    Arrays.copyOfRange(neighbors, from, to),
                    from,
                    train,
                    length,
                    taken,
                    wanted),
                named,
                wanted);
      }
      done = Candidates.take(named, length, taken);
      rounds++;
    }
    return rounds;
  }

  /** The definition, word by word. */
  private static List<Integer> naive(double[] distances, int length, int top, int train) {
    List<Integer> taken = new ArrayList<>();
    int best = 0;
    while (best >= 0 && taken.size() < top) {
      best = -1;
      for (int i = train; i < distances.length; i++) {
        int start = i;
        if (Double.isFinite(distances[i])
            && taken.stream().allMatch(other -> Math.abs(start - other) >= length)
            && (best < 0 || distances[i] > distances[best])) {
          best = i;
        }
      }
      if (best >= 0) {
        taken.add(best);
      }
    }
    return taken;
  }

  /** Hills and plains with ties and with starts that have no distance. */
  private static double[] distances(int size, long seed) {
    Random random = new Random(seed);
    double[] distances = new double[size];
    double level = 10;
    boolean rough = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      level += random.nextInt(3) - 1;
      distances[i] = rough ? random.nextInt(12) : level;
      if (random.nextInt(25) == 0) {
        distances[i] = random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
      }
    }
    return distances;
  }
}
