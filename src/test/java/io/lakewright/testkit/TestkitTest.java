package io.lakewright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class TestkitTest {
  @Test
  void icebergAndDeltaTablesLiveInOneSession(SparkSession spark) {
    spark.sql("CREATE NAMESPACE IF NOT EXISTS lake.testkit");
    for (String[] table :
        new String[][] {{"lake.testkit.numbers", "iceberg"}, {"testkit_numbers", "delta"}}) {
      spark.sql("CREATE TABLE " + table[0] + " USING " + table[1] + " AS SELECT id FROM range(5)");
      assertThat(spark.table(table[0]).count()).isEqualTo(5);
      spark.sql("DROP TABLE " + table[0]);
    }
  }

  @Test
  void duckDbReadsWhatSparkWrote(SparkSession spark, @TempDir Path folder) {
    Path output = folder.resolve("table");
    spark
        .sql(
            "SELECT array('a', 'b') AS list, 1.50BD AS amount, '01' AS code, "
                + "struct('x' AS y) AS pair")
        .write()
        .partitionBy("code")
        .parquet(output.toString());

    List<List<Object>> rows = DuckDb.query("SELECT code, list FROM " + DuckDb.parquet(output));

    assertThat(rows).containsExactly(List.of("01", List.of("a", "b")));
    assertThat(DuckDb.value("SELECT sum(amount) FROM " + DuckDb.parquet(output)))
        .hasToString("1.50");
  }
}
