package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class IcebergPublicationTest extends RowFormatContract {
  private final TablePlace place =
      (TablePlace)
          Place.parse("lake.tests.t" + UUID.randomUUID().toString().replace("-", "").substring(8));

  @Override
  Place place() {
    return place;
  }

  @Override
  Format format() {
    return Format.ICEBERG;
  }

  @Override
  Layout layout() {
    return new Layout(List.of("bucket(4, code)"), List.of(), 0, List.of("code", "npi"));
  }

  @Override
  Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String run,
      Map<String, StructType> companions,
      Consumer<String> afterStep) {
    return IcebergPublication.begin(spark, target, schema, run, companions, afterStep);
  }

  @Override
  long versions(Place place) {
    return SparkExtension.session().table(place + ".history").count();
  }

  @Test
  void theTableIsArrangedAndItsSnapshotNamesTheRun() throws Exception {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/b");
    Table table = Spark3Util.loadIcebergTable(SparkExtension.session(), place.quoted());
    assertThat(table.spec().toString()).contains("code_bucket: bucket[4](1)");
    assertThat(table.sortOrder().fields()).hasSize(2);
    assertThat(table.properties()).containsEntry("write.parquet.compression-codec", "zstd");
    assertThat(table.currentSnapshot().summary()).containsEntry("lakewright.run-id", "run-1");
    assertThat(table.refs()).containsOnlyKeys("main");
  }

  @Test
  void arrangedRowsAreWrittenWithoutAShuffle(SparkSession spark) {
    String[] rows = new String[200];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "c%03d/%d/a".formatted(i, i);
    }
    try (Publication publication =
        Publication.begin(spark, target(IfExists.FAIL), Rates.SCHEMA, "run-1", Map.of())) {
      publication.rows(Rates.rows(rows).coalesce(1), RowOrder.ARRANGED);
      Published published = publication.commit();
      assertThat(published.table().files()).as("one task, one file per partition").isEqualTo(4);
    }
    assertThat(Rates.read(place)).hasSize(200);
  }

  @Test
  void expiringSnapshotsLeavesTheData(SparkSession spark) throws Exception {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a", "2/7/b");
    Rates.publish(target(IfExists.REPLACE), "run-2", "3/7/c");
    Rates.publish(target(IfExists.APPEND), "run-3", "4/7/d");
    Table table = Spark3Util.loadIcebergTable(spark, place.quoted());
    table
        .expireSnapshots()
        .expireOlderThan(System.currentTimeMillis() + 1000)
        .retainLast(1)
        .commit();
    spark.catalog().refreshTable(place.quoted());
    assertThat(Rates.read(place)).containsExactly("3/7/c", "4/7/d");
  }

  @Test
  void replacingTakesTheNewLayout() throws Exception {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    Layout other = new Layout(List.of("truncate(2, code)"), List.of(), 0, List.of("npi"));
    Rates.publish(new Target(place, Format.ICEBERG, IfExists.REPLACE, other), "run-2", "2/7/b");
    Table table = Spark3Util.loadIcebergTable(SparkExtension.session(), place.quoted());
    table.refresh();
    assertThat(table.spec().fields()).hasSize(1);
    assertThat(table.spec().fields().get(0).transform()).hasToString("truncate[2]");
    assertThat(table.sortOrder().fields()).hasSize(1);
    assertThat(Rates.read(place)).containsExactly("2/7/b");
  }

  @Test
  void unknownPartitionsAndCatalogsAreRefusedWithTheRemedy() {
    Layout odd = new Layout(List.of("minutes(code)"), List.of(), 0, List.of());
    assertThatThrownBy(
            () ->
                Rates.publish(
                    new Target(place, Format.ICEBERG, IfExists.FAIL, odd), "run-1", "1/7/a"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Use a column, or bucket(N, column)");
    Target nowhere =
        new Target(Place.parse("pond.db.t"), Format.ICEBERG, IfExists.FAIL, Layout.NONE);
    assertThatThrownBy(() -> Rates.begin(nowhere, "run-1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no catalog pond for the table pond.db.t");
  }
}
