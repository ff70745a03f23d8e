package io.lakewright.cli;

import io.lakewright.maintain.TableName;
import io.lakewright.maintain.fleet.TableSelection;
import java.util.List;
import picocli.CommandLine.Option;

/** Which Iceberg tables a job is for: a mixin. */
public final class TableSelectionOptions {
  @Option(
      names = "--table",
      arity = "1..*",
      paramLabel = "TABLE",
      description = "Iceberg tables with their catalog, such as lake.db.t.")
  List<String> tables;

  @Option(
      names = "--database",
      arity = "1..*",
      paramLabel = "DB",
      description = "All tables of a database and those nested in it, such as lake.db.")
  List<String> databases;

  @Option(
      names = "--catalog-name",
      arity = "1..*",
      paramLabel = "CATALOG",
      description = "All tables of a catalog.")
  List<String> catalogs;

  @Option(
      names = "--all",
      arity = "0..1",
      fallbackValue = "true",
      description = "All tables of all Iceberg catalogs of the session.")
  boolean all;

  @Option(
      names = "--include",
      arity = "1..*",
      paramLabel = "PATTERN",
      description = "Of these only tables whose full or own name fits, such as 'events_*'.")
  List<String> include;

  @Option(
      names = "--exclude",
      arity = "1..*",
      paramLabel = "PATTERN",
      description = "None of these.")
  List<String> exclude;

  TableSelection selection() {
    return new TableSelection(
        ListOrFile.values(tables).stream().map(TableName::parse).toList(),
        ListOrFile.values(databases),
        ListOrFile.values(catalogs),
        all,
        ListOrFile.values(include),
        ListOrFile.values(exclude));
  }
}
