package io.lakewright.index;

import io.lakewright.job.Anomaly;
import io.lakewright.source.SourceFile;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Tables of contents as rows, each file read once by one task. A row is one of: a plan; a reference
 * to a file, with what is known of the file where it is new; the end of a structure; the end of a
 * table of contents; an anomaly.
 */
final class TocScan {
  static final StructType SCHEMA =
      new StructType()
          .add("source_file", "string")
          .add("structure_id", "string")
          .add(
              "plan",
              StructType.fromDDL(
                  "plan_name STRING, plan_id_type STRING, plan_id STRING, plan_market_type STRING, issuer_name STRING, plan_sponsor_name STRING"))
          .add("file_id", "string")
          .add("kind", "string")
          .add(
              "file",
              StructType.fromDDL(
                  "file_name STRING, location STRING, description STRING, ordinal BIGINT"))
          .add("structure_plans", "bigint")
          .add(
              "toc",
              StructType.fromDDL(
                  "reporting_entity_name STRING, reporting_entity_type STRING, last_updated_on DATE, version STRING, structures BIGINT"))
          .add("anomaly", Anomaly.SCHEMA);

  private static final int MOST_TASKS = 10_000;

  private TocScan() {}

  /**
   * Reads the files when the rows are asked for.
   *
   * @param bytes counts stored bytes read
   */
  static Dataset<Row> of(SparkSession spark, List<SourceFile> files, LongAccumulator bytes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = spark.sessionState().newHadoopConf();
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    JavaRDD<Row> rows =
        context
            .parallelize(files, Math.max(1, Math.min(files.size(), MOST_TASKS)))
            .mapPartitions(given -> rows(given, configuration, bytes));
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Iterator<Row> rows(
      Iterator<SourceFile> files, SerializableConfiguration hadoop, LongAccumulator bytes) {
    TocRows rows = new TocRows(files, hadoop.value(), bytes);
    org.apache.spark.TaskContext task = org.apache.spark.TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener(
          (org.apache.spark.util.TaskCompletionListener) done -> rows.close());
    }
    return rows;
  }

  static Row plan(String sourceFile, String structureId, TocEvent.Plan plan) {
    Row fields =
        RowFactory.create(
            plan.name(),
            plan.idType(),
            plan.id(),
            plan.marketType(),
            plan.issuerName(),
            plan.sponsorName());
    return RowFactory.create(sourceFile, structureId, fields, null, null, null, null, null, null);
  }

  static Row reference(
      String sourceFile, String structureId, TocEvent.FileReference reference, boolean isNew) {
    FileLocation file = reference.file();
    Row details =
        isNew
            ? RowFactory.create(
                file.fileName(), file.location(), reference.description(), reference.ordinal())
            : null;
    return RowFactory.create(
        sourceFile, structureId, null, file.id(), reference.kind().id(), details, null, null, null);
  }

  static Row structure(String sourceFile, String structureId, TocEvent.StructureEnd end) {
    return RowFactory.create(
        sourceFile, structureId, null, null, null, null, end.plans(), null, null);
  }

  static Row toc(String sourceFile, TocEvent.Header header) {
    Row fields =
        RowFactory.create(
            header.entityName(),
            header.entityType(),
            header.lastUpdatedOn() == null ? null : java.sql.Date.valueOf(header.lastUpdatedOn()),
            header.version(),
            header.structures());
    return RowFactory.create(sourceFile, null, null, null, null, null, null, fields, null);
  }

  static Row anomaly(Anomaly anomaly) {
    return RowFactory.create(
        anomaly.sourceFile(), null, null, null, null, null, null, null, anomaly.toRow());
  }
}
