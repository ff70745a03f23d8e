package io.lakewright.discord.tile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.discord.Distance;
import io.lakewright.discord.LeftProfile;
import io.lakewright.discord.ProfileParameters;
import io.lakewright.discord.kernel.ExactProfile;
import io.lakewright.discord.lookback.BoundedProfile;
import io.lakewright.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TiledProfileTest {
  private static final Distance DEFAULT = Distance.Z_NORMALIZED;

  private final JavaSparkContext spark;

  TiledProfileTest(SparkSession session) {
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @Test
  void hasTheSameBitsAsInMemory() {
    double[] values = series(20_000);
    ProfileParameters parameters = ProfileParameters.of(64);
    assertSame(values, parameters, 1000, 3);
  }

  @Test
  void hasTheSameBitsHoweverTheSeriesIsCutAndSpread() {
    double[] values = series(20_000);
    ProfileParameters parameters = ProfileParameters.of(100);
    assertSame(values, parameters, 20_000, 1);
    assertSame(values, parameters, 7_777, 9);
  }

  @Test
  void comparesBackToTheLookbackOnly() {
    double[] values = series(16_000);
    for (long lookback : new long[] {50, 1_000, 7_000}) {
      ProfileParameters parameters = new ProfileParameters(50, 50, lookback, Distance.Z_NORMALIZED);
      assertSame(values, parameters, 5_000, 4);
    }
    ProfileParameters near = new ProfileParameters(50, 50, 1_000, Distance.Z_NORMALIZED);
    assertThat(small(16_000, near).tiles()).isEqualTo(15);
    assertThat(small(16_000, ProfileParameters.of(50)).tiles()).isEqualTo(36);
  }

  @Test
  void continuesBitByBitWithABoundedHistoryHoweverFarItReaches() {
    double[] values = series(14_000);
    long[] lookbacks = {50, 2_000, 2_049, 5_000, 13_999, Long.MAX_VALUE - 1};
    for (int i = 0; i < lookbacks.length; i++) {
      Distance distance = i % 3 == 2 ? Distance.EUCLIDEAN : Distance.Z_NORMALIZED;
      int exclusion = i == 3 ? 3_000 : 50;
      ProfileParameters parameters = new ProfileParameters(50, exclusion, lookbacks[i], distance);
      assertSame(
          BoundedProfile.of(values, parameters),
          small(values.length, parameters, Comparison.LAGS),
          blocks(values, 5_000, 4));
    }
    assertThat(
            TiledProfile.of(1_000_000, new ProfileParameters(50, 50, 2_000_000, DEFAULT)).tiles())
        .as("of a look-back beyond the series, shared all the same")
        .isEqualTo(31 * 32 / 2);
  }

  @Test
  void servesEuclideanDistancesAndWideExclusionZones() {
    double[] values = series(12_000);
    assertSame(
        values,
        new ProfileParameters(20, 5_000, ProfileParameters.UNBOUNDED, Distance.EUCLIDEAN),
        4_000,
        2);
  }

  @Test
  void aPositionThatNoBlockHoldsIsMissing() {
    double[] values = series(20_000);
    Arrays.fill(values, 9_000, 12_000, Double.NaN);
    List<SeriesBlock> blocks =
        List.of(
            new SeriesBlock(12_000, Arrays.copyOfRange(values, 12_000, 20_000)),
            new SeriesBlock(0, Arrays.copyOf(values, 9_000)));
    ProfileParameters parameters = ProfileParameters.of(30);
    assertSame(values, parameters, spark.parallelize(blocks, 2));
  }

  @Test
  void blocksBeforeTheFirstStartWantedAreLeftOut() {
    double[] values = series(10_000);
    ProfileParameters parameters = ProfileParameters.of(50);
    TileGrid grid = new TileGrid(values.length, 7_000, 2048, 1, parameters);
    try (TiledProfile tiled = new TiledProfile(grid, Comparison.TILES)) {
      List<ProfileBlock> found = tiled.compute(blocks(values, 5_000, 2), counter()).collect();

      assertThat(found.stream().map(ProfileBlock::first)).containsExactly(6_144L, 8_192L);
      assertThat(found.get(1).distances())
          .isEqualTo(
              Arrays.copyOfRange(ExactProfile.of(values, parameters).distances(), 8_192, 9_951));
    }
  }

  @Test
  void aSeriesShorterThanASubsequenceHasNoProfile() {
    JavaRDD<SeriesBlock> series =
        spark.parallelize(List.of(new SeriesBlock(0, new double[] {1, 2, 3})));
    TiledProfile tiled = TiledProfile.of(3, ProfileParameters.of(4));
    assertThat(tiled.tiles()).isZero();
    assertThat(tiled.compute(series, counter()).collect()).isEmpty();
  }

  @Test
  void theGridGrowsWithTheSeriesButNotBeyondWhatATaskMayHold() {
    ProfileParameters parameters = ProfileParameters.of(100);
    assertThat(TiledProfile.of(131_072, parameters).blockSize()).isEqualTo(32_768);
    assertThat(TiledProfile.of(1 << 20, parameters).blockSize()).isEqualTo(32_768);
    assertThat(TiledProfile.of(10_000_000, parameters).blockSize()).isEqualTo(262_144);
    assertThat(TiledProfile.of(10_000_000, parameters).tiles()).isEqualTo(39 * 40 / 2);
    assertThat(TiledProfile.of(10_000_000, 9_900_000, parameters).tiles())
        .as("of the last hundredth")
        .isEqualTo(152 + 153);
    assertThat(TiledProfile.of(1_000_000_000, parameters).blockSize()).isEqualTo(1 << 20);
  }

  private void assertSame(
      double[] values, ProfileParameters parameters, int blockSize, int partitions) {
    assertSame(values, parameters, blocks(values, blockSize, partitions));
  }

  private JavaRDD<SeriesBlock> blocks(double[] values, int blockSize, int partitions) {
    List<SeriesBlock> blocks = new ArrayList<>();
    for (int from = 0; from < values.length; from += blockSize) {
      int to = Math.min(values.length, from + blockSize);
      blocks.add(new SeriesBlock(from, Arrays.copyOfRange(values, from, to)));
    }
    Collections.shuffle(blocks, new Random(1));
    return spark.parallelize(blocks, partitions);
  }

  private void assertSame(
      double[] values, ProfileParameters parameters, JavaRDD<SeriesBlock> series) {
    assertSame(ExactProfile.of(values, parameters), small(values.length, parameters), series);
  }

  private void assertSame(LeftProfile expected, TiledProfile tiled, JavaRDD<SeriesBlock> series) {
    LongAccumulator done = counter();
    List<ProfileBlock> blocks = tiled.compute(series, done).collect();
    assertThat(done.value()).isEqualTo(tiled.tiles());
    int at = 0;
    for (ProfileBlock block : blocks) {
      int to = at + block.distances().length;
      assertThat(block.first()).isEqualTo(at);
      assertThat(block.distances()).isEqualTo(Arrays.copyOfRange(expected.distances(), at, to));
      assertThat(block.neighbors()).isEqualTo(Arrays.copyOfRange(expected.neighbors(), at, to));
      at = to;
    }
    assertThat(at).isEqualTo(expected.size());
    tiled.close();
  }

  /** The smallest blocks there can be, so that there are many. */
  private static TiledProfile small(int points, ProfileParameters parameters) {
    return small(points, parameters, Comparison.TILES);
  }

  private static TiledProfile small(
      int points, ProfileParameters parameters, Comparison comparison) {
    int m = parameters.length();
    TileGrid grid =
        new TileGrid(points, 0, comparison.smallest(m), comparison.stride(m), parameters);
    return new TiledProfile(grid, comparison);
  }

  private LongAccumulator counter() {
    return spark.sc().longAccumulator();
  }

  /** A walk with a flat piece, a gap, a spike and a repeated piece. */
  private static double[] series(int points) {
    Random random = new Random(points);
    double[] values = new double[points];
    for (int i = 1; i < points; i++) {
      values[i] = values[i - 1] + random.nextGaussian();
    }
    Arrays.fill(values, points / 5, points / 5 + 300, values[points / 5]);
    Arrays.fill(values, points / 2, points / 2 + 300, 7);
    values[points / 3] = Double.NaN;
    values[points / 4] += 1e6;
    System.arraycopy(values, 1_000, values, points - 2_000, 500);
    return values;
  }
}
