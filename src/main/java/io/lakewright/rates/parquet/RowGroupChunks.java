package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** The column chunks of one row group, compressed, until all of them are written to the file. */
final class RowGroupChunks {
  static final int INDEX_LENGTH = 64;

  /** Columns by which people look up rows that no sorting or partition brings together. */
  private static final Set<String> LOOKED_UP = Set.of("npi", "tin");

  private final ColumnChunkPageWriteStore store;
  private final ZstdPages compressor;
  private final ChunkWriter.Buffers buffers;
  private final int rows;

  RowGroupChunks(MessageType message, ZstdPages compressor, ChunkWriter.Buffers buffers, int rows) {
    this.store =
        new ColumnChunkPageWriteStore(
            compressor, message, HeapByteBufferAllocator.getInstance(), INDEX_LENGTH);
    this.compressor = compressor;
    this.buffers = buffers;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /**
   * Begins a chunk: its dictionary, and a Bloom filter if it is a column for one.
   *
   * @param economical whether ids of the dictionary are written, not the values
   * @param runs of ids there are
   */
  ChunkWriter begin(ColumnDescriptor column, Dictionary dictionary, boolean economical, int runs)
      throws IOException {
    int plainFrom = economical ? rows : 0;
    // One value is found by the statistics.
    if (LOOKED_UP.contains(column.getPath()[0]) && dictionary.size() > 1) {
      store.getBloomFilterWriter(column).writeBloomFilter(filter(dictionary));
      // parquet-java leaves the filter out if all pages are ids, for readers can look at the
      // dictionary then; some only know filters. So the last row is a page of its own, plain.
      plainFrom = Math.min(plainFrom, rows - 1);
    }
    return new ChunkWriter(
        column,
        store.getPageWriter(column),
        dictionary,
        plainFrom,
        dictionary.favoursRuns(runs, rows),
        compressor,
        buffers);
  }

  private static BlockSplitBloomFilter filter(Dictionary dictionary) {
    // Sizes are powers of two: four to eight bits a value, 2 to 10 false positives in a hundred.
    BlockSplitBloomFilter filter =
        new BlockSplitBloomFilter(Integer.highestOneBit(dictionary.size()));
    for (int id = 0; id < dictionary.size(); id++) {
      filter.insertHash(dictionary.hash(id, filter));
    }
    return filter;
  }

  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    store.flushToFileWriter(file);
    file.endBlock();
  }
}
