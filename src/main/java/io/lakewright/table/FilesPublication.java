package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Publishes folders of Parquet or Avro files, by a {@link Journal}. */
final class FilesPublication implements Publication {
  private final SparkSession spark;
  private final String runId;
  private final Workspace workspace;
  private final boolean existed;
  private final boolean replace;
  private final FilesOutput table;
  private final Map<String, FilesOutput> companions;
  private final Consumer<String> afterStep;

  private FilesPublication(
      SparkSession spark,
      String runId,
      Workspace workspace,
      boolean existed,
      boolean replace,
      FilesOutput table,
      Map<String, FilesOutput> companions,
      Consumer<String> afterStep) {
    this.spark = spark;
    this.runId = runId;
    this.workspace = workspace;
    this.existed = existed;
    this.replace = replace;
    this.table = table;
    this.companions = companions;
    this.afterStep = afterStep;
  }

  static Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String runId,
      Map<String, StructType> companions) {
    return begin(spark, target, schema, runId, companions, OutputLock.Timing.DEFAULT, step -> {});
  }

  /**
   * @param afterStep told every step of the publication, so that tests can fail there
   */
  static Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String runId,
      Map<String, StructType> companions,
      OutputLock.Timing timing,
      Consumer<String> afterStep) {
    Place place = target.place();
    if (place instanceof TablePlace name) {
      SessionTable.requireOurs(spark, name, target.format());
    }
    Path folder = FilesOutput.folder(spark, place);
    try {
      Workspace workspace = Workspace.open(spark, folder, runId, place, timing);
      try {
        return begin(spark, target, schema, runId, companions, workspace, afterStep);
      } catch (IOException | RuntimeException e) {
        workspace.close();
        throw e;
      }
    } catch (IOException e) {
      throw Storage.failure("write to", place, e);
    }
  }

  private static Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String runId,
      Map<String, StructType> companions,
      Workspace workspace,
      Consumer<String> afterStep)
      throws IOException {
    Description description = new Description(target.format(), schema, target.layout());
    FilesOutput table = output(spark, workspace, target.place(), description, "");
    Map<String, FilesOutput> beside = new LinkedHashMap<>();
    for (Map.Entry<String, StructType> companion : new java.util.TreeMap<>(companions).entrySet()) {
      Place place = target.place().beside(companion.getKey());
      if (place instanceof TablePlace name) {
        SessionTable.requireOurs(spark, name, target.format());
      }
      Description plain = new Description(target.format(), companion.getValue(), Layout.NONE);
      beside.put(companion.getKey(), output(spark, workspace, place, plain, companion.getKey()));
    }
    boolean existed = table.exists();
    boolean replace = !existed || target.ifExists() == IfExists.REPLACE;
    List<FilesOutput> all = new ArrayList<>(beside.values());
    all.add(0, table);
    for (FilesOutput output : all) {
      if (target.ifExists() == IfExists.FAIL && output.exists()) {
        throw new UserException(
            "%s exists; use if-exists append or replace, or another place"
                .formatted(output.place()));
      }
      output.requireFits(!replace);
    }
    return new FilesPublication(
        spark, runId, workspace, existed, replace, table, beside, afterStep);
  }

  private static FilesOutput output(
      SparkSession spark,
      Workspace workspace,
      Place place,
      Description description,
      String suffix) {
    return new FilesOutput(workspace, place, FilesOutput.folder(spark, place), description, suffix);
  }

  @Override
  public boolean exists() {
    return existed;
  }

  @Override
  public Optional<Dataset<Row>> current() {
    return existed ? Optional.of(read(table)) : Optional.empty();
  }

  @Override
  public Optional<Dataset<Row>> companion(String suffix) {
    FilesOutput output = companionOutput(suffix);
    try {
      return existed && output.exists() ? Optional.of(read(output)) : Optional.empty();
    } catch (IOException e) {
      throw Storage.failure("read", output.place(), e);
    }
  }

  private Dataset<Row> read(FilesOutput output) {
    try {
      return output.read(spark);
    } catch (IOException e) {
      throw Storage.failure("read", output.place(), e);
    }
  }

  @Override
  public boolean canReplaceRows() {
    return false;
  }

  @Override
  public void replacing(String column, Set<String> values) {
    throw new UserException(
        "Rows of %s cannot be replaced by %s: it is a folder of files, which take no rows back. Use the format iceberg or delta, or if-exists replace"
            .formatted(table.place(), column));
  }

  @Override
  public void rows(Dataset<Row> rows, RowOrder order) {
    write(table, rows, order);
  }

  @Override
  public Optional<StagedFiles> stagedFiles() {
    return Optional.of(table);
  }

  @Override
  public void companion(String suffix, Dataset<Row> rows) {
    write(companionOutput(suffix), rows, RowOrder.ANY);
  }

  private static void write(FilesOutput output, Dataset<Row> rows, RowOrder order) {
    try {
      output.write(rows, order);
    } catch (IOException e) {
      throw Storage.failure("write to", output.place(), e);
    }
  }

  /** One run at a time writes, so that nothing can have changed. */
  @Override
  public void verify(String suffix, Consumer<Dataset<Row>> check) {}

  @Override
  public Published commit() {
    List<Journal.Output> outputs = new ArrayList<>();
    List<Journal.Step> steps = new ArrayList<>();
    List<Published.Output> published = new ArrayList<>();
    try {
      workspace.requireHeld();
      outputs.add(table.plan(0, replace, steps));
      published.add(table.published(""));
      for (Map.Entry<String, FilesOutput> companion : companions.entrySet()) {
        outputs.add(companion.getValue().plan(outputs.size(), replace, steps));
        published.add(companion.getValue().published(companion.getKey()));
      }
      workspace.publish(new Journal(runId, outputs, steps), afterStep);
    } catch (IOException e) {
      throw unpublished(e);
    }
    return new Published(published);
  }

  private UserException unpublished(IOException e) {
    boolean decided;
    try {
      decided = workspace.isDecided();
    } catch (IOException again) {
      e.addSuppressed(again);
      decided = false;
    }
    return decided
        ? new UserException(
            "%s is published in part; the next run on it makes up for the rest. %s"
                .formatted(table.place(), e.getMessage()),
            e)
        : Storage.failure("publish", table.place(), e);
  }

  @Override
  public void close() {
    try {
      workspace.close();
    } catch (IOException e) {
      throw Storage.failure("clean up beside", table.place(), e);
    }
  }

  private FilesOutput companionOutput(String suffix) {
    FilesOutput output = companions.get(suffix);
    if (output == null) {
      throw new IllegalArgumentException(
          "Companion must be one of %s, cannot be: %s".formatted(companions.keySet(), suffix));
    }
    return output;
  }
}
