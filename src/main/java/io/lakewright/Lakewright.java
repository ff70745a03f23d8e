package io.lakewright;

import io.lakewright.discord.DiscordsBuilder;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.JobResult;
import io.lakewright.job.SparkProgress;
import io.lakewright.maintain.MaintainBuilder;
import io.lakewright.rates.FlattenBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/**
 * The jobs for programs and for {@code spark-shell}: {@code Lakewright.with(spark)} gives one entry
 * per job.
 *
 * <p>A job's entry is a method here that returns the job's builder, whose {@code run()} calls
 * {@link #run(Job)} and so returns the result record.
 */
public final class Lakewright {
  private final SparkSession spark;

  private Lakewright(SparkSession spark) {
    this.spark = spark;
  }

  /** Jobs on this session, which stays open. */
  public static Lakewright with(SparkSession spark) {
    return new Lakewright(spark);
  }

  /** The session that jobs run on. */
  public SparkSession spark() {
    return spark;
  }

  /**
   * Turns in-network files into the table {@code rates}: {@code
   * flatten("in/*.json.gz").to("lake.mrf.rates").run()}.
   *
   * @param input files, folders, patterns, addresses, slices
   */
  public FlattenBuilder flatten(String... input) {
    return new FlattenBuilder(List.of(input), this::run);
  }

  /**
   * Finds the discords of time series: {@code discords("lake.iot.readings").series("device")
   * .time("ts").values("temperature").length(288).to("lake.iot.readings").run()}.
   *
   * @param input tables, folders, files, patterns
   */
  public DiscordsBuilder discords(String... input) {
    return new DiscordsBuilder(List.of(input), this::run);
  }

  /**
   * Keeps Iceberg tables healthy: {@code maintain("lake.db.t").dryRun().run()}.
   *
   * @param tables full names
   */
  public MaintainBuilder maintain(String... tables) {
    return new MaintainBuilder(List.of(tables), this::run);
  }

  /**
   * Runs a job. Nothing is printed and no report is written; the phases are the descriptions of the
   * Spark jobs.
   *
   * @throws UserException for what the user can mend
   */
  public <R extends JobResult> R run(Job<R> job) {
    String runId = UUID.randomUUID().toString();
    try (SparkProgress progress = SparkProgress.silent(spark, runId)) {
      return job.run(new JobContext(spark, runId, Clock.systemUTC(), progress));
    } catch (RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(job.name() + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(job.name() + " was interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException(job.name() + " failed: " + e.getMessage(), e);
    }
  }
}
