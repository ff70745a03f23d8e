package io.lakewright.rates.input;

import io.lakewright.UserException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** In-network files that are listed in a table, such as {@code mrf_files}. */
final class IndexedFiles {
  private IndexedFiles() {}

  /** Where the files are. */
  static List<String> locations(Dataset<Row> table, String name) {
    if (!List.of(table.columns()).containsAll(List.of("location", "kind"))) {
      throw UserException.usage(
          name
              + " is neither a folder of files nor a table that split or index made; its columns are "
              + String.join(", ", table.columns()));
    }
    return table
        .filter(functions.col("kind").equalTo("in-network"))
        .select("location")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }
}
