package io.lakewright.discord;

import io.lakewright.testkit.DuckDb;
import java.nio.file.Path;
import java.util.List;

/** What an independent reader finds in the output of the job. */
final class ProfileTable {
  private static final String COLUMNS =
      "series, epoch_us(time), index, value, distance, neighbor, anomaly, tag, length, dimension, reason";

  private ProfileTable() {}

  /** All rows of the profile, in order. */
  static List<List<Object>> profile(Path output) {
    return DuckDb.query(
        "SELECT %s FROM %s ORDER BY series, dimension, length, index"
            .formatted(COLUMNS, DuckDb.parquet(output.resolve("profile"))));
  }

  /** All rows of the discords, in order. */
  static List<List<Object>> discords(Path output) {
    return DuckDb.query(
        "SELECT series, rank, start_index, end_index, epoch_us(start_time), epoch_us(end_time), distance, neighbor_index, epoch_us(neighbor_time), length, dimension, score FROM %s ORDER BY series, dimension, rank"
            .formatted(DuckDb.parquet(output.resolve("discords"))));
  }

  /** One value of a query on the profile. */
  static Object value(Path output, String expression, String condition) {
    return DuckDb.value(
        "SELECT %s FROM %s WHERE %s"
            .formatted(expression, DuckDb.parquet(output.resolve("profile")), condition));
  }
}
