package io.lakewright.bench;

import io.lakewright.sample.Counts;
import io.lakewright.testkit.DuckDb;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/** Makes sure that an output is right, by an independent reader, before its time counts. */
final class RatesCheck {
  private RatesCheck() {}

  /**
   * @throws IllegalStateException if rows or the sum of their rates differ from what was generated
   */
  static void verify(Path output, Counts expected) {
    List<Object> found =
        DuckDb.query(
                "SELECT count(*)::BIGINT, sum(negotiated_rate) FROM "
                    + (output.toString().endsWith(".parquet")
                        ? "'" + output + "'"
                        : DuckDb.parquet(output)))
            .get(0);
    BigDecimal sum = BigDecimal.valueOf(expected.rateCents(), 2);
    if (!found.get(0).equals(expected.rows()) || sum.compareTo((BigDecimal) found.get(1)) != 0) {
      throw new IllegalStateException(
          output
              + " has rows and sum of rates "
              + found
              + ", but the input makes "
              + expected.rows()
              + " and "
              + sum);
    }
  }
}
