package io.lakewright.rates.explode;

import io.lakewright.rates.parquet.RateRun;
import java.util.Iterator;

/** Runs, bucket after bucket; each is valid until the next is asked for. */
interface BucketedRuns extends Iterator<RateRun> {
  /** Bucket of the run returned last. */
  int bucket();
}
