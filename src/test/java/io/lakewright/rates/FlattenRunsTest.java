package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.rates.FlattenOptions.Writer;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.testkit.DuckDb;
import io.lakewright.testkit.ParquetCli;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What files written as runs are worth to those who read them. */
@ExtendWith(SparkExtension.class)
class FlattenRunsTest {
  private static final Layout BY_NPI = new Layout(List.of(), List.of(), 0, List.of("npi"));

  @TempDir private static Path folder;
  private static String input;

  @BeforeAll
  static void writeInput() throws IOException {
    input = folder.resolve("in").toString();
    new RatesSample(
            RatesOptions.into(Path.of(input))
                .withFiles(1)
                .withSize(2_500_000)
                .withRowsPerMb(150_000))
        .write();
  }

  private static void flatten(SparkSession spark, String output, Layout layout, Writer writer) {
    Lakewright.with(spark).flatten(input).to(output).layout(layout).writer(writer).run();
  }

  private static Path onlyFile(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void aFileEndsWhereSparkSaysSoAndTheNextGoesOnInOrder() throws IOException {
    SparkSession spark = SparkExtension.session().newSession();
    spark.conf().set("spark.sql.files.maxRecordsPerFile", "100000");
    String output = folder.resolve("many-files").toString();
    flatten(spark, output, BY_NPI, Writer.RUNS);

    List<Long> rows;
    try (Stream<Path> files = Files.walk(Path.of(output))) {
      rows =
          files
              .filter(file -> file.toString().endsWith(".parquet"))
              .map(FlattenRunsTest::rowsOf)
              .toList();
    }
    assertThat(rows).hasSizeGreaterThan(2).allMatch(count -> count < 150_000);
    String one = folder.resolve("one-file").toString();
    flatten(SparkExtension.session(), one, BY_NPI, Writer.RUNS);
    assertThat(RatesCount.ofParquet(Path.of(output))).isEqualTo(RatesCount.ofParquet(Path.of(one)));
  }

  private static long rowsOf(Path file) {
    try {
      return rows(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParquetFileReader open(Path file, FilterPredicate filter) throws IOException {
    ParquetReadOptions.Builder options = ParquetReadOptions.builder();
    if (filter != null) {
      options.withRecordFilter(FilterCompat.get(filter));
    }
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)),
        options.build());
  }

  /** Rows of the pages that a reader reads, of those in the file. */
  private static long rowsRead(Path file, FilterPredicate filter) throws IOException {
    long rows = 0;
    try (ParquetFileReader reader = open(file, filter)) {
      for (PageReadStore group = reader.readNextFilteredRowGroup();
          group != null;
          group = reader.readNextFilteredRowGroup()) {
        rows += group.getRowCount();
      }
    }
    return rows;
  }

  private static long rows(Path file) throws IOException {
    try (ParquetFileReader reader = open(file, null)) {
      return reader.getRecordCount();
    }
  }

  @Test
  void ofAFileSortedByNpiOnlyThePagesOfTheNpiAreRead(SparkSession spark) throws IOException {
    Path table = folder.resolve("by_npi");
    flatten(spark, table.toString(), BY_NPI, Writer.RUNS);
    Path file = onlyFile(table);
    long npi = (long) DuckDb.value("SELECT median(npi)::BIGINT FROM '" + file + "'");

    long read = rowsRead(file, FilterApi.eq(FilterApi.longColumn("npi"), npi));

    assertThat(rows(file)).isGreaterThan(45_000);
    assertThat(read).isBetween(0L, 40_000L);
  }

  @Test
  void ofAFileAsItComesOnlyThePagesOfTheCodesAreRead(SparkSession spark) throws IOException {
    Path table = folder.resolve("plain");
    flatten(spark, table.toString(), Layout.NONE, Writer.RUNS);
    Path file = onlyFile(table);
    Object code = DuckDb.value("SELECT mode(billing_code) FROM '" + file + "'");
    Binary value = Binary.fromString(code.toString());

    long read =
        rowsRead(
            file,
            FilterApi.and(
                FilterApi.gtEq(FilterApi.binaryColumn("billing_code"), value),
                FilterApi.ltEq(FilterApi.binaryColumn("billing_code"), value)));

    long wanted =
        (long)
            DuckDb.value(
                "SELECT count(*) FROM '%s' WHERE billing_code = '%s'".formatted(file, code));
    assertThat(read).isBetween(wanted, rows(file) - 20_000);
  }

  @Test
  void bloomFiltersKnowTheNpisAndTins(SparkSession spark) throws IOException {
    Path table = folder.resolve("bloom");
    flatten(spark, table.toString(), Layout.NONE, Writer.RUNS);
    Path file = onlyFile(table);

    LongPredicate npi = filter(file, "npi");
    for (List<Object> row : DuckDb.query("SELECT DISTINCT npi FROM '" + file + "'")) {
      assertThat(row.get(0) == null || npi.test((long) row.get(0))).isTrue();
    }
    long wrong =
        java.util.stream.LongStream.range(5_000_000_000L, 5_000_001_000L).filter(npi).count();
    assertThat(wrong).as("of 1,000 that are not there").isLessThan(200);
    assertThat(filter(file, "tin")).isNotNull();
  }

  @Test
  void aColumnOfOneValueIsOnePageAndItsBoundsAreInTheFooter(SparkSession spark) throws IOException {
    Path table = folder.resolve("pages");
    flatten(spark, table.toString(), BY_NPI, Writer.RUNS);

    try (ParquetFileReader reader = open(onlyFile(table), null)) {
      ColumnChunkMetaData same = chunk(reader, "reporting_entity_name");
      assertThat(same.getValueCount()).isGreaterThan(20_000);
      assertThat(reader.readOffsetIndex(same).getPageCount()).isEqualTo(1);
      assertThat(same.getColumnIndexReference()).isNull();
      assertThat(same.getStatistics().getMinBytes())
          .isEqualTo(same.getStatistics().getMaxBytes())
          .isNotEmpty();
      ColumnChunkMetaData sorted = chunk(reader, "npi");
      assertThat(reader.readOffsetIndex(sorted).getPageCount()).isGreaterThan(1);
      assertThat(reader.readColumnIndex(sorted).getMinValues()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void footersHaveNoBoundsOfWhatIsWithinArrays(SparkSession spark) throws IOException {
    Path table = folder.resolve("arrays");
    flatten(spark, table.toString(), Layout.NONE, Writer.RUNS);

    try (ParquetFileReader reader = open(onlyFile(table), null)) {
      ColumnChunkMetaData elements = chunk(reader, "service_code.list.element");
      assertThat(elements.getStatistics().hasNonNullValue()).isFalse();
      assertThat(elements.getStatistics().isNumNullsSet()).isTrue();
      assertThat(elements.getColumnIndexReference()).isNull();
      assertThat(reader.readOffsetIndex(elements).getPageCount()).isPositive();
    }
  }

  private static LongPredicate filter(Path file, String column) throws IOException {
    try (ParquetFileReader reader = open(file, null)) {
      BloomFilter filter = reader.readBloomFilter(chunk(reader, column));
      return value -> filter.findHash(filter.hash(value));
    }
  }

  /** A column of the first row group. */
  private static ColumnChunkMetaData chunk(ParquetFileReader reader, String column) {
    return reader.getRowGroups().get(0).getColumns().stream()
        .filter(chunk -> chunk.getPath().toDotString().equals(column))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLookUpByNpiReadsOneBucketOfTwo(SparkSession spark, @TempDir Path few) throws IOException {
    // A partition per code: a few will do.
    new RatesSample(RatesOptions.into(few).withFiles(1).withSize(500_000).withCodes(10)).write();
    Lakewright.with(spark)
        .flatten(few.toString())
        .to("runs_test.bucketed")
        .layout(FlattenOptions.PARQUET_LAYOUT)
        .run();
    Dataset<Row> all = spark.table("runs_test.bucketed");
    long npi = all.selectExpr("max(npi)").first().getLong(0);

    Dataset<Row> found = all.where("npi = " + npi);

    // Else Spark skips the other bucket too, but does not say so.
    spark.conf().set("spark.sql.sources.bucketing.autoBucketedScan.enabled", "false");
    try {
      assertThat(found.queryExecution().executedPlan().toString())
          .contains("SelectedBucketsCount: 1 out of 2");
    } finally {
      spark.conf().unset("spark.sql.sources.bucketing.autoBucketedScan.enabled");
    }
    assertThat(found.count()).isEqualTo(all.selectExpr("npi + 0 AS n").where("n = " + npi).count());
  }

  @Test
  void allReadersFindTheSameAndAsMuchAsInRowsInFilesNoLarger(SparkSession spark)
      throws IOException {
    Path runs = folder.resolve("in_runs");
    Path rows = folder.resolve("in_rows");
    flatten(spark, runs.toString(), BY_NPI, Writer.RUNS);
    flatten(spark, rows.toString(), BY_NPI, Writer.ROWS);

    String expected = checksum(spark, rows);
    assertThat(checksum(spark, runs)).isEqualTo(expected);
    assertThat(bytes(runs)).isPositive().isLessThanOrEqualTo(bytes(rows));
    for (String reader : List.of("enableVectorizedReader", "filterPushdown")) {
      spark.conf().set("spark.sql.parquet." + reader, "false");
      try {
        assertThat(checksum(spark, runs)).as("without %s", reader).isEqualTo(expected);
      } finally {
        spark.conf().unset("spark.sql.parquet." + reader);
      }
    }
    String duck =
        "SELECT count(*), sum(negotiated_rate)::VARCHAR, count(DISTINCT npi), sum(hash(%s))::VARCHAR FROM %s";
    String columns = String.join(", ", RatesTable.SCHEMA.fieldNames());
    assertThat(DuckDb.query(duck.formatted(columns, DuckDb.parquet(runs))))
        .isEqualTo(DuckDb.query(duck.formatted(columns, DuckDb.parquet(rows))));
  }

  @Test
  void parquetsOwnCommandLineReadsAllPagesAndFindsWhatTheirStatisticsSay(SparkSession spark)
      throws IOException {
    Path table = folder.resolve("cli");
    flatten(spark, table.toString(), BY_NPI, Writer.RUNS);
    Path file = onlyFile(table);

    // Its "cat" cannot read arrays of structs whose fields may all be missing, whoever wrote them.
    assertThat(ParquetCli.checkStatistics(file)).contains("has no corrupt stats");
  }

  private static long bytes(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static String checksum(SparkSession spark, Path table) {
    Row row =
        spark
            .read()
            .parquet(table.toString())
            .selectExpr("count(*)", "sum(CAST(xxhash64(*) AS DECIMAL(38, 0)))")
            .first();
    assertThat(row.getLong(0)).isPositive();
    return row.getLong(0) + " " + (BigDecimal) row.get(1);
  }

  @Test
  void icebergKnowsExactlyWhatIsInTheFiles(SparkSession spark) throws Exception {
    flatten(spark, "lake.runs_test.rates", FlattenOptions.ICEBERG_LAYOUT, Writer.RUNS);

    Table table = Spark3Util.loadIcebergTable(spark, "lake.runs_test.rates");
    assertThat(table.snapshots()).hasSize(1);
    int npi = table.schema().findField("npi").fieldId();
    int type = table.schema().findField("negotiated_type").fieldId();
    int information = table.schema().findField("additional_information").fieldId();
    Map<String, Row> actual =
        spark
            .table("lake.runs_test.rates")
            .groupBy("_file")
            .agg(
                org.apache.spark.sql.functions.expr("count(*)"),
                org.apache.spark.sql.functions.expr("min(npi)"),
                org.apache.spark.sql.functions.expr("max(npi)"),
                org.apache.spark.sql.functions.expr("min(negotiated_type)"),
                org.apache.spark.sql.functions.expr("count_if(additional_information IS NULL)"))
            .collectAsList()
            .stream()
            .collect(java.util.stream.Collectors.toMap(row -> row.getString(0), row -> row));
    assertThat(actual).isNotEmpty();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        Row row = actual.remove(file.location());
        assertThat(file.recordCount()).isEqualTo(row.getLong(1));
        Long lowest = Conversions.fromByteBuffer(Types.LongType.get(), file.lowerBounds().get(npi));
        assertThat(lowest).isEqualTo(row.getLong(2));
        Long highest =
            Conversions.fromByteBuffer(Types.LongType.get(), file.upperBounds().get(npi));
        assertThat(highest).isEqualTo(row.getLong(3));
        assertThat(
                Conversions.fromByteBuffer(Types.StringType.get(), file.lowerBounds().get(type))
                    .toString())
            .isEqualTo(row.getString(4).substring(0, Math.min(16, row.getString(4).length())));
        assertThat(file.nullValueCounts().get(information)).isEqualTo(row.getLong(5));
        assertThat(file.valueCounts().get(npi)).isEqualTo(row.getLong(1));
        assertThat(file.splitOffsets()).isNotEmpty();
        assertThat(file.fileSizeInBytes())
            .isEqualTo(table.io().newInputFile(file.location()).getLength());
      }
    }
    assertThat(actual).as("files that are in no commit").isEmpty();
  }

  @Test
  void icebergPartitionsAreThoseOfTheTransform(SparkSession spark) {
    flatten(spark, "lake.runs_test.parted", FlattenOptions.ICEBERG_LAYOUT, Writer.AUTO);

    Dataset<Row> wrong =
        spark.sql(
            "SELECT _partition FROM lake.runs_test.parted"
                + " WHERE _partition.billing_code_bucket != lake.system.bucket(16, billing_code)");
    assertThat(wrong.count()).isZero();
    assertThat(spark.table("lake.runs_test.parted.partitions").count()).isGreaterThan(1);
  }

  @Test
  void icebergFilesLieWhereTheTableWantsThem(SparkSession spark) {
    flatten(spark, "lake.runs_test.spread", FlattenOptions.ICEBERG_LAYOUT, Writer.RUNS);
    spark.sql(
        "ALTER TABLE lake.runs_test.spread SET TBLPROPERTIES ('write.object-storage.enabled'='true')");
    long before = spark.table("lake.runs_test.spread").count();

    Lakewright.with(spark)
        .flatten(input)
        .to("lake.runs_test.spread")
        .ifExists(io.lakewright.table.IfExists.REPLACE)
        .writer(Writer.RUNS)
        .run();

    List<Row> files =
        spark.table("lake.runs_test.spread.files").select("file_path").collectAsList();
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            file -> assertThat(file.getString(0)).matches(".*/data/[01]{4}/[01]{4}/[01]{4}/.*"));
    assertThat(spark.table("lake.runs_test.spread").count()).isEqualTo(before);
  }

  @Test
  void runsAreRefusedWhereOnlyRowsCanBeWritten(SparkSession spark) {
    Layout byPrice = new Layout(List.of("negotiated_type"), List.of(), 0, List.of());

    assertThatThrownBy(
            () -> flatten(spark, folder.resolve("refused").toString(), byPrice, Writer.RUNS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be written as runs");
    assertThat(Place.parse(folder.resolve("refused").toString())).isNotNull();
    assertThat(folder.resolve("refused")).doesNotExist();
  }
}
