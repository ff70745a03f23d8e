package io.lakewright.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectTaggingTest {
  @Test
  void everyIcebergCatalogGetsTheTagsAndWhatTheUserSetWins() {
    ObjectTagging tagging = new ObjectTagging(Map.of("state", "live"), Map.of("retired", "yes"));
    Map<String, String> given =
        Map.of(
            "spark.sql.catalog.prod", "org.apache.iceberg.spark.SparkCatalog",
            "spark.sql.catalog.prod.s3.delete-enabled", "true",
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    assertThat(tagging.over(given))
        .containsAllEntriesOf(given)
        .containsEntry("spark.sql.catalog.lake.s3.write.tags.state", "live")
        .containsEntry("spark.sql.catalog.lake.s3.delete.tags.retired", "yes")
        .containsEntry("spark.sql.catalog.lake.s3.delete-enabled", "false")
        .containsEntry("spark.sql.catalog.prod.s3.delete.tags.retired", "yes")
        .doesNotContainKey("spark.sql.catalog.spark_catalog.s3.delete-enabled");
  }

  @Test
  void withoutATagForRemovedObjectsTheyAreRemoved() {
    assertThat(new ObjectTagging(Map.of("state", "live"), Map.of()).over(Map.of()))
        .containsOnlyKeys("spark.sql.catalog.lake.s3.write.tags.state");
  }

  @Test
  void newAndRemovedObjectsMustBeToldApart() {
    assertThatThrownBy(() -> new ObjectTagging(Map.of("a", "b"), Map.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("New and removed objects must be told apart, cannot all carry: {a=b}");
  }
}
