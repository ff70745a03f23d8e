package io.lakewright.table;

import io.lakewright.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Publishes Delta tables: one version of the table, which decides, then one of each companion. Two
 * runs may append to one table at the same time (on S3, if both run in one cluster or the session
 * has a log store that allows it).
 */
final class DeltaPublication implements Publication {
  /** A companion's place and its staged content. */
  private record Companion(DeltaEntry entry, DeltaOutput output) {}

  private final SparkSession spark;
  private final String runId;
  private final boolean existed;
  private final DeltaOutput table;
  private final Map<String, Companion> companions;
  private final Consumer<String> afterStep;
  private final Map<String, Consumer<Dataset<Row>>> checks = new LinkedHashMap<>();

  private DeltaPublication(
      SparkSession spark,
      String runId,
      boolean existed,
      DeltaOutput table,
      Map<String, Companion> companions,
      Consumer<String> afterStep) {
    this.spark = spark;
    this.runId = runId;
    this.existed = existed;
    this.table = table;
    this.companions = companions;
    this.afterStep = afterStep;
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
      Consumer<String> afterStep) {
    Place place = target.place();
    DeltaEntry table = new DeltaEntry(spark, place, runId);
    boolean existed = table.hasContent();
    boolean replace = !existed || target.ifExists() == IfExists.REPLACE;
    Map<String, Companion> beside = new LinkedHashMap<>();
    List<DeltaEntry> entries = new ArrayList<>(List.of(table));
    for (Map.Entry<String, StructType> companion : new TreeMap<>(companions).entrySet()) {
      DeltaEntry entry = new DeltaEntry(spark, place.beside(companion.getKey()), runId);
      entries.add(entry);
      try {
        if (existed) {
          DeltaRecovery.complete(table, entry);
        }
      } catch (IOException e) {
        throw Storage.failure("recover", entry.place(), e);
      }
      DeltaOutput output = new DeltaOutput(entry, companion.getValue(), Layout.NONE, replace);
      beside.put(companion.getKey(), new Companion(entry, output));
    }
    entries.forEach(entry -> requireMay(target, entry));
    DeltaOutput output = new DeltaOutput(table, schema, target.layout(), replace);
    return new DeltaPublication(spark, runId, existed, output, beside, afterStep);
  }

  private static void requireMay(Target target, DeltaEntry table) {
    if (target.ifExists() == IfExists.FAIL && table.hasContent()) {
      throw new UserException(
          "%s exists; use if-exists append or replace, or another place".formatted(table.place()));
    }
  }

  @Override
  public boolean exists() {
    return existed;
  }

  @Override
  public Optional<Dataset<Row>> current() {
    return existed ? table.current() : Optional.empty();
  }

  @Override
  public Optional<Dataset<Row>> companion(String suffix) {
    return existed ? companionOutput(suffix).current() : Optional.empty();
  }

  @Override
  public boolean canReplaceRows() {
    return true;
  }

  @Override
  public void replacing(String column, Set<String> values) {
    table.replacing(column, values);
    for (Companion companion : companions.values()) {
      if (companion.output.has(column)) {
        companion.output.replacing(column, values);
      }
    }
  }

  @Override
  public void rows(Dataset<Row> rows, RowOrder order) {
    table.rows(rows, order);
  }

  @Override
  public Optional<StagedFiles> stagedFiles() {
    return Optional.empty();
  }

  @Override
  public void companion(String suffix, Dataset<Row> rows) {
    companionOutput(suffix).rows(rows, RowOrder.ANY);
  }

  @Override
  public void verify(String suffix, Consumer<Dataset<Row>> check) {
    checks.put(suffix, check);
  }

  private void check() {
    for (Map.Entry<String, Consumer<Dataset<Row>>> check : checks.entrySet()) {
      DeltaEntry entry = companions.get(check.getKey()).entry;
      try {
        List<String> waiting = DeltaRecovery.pendingOfOthers(table.entry(), entry, runId);
        companionOutput(check.getKey()).latest(waiting).ifPresent(check.getValue());
      } catch (IOException e) {
        throw Storage.failure("read", entry.place(), e);
      }
    }
  }

  @Override
  public Published commit() {
    Map<String, Path> pending = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Companion> companion : companions.entrySet()) {
        PendingWrite write = companion.getValue().output.pending(runId);
        pending.put(companion.getKey(), DeltaRecovery.store(companion.getValue().entry, write));
      }
      afterStep.accept("pending writes stored");
      try {
        if (checks.isEmpty()) {
          table.commit(runId);
        } else {
          table.commitChecked(runId, this::check);
        }
      } catch (UserException e) {
        for (Path path : pending.values()) {
          delete(path);
        }
        throw e;
      }
      // Decided: from here on the next run completes what this one does not.
      companions.values().forEach(companion -> companion.output.release());
      afterStep.accept("table committed");
      return commitCompanions(pending);
    } catch (IOException e) {
      throw Storage.failure("publish", table.place(), e);
    }
  }

  private Published commitCompanions(Map<String, Path> pending) throws IOException {
    List<Published.Output> published = new ArrayList<>(List.of(table.published("")));
    for (Map.Entry<String, Companion> companion : companions.entrySet()) {
      DeltaOutput output = companion.getValue().output;
      try {
        output.commit(runId);
      } catch (UserException e) {
        throw new UserException(
            "%s is published, but %s not yet; the next run on it makes up for that. %s"
                .formatted(table.place(), output.place(), e.getMessage()),
            e);
      }
      afterStep.accept("companion committed " + companion.getKey());
      delete(pending.get(companion.getKey()));
      published.add(output.published(companion.getKey()));
    }
    return new Published(published);
  }

  private void delete(Path path) throws IOException {
    Storage.of(spark, path).delete(path, false);
  }

  @Override
  public void close() {
    table.close();
    companions.values().forEach(companion -> companion.output.close());
  }

  private DeltaOutput companionOutput(String suffix) {
    Companion companion = companions.get(suffix);
    if (companion == null) {
      throw new IllegalArgumentException(
          "Companion must be one of %s, cannot be: %s".formatted(companions.keySet(), suffix));
    }
    return companion.output;
  }
}
