package io.lakewright.bench;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.CommonCells;
import io.lakewright.rates.parquet.RateFileSchema;
import io.lakewright.rates.parquet.RateFileWriter;
import io.lakewright.rates.parquet.RateRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Some two million rows as runs, of entries as {@code bench/flatten} has them. */
final class WriterRates {
  private static final int PROVIDERS = 40_000;
  private static final int ENTRIES = 20_000;
  private static final int PROVIDERS_OF_ENTRY = 10;
  private static final int ENTRIES_OF_ITEM = 300;
  private static final int ZSTD_LEVEL = 3;
  private static final long BUDGET = 128L << 20;

  private final SplittableRandom random;
  private final RateRun run = new RateRun();
  private final CommonCells[] items;
  private final CommonCells[] prices;
  private final int[][] providersOf;
  private final CommonCells[] providers;
  private final long[][] npis;
  private long[] sorted;
  private long rows;

  WriterRates(boolean isSorted, long seed) {
    random = new SplittableRandom(seed);
    providers = new CommonCells[PROVIDERS];
    npis = new long[PROVIDERS][];
    for (int p = 0; p < PROVIDERS; p++) {
      providers[p] =
          new CommonCells(
              new Object[] {
                text(p),
                texts("PPO Network"),
                null,
                text("ein"),
                text(1_000_000 + p),
                text("Group " + p)
              });
      npis[p] = random.longs(1 + random.nextInt(8), 1_000_000_000L, 1_000_200_000L).toArray();
    }
    items = new CommonCells[ENTRIES / ENTRIES_OF_ITEM + 1];
    for (int i = 0; i < items.length; i++) {
      Object[] item = new Object[RatesTable.PROVIDER];
      item[RatesTable.index("name")] = text("Service " + i);
      item[RatesTable.index("billing_code")] = text(99_000 + i);
      items[i] = new CommonCells(item);
    }
    prices = new CommonCells[ENTRIES];
    providersOf = new int[ENTRIES][];
    for (int e = 0; e < ENTRIES; e++) {
      prices[e] =
          new CommonCells(
              Stream.generate(this::price).limit(1 + random.nextInt(4)).toArray(Object[][]::new));
      providersOf[e] = random.ints(PROVIDERS_OF_ENTRY, 0, PROVIDERS).toArray();
      long members = Arrays.stream(providersOf[e]).mapToLong(p -> npis[p].length).sum();
      rows += members * prices[e].size();
    }
    if (isSorted) {
      sort();
    }
  }

  /** The memory and the compressor of a writer of such rates. */
  static RateFileWriter.Shared writer(boolean isSorted) {
    Configuration configuration = new Configuration(false);
    configuration.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    configuration.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "INT96");
    configuration.setBoolean(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), false);
    return new RateFileWriter.Shared(
        new RateFileSchema(RatesTable.SCHEMA, configuration),
        ZSTD_LEVEL,
        isSorted ? RateFileWriter.ROWS_SORTED : RateFileWriter.ROWS_UNSORTED,
        BUDGET);
  }

  /** Number of rows. */
  long rows() {
    return rows;
  }

  /** Writes all of them. */
  void write(RateFileWriter file) throws IOException {
    if (sorted == null) {
      asTheyCome(file);
    } else {
      byNpi(file);
    }
  }

  private void asTheyCome(RateFileWriter file) throws IOException {
    for (int e = 0; e < ENTRIES; e++) {
      run.item(items[e / ENTRIES_OF_ITEM]);
      for (int price = 0; price < prices[e].size(); price++) {
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
      run.prices(prices[e], 0, prices[e].size());
      run.provider(providers[providersOf[e][(int) key & 0xF]], npi, 0, 1);
      file.write(run);
    }
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
    return ArrayData.toArrayData(Arrays.stream(values).map(WriterRates::text).toArray());
  }

  /** Counts what it is given. */
  static final class Nowhere implements OutputFile {
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
