package io.lakewright.table;

import io.lakewright.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Publishes Iceberg tables: one snapshot for the table, which decides, then one for each companion.
 * Two runs may write to one table at the same time; both their rows are in it then.
 */
final class IcebergPublication implements Publication {
  private final String runId;
  private final boolean existed;
  private final IcebergOutput table;
  private final Map<String, IcebergOutput> companions;
  private final Consumer<String> afterStep;
  private final Map<String, Consumer<Dataset<Row>>> checks = new LinkedHashMap<>();

  private IcebergPublication(
      String runId,
      boolean existed,
      IcebergOutput table,
      Map<String, IcebergOutput> companions,
      Consumer<String> afterStep) {
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
    TablePlace place = (TablePlace) target.place();
    IcebergCatalogTable table = new IcebergCatalogTable(spark, place, runId);
    boolean existed = table.hasContent();
    boolean replace = !existed || target.ifExists() == IfExists.REPLACE;
    Map<String, IcebergOutput> beside = new LinkedHashMap<>();
    List<IcebergCatalogTable> entries = new ArrayList<>();
    for (Map.Entry<String, StructType> companion : new TreeMap<>(companions).entrySet()) {
      String suffix = companion.getKey();
      IcebergCatalogTable entry =
          new IcebergCatalogTable(spark, (TablePlace) place.beside(suffix), runId);
      entries.add(entry);
      if (existed && entry.find().isPresent()) {
        IcebergRecovery.complete(
            table.find().orElseThrow(), entry.find().get(), entry.place(), suffix);
      }
      beside.put(
          suffix, new IcebergOutput(spark, entry, companion.getValue(), Layout.NONE, replace));
    }
    requireMay(target, table);
    entries.forEach(entry -> requireMay(target, entry));
    return new IcebergPublication(
        runId,
        existed,
        new IcebergOutput(spark, table, schema, target.layout(), replace),
        beside,
        afterStep);
  }

  private static void requireMay(Target target, IcebergCatalogTable table) {
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
    companions.values().stream()
        .filter(companion -> companion.has(column))
        .forEach(companion -> companion.replacing(column, values));
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
  public Optional<IcebergStaging> icebergStaging() {
    return table.staging();
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
    checks.forEach(
        (suffix, check) ->
            companionOutput(suffix)
                .latest(IcebergRecovery.pendingOfOthers(table.target(), suffix, runId))
                .ifPresent(check));
  }

  @Override
  public Published commit() {
    Table target = table.target();
    Map<String, String> summary = new HashMap<>(Map.of(IcebergRecovery.RUN_ID, runId));
    companions.forEach(
        (suffix, companion) ->
            summary.put(
                IcebergRecovery.summaryKey(suffix),
                IcebergRecovery.store(target, suffix, companion.pending(runId))));
    afterStep.accept("pending writes stored");
    try {
      if (checks.isEmpty()) {
        table.commit(summary);
      } else {
        table.commitChecked(summary, this::check);
      }
    } catch (UserException e) {
      if (table.isPublished()) {
        companions.values().forEach(IcebergOutput::release);
      } else {
        deletePending(target, summary);
      }
      throw e;
    }
    // Decided: from here on the next run completes what this one does not.
    companions.values().forEach(IcebergOutput::release);
    afterStep.accept("table committed");
    List<Published.Output> published = new ArrayList<>(List.of(table.published("")));
    companions.forEach(
        (suffix, companion) -> {
          commitCompanion(companion);
          afterStep.accept("companion committed " + suffix);
          target.io().deleteFile(summary.get(IcebergRecovery.summaryKey(suffix)));
          published.add(companion.published(suffix));
        });
    return new Published(published);
  }

  private void commitCompanion(IcebergOutput companion) {
    try {
      companion.commit(Map.of(IcebergRecovery.RUN_ID, runId));
    } catch (UserException e) {
      throw new UserException(
          "%s is published, but %s not yet; the next run on it makes up for that. %s"
              .formatted(table.place(), companion.place(), e.getMessage()),
          e);
    }
  }

  private static void deletePending(Table table, Map<String, String> summary) {
    summary.forEach(
        (key, path) -> {
          if (!key.equals(IcebergRecovery.RUN_ID)) {
            table.io().deleteFile(path);
          }
        });
  }

  @Override
  public void close() {
    table.close();
    companions.values().forEach(IcebergOutput::close);
  }

  private IcebergOutput companionOutput(String suffix) {
    IcebergOutput output = companions.get(suffix);
    if (output == null) {
      throw new IllegalArgumentException(
          "Companion must be one of %s, cannot be: %s".formatted(companions.keySet(), suffix));
    }
    return output;
  }
}
