package io.lakewright.maintain.archive;

import io.lakewright.UserException;
import io.lakewright.job.Human;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.maintain.archive.RestoreResult.State;
import io.lakewright.maintain.lock.LeasedLock;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.ObjectWork;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.SharedLocation;
import io.lakewright.maintain.s3.TagChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings a past version of a table back as a table of its own. Every step looks at how things are,
 * so a run that was killed, or did not wait for Glacier, is gone on with by the same command.
 */
public final class RestoreJob implements Job<RestoreResult> {
  /** Property of a restored table: the full name of the original. */
  static final String RESTORED_FROM = "lakewright-restored-from";

  private final RestoreOptions options;

  public RestoreJob(RestoreOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public RestoreResult run(JobContext context) throws InterruptedException {
    S3Table s3 = S3Table.load(context.spark(), options.table());
    Optional<Table> there = existing(s3);
    Instant until = context.clock().instant().plus(options.patience());
    if (options.dryRun()) {
      return new Restore(context, s3, until).plan();
    }
    // Upkeep of the original would retire again what is being brought back.
    return LeasedLock.during(
        s3.table(),
        s3::again,
        context.runId(),
        context.clock(),
        () -> new Restore(context, s3, until).run(there));
  }

  /** The restored table, if an earlier run came that far. */
  private Optional<Table> existing(S3Table s3) {
    try {
      Table table = s3.catalog().loadTable(options.as().identifier());
      if (!s3.name().toString().equals(table.properties().get(RESTORED_FROM))) {
        throw new UserException(
            "%s exists and was not restored from %s; give another name with --as"
                .formatted(options.as(), s3.name()));
      }
      return Optional.of(table);
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /** One run. */
  private final class Restore {
    private final JobContext context;
    private final SparkSession spark;
    private final S3Table s3;
    private final Instant until;
    private final Map<String, Set<String>> tags;
    private ObjectReport done = ObjectReport.NONE;

    Restore(JobContext context, S3Table s3, Instant until) {
      this.context = context;
      this.spark = context.spark();
      this.s3 = s3;
      this.until = until;
      this.tags = RetiredMarks.of(s3.table(), s3.access(), options.deleteTags());
    }

    RestoreResult run(Optional<Table> there) throws InterruptedException {
      Table restored;
      try {
        restored = there.isPresent() ? there.get() : bringBackAndRegister();
      } catch (StillWaiting e) {
        return new RestoreResult(
            s3.name(), options.as(), null, State.WAITING, done.plus(e.report), ObjectReport.NONE);
      }
      SharedLocation.add(s3.table(), options.as().identifier());
      Dataset<Row> files = ReachableObjects.of(spark, restored).persist();
      try {
        context.progress().phase("Taking the delete tag off the files of " + options.as());
        if (!tags.isEmpty()) {
          done = done.plus(ObjectTags.change(files, s3.access(), TagChange.removing(tags)));
        }
        context.progress().phase("Reading the end of every file of " + options.as());
        ObjectReport checked = ObjectWork.run(files, s3.access(), new ReadableCheck());
        State state =
            checked.failed() + checked.gone() + done.failed() == 0 ? State.RESTORED : State.DAMAGED;
        return new RestoreResult(
            s3.name(), options.as(), Versions.location(restored), state, done, checked);
      } finally {
        files.unpersist();
      }
    }

    RestoreResult plan() {
      Table version =
          ReachableObjects.at(s3.table(), new Versions(s3, file -> {}).find(options.point()));
      context.progress().phase("Looking at the files of " + s3.name());
      ObjectReport found = look(ReachableObjects.listed(spark, version));
      // What cannot be read yet does not tell what else there is.
      if (found.waiting() + found.gone() == 0) {
        ObjectReport manifests = look(ReachableObjects.manifestFiles(spark, version));
        found =
            manifests.waiting() + manifests.gone() == 0
                ? look(ReachableObjects.of(spark, version))
                : found.plus(manifests);
      }
      return new RestoreResult(
          s3.name(), options.as(), null, State.PLANNED, found, ObjectReport.NONE);
    }

    private ObjectReport look(Dataset<Row> objects) {
      return ObjectWork.run(objects, s3.access(), new ArchivedCheck());
    }

    private Table bringBackAndRegister() throws InterruptedException {
      TableMetadata metadata = new Versions(s3, this::bringBackOne).find(options.point());
      // Upkeep must not take again what comes back before the table is there.
      SharedLocation.begin(s3.table(), options.as().identifier());
      String file =
          "%s/metadata/restored-%s.metadata.json"
              .formatted(s3.table().location().replaceAll("/+$", ""), options.as().identifier());
      Table version = ReachableObjects.at(s3.table(), metadata);
      // Lists name manifests, manifests name files: each must be readable to find the next.
      bringBack("manifest lists", () -> ReachableObjects.listed(spark, version));
      bringBack("manifests", () -> ReachableObjects.manifestFiles(spark, version));
      bringBack("files", () -> ReachableObjects.of(spark, version));
      TableMetadataParser.overwrite(metadata, s3.table().io().newOutputFile(file));
      context.progress().phase("Registering " + options.as());
      return s3.catalog().registerTable(options.as().identifier(), file);
    }

    private void bringBackOne(String path) {
      try {
        bringBack(
            "a metadata file",
            () -> spark.createDataset(List.of(path), Encoders.STRING()).toDF("path"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserException("Interrupted while waiting for " + path, e);
      }
    }

    private void bringBack(String what, Supplier<Dataset<Row>> objects)
        throws InterruptedException {
      while (true) {
        context.progress().phase("Bringing back %s of %s".formatted(what, s3.name()));
        ObjectReport report =
            ObjectWork.run(
                objects.get(), s3.access(), new BringBack(tags, options.tier(), options.days()));
        if (report.gone() + report.failed() > 0) {
          if (done.plus(report).changed() + report.waiting() == 0) {
            SharedLocation.giveUp(s3.table(), options.as().identifier());
          }
          throw new UserException(
              "%s of %s %s of that version of %s are gone or cannot be had; choose another version. The first: %s%s"
                  .formatted(
                      Human.count(report.gone() + report.failed()),
                      Human.count(report.objects()),
                      what,
                      s3.name(),
                      report.failures().get(0),
                      SharedLocation.waiting(s3.table())
                          .map(why -> ". Nothing of the original is retired now, since " + why)
                          .orElse("")));
        }
        if (report.waiting() == 0) {
          done = done.plus(report);
          return;
        }
        if (context.clock().instant().plus(options.poll()).isAfter(until)) {
          throw new StillWaiting(report);
        }
        context
            .progress()
            .phase("Waiting for %s %s".formatted(Human.count(report.waiting()), what));
        Thread.sleep(options.poll().toMillis());
      }
    }
  }

  /** Objects have been asked for and are not there yet. */
  private static final class StillWaiting extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ObjectReport report;

    StillWaiting(ObjectReport report) {
      super(null, null, false, false);
      this.report = report;
    }
  }
}
