package io.lakewright.maintain.erasure;

import io.lakewright.UserException;
import io.lakewright.maintain.TableName;
import java.time.Duration;

/**
 * What to erase.
 *
 * @param where a condition in SQL over the columns of the table
 * @param refs what happens to branches and tags that hold such rows
 * @param orphanAge unreferenced files of this age are removed; younger ones may belong to a writer
 *     at work and are reported
 * @param dryRun whether rows are only counted
 */
public record ErasureOptions(
    TableName table, String where, RefHandling refs, Duration orphanAge, boolean dryRun) {
  public ErasureOptions {
    if (where.isBlank()) {
      throw UserException.usage("The condition of what to erase cannot be empty");
    }
    if (orphanAge.isNegative()) {
      throw UserException.usage("Age of orphans cannot be negative: " + orphanAge);
    }
  }

  /** Without the condition, which names what is to be forgotten. */
  @Override
  public String toString() {
    return "ErasureOptions[%s, where %s]".formatted(table, RowCondition.masked(where));
  }
}
