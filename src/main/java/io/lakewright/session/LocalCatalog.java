package io.lakewright.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The embedded Iceberg catalog: JDBC on a SQLite file. It creates the folder of that file when it
 * is first used, so that runs without Iceberg leave nothing behind.
 */
public final class LocalCatalog extends JdbcCatalog {
  static final String SQLITE = "jdbc:sqlite:";

  @Override
  public void initialize(String name, Map<String, String> properties) {
    String uri = properties.getOrDefault("uri", "");
    if (uri.startsWith(SQLITE)) {
      Path folder = Path.of(uri.substring(SQLITE.length())).toAbsolutePath().getParent();
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot create the warehouse folder " + folder, e);
      }
    }
    createTables(name, properties);
    Map<String, String> withTables = new HashMap<>(properties);
    withTables.put("jdbc.init-catalog-tables", "false");
    super.initialize(name, withTables);
  }

  /**
   * Looking whether its tables are there leaves a query open, which keeps SQLite's read lock and so
   * other processes from writing. A catalog that is closed at once does the looking.
   */
  private static void createTables(String name, Map<String, String> properties) {
    try (JdbcCatalog first = new JdbcCatalog()) {
      first.initialize(name, properties);
    }
  }
}
