package io.lakewright.rates.explode;

import java.io.Serializable;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Spark's bucket of an NPI, as in {@code HashPartitioning}: Murmur3 with seed 42, a null hashing to
 * the seed.
 *
 * @param count number of buckets; 1 puts every row in bucket 0
 */
record Buckets(int count) implements Serializable {
  private static final int SEED = 42;

  int of(long npi) {
    if (count <= 1) {
      return 0;
    }
    int hash = npi == Members.NO_NPI ? SEED : Murmur3_x86_32.hashLong(npi, SEED);
    return Math.floorMod(hash, count);
  }
}
