package io.lakewright.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket/rates/, s3://bucket/rates",
    "s3a://bucket/a b, s3a://bucket/a b",
    "hdfs://name:8020/rates, hdfs://name:8020/rates",
    "file:/data/rates, /data/rates",
    "file:///data/rates//, /data/rates",
    "/data/../rates, /rates",
  })
  void aPathIsTakenAsItStands(String text, String shown) {
    assertThat(Place.parse(text)).isInstanceOf(PathPlace.class).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rates", "./db.rates", "out/rates", ".", "..", "file:rates"})
  void aBareWordOrAnythingWithASlashIsBelowTheWorkingDirectory(String text) {
    Path expected = Path.of(text.replace("file:", "")).toAbsolutePath().normalize();
    assertThat(Place.parse(text)).isEqualTo(new PathPlace("file:" + expected));
  }

  @Test
  void tableNamesAreQuotedPartByPart() {
    assertThat(Place.parse("db.rates"))
        .isEqualTo(new TablePlace(Optional.empty(), "db", "rates"))
        .hasToString("db.rates");
    assertThat(((TablePlace) Place.parse("lake.db.rates")).quoted())
        .isEqualTo("`lake`.`db`.`rates`");
    assertThat(Place.parse("spark_catalog.db.rates")).isEqualTo(Place.parse("db.rates"));
  }

  @Test
  void aSuffixNamesTheSibling() {
    assertThat(Place.parse("s3://b/rates/").withSuffix("_anomalies"))
        .hasToString("s3://b/rates_anomalies");
    assertThat(Place.parse("lake.db.rates").withSuffix("_files"))
        .hasToString("lake.db.rates_files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.rates; DROP", "a.b.c.d", "db.", "db.`x`", "in-network.json", "dé.x"})
  void whatIsNoIdentifierIsRefusedWithTheRemedy(String text) {
    assertThatThrownBy(() -> Place.parse(text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a path needs a slash, such as ./");
  }

  @Test
  void otherSchemesAreRefused() {
    assertThatThrownBy(() -> Place.parse("https://host/rates"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("only local paths, s3://, s3a:// and hdfs:// hold tables");
  }

  @Test
  void theFormatFollowsThePlace() {
    assertThat(Format.defaultFor(Place.parse("lake.db.rates"))).isEqualTo(Format.ICEBERG);
    assertThat(Format.defaultFor(Place.parse("db.rates"))).isEqualTo(Format.PARQUET);
    assertThat(Format.defaultFor(Place.parse("s3://b/rates"))).isEqualTo(Format.PARQUET);
  }

  @Test
  void contradictionsAreRefusedWithTheRemedy() {
    Layout buckets = new Layout(List.of(), List.of("npi"), 2, List.of("npi"));
    Layout transform = new Layout(List.of("bucket(16, code)"), List.of(), 0, List.of());
    refused("rates", Format.ICEBERG, Layout.NONE, "give a name such as lake.db.rates");
    refused("lake.db.rates", Format.PARQUET, Layout.NONE, "a named catalog holds Iceberg tables");
    refused("lake.db.rates", Format.ICEBERG, buckets, "a partition such as bucket(2, npi)");
    refused("rates", Format.DELTA, buckets, "use bucket-by none");
    refused("rates", Format.PARQUET, transform, "cannot be: bucket(16, code)");
    refused("s3://bucket", Format.PARQUET, Layout.NONE, "the top of its file system");
    refused("out/*", Format.PARQUET, Layout.NONE, "cannot hold *");
  }

  @Test
  void aColumnThatIsNotThereCannotArrange() {
    Layout layout = new Layout(List.of("bucket(16, code)"), List.of(), 0, List.of("npi"));
    Target target = new Target(Place.parse("lake.db.rates"), Format.ICEBERG, IfExists.FAIL, layout);
    target.requireColumns(StructType.fromDDL("code STRING, npi BIGINT"));
    assertThatThrownBy(() -> target.requireColumns(StructType.fromDDL("npi BIGINT, x INT")))
        .isInstanceOf(UserException.class)
        .hasMessage("lake.db.rates has no column code to be arranged by; its columns are npi, x");
  }

  private static void refused(String place, Format format, Layout layout, String message) {
    assertThatThrownBy(() -> new Target(Place.parse(place), format, IfExists.FAIL, layout))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
