package io.lakewright.cli;

import io.lakewright.session.ObjectTagging;
import io.lakewright.session.SessionOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that starts a session. */
public final class CommonOptions {
  @Mixin final BasicOptions basics = new BasicOptions();

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark property; wins over everything else. Repeatable.")
  Map<String, String> sparkConf = new LinkedHashMap<>();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master (default: $SPARK_MASTER, or an embedded Spark on all cores).")
  String master;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Where tables live (default: ./lake; on EMR and Glue, what the catalog says).")
  String warehouse;

  @Option(
      names = "--quiet",
      arity = "0..1",
      fallbackValue = "true",
      description = "Neither banner nor progress.")
  boolean quiet;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  @Option(
      names = "--write-tags",
      paramLabel = "KEY=VALUE",
      split = ",",
      description = "Tags for new objects of Iceberg tables on S3.")
  Map<String, String> writeTags = new LinkedHashMap<>();

  @Option(
      names = "--delete-tags",
      paramLabel = "KEY=VALUE",
      split = ",",
      description =
          "Tags for removed objects of Iceberg tables on S3, which then stay until a lifecycle rule"
              + " acts.")
  Map<String, String> deleteTags = new LinkedHashMap<>();

  SessionOptions session(String application) {
    return new SessionOptions(
        application, master, warehouse, new ObjectTagging(writeTags, deleteTags).over(sparkConf));
  }
}
