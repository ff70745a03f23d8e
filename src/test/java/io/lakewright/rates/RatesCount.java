package io.lakewright.rates;

import io.lakewright.testkit.DuckDb;
import io.lakewright.testkit.mrf.NaiveFlattener;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What two independent ways of reading must agree on.
 *
 * @param rows number of rows
 * @param sum of the rates
 * @param codes distinct billing codes
 * @param npis distinct NPIs
 */
record RatesCount(long rows, BigDecimal sum, long codes, long npis) {
  /** As DuckDB reads it back from Parquet. */
  static RatesCount ofParquet(Path table) {
    List<Object> row =
        DuckDb.query(
                "SELECT count(*), coalesce(sum(negotiated_rate), 0),"
                    + " count(DISTINCT billing_code), count(DISTINCT npi) FROM "
                    + DuckDb.parquet(table))
            .get(0);
    return new RatesCount(
        (Long) row.get(0),
        new BigDecimal(row.get(1).toString()).setScale(6),
        (Long) row.get(2),
        (Long) row.get(3));
  }

  /** Counts what the naive flattener finds. */
  static final class Naive {
    private final Set<Object> codes = new HashSet<>();
    private final Set<Object> npis = new HashSet<>();
    private long rows;
    private BigDecimal sum = BigDecimal.ZERO.setScale(6);

    void add(byte[] file, Function<String, byte[]> remote) {
      NaiveFlattener.flatten(file, "any", remote, this::add);
    }

    private void add(Map<String, Object> row) {
      rows++;
      codes.add(row.get("billing_code"));
      if (row.get("negotiated_rate") != null) {
        sum = sum.add((BigDecimal) row.get("negotiated_rate"));
      }
      if (row.get("npi") != null) {
        npis.add(row.get("npi"));
      }
    }

    RatesCount count() {
      return new RatesCount(rows, sum, codes.size(), npis.size());
    }
  }
}
