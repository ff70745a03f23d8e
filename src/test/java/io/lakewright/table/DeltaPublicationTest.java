package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaPublicationTest extends RowFormatContract {
  @TempDir Path dir;

  @Override
  Place place() {
    return Place.parse(dir.resolve("my rates").toString());
  }

  @Override
  Format format() {
    return Format.DELTA;
  }

  @Override
  Layout layout() {
    return new Layout(List.of("code"), List.of(), 0, List.of("npi"));
  }

  @Override
  Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String run,
      Map<String, StructType> companions,
      Consumer<String> afterStep) {
    return DeltaPublication.begin(spark, target, schema, run, companions, afterStep);
  }

  @Override
  long versions(Place place) {
    return SparkExtension.session().sql("DESCRIBE HISTORY delta.`" + place + "`").count();
  }

  @Test
  void theCommitNamesTheRun(SparkSession spark) {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    assertThat(
            spark
                .sql("DESCRIBE HISTORY delta.`" + place() + "`")
                .select("userMetadata")
                .first()
                .getString(0))
        .isEqualTo("lakewright.run-id=run-1");
  }

  @Test
  void aTableByNameIsInTheSessionCatalog(SparkSession spark) {
    Target target =
        new Target(Place.parse("tests.delta_rates"), Format.DELTA, IfExists.FAIL, layout());
    Rates.publish(target, "run-1", "0001/7/a");
    assertThat(Rates.read(target.place())).containsExactly("0001/7/a");
    Rates.publish(
        new Target(target.place(), Format.DELTA, IfExists.REPLACE, layout()), "run-2", "2/8/b");
    assertThat(Rates.read(target.place())).containsExactly("2/8/b");
    assertThat(Rates.companion(target.place(), "_files")).containsExactly("b/run-2");
    Target parquet = new Target(target.place(), Format.PARQUET, IfExists.REPLACE, Layout.NONE);
    assertThatThrownBy(() -> Rates.begin(parquet, "run-3"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tests.delta_rates is in the way");
  }

  @Test
  void aFolderOfOtherThingsIsRefused() throws IOException {
    Files.createDirectories(dir.resolve("my rates"));
    Files.writeString(dir.resolve("my rates/cat.jpg"), "x");
    assertThatThrownBy(() -> Rates.begin(target(IfExists.REPLACE), "run-1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds cat.jpg and is no Delta table");
  }

  @Test
  void replacingTakesTheNewLayout() {
    Rates.publish(target(IfExists.FAIL), "run-1", "1/7/a");
    Layout other = new Layout(List.of("source"), List.of(), 0, List.of());
    Rates.publish(new Target(place(), Format.DELTA, IfExists.REPLACE, other), "run-2", "2/7/b");
    assertThat(Rates.read(place())).containsExactly("2/7/b");
    assertThat(dir.resolve("my rates/source=b")).isDirectory();
  }
}
