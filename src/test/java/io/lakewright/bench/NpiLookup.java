package io.lakewright.bench;

import io.lakewright.testkit.DuckDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How long DuckDB takes for all rows of one NPI. */
final class NpiLookup {
  private static final int NPIS = 9;

  private NpiLookup() {}

  /** Median milliseconds over some NPIs, the same ones whatever the files; one goes before. */
  static double milliseconds(Path output, String threads) throws Exception {
    String table =
        output.toString().endsWith(".parquet") ? "'" + output + "'" : DuckDb.parquet(output);
    List<Double> times = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Integer.parseInt(threads));
      List<Long> npis = new ArrayList<>();
      try (ResultSet some =
          statement.executeQuery(
              "SELECT npi FROM (SELECT DISTINCT npi FROM %s WHERE npi > 0) ORDER BY hash(npi) LIMIT %d"
                  .formatted(table, NPIS + 1))) {
        while (some.next()) {
          npis.add(some.getLong(1));
        }
      }
      for (long npi : npis) {
        long start = System.nanoTime();
        try (ResultSet rows =
            statement.executeQuery("SELECT * FROM " + table + " WHERE npi = " + npi)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
              rows.getObject(column);
            }
          }
        }
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return Report.median(times.subList(1, times.size()));
  }
}
