package io.lakewright.rates.explode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import io.lakewright.testkit.SparkExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of runs, in memory and beyond it. */
@ExtendWith(SparkExtension.class)
class RateRunsTest {
  private static final int BUCKETS = 3;
  private static final long AMPLE = 64L << 20;

  /** One row as the sorter gives it. */
  private record Sorted(int bucket, long npi, String rest) implements java.io.Serializable {}

  @Test
  void runsComeByBucketAndNpiWithoutLoss(SparkSession spark) {
    List<Sorted> rows = inTask(spark, AMPLE, false);

    assertThat(rows).isSortedAccordingTo(order());
    assertThat(strings(rows)).isEqualTo(strings(unsorted(false)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPartitionBeyondTheBudgetSpillsAndHasTheSameRowsInTheSameOrder(
      boolean odd, SparkSession spark) {
    List<Sorted> spilled = inTask(spark, 20_000, odd);

    assertThat(spilled).isSortedAccordingTo(order());
    assertThat(strings(spilled)).isEqualTo(strings(unsorted(odd)));
  }

  @Test
  void numbersThatAreNoNpisAreSortedToo(SparkSession spark) {
    List<Sorted> rows = inTask(spark, AMPLE, true);

    assertThat(rows).isSortedAccordingTo(order());
    assertThat(strings(rows)).isEqualTo(strings(unsorted(true)));
  }

  private static Comparator<Sorted> order() {
    return Comparator.comparingInt(Sorted::bucket).thenComparingLong(Sorted::npi);
  }

  private static List<String> strings(List<Sorted> rows) {
    return rows.stream().map(row -> row.npi() + " " + row.rest()).sorted().toList();
  }

  /** Sorting beyond the budget takes a task. */
  private static List<Sorted> inTask(SparkSession spark, long budget, boolean odd) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(1), 1)
        .mapPartitions(one -> rows(budget, odd, true).iterator())
        .collect();
  }

  private static List<Sorted> unsorted(boolean odd) {
    return rows(AMPLE, odd, false);
  }

  private static List<Sorted> rows(long budget, boolean odd, boolean sorted) {
    int[] columns = IntStream.range(0, RatesTable.SCHEMA.length()).toArray();
    RateRuns runs =
        new RateRuns(
            blocks(odd).iterator(),
            new RateOrder(columns, new int[] {RatesTable.index("billing_code")}, sorted, BUCKETS),
            budget,
            spilled -> {});
    List<Sorted> rows = new ArrayList<>();
    while (runs.hasNext()) {
      RateRun run = runs.next();
      for (long i = 0; i < run.rows(); i++) {
        Object price = run.price(i)[RatesTable.index("additional_information") - RatesTable.PRICE];
        rows.add(
            new Sorted(
                runs.bucket(), run.npi(i), run.provider()[0] + " " + price + " " + run.item()[0]));
      }
    }
    return rows;
  }

  private static List<RateBlock> blocks(boolean odd) {
    Random random = new Random(5);
    Object[] cells = new Object[RatesTable.PROVIDER];
    cells[0] = UTF8String.fromString("file");
    Item item = new Item(cells, "1");
    List<RateBlock> blocks = new ArrayList<>();
    for (int b = 0; b < 200; b++) {
      List<Price> prices = new ArrayList<>();
      for (int p = 0; p <= random.nextInt(3); p++) {
        Object[] price = new Object[RatesTable.SCHEMA.length() - RatesTable.PRICE];
        price[price.length - 1] = UTF8String.fromString("price " + b + "." + p);
        prices.add(new Price(price));
      }
      Members members = new Members();
      for (int m = 0; m <= random.nextInt(4); m++) {
        long[] npis =
            random
                .longs(1 + random.nextInt(20), 0, 3_000_000_000L)
                .map(npi -> odd && npi % 7 == 0 ? npi << 20 : npi % 5 == 0 ? 0 : npi)
                .distinct()
                .toArray();
        members.add(
            Provider.of(b * 8 + m, b + "." + m, null, "ein", "1", null), npis, 0, npis.length);
      }
      blocks.add(new RateBlock(item, prices, members));
    }
    return Collections.unmodifiableList(blocks);
  }
}
