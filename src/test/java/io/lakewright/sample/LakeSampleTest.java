package io.lakewright.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.Lakewright;
import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class LakeSampleTest {
  private final SparkSession spark = SparkExtension.session();

  @Test
  void tablesAreRealAndLookNeglected() {
    LakeOptions options = new LakeOptions("lake.sampled", 1, 20, 30, 3, 10, 40, 2);

    LakeSample.Result result = Lakewright.with(spark).run(new LakeSample(options));

    assertThat(result.outputs()).hasSize(1);
    Row rows =
        spark
            .sql(
                "SELECT count(*), count(DISTINCT day), count(DISTINCT id) FROM lake.sampled.orders_1")
            .head();
    assertThat(rows.getLong(0)).isEqualTo(300);
    assertThat(rows.getLong(1)).isEqualTo(3);
    assertThat(rows.getLong(2)).isEqualTo(30);
    assertThat(spark.sql("SELECT * FROM lake.sampled.orders_1.files").count()).isEqualTo(30);
    Row ages =
        spark
            .sql(
                """
                SELECT count(*), count_if(committed_at < now() - INTERVAL 35 DAYS)
                FROM lake.sampled.orders_1.snapshots
                """)
            .head();
    assertThat(ages.getLong(0)).isEqualTo(20);
    assertThat(ages.getLong(1)).isBetween(2L, 3L);
    // It goes on living as any table.
    spark.sql("INSERT INTO lake.sampled.orders_1 VALUES (1000, DATE'2025-06-30', 'c', 1.0)");
    assertThat(spark.sql("SELECT * FROM lake.sampled.orders_1").count()).isEqualTo(301);
    assertThatThrownBy(() -> Lakewright.with(spark).run(new LakeSample(options)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("There is a table lake.sampled.orders_1 already");
  }
}
