package io.lakewright.table;

import io.lakewright.UserException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table in a catalog.
 *
 * @param catalog a named catalog, which holds Iceberg tables; empty for Spark's session catalog
 */
public record TablePlace(Optional<String> catalog, String database, String table) implements Place {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]+");
  private static final String SESSION_CATALOG = "spark_catalog";

  public TablePlace {
    catalog = catalog.filter(name -> !name.equals(SESSION_CATALOG));
    catalog.ifPresent(TablePlace::requireIdentifier);
    requireIdentifier(database);
    requireIdentifier(table);
  }

  /** Reads a name as users write it. */
  static TablePlace of(String text) {
    String[] parts = text.split("\\.", -1);
    return switch (parts.length) {
      case 2 -> new TablePlace(Optional.empty(), parts[0], parts[1]);
      case 3 -> new TablePlace(Optional.of(parts[0]), parts[1], parts[2]);
      default ->
          throw UserException.usage(
              "Not a table name: %s. A table is db.table or catalog.db.table; a path needs a slash, such as ./%s"
                  .formatted(text, text));
    };
  }

  private static void requireIdentifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw UserException.usage(
          "Not a name of a catalog, database or table: \"%s\". Use letters, digits and underscores; a path needs a slash, such as ./%s"
              .formatted(name, name));
    }
  }

  /** For SQL: with its catalog, every part between backticks. */
  public String quoted() {
    return "`%s`.`%s`.`%s`".formatted(catalog.orElse(SESSION_CATALOG), database, table);
  }

  @Override
  public TablePlace withSuffix(String suffix) {
    return new TablePlace(catalog, database, table + suffix);
  }

  @Override
  public TablePlace withLastWord(String word) {
    return new TablePlace(catalog, database, table.substring(0, table.lastIndexOf('_') + 1) + word);
  }

  @Override
  public String toString() {
    return catalog.map(name -> name + ".").orElse("") + database + "." + table;
  }
}
