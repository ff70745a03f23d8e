package io.lakewright.maintain.archive;

import static org.apache.spark.sql.functions.sum;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.lock.LeasedLock;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.s3.LostObjects;
import io.lakewright.maintain.s3.ObjectReport;
import io.lakewright.maintain.s3.ObjectTags;
import io.lakewright.maintain.s3.ReachableObjects;
import io.lakewright.maintain.s3.RetiredMarks;
import io.lakewright.maintain.s3.SharedLocation;
import io.lakewright.maintain.s3.TagChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.SparkExpressionConverter;

/**
 * Retires old snapshots, or partitions, of a table softly: what only they need gets the delete tag
 * and stays until a lifecycle rule acts; a copy of the metadata file leads back to it. Killed at
 * any point, the next archive of the table, or its next check of object tags, retires the rest.
 */
public final class ArchiveJob implements Job<ArchiveResult> {
  private final ArchiveOptions options;
  private final CatalogTables tables = new CatalogTables();

  public ArchiveJob(ArchiveOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public ArchiveResult run(JobContext context) throws InterruptedException {
    TableName name = options.table();
    S3Table s3 = S3Table.load(context.spark(), name);
    Map<String, String> tags = s3.retiredTags(options.deleteTags());
    if (tags.isEmpty()) {
      throw new UserException(
          "Nothing would mark what is retired from %s: set spark.sql.catalog.%s.s3.delete.tags.<key>=<value>, or give --delete-tags"
              .formatted(name, name.catalog()));
    }
    requireCollectable(name, s3.table());
    SharedLocation.waiting(s3.table())
        .ifPresent(
            why -> {
              throw new UserException(why);
            });
    if (options.dryRun()) {
      return preview(context, s3);
    }
    return LeasedLock.during(
        s3.table(), s3::again, context.runId(), context.clock(), () -> archive(context, s3, tags));
  }

  private static void requireCollectable(TableName name, Table table) {
    if (!PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT)) {
      throw new UserException(
          "%s has gc.enabled=false: others may need its files, so none may be retired"
              .formatted(name));
    }
  }

  private ArchiveResult preview(JobContext context, S3Table s3) {
    context.progress().phase("Looking what would be retired from " + s3.name());
    Table table = s3.table();
    List<Long> expired = new ArrayList<>();
    expire(context, table).apply().forEach(snapshot -> expired.add(snapshot.snapshotId()));
    ObjectReport objects = ObjectReport.NONE;
    long bytes = 0;
    if (!expired.isEmpty()) {
      TableMetadata after =
          TableMetadata.buildFrom(ReachableObjects.metadata(table))
              .removeSnapshots(expired)
              .build();
      Dataset<Row> lost =
          lost(context, s3, ReachableObjects.at(table, after), metadataFile(table)).persist();
      objects = new ObjectReport(lost.count(), 0, 0, 0, 0, ObjectReport.NONE.requests(), List.of());
      bytes = bytes(lost);
      lost.unpersist();
    }
    return new ArchiveResult(
        s3.name(), null, null, expired.size(), bytes, objects, pinned(context, table));
  }

  private ArchiveResult archive(JobContext context, S3Table s3, Map<String, String> tags) {
    Table table = s3.table();
    for (ArchiveRecord unfinished : ArchiveRecord.of(table)) {
      if (unfinished.pending()) {
        retire(context, s3, unfinished, tags);
      }
    }
    table.refresh();
    context.progress().phase("Noting where to come back to");
    RetiredMarks.note(table, s3.access(), tags);
    ArchiveRecord record =
        ArchiveRecord.write(table, ReachableObjects.metadata(table), context.runId());
    if (options.where().isPresent()) {
      try {
        delete(context.spark(), table, options.where().get(), record);
      } catch (UserException e) {
        record.forget(table);
        throw e;
      }
    }
    context.progress().phase("Expiring snapshots of " + s3.name());
    long before = count(table);
    expire(context, table).commit();
    table.refresh();
    long expired = before - count(table);
    Retired retired = retire(context, s3, record, tags);
    return new ArchiveResult(
        s3.name(),
        record.id(),
        record.metadataFile(),
        expired,
        retired.bytes(),
        retired.objects(),
        pinned(context, table));
  }

  /** Rows of whole files only: nothing is written anew. */
  private void delete(SparkSession spark, Table table, String condition, ArchiveRecord record) {
    try {
      Expression rows =
          SparkExpressionConverter.convertToIcebergExpression(
              SparkExpressionConverter.collectResolvedSparkExpression(
                  spark, options.table().quoted(), condition));
      table.newDelete().deleteFromRowFilter(rows).set("lakewright.archive", record.id()).commit();
      table.refresh();
    } catch (AnalysisException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new UserException(
          "Cannot read the condition '%s': %s".formatted(condition, e.getMessage()), e);
    } catch (ValidationException e) {
      throw new UserException(
          "Some files of %s hold rows for which '%s' is true and others: %s. Name whole partitions, or delete the rows by SQL first"
              .formatted(options.table(), condition, e.getMessage()),
          e);
    }
  }

  private ExpireSnapshots expire(JobContext context, Table table) {
    return table
        .expireSnapshots()
        .expireOlderThan(before(context))
        .retainLast(1)
        // Iceberg would tag each file once and only log what fails.
        .cleanExpiredFiles(false);
  }

  private long before(JobContext context) {
    // Snapshots of this very millisecond are of an age of zero.
    return context.clock().millis() + 1 - options.olderThan().toMillis();
  }

  /** What became of the objects of one archive. */
  private record Retired(ObjectReport objects, long bytes) {}

  private Retired retire(
      JobContext context, S3Table s3, ArchiveRecord record, Map<String, String> tags) {
    context.progress().phase("Retiring objects of " + s3.name());
    Dataset<Row> lost = lost(context, s3, s3.table(), record.metadataFile()).persist();
    try {
      ObjectReport report = ObjectTags.change(lost, s3.access(), TagChange.putting(tags));
      if (report.failed() == 0) {
        record.finish(s3.table());
      }
      return new Retired(report, bytes(lost));
    } finally {
      lost.unpersist();
    }
  }

  private Dataset<Row> lost(JobContext context, S3Table s3, Table now, String earlierMetadata) {
    return SharedLocation.withoutNeeded(
        context.spark(),
        tables.sharingFiles(context.spark(), s3.catalog(), s3.name(), s3.table(), context.runId()),
        LostObjects.since(
            context.spark(),
            now,
            List.of(earlierMetadata),
            context.spark().sparkContext().longAccumulator()));
  }

  private List<String> pinned(JobContext context, Table table) {
    return Refs.pinning(table, before(context));
  }

  private static String metadataFile(Table table) {
    return ReachableObjects.metadata(table).metadataFileLocation();
  }

  private static long bytes(Dataset<Row> objects) {
    Row total = objects.agg(sum("bytes")).head();
    return total.isNullAt(0) ? 0 : total.getLong(0);
  }

  private static long count(Table table) {
    long count = 0;
    for (Snapshot snapshot : table.snapshots()) {
      count += snapshot == null ? 0 : 1;
    }
    return count;
  }
}
