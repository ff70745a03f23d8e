package io.lakewright.testkit;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An independent reader of Parquet: what it sees, Spark did not tell it. */
public final class DuckDb {
  private DuckDb() {}

  /**
   * The rows of a query, values as DuckDB's driver gives them, lists as {@link List}, structs as
   * their text.
   */
  public static List<List<Object>> query(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(plain(result.getObject(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB refused: " + sql, e);
    }
  }

  /** The first value of the first row. */
  public static Object value(String sql) {
    return query(sql).get(0).get(0);
  }

  /** The names of a query's columns. */
  public static List<String> columns(String sql) {
    return query("DESCRIBE " + sql).stream().map(row -> row.get(0).toString()).toList();
  }

  /**
   * A table expression over all Parquet files below a folder; the columns of {@code name=value}
   * folders are strings.
   */
  public static String parquet(Path folder) {
    return "read_parquet('"
        + folder.toString().replace("'", "''")
        + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)";
  }

  private static Object plain(Object value) throws SQLException {
    if (value instanceof Array array) {
      List<Object> elements = new ArrayList<>();
      for (Object element : Arrays.asList((Object[]) array.getArray())) {
        elements.add(plain(element));
      }
      return elements;
    }
    return value instanceof java.sql.Struct ? value.toString() : value;
  }
}
