package io.lakewright.rates.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;

/** The NPIs of a row group, numbered without boxing. */
final class NpiDictionary extends Dictionary {
  private static final int INITIAL = 1024;
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  private long[] keys = new long[INITIAL];
  private int[] ids = new int[INITIAL];
  private long[] npis = new long[INITIAL];
  private int size;
  private long last;
  private int lastId = NULL;

  /** The id of an NPI, {@link #NULL} for 0. */
  int id(long npi) {
    if (npi == last) {
      return lastId;
    }
    last = npi;
    lastId = npi == 0 ? NULL : find(npi);
    return lastId;
  }

  private int find(long npi) {
    int slot = slot(npi);
    if (keys[slot] == npi) {
      return ids[slot];
    }
    if (size * 2 >= keys.length) {
      grow();
      slot = slot(npi);
    }
    if (size == npis.length) {
      npis = Arrays.copyOf(npis, size * 2);
    }
    keys[slot] = npi;
    ids[slot] = size;
    npis[size] = npi;
    return size++;
  }

  private int slot(long npi) {
    int mask = keys.length - 1;
    int slot = (int) ((npi * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != npi) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    keys = new long[keys.length * 2];
    ids = new int[keys.length];
    for (int id = 0; id < size; id++) {
      int slot = slot(npis[id]);
      keys[slot] = npis[id];
      ids[slot] = id;
    }
  }

  void clear() {
    if (keys.length > INITIAL && keys.length / 16 > size) {
      // Small after a large one: not the whole table has to be wiped for every row group to come.
      keys = new long[keys.length / 2];
      ids = new int[keys.length];
    } else {
      Arrays.fill(keys, 0);
    }
    size = 0;
    last = 0;
    lastId = NULL;
  }

  @Override
  int size() {
    return size;
  }

  @Override
  int length(int id) {
    return Long.BYTES;
  }

  @Override
  void writePlain(int id, Bytes out) {
    out.writeLittle(npis[id], Long.BYTES);
  }

  @Override
  int compare(int id, int other) {
    return Long.compare(npis[id], npis[other]);
  }

  @Override
  void addTo(Statistics<?> statistics, int id) {
    statistics.updateStats(npis[id]);
  }

  @Override
  long hash(int id, BloomFilter filter) {
    return xxHash64(npis[id]);
  }

  /**
   * What a filter's own {@code hash} gives for a long, without a buffer for each: XXH64 with seed 0
   * of its eight bytes, as in the format's page <i>Bloom Filter</i>.
   */
  static long xxHash64(long value) {
    long hash = Long.rotateLeft(value * PRIME_2, 31) * PRIME_1 ^ (PRIME_5 + Long.BYTES);
    hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    hash = (hash ^ hash >>> 33) * PRIME_2;
    hash = (hash ^ hash >>> 29) * PRIME_3;
    return hash ^ hash >>> 32;
  }
}
