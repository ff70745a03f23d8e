package io.lakewright.rates.explode;

import java.util.Iterator;

/** Rows, bucket after bucket; each row is valid until the next is asked for. */
interface BucketedRows extends Iterator<RateRow> {
  /** Bucket of the row returned last. */
  int bucket();
}
