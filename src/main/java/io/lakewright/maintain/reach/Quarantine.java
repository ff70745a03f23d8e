package io.lakewright.maintain.reach;

import io.lakewright.maintain.TableContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sets files aside so that they are removed later, and can be brought back until then. */
public interface Quarantine {
  /** How it is done, such as {@code "tag lakewright=retired"}; for reports. */
  String description();

  /** Whether the table's storage has what this needs. */
  boolean supports(TableContext table);

  /**
   * Those that are not set aside yet.
   *
   * @param files columns of {@link FileRows#SCHEMA}
   */
  Dataset<Row> fresh(TableContext table, Dataset<Row> files);

  /**
   * Sets files aside, several at once, and looks whether that worked.
   *
   * @param files columns of {@link FileRows#SCHEMA}
   * @return how many are set aside
   */
  long setAside(TableContext table, Dataset<Row> files);

  /** Whether {@link #purge} would remove something. */
  default boolean hasExpired(TableContext table) {
    return false;
  }

  /** Removes what was set aside long enough ago, where no lifecycle rule of the storage does. */
  default void purge(TableContext table) {}
}
