package io.lakewright.sample;

import io.lakewright.UserException;
import java.util.regex.Pattern;

/**
 * A neglected lake.
 *
 * @param database with its catalog, such as {@code lake.neglected}
 * @param tables number of tables
 * @param commits snapshots of each
 * @param files data files of each, added in equal parts by the commits
 * @param partitions days that each table has data of
 * @param rows of each file
 * @param days over which the commits are spread, up to now
 * @param orphans files of each that belong to no snapshot; old ones, where storage lets us say so
 */
public record LakeOptions(
    String database,
    int tables,
    int commits,
    int files,
    int partitions,
    int rows,
    int days,
    int orphans) {
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_]+\\.[A-Za-z0-9_]+");

  public LakeOptions {
    if (!DATABASE.matcher(database).matches()) {
      throw UserException.usage(
          "A lake goes to a database with its catalog, such as lake.neglected, cannot be: "
              + database);
    }
    requireAtLeast(1, "tables", tables);
    requireAtLeast(1, "commits", commits);
    requireAtLeast(1, "partitions", partitions);
    requireAtLeast(1, "rows", rows);
    requireAtLeast(1, "days", days);
    requireAtLeast(0, "orphans", orphans);
    if (files < partitions || files < commits) {
      throw UserException.usage(
          "Number of files must be at least that of commits and of partitions, cannot be: "
              + files);
    }
  }

  private static void requireAtLeast(int least, String what, int value) {
    if (value < least) {
      throw UserException.usage(
          "Number of %s must be at least %d, cannot be: %d".formatted(what, least, value));
    }
  }

  String catalog() {
    return database.substring(0, database.indexOf('.'));
  }

  String namespace() {
    return database.substring(database.indexOf('.') + 1);
  }
}
