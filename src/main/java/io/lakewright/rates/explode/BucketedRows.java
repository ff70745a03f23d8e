package io.lakewright.rates.explode;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows, bucket after bucket; each row is valid until the next is asked for. */
interface BucketedRows extends Iterator<InternalRow> {
  /** Bucket of the row returned last. */
  int bucket();
}
