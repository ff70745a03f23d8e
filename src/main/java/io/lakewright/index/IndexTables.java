package io.lakewright.index;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The tables that are made of tables of contents, from the rows of {@link TocScan}. */
public final class IndexTables {
  /** One row per file, however many structures and tables of contents list it. */
  public static final StructType FILES =
      StructType.fromDDL(
          "file_id STRING, file_name STRING, kind STRING, location STRING, description STRING, "
              + "reporting_entity_name STRING, reporting_entity_type STRING, last_updated_on DATE, version STRING, "
              + "structure_count BIGINT, plan_count BIGINT, source_file STRING, download_path STRING");

  /** One row per plan of a structure. */
  public static final StructType PLANS =
      StructType.fromDDL(
          "structure_id STRING, plan_name STRING, plan_id_type STRING, plan_id STRING, plan_market_type STRING, "
              + "issuer_name STRING, plan_sponsor_name STRING, "
              + "reporting_entity_name STRING, reporting_entity_type STRING, last_updated_on DATE, version STRING, source_file STRING");

  /** One row per structure and file that it lists: what joins plans and files. */
  public static final StructType PLAN_FILES =
      StructType.fromDDL("structure_id STRING, file_id STRING");

  private static final String[] HEADER = {
    "reporting_entity_name", "reporting_entity_type", "last_updated_on", "version"
  };

  private IndexTables() {}

  /** Rows of {@link #PLANS}. */
  static Dataset<Row> plans(Dataset<Row> scan) {
    return scan.filter(col("plan").isNotNull())
        .select(col("structure_id"), col("source_file"), col("plan.*"))
        .join(broadcast(headers(scan)), "source_file")
        .select(columns(PLANS));
  }

  /** Rows of {@link #PLAN_FILES}. */
  static Dataset<Row> planFiles(Dataset<Row> scan) {
    return scan.filter(col("file_id").isNotNull()).select(columns(PLAN_FILES)).distinct();
  }

  /**
   * Rows of {@link #FILES}, with no download path. Where several tables of contents list a file,
   * the one that was updated last tells about it: its signature lasts longest.
   */
  static Dataset<Row> files(Dataset<Row> scan) {
    Column order =
        struct(
            col("kind").equalTo(FileKind.IN_NETWORK.id()),
            col("last_updated_on"),
            col("source_file"),
            negate(col("ordinal")));
    Dataset<Row> described =
        scan.filter(col("file").isNotNull())
            .select(col("file_id"), col("source_file"), col("kind"), col("file.*"))
            .join(broadcast(headers(scan)), "source_file");
    Dataset<Row> latest =
        described
            .withColumn("latest", struct(col("*")))
            .groupBy("file_id")
            .agg(max_by(col("latest"), order).as("latest"))
            .select(col("latest.*"));
    return latest
        .join(uses(scan), "file_id")
        .withColumn("download_path", lit(null).cast("string"))
        .select(columns(FILES));
  }

  /** Per file, the structures that list it and their plans. */
  private static Dataset<Row> uses(Dataset<Row> scan) {
    Dataset<Row> structures =
        scan.filter(col("structure_plans").isNotNull()).select("structure_id", "structure_plans");
    return planFiles(scan)
        .join(structures, "structure_id")
        .groupBy("file_id")
        .agg(
            count(lit(1)).as("structure_count"),
            coalesce(sum("structure_plans"), lit(0L)).as("plan_count"));
  }

  private static Dataset<Row> headers(Dataset<Row> scan) {
    Dataset<Row> tocs =
        scan.filter(col("toc").isNotNull()).select(col("source_file"), col("toc.*"));
    return tocs.select("source_file", HEADER).dropDuplicates("source_file");
  }

  private static Column[] columns(StructType schema) {
    return java.util.Arrays.stream(schema.fieldNames())
        .map(org.apache.spark.sql.functions::col)
        .toArray(Column[]::new);
  }
}
