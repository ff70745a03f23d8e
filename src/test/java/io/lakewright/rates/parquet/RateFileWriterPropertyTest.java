package io.lakewright.rates.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.rates.RatesTable;
import io.lakewright.table.DataFileOutput;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Whatever the runs, parquet-java's own reader finds their rows, in order. */
class RateFileWriterPropertyTest {
  private static final Configuration CONFIGURATION = configuration();
  private static final RateFileSchema SCHEMA = new RateFileSchema(RatesTable.SCHEMA, CONFIGURATION);

  private static Configuration configuration() {
    Configuration configuration = new Configuration(false);
    configuration.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    configuration.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "INT96");
    configuration.setBoolean(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), false);
    return configuration;
  }

  /**
   * @param variety of values: with few, columns are constant or dictionaries small; with many, more
   *     than a dictionary pays for
   * @param longest of the runs; the longest end in other pages than they begin
   */
  @Property(tries = 25, seed = "11")
  void rowsAreReadAsTheRunsHaveThem(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int variety,
      @ForAll @IntRange(min = 1, max = 30_000) int longest,
      @ForAll boolean littleMemory)
      throws IOException {
    Values values = new Values(new Random(seed), variety);
    List<String> expected =
        write(() -> values.run(longest), 450, littleMemory ? 200_000 : 64L << 20);
    assertThatFileHas(expected);
  }

  /** As sorting leaves them: an NPI and the prices of an entry, over several pages and groups. */
  @Property(tries = 12, seed = "12")
  void rowsAreReadAsSuchRunsOfSingleNpisHaveThem(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int variety) throws IOException {
    Values values = new Values(new Random(seed), variety);
    List<String> expected = write(() -> values.run(1), 30_000, 64L << 20);
    assertThatFileHas(expected);
  }

  private java.nio.file.Path folder;

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("rates");
  }

  @AfterTry
  void deleteFolder() {
    TestDirs.delete(folder);
  }

  private Path file() {
    return new Path(folder.resolve("rates.parquet").toUri());
  }

  /** Writes some 45,000 rows, but at most so many runs; gives the rows. */
  private List<String> write(Supplier<RateRun> runs, int maxRuns, long budget) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RateFileWriter.Shared shared = new RateFileWriter.Shared(SCHEMA, 1, 30_000, budget);
        RateFileWriter writer = shared.open(DataFileOutput.of(file(), CONFIGURATION))) {
      for (int i = 0; i < maxRuns && rows.size() < 45_000; i++) {
        RateRun run = runs.get();
        writer.write(run);
        for (long row = 0; row < run.rows(); row++) {
          rows.add(canonical(run, row));
        }
      }
    }
    return rows;
  }

  private void assertThatFileHas(List<String> expected) throws IOException {
    List<String> actual = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file()).withConf(CONFIGURATION).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        actual.add(canonical(row));
      }
    }
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        assertThat(actual.get(i)).as("row %s", i).isEqualTo(expected.get(i));
      }
    }
    PageIndexCheck.assertThatIndexesAreExact(file(), CONFIGURATION);
  }

  /** Random items, providers and prices, some of which come again. */
  private static final class Values {
    private final Random random;
    private final int variety;
    private final CommonCells[] items;
    private final CommonCells[] providers;
    private final List<CommonCells> prices = new ArrayList<>();
    private final RateRun run = new RateRun();

    Values(Random random, int variety) {
      this.random = random;
      this.variety = variety;
      this.items = new CommonCells[1 + random.nextInt(3)];
      this.providers = new CommonCells[1 + random.nextInt(variety)];
      Arrays.setAll(items, i -> new CommonCells(cells(0, RatesTable.PROVIDER)));
      Arrays.setAll(providers, i -> new CommonCells(cells(RatesTable.PROVIDER, RatesTable.PRICE)));
      for (int i = 0; i <= random.nextInt(variety); i++) {
        Object[][] entry = new Object[1 + random.nextInt(4)][];
        Arrays.setAll(entry, p -> cells(RatesTable.PRICE, RatesTable.SCHEMA.length()));
        prices.add(new CommonCells(entry));
      }
    }

    RateRun run(int longest) {
      run.item(items[random.nextInt(items.length)]);
      CommonCells entry = prices.get(random.nextInt(prices.size()));
      long[] npis = new long[1 + random.nextInt(random.nextInt(8) == 0 ? longest : 4)];
      long one = npi();
      boolean same = random.nextBoolean();
      Arrays.setAll(npis, i -> same ? one : npi());
      int from = npis.length == 1 ? 0 : random.nextInt(2);
      if (npis.length - from == 1) {
        run.prices(entry, 0, entry.size());
      } else {
        int price = random.nextInt(entry.size());
        run.prices(entry, price, price + 1);
      }
      run.provider(providers[random.nextInt(providers.length)], npis, from, npis.length);
      return run;
    }

    private long npi() {
      return random.nextInt(10) == 0 ? 0 : 1_000_000_000L + random.nextInt(variety * variety);
    }

    private Object[] cells(int from, int to) {
      Object[] cells = new Object[to - from];
      for (int i = 0; i < cells.length; i++) {
        cells[i] =
            random.nextInt(6) == 0
                ? null
                : switch (RatesTable.SCHEMA.fields()[from + i].dataType().catalogString()) {
                  case "string" -> text();
                  case "date" -> random.nextInt(variety) - 3;
                  case "bigint" -> null;
                  case "decimal(18,6)" -> Decimal.apply(random.nextLong(variety), 18, 6);
                  case "array<string>" -> array(false);
                  default -> array(true);
                };
      }
      return cells;
    }

    private UTF8String text() {
      return UTF8String.fromString("ä".repeat(random.nextInt(3)) + random.nextInt(variety));
    }

    private ArrayData array(boolean ofCodes) {
      Object[] elements = new Object[random.nextInt(random.nextInt(9) == 0 ? 30 : 4)];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = ofCodes ? code() : random.nextInt(5) == 0 ? null : text();
      }
      return ArrayData.toArrayData(elements);
    }

    private InternalRow code() {
      Object[] fields = new Object[RatesTable.CODE.length()];
      Arrays.setAll(fields, i -> random.nextInt(4) == 0 ? null : text());
      return new GenericInternalRow(fields);
    }
  }

  private static String canonical(RateRun run, long row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < RatesTable.SCHEMA.length(); column++) {
      Object cell;
      if (column == RatesTable.NPI) {
        cell = run.npi(row) == 0 ? null : run.npi(row);
      } else if (column < RatesTable.PROVIDER) {
        cell = run.item()[column];
      } else if (column < RatesTable.PRICE) {
        cell = run.provider()[column - RatesTable.PROVIDER];
      } else {
        cell = run.price(row)[column - RatesTable.PRICE];
      }
      text.append(cell(cell)).append('|');
    }
    return text.toString();
  }

  private static String cell(Object cell) {
    if (cell instanceof Decimal decimal) {
      return Long.toString(decimal.toUnscaledLong());
    }
    if (!(cell instanceof ArrayData array)) {
      return String.valueOf(cell);
    }
    List<String> elements = new ArrayList<>();
    for (Object element : array.array()) {
      if (element instanceof InternalRow code) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < code.numFields(); i++) {
          fields.add(String.valueOf(code.getUTF8String(i)));
        }
        elements.add(fields.toString());
      } else {
        elements.add(String.valueOf(element));
      }
    }
    return elements.toString();
  }

  private static String canonical(Group row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < RatesTable.SCHEMA.length(); column++) {
      text.append(value(row, column)).append('|');
    }
    return text.toString();
  }

  private static String value(Group group, int field) {
    if (group.getFieldRepetitionCount(field) == 0) {
      return "null";
    }
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      return group.getValueToString(field, 0);
    }
    Group value = group.getGroup(field, 0);
    List<String> parts = new ArrayList<>();
    if (type.getLogicalTypeAnnotation() != null) {
      for (int i = 0; i < value.getFieldRepetitionCount(0); i++) {
        parts.add(value(value.getGroup(0, i), 0));
      }
    } else {
      for (int i = 0; i < value.getType().getFieldCount(); i++) {
        parts.add(value(value, i));
      }
    }
    return parts.toString();
  }
}
