package io.lakewright.bench;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateFileSchema;
import io.lakewright.rates.parquet.RateFileWriter;
import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Rows a second of the Parquet writer, one thread, on entries as {@code bench/flatten} has them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1500m")
public class WriterBench {
  private static final int PROVIDERS = 40_000;
  private static final int ENTRIES = 20_000;
  private static final int PROVIDERS_OF_ENTRY = 10;
  private static final int ENTRIES_OF_ITEM = 300;
  private static final long BUDGET = 128L << 20;

  /** How rows lie: as the file has them, or sorted by NPI. */
  @Param({"AS_THEY_COME", "SORTED_BY_NPI"})
  public String order;

  private final SplittableRandom random = new SplittableRandom(7);
  private final RateRun run = new RateRun();
  private Object[][] items;
  private Object[][][] prices;
  private int[][] providersOf;
  private Object[][] providers;
  private long[][] npis;
  private long[] sorted;
  private long rows;
  private RateFileWriter.Shared shared;

  /** Makes items, entries and providers. */
  @Setup(Level.Trial)
  public void make() {
    providers = new Object[PROVIDERS][];
    npis = new long[PROVIDERS][];
    for (int p = 0; p < PROVIDERS; p++) {
      providers[p] =
          new Object[] {
            text(p),
            texts("PPO Network"),
            null,
            text("ein"),
            text(1_000_000 + p),
            text("Group " + p)
          };
      npis[p] = random.longs(1 + random.nextInt(8), 1_000_000_000L, 1_000_200_000L).toArray();
    }
    items = new Object[ENTRIES / ENTRIES_OF_ITEM + 1][];
    for (int i = 0; i < items.length; i++) {
      items[i] = new Object[RatesTable.PROVIDER];
      items[i][RatesTable.index("name")] = text("Service " + i);
      items[i][RatesTable.index("billing_code")] = text(99_000 + i);
    }
    prices = new Object[ENTRIES][][];
    providersOf = new int[ENTRIES][];
    for (int e = 0; e < ENTRIES; e++) {
      prices[e] = new Object[1 + random.nextInt(4)][];
      for (int p = 0; p < prices[e].length; p++) {
        prices[e][p] = price();
      }
      providersOf[e] = random.ints(PROVIDERS_OF_ENTRY, 0, PROVIDERS).toArray();
      long members = Arrays.stream(providersOf[e]).mapToLong(p -> npis[p].length).sum();
      rows += members * prices[e].length;
    }
    if (order.equals("SORTED_BY_NPI")) {
      sort();
    }
    Configuration configuration = new Configuration(false);
    configuration.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    configuration.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "INT96");
    configuration.setBoolean(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), false);
    shared =
        new RateFileWriter.Shared(new RateFileSchema(RatesTable.SCHEMA, configuration), 3, BUDGET);
  }

  private Object[] price() {
    boolean professional = random.nextInt(4) > 0;
    return new Object[] {
      text(random.nextInt(3) == 0 ? "fee schedule" : "negotiated"),
      text(professional ? "professional" : "institutional"),
      text(random.nextBoolean() ? "outpatient" : "both"),
      Decimal.apply(random.nextLong(77_000) * 10_000, 18, 6),
      text("usd"),
      random.nextBoolean() ? 20_999 : 20_454,
      professional ? texts("11", "22", "19").copy() : null,
      random.nextBoolean() ? texts("25") : null,
      null
    };
  }

  /** Entry, provider and NPI of each member of each item in one number, by item and NPI. */
  private void sort() {
    long[] keys = new long[(int) rows];
    int size = 0;
    for (int e = 0; e < ENTRIES; e++) {
      for (int p = 0; p < PROVIDERS_OF_ENTRY; p++) {
        for (long npi : npis[providersOf[e][p]]) {
          keys[size++] =
              (long) (e / ENTRIES_OF_ITEM) << 56 | (npi - 1_000_000_000L) << 32 | (long) e << 4 | p;
        }
      }
    }
    sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
  }

  private static UTF8String text(Object value) {
    return UTF8String.fromString(value.toString());
  }

  private static ArrayData texts(String... values) {
    return ArrayData.toArrayData(Arrays.stream(values).map(WriterBench::text).toArray());
  }

  /** Time on the processor, which other processes of a busy machine do not lengthen. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds in all files. */
    public long nanos;

    /** Rows in all files. */
    public long rows;
  }

  /** Writes one file to nowhere. */
  @Benchmark
  public long write(Cpu cpu) throws IOException {
    long start = Cpu.THREADS.getCurrentThreadCpuTime();
    try (RateFileWriter file = shared.open(new Nowhere())) {
      if (sorted == null) {
        asTheyCome(file);
      } else {
        byNpi(file);
      }
    }
    cpu.nanos += Cpu.THREADS.getCurrentThreadCpuTime() - start;
    cpu.rows += rows;
    return rows;
  }

  private void asTheyCome(RateFileWriter file) throws IOException {
    for (int e = 0; e < ENTRIES; e++) {
      run.item(items[e / ENTRIES_OF_ITEM]);
      for (int price = 0; price < prices[e].length; price++) {
        run.prices(prices[e], price, price + 1);
        for (int p : providersOf[e]) {
          run.provider(providers[p], npis[p], 0, npis[p].length);
          file.write(run);
        }
      }
    }
  }

  private void byNpi(RateFileWriter file) throws IOException {
    long[] npi = new long[1];
    for (long key : sorted) {
      int e = (int) (key >>> 4) & 0xFFF_FFFF;
      npi[0] = 1_000_000_000L + ((key >>> 32) & 0xFF_FFFF);
      run.item(items[e / ENTRIES_OF_ITEM]);
      run.prices(prices[e], 0, prices[e].length);
      run.provider(providers[providersOf[e][(int) key & 0xF]], npi, 0, 1);
      file.write(run);
    }
  }

  /** Frees the writer. */
  @TearDown(Level.Trial)
  public void close() {
    shared.close();
  }

  /** Runs both and prints a table. */
  public static void main(String[] given) throws Exception {
    new Arguments(given);
    Report report =
        new Report("Parquet writer, one core", "rows", "million rows per CPU second", "bar");
    for (RunResult result :
        new Runner(new OptionsBuilder().include(WriterBench.class.getName()).build()).run()) {
      double rowsOfAll = result.getSecondaryResults().get("rows").getScore();
      double nanos = result.getSecondaryResults().get("nanos").getScore();
      report.row(result.getParams().getParam("order"), rowsOfAll / nanos * 1e3, "10");
    }
    report.print();
  }

  /** Counts what it is given. */
  private static final class Nowhere implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        private long position;

        @Override
        public long getPos() {
          return position;
        }

        @Override
        public void write(int b) {
          position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
          position += length;
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
