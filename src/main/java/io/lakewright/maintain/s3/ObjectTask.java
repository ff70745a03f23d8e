package io.lakewright.maintain.s3;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * What is done to each object, in tasks; called by several threads. Idempotent: it may run twice.
 */
@FunctionalInterface
public interface ObjectTask extends Serializable {
  /**
   * Does it.
   *
   * @param object a row of the objects worked on; {@code path} is its first column
   */
  ObjectResult apply(S3Objects objects, Row object);
}
