package io.lakewright.maintain;

import io.lakewright.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * An Iceberg table by its full name. Unlike a {@link io.lakewright.table.TablePlace}, which names
 * what is to be written, it may be any name a catalog holds: with hyphens, in nested namespaces.
 *
 * @param catalog as in Spark's configuration
 */
public record TableName(String catalog, TableIdentifier identifier) {
  public TableName {
    if (catalog.isBlank()) {
      throw new IllegalArgumentException("Catalog of " + identifier + " cannot be blank");
    }
  }

  /**
   * Reads {@code catalog.db.table}, or a name with more levels between.
   *
   * @throws UserException if it has fewer than three parts
   */
  public static TableName parse(String text) {
    List<String> parts = Arrays.asList(text.strip().split("\\.", -1));
    if (parts.size() < 3 || parts.stream().anyMatch(String::isBlank)) {
      throw UserException.usage(
          "Not the name of an Iceberg table: %s. Give it with its catalog, such as lake.%s"
              .formatted(text, parts.size() == 2 ? text : "db.table"));
    }
    String[] levels = parts.subList(1, parts.size() - 1).toArray(String[]::new);
    return new TableName(
        parts.get(0), TableIdentifier.of(Namespace.of(levels), parts.get(parts.size() - 1)));
  }

  /** The namespace with its catalog, such as {@code lake.db}. */
  public String database() {
    return catalog + "." + identifier.namespace();
  }

  /** For SQL: every part between backticks. */
  public String quoted() {
    return Stream.of(Stream.of(catalog), levels(), Stream.of(identifier.name()))
        .flatMap(parts -> parts)
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  private Stream<String> levels() {
    return Arrays.stream(identifier.namespace().levels());
  }

  /** Such as {@code lake.db.table}. */
  @Override
  public String toString() {
    return catalog + "." + identifier;
  }
}
