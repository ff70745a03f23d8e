package io.lakewright.table;

import io.lakewright.testkit.SparkExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A small table with two companions, for the tests of this package. */
final class Rates {
  static final StructType SCHEMA = StructType.fromDDL("code STRING, npi BIGINT, source STRING");
  static final StructType LEDGER = StructType.fromDDL("source STRING, run_id STRING");
  static final StructType NOTES = StructType.fromDDL("source STRING, note STRING");
  static final Map<String, StructType> COMPANIONS = Map.of("_files", LEDGER, "_notes", NOTES);
  static final Layout BY_CODE = new Layout(List.of("code"), List.of("npi"), 2, List.of("npi"));

  private Rates() {}

  /** Rows written as {@code code/npi/source}. */
  static Dataset<Row> rows(String... rows) {
    return frame(
        SCHEMA,
        Arrays.stream(rows)
            .map(row -> row.split("/", -1))
            .map(row -> RowFactory.create(row[0], Long.valueOf(row[1]), row[2]))
            .toList());
  }

  static Dataset<Row> frame(StructType schema, List<Row> rows) {
    return SparkExtension.session().createDataFrame(rows, schema);
  }

  /** Rows as {@link #rows} takes them, sorted. */
  static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString("/")).sorted().toList();
  }

  static List<String> read(Place place) {
    return text(Tables.read(SparkExtension.session(), place).select("code", "npi", "source"));
  }

  /** Begins, stages the rows with a ledger row and a note per source, and commits. */
  static Published publish(Target target, String run, String... rows) {
    try (Publication publication = begin(target, run)) {
      stage(publication, run, rows);
      return publication.commit();
    }
  }

  static Publication begin(Target target, String run) {
    SparkSession spark = SparkExtension.session();
    return Publication.begin(spark, target, SCHEMA, run, COMPANIONS);
  }

  static void stage(Publication publication, String run, String... rows) {
    publication.rows(rows(rows), RowOrder.ANY);
    List<String> sources =
        Arrays.stream(rows).map(row -> row.split("/", -1)[2]).distinct().sorted().toList();
    publication.companion(
        "_files", frame(LEDGER, sources.stream().map(s -> RowFactory.create(s, run)).toList()));
    publication.companion(
        "_notes",
        frame(NOTES, sources.stream().map(s -> RowFactory.create(s, "note of " + s)).toList()));
  }

  static List<String> companion(Place place, String suffix) {
    return text(Tables.read(SparkExtension.session(), place.withSuffix(suffix)));
  }
}
