package io.lakewright.rates.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.MessageType;

/**
 * Whether the page indexes of a file say of each page what parquet-java reads there. Bounds of
 * pages are left out only within arrays, and where a chunk has one value.
 */
final class PageIndexCheck {
  private PageIndexCheck() {}

  static void assertThatIndexesAreExact(Path file, Configuration configuration) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (BlockMetaData block : reader.getFooter().getBlocks()) {
        PageReadStore pages = reader.readNextRowGroup();
        ColumnReadStoreImpl columns =
            new ColumnReadStoreImpl(
                pages,
                new GroupRecordConverter(schema).getRootConverter(),
                schema,
                reader.getFileMetaData().getCreatedBy());
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          ColumnDescriptor column = schema.getColumnDescription(chunk.getPath().toArray());
          ColumnIndex index = reader.readColumnIndex(chunk);
          if (index == null) {
            assertThat(column.getMaxRepetitionLevel() > 0 || isOneValue(chunk.getStatistics()))
                .as("page index of %s is left out", column)
                .isTrue();
            continue;
          }
          check(
              columns.getColumnReader(column),
              chunk.getValueCount(),
              index,
              reader.readOffsetIndex(chunk),
              block.getRowCount());
        }
      }
    }
  }

  private static boolean isOneValue(Statistics<?> ofChunk) {
    return !ofChunk.hasNonNullValue()
        || Arrays.equals(ofChunk.getMinBytes(), ofChunk.getMaxBytes());
  }

  private static void check(
      ColumnReader values,
      long valuesOfGroup,
      ColumnIndex index,
      OffsetIndex offsets,
      long rowsOfGroup) {
    ColumnDescriptor column = values.getDescriptor();
    long row = -1;
    long left = valuesOfGroup;
    for (int page = 0; page < offsets.getPageCount(); page++) {
      Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
      long end = offsets.getLastRowIndex(page, rowsOfGroup) + 1;
      while (left > 0 && (row + 1 < end || values.getCurrentRepetitionLevel() > 0)) {
        row += values.getCurrentRepetitionLevel() == 0 ? 1 : 0;
        add(values, column, statistics);
        values.consume();
        left--;
      }
      assertThat(index.getNullCounts().get(page))
          .as("nulls of page %s of %s", page, column)
          .isEqualTo(statistics.getNumNulls());
      assertThat(index.getNullPages().get(page)).isEqualTo(!statistics.hasNonNullValue());
      if (statistics.hasNonNullValue()) {
        assertThat(index.getMinValues().get(page))
            .as("least of page %s of %s", page, column)
            .isEqualTo(ByteBuffer.wrap(statistics.getMinBytes()));
        assertThat(index.getMaxValues().get(page))
            .as("greatest of page %s of %s", page, column)
            .isEqualTo(ByteBuffer.wrap(statistics.getMaxBytes()));
      }
    }
    assertThat(left).isZero();
  }

  private static void add(ColumnReader values, ColumnDescriptor column, Statistics<?> to) {
    if (values.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
      to.incrementNumNulls();
      return;
    }
    switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> to.updateStats(values.getBinary());
      case INT32 -> to.updateStats(values.getInteger());
      case INT64 -> to.updateStats(values.getLong());
      default -> throw new IllegalArgumentException("No column of rates: " + column);
    }
  }
}
