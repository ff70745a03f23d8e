package io.lakewright.maintain.erasure;

import io.lakewright.UserException;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.maintain.StepSettings;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.archive.ArchiveRecord;
import io.lakewright.maintain.facts.TableFacts;
import io.lakewright.maintain.lock.LeasedLock;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.s3.TableBuckets;
import io.lakewright.table.IcebergCatalogs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.util.PropertyUtil;

/** Erases rows from a table, its history included, and proves it. */
public final class ErasureJob implements Job<ErasureResult> {
  private final ErasureOptions options;
  private final CatalogTables tables = new CatalogTables();

  public ErasureJob(ErasureOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "maintain erase";
  }

  @Override
  public ErasureResult run(JobContext context) throws InterruptedException {
    Catalog catalog = IcebergCatalogs.of(context.spark(), options.table().catalog());
    Table table;
    try {
      table = catalog.loadTable(options.table().identifier());
    } catch (NoSuchTableException e) {
      throw new UserException("There is no table %s".formatted(options.table()), e);
    }
    table.refresh();
    requireErasable(table);
    requireUnshared(context, catalog, table);
    RowCondition condition = RowCondition.parse(context.spark(), table, options.where());
    if (options.dryRun()) {
      return new Erasure(
              open(context, catalog, table), condition, options, tables, context.progress())
          .preview();
    }
    return LeasedLock.during(
        table,
        () -> catalog.loadTable(options.table().identifier()),
        context.runId(),
        context.clock(),
        () -> erase(context, catalog, table, condition));
  }

  private ErasureResult erase(
      JobContext context, Catalog catalog, Table table, RowCondition condition) {
    return new Erasure(
            open(context, catalog, table), condition, options, tables, context.progress())
        .run();
  }

  private TableContext open(JobContext context, Catalog catalog, Table table) {
    return new TableContext(
        context.spark(),
        options.table(),
        table,
        catalog,
        new StepSettings(true, Map.of()),
        Map.of(),
        TableFacts.of(context.spark(), table),
        context.clock(),
        context.runId(),
        Instant.MAX);
  }

  private void requireUnshared(JobContext context, Catalog catalog, Table table) {
    List<Table> sharing =
        tables.sharingFiles(context.spark(), catalog, options.table(), table, context.runId());
    if (!sharing.isEmpty()) {
      throw new UserException(
          "%s was restored or registered from %s, or lies with it, and may need files that hold such rows; drop it first, without PURGE"
              .formatted(
                  String.join(", ", sharing.stream().map(Table::name).toList()), options.table()));
    }
  }

  private void requireErasable(Table table) {
    if (!PropertyUtil.propertyAsBoolean(
        table.properties(), TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT)) {
      throw new UserException(
          "%s has gc.enabled=false: its files may belong to other tables too. Erase from those, or set gc.enabled=true if it alone has them"
              .formatted(options.table()));
    }
    TableBuckets.refusal(table)
        .ifPresent(
            reason -> {
              throw new UserException("%s: %s".formatted(options.table(), reason));
            });
    List<ArchiveRecord> archives = ArchiveRecord.of(table);
    if (!archives.isEmpty() && options.refs() != RefHandling.DROP) {
      throw new UserException(
          "%s has archives (%s) that may hold such rows and cannot be rewritten; with --refs drop they are deleted"
              .formatted(
                  options.table(),
                  String.join(", ", archives.stream().map(ArchiveRecord::id).toList())));
    }
  }
}
