package io.lakewright.maintain.s3;

import java.util.Optional;
import org.apache.iceberg.Table;

/**
 * Amazon S3 Tables. Buckets of tables are told by their names; the service keeps the tables itself,
 * and its API for objects knows neither deletion nor listing nor tags nor lifecycle rules.
 */
public final class TableBuckets {
  private static final String SUFFIX = "--table-s3";

  private TableBuckets() {}

  /** Why nothing may be done to the objects of a table, if it is one of S3 Tables. */
  public static Optional<String> refusal(Table table) {
    return S3Location.find(table.location())
        .filter(location -> location.bucket().endsWith(SUFFIX))
        .map(
            location ->
                "Amazon S3 Tables removes files by itself, and lets nobody else delete, list or tag"
                    + " them; set its maintenance in the service");
  }
}
