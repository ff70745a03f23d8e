package io.lakewright.index;

import static org.apache.spark.sql.functions.col;

import io.lakewright.UserException;
import io.lakewright.table.Place;
import io.lakewright.table.Tables;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The table {@code mrf_files} as input of other jobs. */
public final class MrfFiles {
  private MrfFiles() {}

  /** Whether a table has what {@link #inputs(SparkSession, Dataset)} needs. */
  public static boolean isOne(Dataset<Row> table) {
    return Arrays.asList(table.columns()).containsAll(List.of("kind", "location"));
  }

  /**
   * Where to read the in-network files that a table {@code mrf_files} lists: the downloaded file
   * where there is one, else its location. Locations may be signed, so they must not be shown.
   *
   * @throws UserException if there is no such table
   */
  public static List<String> inputs(SparkSession spark, Place place) {
    Dataset<Row> table = Tables.read(spark, place);
    if (!isOne(table)) {
      throw new UserException(
          "%s is not a table of files that index made; its columns are %s"
              .formatted(place, String.join(", ", table.columns())));
    }
    return inputs(spark, table);
  }

  /** The same for rows of such a table, say for those of some payer. */
  public static List<String> inputs(SparkSession spark, Dataset<Row> files) {
    boolean downloads = Arrays.asList(files.columns()).contains("download_path");
    Dataset<Row> listed =
        files
            .filter(col("kind").equalTo(FileKind.IN_NETWORK.id()))
            .withColumn("path", downloads ? col("download_path") : col("location"))
            .select("location", "path")
            .distinct();
    Map<Path, Set<String>> folders = new HashMap<>();
    List<String> inputs = new ArrayList<>();
    for (Row file : listed.collectAsList()) {
      boolean there = downloads && !file.isNullAt(1) && exists(spark, file.getString(1), folders);
      inputs.add(file.getString(there ? 1 : 0));
    }
    inputs.sort(null);
    return inputs;
  }

  private static boolean exists(SparkSession spark, String file, Map<Path, Set<String>> folders) {
    Path path = new Path(file);
    return folders
        .computeIfAbsent(path.getParent(), folder -> namesIn(spark, folder))
        .contains(path.getName());
  }

  /** One listing per folder instead of one question per file. */
  private static Set<String> namesIn(SparkSession spark, Path folder) {
    Set<String> names = new HashSet<>();
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      for (FileStatus entry : files.listStatus(folder)) {
        names.add(entry.getPath().getName());
      }
      return names;
    } catch (FileNotFoundException e) {
      return names;
    } catch (IOException e) {
      throw new UserException(
          "Cannot list the downloaded files in %s: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
