package io.lakewright.rates.explode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Memory decides where rows are sorted, not which rows there are nor in which order. */
class SpillPropertyTest {
  private static final long AMPLE = 1L << 30;
  private static final int BLOCKS = 60;

  /** One row as a writer gets it; the cells as text. */
  private record Sorted(int bucket, long npi, String item, String provider, String price) {}

  @Property(tries = 150, seed = "11")
  void anyMemoryBudgetGivesTheSameRowsInTheSameOrder(
      @ForAll long seed,
      @ForAll("budgets") long budget,
      @ForAll @IntRange(min = 1, max = 4) int buckets,
      @ForAll Npis npis) {
    List<RateBlock> blocks = new Blocks(seed, npis).all();

    List<Sorted> inMemory = sorted(blocks, AMPLE, buckets);
    List<Sorted> spilled = sorted(blocks, budget, buckets);

    assertThat(inMemory)
        .isSortedAccordingTo(
            Comparator.comparingInt(Sorted::bucket).thenComparingLong(Sorted::npi));
    assertThat(spilled).isEqualTo(inMemory);
  }

  @Provide
  Arbitrary<Long> budgets() {
    return Arbitraries.longs().between(1, 400_000);
  }

  private static List<Sorted> sorted(List<RateBlock> blocks, long budget, int buckets) {
    int[] columns = IntStream.range(0, RatesTable.SCHEMA.length()).toArray();
    RateOrder order = new RateOrder(columns, new int[0], true, buckets);
    long[] spilled = {0};
    RateRuns runs = new RateRuns(blocks.iterator(), order, budget, rows -> spilled[0] += rows);
    List<Sorted> rows = new ArrayList<>();
    while (runs.hasNext()) {
      RateRun run = runs.next();
      for (long i = 0; i < run.rows(); i++) {
        rows.add(
            new Sorted(
                runs.bucket(),
                run.npi(i),
                text(run.item()),
                text(run.provider()),
                text(run.price(i))));
      }
    }
    assertThat(spilled[0]).as("rows spilled").isIn(0L, (long) rows.size());
    return rows;
  }

  private static String text(Object[] cells) {
    return Arrays.stream(cells)
        .map(
            cell ->
                cell instanceof ArrayData array
                    ? Arrays.toString(
                        array.toObjectArray(RatesTable.SCHEMA.apply("tin").dataType()))
                    : String.valueOf(cell))
        .toList()
        .toString();
  }

  /** Which numbers stand as NPIs. */
  enum Npis {
    VALID,
    FEW,
    ONE,
    ANY;

    long draw(Random random) {
      return switch (this) {
        case VALID -> 1_000_000_000L + random.nextInt(1_000_000_000);
        case FEW -> random.nextInt(4) == 0 ? Members.NO_NPI : 1_234_567_890L + random.nextInt(9);
        case ONE -> 1_234_567_893L;
        case ANY -> random.nextLong() >> random.nextInt(Long.SIZE);
      };
    }
  }

  /** Random entries that share some of their items, prices and providers. */
  private static final class Blocks {
    private final Random random;
    private final Npis npis;
    private final List<Provider> providers = new ArrayList<>();

    Blocks(long seed, Npis npis) {
      this.random = new Random(seed);
      this.npis = npis;
      for (int number = 0; number < 20; number++) {
        providers.add(provider(number));
      }
    }

    List<RateBlock> all() {
      List<RateBlock> blocks = new ArrayList<>();
      Item item = item();
      for (int block = 0; block < BLOCKS; block++) {
        if (random.nextInt(5) == 0) {
          item = item();
        }
        List<Price> prices = new ArrayList<>();
        for (int price = 0; price <= random.nextInt(3); price++) {
          prices.add(price());
        }
        blocks.add(new RateBlock(item, prices, members()));
      }
      return blocks;
    }

    private Members members() {
      Members members = new Members();
      for (int stretch = 0; stretch <= random.nextInt(4); stretch++) {
        boolean inline = random.nextInt(4) == 0;
        long[] all = random.longs(1 + random.nextInt(20)).map(any -> npis.draw(random)).toArray();
        Provider provider =
            inline ? provider(Provider.NONE) : providers.get(random.nextInt(providers.size()));
        int from = random.nextInt(all.length);
        members.add(provider, all, from, all.length);
      }
      return members;
    }

    private Provider provider(int number) {
      return Provider.of(
          number, "group " + number, new String[] {"net", null}, "ein", text(100), null);
    }

    private Item item() {
      Object[] cells = new Object[RatesTable.PROVIDER];
      cells[0] = UTF8String.fromString("file " + random.nextInt(3));
      return new Item(cells, "1");
    }

    private Price price() {
      Object[] cells = new Object[RatesTable.SCHEMA.length() - RatesTable.PRICE];
      cells[0] = UTF8String.fromString(text(3));
      cells[RatesTable.index("negotiated_rate") - RatesTable.PRICE] = rate();
      // Long ones do not fit into what is read at once.
      cells[cells.length - 1] = UTF8String.fromString(text(3).repeat(random.nextInt(200)));
      return new Price(cells);
    }

    private Decimal rate() {
      long unscaled =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100) * 10_000L;
            case 1 -> random.nextLong() % 1_000_000_000_000_000_000L;
            default -> random.nextInt(3) - 1;
          };
      return random.nextInt(8) == 0
          ? null
          : Decimal.createUnsafe(unscaled, RatesTable.RATE.precision(), RatesTable.RATE.scale());
    }

    private String text(int different) {
      return "text " + random.nextInt(different);
    }
  }
}
