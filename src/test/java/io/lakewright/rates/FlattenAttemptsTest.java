package io.lakewright.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.sample.RatesOptions;
import io.lakewright.sample.RatesSample;
import io.lakewright.table.Layout;
import io.lakewright.testkit.S3MockExtension;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.S3Lake;
import io.lakewright.testkit.writing.HookedS3A;
import io.lakewright.testkit.writing.HookedS3FileIO;
import io.lakewright.testkit.writing.WriteHook;
import io.lakewright.testkit.writing.WriteHooks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attempts at tasks that end while they write a large file to S3, some parts of which are there:
 * nothing stays of them.
 */
@ExtendWith({SparkExtension.class, S3MockExtension.class})
class FlattenAttemptsTest {
  private static final String FAULT = "the disk is gone";

  /** More than the first part of an upload, which has five MiB at least. */
  private static final long IN_THE_MIDDLE = 5_500_000;

  @TempDir private static Path folder;
  private static Fingerprint expected;

  @BeforeAll
  static void writeInput() throws IOException {
    new RatesSample(
            RatesOptions.into(folder.resolve("input"))
                .withFiles(1)
                .withSize(10_000_000)
                .withRowsPerMb(300_000)
                .withCodes(1))
        .write();
    SparkSession spark = SparkExtension.session();
    String undisturbed = folder.resolve("undisturbed").toString();
    flatten(spark, undisturbed);
    expected = Fingerprint.of(spark.read().schema(RatesTable.SCHEMA).parquet(undisturbed));
  }

  @BeforeEach
  void hookIn(SparkSession spark) {
    S3MockExtension.configure(spark);
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set("fs.s3.impl", HookedS3A.class.getName());
    hadoop.set("fs.s3a.multipart.size", "5M");
  }

  @AfterEach
  void unhook(SparkSession spark) {
    WriteHooks.clear();
    S3MockExtension.configure(spark);
    spark.sparkContext().hadoopConfiguration().unset("fs.s3a.multipart.size");
  }

  @Test
  void anAttemptAtParquetFilesThatFailsLeavesNothing(SparkSession spark) {
    String bucket = S3MockExtension.newBucket();
    WriteHooks.set(new Failing());

    assertThatThrownBy(() -> flatten(spark, "s3://" + bucket + "/tables/rates"))
        .hasStackTraceContaining(FAULT);

    assertThat(S3MockExtension.openUploads(bucket)).isEmpty();
    assertThat(S3MockExtension.keys(bucket, "")).noneMatch(key -> key.endsWith(".parquet"));
  }

  @Test
  void anAttemptAtIcebergFilesThatFailsLeavesNothing(SparkSession spark) {
    S3Lake lake = lake();
    WriteHooks.set(new Failing());

    assertThatThrownBy(() -> flatten(spark, lake.name("rates"))).hasStackTraceContaining(FAULT);

    assertThat(S3MockExtension.openUploads(lake.bucket())).isEmpty();
    assertThat(S3MockExtension.keys(lake.bucket(), "")).noneMatch(key -> key.endsWith(".parquet"));
  }

  @Test
  void aRunThatFailsDeletesWhatTasksHaveWrittenIntoAnIcebergTable(
      SparkSession spark, @TempDir Path small) throws IOException {
    S3Lake lake = lake();
    new RatesSample(RatesOptions.into(small).withFiles(1).withSize(500_000)).write();
    FailingLate late = new FailingLate();
    WriteHooks.set(late);

    assertThatThrownBy(
            () -> Lakewright.with(spark).flatten(small.toString()).to(lake.name("rates")).run())
        .hasStackTraceContaining(FAULT);

    assertThat(late.files).hasValueGreaterThan(FailingLate.FILES);
    assertThat(S3MockExtension.keys(lake.bucket(), "")).noneMatch(key -> key.endsWith(".parquet"));
  }

  @Test
  void anAttemptAtParquetFilesThatIsKilledIsMadeUpForAndLeavesNothing(SparkSession spark) {
    String bucket = S3MockExtension.newBucket();
    String table = "s3://" + bucket + "/tables/rates";
    Killed killed = new Killed(spark);
    WriteHooks.set(killed);

    flatten(spark, table);

    assertThat(killed.once).isTrue();
    Dataset<Row> rates = spark.read().schema(RatesTable.SCHEMA).parquet(table);
    assertThat(Fingerprint.of(rates)).isEqualTo(expected);
    assertThat(S3MockExtension.openUploads(bucket)).isEmpty();
    assertThat(S3MockExtension.keys(bucket, "tables/"))
        .filteredOn(key -> key.endsWith(".parquet") && !key.startsWith("tables/rates_"))
        .hasSameSizeAs(rates.inputFiles());
  }

  @Test
  void anAttemptAtIcebergFilesThatIsKilledIsMadeUpForAndLeavesNothing(SparkSession spark) {
    S3Lake lake = lake();
    Killed killed = new Killed(spark);
    WriteHooks.set(killed);

    flatten(spark, lake.name("rates"));

    assertThat(killed.once).isTrue();
    assertThat(Fingerprint.of(spark.table(lake.name("rates")))).isEqualTo(expected);
    assertThat(S3MockExtension.openUploads(lake.bucket())).isEmpty();
    assertThat(S3MockExtension.keys(lake.bucket(), "warehouse/db/rates/data/"))
        .hasSize((int) spark.table(lake.name("rates.files")).count());
  }

  /** A disk fails. */
  private static final class Failing implements WriteHook {
    @Override
    public void writing(long position) throws IOException {
      if (position > IN_THE_MIDDLE) {
        throw new IOException(FAULT);
      }
    }
  }

  /** A disk fails when some files, most of them of other tasks, are written. */
  private static final class FailingLate implements WriteHook {
    private static final int FILES = 8;

    private final AtomicInteger files = new AtomicInteger();

    @Override
    public void closing() throws IOException {
      if (files.incrementAndGet() > FILES) {
        throw new IOException(FAULT);
      }
    }
  }

  /** Spark kills the first attempt, the way it kills one whose twin was faster. */
  private static final class Killed implements WriteHook {
    private final SparkSession spark;
    private final AtomicBoolean once = new AtomicBoolean();

    Killed(SparkSession spark) {
      this.spark = spark;
    }

    @Override
    public void writing(long position) {
      if (position > IN_THE_MIDDLE && !once.getAndSet(true)) {
        spark.sparkContext().killTaskAttempt(TaskContext.get().taskAttemptId(), true, "a test");
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          // The attempt is to find out by itself, or from storage.
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static S3Lake lake() {
    return S3Lake.create(
        Map.of(
            "io-impl",
            HookedS3FileIO.class.getName(),
            "s3.multipart.part-size-bytes",
            String.valueOf(5 << 20),
            "s3.multipart.threshold",
            "1.0"));
  }

  private static void flatten(SparkSession spark, String table) {
    Lakewright.with(spark)
        .flatten(folder.resolve("input").toString())
        .to(table)
        .layout(new Layout(List.of("billing_code"), List.of(), 0, List.of()))
        .run();
  }
}
