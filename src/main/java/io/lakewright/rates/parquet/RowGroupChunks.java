package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Set;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** The column chunks of one row group, compressed, until all of them are written to the file. */
final class RowGroupChunks {
  static final int INDEX_LENGTH = 64;

  /** Columns by which people look up rows that no sorting or partition brings together. */
  private static final Set<String> LOOKED_UP = Set.of("npi", "tin");

  private static final double FALSE_POSITIVES = 0.02;

  private final ColumnChunkPageWriteStore store;
  private final ChunkWriter.Buffers buffers;
  private final int rows;

  RowGroupChunks(
      MessageType message,
      CodecFactory.BytesCompressor compressor,
      ChunkWriter.Buffers buffers,
      int rows) {
    this.store =
        new ColumnChunkPageWriteStore(
            compressor, message, HeapByteBufferAllocator.getInstance(), INDEX_LENGTH);
    this.buffers = buffers;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /** Begins a chunk: its dictionary, and a Bloom filter if it is a column for one. */
  ChunkWriter begin(ColumnDescriptor column, Dictionary dictionary, boolean economical)
      throws IOException {
    // One value is found by the statistics.
    if (LOOKED_UP.contains(column.getPath()[0]) && dictionary.size() > 1) {
      store.getBloomFilterWriter(column).writeBloomFilter(filter(dictionary));
    }
    return new ChunkWriter(column, store.getPageWriter(column), dictionary, economical, buffers);
  }

  private static BlockSplitBloomFilter filter(Dictionary dictionary) {
    BlockSplitBloomFilter filter =
        new BlockSplitBloomFilter(
            BlockSplitBloomFilter.optimalNumOfBits(dictionary.size(), FALSE_POSITIVES) / Byte.SIZE);
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
