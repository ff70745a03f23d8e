package io.lakewright.rates.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * Encodes one column chunk, page by page, from ids of its dictionary. Version 1 data pages, as
 * Spark writes them.
 */
final class ChunkWriter {
  static final int PAGE_ROWS = 20_000;
  private static final int PAGE_BYTES = 1024 * 1024;
  private static final int INITIAL = 1024;

  private final PageWriter pages;
  private final Dictionary dictionary;
  private final boolean plain;
  private final int maxDefinition;
  private final RunLengthBitPackingHybridEncoder repetitions;
  private final RunLengthBitPackingHybridEncoder definitions;
  private final RunLengthBitPackingHybridEncoder ids;
  private final ByteArrayOutputStream plainValues = new ByteArrayOutputStream();
  private final int[] pageOfId;

  private Statistics<?> statistics;
  private int page;
  private int values;
  private int rows;

  ChunkWriter(ColumnDescriptor column, PageWriter pages, Dictionary dictionary) throws IOException {
    this.pages = pages;
    this.dictionary = dictionary;
    this.plain = !dictionary.isEconomical() || dictionary.size() == 0;
    this.maxDefinition = column.getMaxDefinitionLevel();
    this.repetitions =
        column.getMaxRepetitionLevel() == 0 ? null : encoder(column.getMaxRepetitionLevel());
    this.definitions = encoder(maxDefinition);
    this.ids =
        new RunLengthBitPackingHybridEncoder(
            dictionary.bitWidth(), INITIAL, PAGE_BYTES, HeapByteBufferAllocator.getInstance());
    this.pageOfId = new int[dictionary.size()];
    Arrays.fill(pageOfId, -1);
    this.statistics = dictionary.newStatistics();
    if (!plain) {
      pages.writeDictionaryPage(dictionary.page());
    }
  }

  private static RunLengthBitPackingHybridEncoder encoder(int maxLevel) {
    return new RunLengthBitPackingHybridEncoder(
        BytesUtils.getWidthFromMaxInt(maxLevel),
        INITIAL,
        PAGE_BYTES,
        HeapByteBufferAllocator.getInstance());
  }

  /** Adds a value that is not within an array. */
  void add(int id) throws IOException {
    if (id == Dictionary.NULL) {
      addNull(0, 0);
    } else {
      addValue(0, id);
    }
  }

  /** Adds a value at a repetition level. */
  void addValue(int repetition, int id) throws IOException {
    level(repetition, maxDefinition);
    if (pageOfId[id] != page) {
      pageOfId[id] = page;
      dictionary.addTo(statistics, id);
    }
    if (plain) {
      dictionary.writePlain(id, plainValues);
    } else {
      ids.writeInt(id);
    }
  }

  /** Adds the absence of a value, from the level {@code definition} down. */
  void addNull(int repetition, int definition) throws IOException {
    level(repetition, definition);
    statistics.incrementNumNulls();
  }

  private void level(int repetition, int definition) throws IOException {
    if (repetitions != null) {
      repetitions.writeInt(repetition);
    }
    definitions.writeInt(definition);
    values++;
  }

  /** Ends a row, and with it perhaps a page. */
  void endRow() throws IOException {
    if (++rows == PAGE_ROWS || plainValues.size() > PAGE_BYTES) {
      endPage();
    }
  }

  /** Ends the chunk. */
  void end() throws IOException {
    if (rows > 0) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    BytesInput repetitionLevels =
        repetitions == null ? BytesInput.empty() : sized(repetitions.toBytes());
    BytesInput definitionLevels = sized(definitions.toBytes());
    pages.writePage(
        BytesInput.concat(repetitionLevels, definitionLevels, encodedValues()),
        values,
        rows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        plain ? Encoding.PLAIN : Encoding.RLE_DICTIONARY);
    if (repetitions != null) {
      repetitions.reset();
    }
    definitions.reset();
    ids.reset();
    plainValues.reset();
    statistics = dictionary.newStatistics();
    page++;
    values = 0;
    rows = 0;
  }

  private BytesInput encodedValues() throws IOException {
    return plain
        ? BytesInput.from(plainValues.toByteArray())
        : BytesInput.concat(
            BytesInput.from(new byte[] {(byte) dictionary.bitWidth()}), ids.toBytes());
  }

  private static BytesInput sized(BytesInput levels) {
    return BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels);
  }
}
