package io.lakewright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakewright.UserException;
import io.lakewright.testkit.SparkExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class RowPrinterTest {
  private static final String QUERY =
      "SELECT 1 AS n, 'é,\"x\"' AS text, CAST(NULL AS STRING) AS nothing, array(1, 2) AS list,"
          + " named_struct('a', 1.50BD) AS s UNION ALL SELECT 22, 'b', 'c', array(), NULL";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void alignsColumnsAndNumbersRight(SparkSession spark) {
    print(spark, RowFormat.TABLE, 10);
    assertThat(out)
        .hasToString(
            String.join(
                System.lineSeparator(),
                " n  text   nothing  list    s",
                "──  ─────  ───────  ──────  ──────",
                " 1  é,\"x\"  ∅        [1, 2]  {1.50}",
                "22  b      c        []      ∅",
                "(2 rows)",
                ""));
  }

  @Test
  void writesCsvWithQuotes(SparkSession spark) {
    print(spark, RowFormat.CSV, 10);
    assertThat(out)
        .asString()
        .isEqualTo(
            "n,text,nothing,list,s\r\n1,\"é,\"\"x\"\"\",,\"[1, 2]\",{1.50}\r\n22,b,c,[],\r\n");
  }

  @Test
  void writesOneJsonObjectPerLine(SparkSession spark) {
    print(spark, RowFormat.JSON, 10);
    assertThat(out).asString().startsWith("{\"n\":1,\"text\":\"é,\\\"x\\\"\",\"list\":[1,2]");
  }

  @Test
  void stopsAtTheLimitAndSaysSo(SparkSession spark) {
    print(spark, RowFormat.TABLE, 1);
    assertThat(out).asString().contains("(1+ row)").doesNotContain("22");
    assertThat(err).asString().contains("Only the first 1 rows are shown; --limit N shows more.");
  }

  @Test
  void refusesALimitBelowOne() {
    assertThatThrownBy(() -> new RowPrinter(null, null, RowFormat.TABLE, 0))
        .isInstanceOf(UserException.class)
        .hasMessage("--limit must be at least 1, cannot be: 0");
  }

  private void print(SparkSession spark, RowFormat format, int limit) {
    new RowPrinter(new PrintWriter(out), new PrintWriter(err), format, limit)
        .print(spark.sql(QUERY));
  }
}
