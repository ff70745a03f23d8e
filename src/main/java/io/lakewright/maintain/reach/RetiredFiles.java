package io.lakewright.maintain.reach;

import io.lakewright.maintain.TableContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Told of every file that maintenance has removed through a table's FileIO, so that a soft delete
 * can be verified.
 */
public interface RetiredFiles {
  /** For storage where a removed file is gone. */
  RetiredFiles NONE = (table, files) -> {};

  /** Before a commit after which files are removed: who cannot do so to the end can note it. */
  default void retiring(TableContext table) {}

  /**
   * After the removal.
   *
   * @param files columns of {@link FileRows#SCHEMA}; kept by Spark while this runs
   */
  void retired(TableContext table, Dataset<Row> files);
}
