package io.lakewright.index;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.lakewright.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Chooses the files to be downloaded and names them. */
final class Choice {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int NAME = 150;

  private Choice() {}

  /**
   * Sets {@code download_path} of the chosen files, and null for the others. The name begins with
   * the file's identity, since names alone are not distinct.
   */
  static Dataset<Row> mark(SparkSession spark, Dataset<Row> files, DownloadOptions options) {
    Column path =
        concat(
            lit(options.folderUri() + "/"),
            substring(col("file_id"), 1, 12),
            lit("_"),
            regexp_replace(substring(col("file_name"), -NAME, NAME), "[^A-Za-z0-9._-]", "_"));
    Dataset<Row> candidates = files;
    Column chosen = matches(options.match());
    if (options.only().isPresent()) {
      Dataset<Row> ids =
          spark
              .createDataset(read(spark, options.only().get()), Encoders.STRING())
              .distinct()
              .toDF("file_id")
              .withColumn("listed", lit(true));
      candidates =
          files
              .join(ids, files.col("file_id").equalTo(ids.col("file_id")), "left")
              .drop(ids.col("file_id"));
      chosen = chosen.and(col("listed").isNotNull());
    }
    return candidates
        .withColumn("download_path", when(chosen, path))
        .select(
            java.util.Arrays.stream(files.columns())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new));
  }

  private static Column matches(List<String> patterns) {
    Column any = lit(patterns.isEmpty());
    for (String pattern : patterns) {
      String regex = "(?is)" + regex(pattern);
      any =
          any.or(col("file_name").rlike(regex))
              .or(coalesce(col("description"), lit("")).rlike(regex));
    }
    return any;
  }

  /** A pattern in which {@code *} is any text and {@code ?} any character. */
  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder("^");
    pattern
        .codePoints()
        .forEach(
            c -> {
              if (c == '*') {
                regex.append(".*");
              } else if (c == '?') {
                regex.append('.');
              } else {
                regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return regex.append('$').toString();
  }

  /** The identities at the start of a list's lines; empty lines and those with # do not count. */
  private static List<String> read(SparkSession spark, String list) {
    List<String> ids = new ArrayList<>();
    Path path = new Path(list);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                path.getFileSystem(spark.sessionState().newHadoopConf()).open(path),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String id = line.strip().split("\\s", 2)[0];
        if (id.isEmpty() || id.startsWith("#")) {
          continue;
        }
        if (!ID.matcher(id).matches()) {
          throw new UserException(
              "%s is not a list of files: \"%s\" is not a file_id of 32 hexadecimal digits"
                  .formatted(list, id.substring(0, Math.min(id.length(), 40))));
        }
        ids.add(id);
      }
      return ids;
    } catch (IOException e) {
      throw new UserException("Cannot read %s: %s".formatted(list, e.getMessage()), e);
    }
  }
}
