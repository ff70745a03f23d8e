package io.lakewright.rates.input;

import io.lakewright.UserException;
import io.lakewright.index.MrfFiles;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** In-network files that are listed in a table, such as {@code mrf_files}. */
final class IndexedFiles {
  private IndexedFiles() {}

  /** Where the files are: downloaded, or else where they were listed. */
  static List<String> locations(Dataset<Row> table, String name) {
    if (!MrfFiles.isOne(table)) {
      throw UserException.usage(
          name
              + " is neither a folder of files nor a table that split or index made; its columns are "
              + String.join(", ", table.columns()));
    }
    return MrfFiles.inputs(table.sparkSession(), table);
  }
}
