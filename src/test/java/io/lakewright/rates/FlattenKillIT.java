package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.Lakewright;
import io.lakewright.sample.Compression;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.sample.SchemaVersion;
import io.lakewright.table.Format;
import io.lakewright.table.IfExists;
import io.lakewright.table.Place;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.TestDirs;
import io.lakewright.testkit.iceberg.FailsOnceIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process is killed while it adds to a table: nothing of it is seen, and a rerun completes. */
@ExtendWith(SparkExtension.class)
class FlattenKillIT {
  @TempDir private static Path folder;
  private static Path first;
  private static Path second;

  /** What tables of the first input, and of both, hold when nothing is killed. */
  private static Fingerprint ofFirst;

  private static Fingerprint ofBoth;

  @BeforeAll
  static void writeInput() throws IOException {
    first = sample("first", 1_000_000, 1);
    second = sample("second", 8_000_000, 2);
    SparkSession spark = SparkExtension.session();
    String undisturbed = place(Format.PARQUET, "undisturbed");
    flatten(spark, first, undisturbed, Format.PARQUET);
    ofFirst = Fingerprint.of(read(spark, undisturbed, Format.PARQUET));
    flatten(spark, second, undisturbed, Format.PARQUET);
    ofBoth = Fingerprint.of(read(spark, undisturbed, Format.PARQUET));
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ICEBERG", "DELTA"})
  void aKilledRunLeavesTheTableAsItWasAndARerunCompletesIt(Format format, SparkSession spark) {
    String table = place(format, "killed");
    flatten(spark, first, table, format);
    Path home = home(format, table);
    long filesBefore = count(home);

    try (JavaProcess process = start(second, table, format)) {
      process.await(
          "data files of the second run",
          Duration.ofMinutes(3),
          () -> count(home) > filesBefore + 1);
      process.kill();
      assertThat(process.output()).doesNotContain("rates from");
    }

    assertThat(Fingerprint.of(read(spark, table, format))).isEqualTo(ofFirst);
    flatten(spark, second, table, format);
    assertThat(Fingerprint.of(read(spark, table, format))).isEqualTo(ofBoth);
    flatten(spark, second, table, format);
    assertThat(Fingerprint.of(read(spark, table, format)))
        .as("a file that is loaded is not loaded twice")
        .isEqualTo(ofBoth);
  }

  @Test
  void aTaskThatFailsAfterItHasWrittenIsTriedAgainAndLeavesNothing(SparkSession spark) {
    String table = "lake.retry.rates";
    try (JavaProcess process =
        start(
            first,
            table,
            Format.ICEBERG,
            "--master",
            "local[2, 2]",
            "--spark-conf",
            "spark.sql.catalog.lake.io-impl=" + FailsOnceIO.class.getName())) {
      assertThat(process.exitCode(Duration.ofMinutes(3))).as(process.output()).isZero();
      assertThat(process.output()).contains(FailsOnceIO.FAULT);
    }

    assertThat(Fingerprint.of(read(spark, table, Format.ICEBERG))).isEqualTo(ofFirst);
    assertThat(count(SparkExtension.warehouse().resolve("lake/retry/rates")))
        .as("files of the table, none of the attempt that failed")
        .isEqualTo(spark.table(table + ".files").count());
  }

  private static JavaProcess start(Path input, String table, Format format, String... more) {
    String warehouse = SparkExtension.warehouse().toString();
    return JavaProcess.logging(folder.resolve(format + ".log"))
        .options("-Xmx700m")
        .application()
        .classPath(TestDirs.build().resolve("test-classes").toString())
        .folder(folder)
        .start(
            "io.lakewright.cli.Main",
            arguments(
                more,
                "flatten",
                "--input",
                input.toString(),
                "--output",
                table,
                "--format",
                format.name().toLowerCase(Locale.ROOT),
                "--if-exists",
                "append",
                "--warehouse",
                warehouse,
                "--report",
                folder.resolve(format + "-report").toString(),
                // The embedded metastore is taken by this JVM.
                "--spark-conf",
                "spark.sql.catalogImplementation=in-memory"));
  }

  private static List<String> arguments(String[] more, String... common) {
    return Stream.concat(Stream.of(common), Stream.of(more)).toList();
  }

  private static void flatten(SparkSession spark, Path input, String table, Format format) {
    FlattenOptions defaults = FlattenOptions.of(List.of(input.toString()), Place.parse(table));
    Lakewright.with(spark)
        .run(
            new FlattenJob(
                new FlattenOptions(
                    defaults.input(),
                    defaults.output(),
                    Optional.of(format),
                    IfExists.APPEND,
                    defaults.layout(),
                    defaults.codes(),
                    defaults.filter(),
                    defaults.remote(),
                    defaults.onError(),
                    defaults.maxAnomalies(),
                    defaults.limits(),
                    defaults.broadcastBytes(),
                    defaults.writer(),
                    false)));
  }

  private static Dataset<Row> read(SparkSession spark, String table, Format format) {
    return switch (format) {
      case ICEBERG -> {
        spark.catalog().refreshTable(table);
        yield spark.table(table);
      }
      case DELTA -> spark.read().format("delta").load(table);
      default -> spark.read().schema(RatesTable.SCHEMA).parquet(table);
    };
  }

  private static String place(Format format, String name) {
    return format == Format.ICEBERG
        ? "lake.kill." + name
        : folder.resolve(format.name()).resolve(name).toString();
  }

  /** Where the table's files are, and those of runs that are not done. */
  private static Path home(Format format, String table) {
    return format == Format.ICEBERG
        ? SparkExtension.warehouse().resolve("lake/kill")
        : Path.of(table).getParent();
  }

  private static long count(Path home) {
    return data(home, path -> true);
  }

  /** Whether there are Parquet files with content among the paths below a folder. */
  static boolean hasData(Path home, Predicate<Path> among) {
    return data(home, among) > 0;
  }

  private static long data(Path home, Predicate<Path> among) {
    try (Stream<Path> paths = Files.walk(home)) {
      return paths
          .filter(path -> path.toString().endsWith(".parquet"))
          .filter(among)
          .filter(path -> path.toFile().length() > 0)
          .count();
    } catch (IOException | UncheckedIOException e) {
      // A file that was there a moment ago.
      return 0;
    }
  }

  private static Path sample(String name, long size, long seed) throws IOException {
    Path output = folder.resolve(name);
    new RatesSample(
            new RatesOptions(
                output,
                size,
                2,
                seed,
                40,
                25_000,
                SchemaVersion.V2_0_0,
                Compression.GZIP,
                Set.of(),
                0))
        .write();
    return output;
  }
}
