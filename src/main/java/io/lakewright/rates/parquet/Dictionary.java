package io.lakewright.rates.parquet;

import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;

/** The distinct values of one column chunk, numbered from 0 in the order in which they came. */
abstract class Dictionary {
  /** The id that stands for null. */
  static final int NULL = -1;

  abstract int size();

  /** Bytes that a value takes as the encoding PLAIN has it. */
  abstract int length(int id);

  /** Writes a value as the encoding PLAIN has it. */
  abstract void writePlain(int id, Bytes out);

  /** Compares two values as the statistics of their type do. */
  abstract int compare(int id, int other);

  /** Takes a value into the statistics of a page. */
  abstract void addTo(Statistics<?> statistics, int id);

  /** Hash of a value for a Bloom filter. */
  abstract long hash(int id, BloomFilter filter);

  /** Bits that an id needs. */
  final int bitWidth() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, size() - 1));
  }

  /** Bytes of the dictionary page. */
  final long bytes() {
    long bytes = 0;
    for (int id = 0; id < size(); id++) {
      bytes += length(id);
    }
    return bytes;
  }

  /**
   * Whether dictionary and ids take less than the values as they are.
   *
   * @param plainBytes of all values of the chunk
   * @param values number of them
   */
  final boolean isEconomical(long plainBytes, long values) {
    return bytes() + values * bitWidth() / Byte.SIZE <= plainBytes;
  }

  /** Whether ids take less as runs, however short, than packed. */
  final boolean favoursRuns(long runs, long rows) {
    int runBytes = 1 + (bitWidth() + Byte.SIZE - 1) / Byte.SIZE;
    return runs * runBytes * Byte.SIZE < rows * bitWidth();
  }

  final DictionaryPage page() {
    Bytes out = new Bytes();
    for (int id = 0; id < size(); id++) {
      writePlain(id, out);
    }
    return new DictionaryPage(out.view(), size(), Encoding.PLAIN);
  }
}
