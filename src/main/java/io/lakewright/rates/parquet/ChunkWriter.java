package io.lakewright.rates.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;

/**
 * Encodes one column chunk, page by page, from runs of ids of its dictionary. Version 1 data pages,
 * as Spark writes them.
 */
final class ChunkWriter {
  static final int PAGE_ROWS = 20_000;
  private static final int PAGE_BYTES = 1024 * 1024;

  /** Values that are brought together, then packed. */
  private static final int BLOCK = 1024;

  /** What the chunks of a task share, one after the other. */
  static final class Buffers {
    private final RunEncoder repetitions = new RunEncoder();
    private final RunEncoder definitions = new RunEncoder();
    private final RunEncoder ids = new RunEncoder();
    private final Bytes plain = new Bytes();
    private final Bytes page = new Bytes();
    private final int[] block = new int[BLOCK];
    private final int[] levels = new int[BLOCK];
  }

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final Dictionary dictionary;
  private final int plainFrom;
  private final int shortestRun;
  private final int maxDefinition;
  private final ZstdPages compressor;
  private final Buffers buffers;
  private final RunEncoder repetitions;
  private final RunEncoder definitions;
  private final RunEncoder ids;
  private final PageStatistics statistics;

  private int done;
  private boolean plain;
  private int pageRows;
  private int values;
  private int rows;

  /**
   * @param plainFrom row from which on values are written as they are, not as ids of the dictionary
   * @param inRuns whether all runs are written as such, also the short ones
   */
  ChunkWriter(
      ColumnDescriptor column,
      PageWriter pages,
      Dictionary dictionary,
      int plainFrom,
      boolean inRuns,
      ZstdPages compressor,
      Buffers buffers)
      throws IOException {
    this.column = column;
    this.pages = pages;
    this.dictionary = dictionary;
    this.plainFrom = dictionary.size() == 0 ? 0 : plainFrom;
    this.shortestRun = inRuns ? 1 : RunEncoder.LONG_RUN;
    this.maxDefinition = column.getMaxDefinitionLevel();
    this.compressor = compressor;
    this.buffers = buffers;
    this.repetitions = buffers.repetitions;
    this.definitions = buffers.definitions;
    this.ids = buffers.ids;
    this.statistics = new PageStatistics(column.getPrimitiveType(), dictionary);
    if (this.plainFrom > 0) {
      compressor.expectValues();
      pages.writeDictionaryPage(dictionary.page());
    }
    beginPage();
  }

  private void beginPage() {
    repetitions.reset(BytesUtils.getWidthFromMaxInt(column.getMaxRepetitionLevel()));
    definitions.reset(BytesUtils.getWidthFromMaxInt(maxDefinition));
    ids.reset(dictionary.bitWidth(), shortestRun);
    buffers.plain.clear();
    statistics.begin();
    plain = done >= plainFrom;
    // Where there is one value, one page tells what many would: each costs readers a header.
    int most = dictionary.size() > 1 ? PAGE_ROWS : Integer.MAX_VALUE;
    pageRows = plain ? most : Math.min(most, plainFrom - done);
    values = 0;
    rows = 0;
  }

  /** Adds rows with the same value, or null, of a column that is not within an array. */
  void add(int id, int ofRows) throws IOException {
    if (plain || ofRows >= pageRows - rows) {
      addAcrossPages(id, ofRows);
      return;
    }
    // What nearly all runs are: no page ends with them.
    rows += ofRows;
    values += ofRows;
    if (id == Dictionary.NULL) {
      definitions.run(0, ofRows);
      statistics.addNulls(ofRows);
    } else {
      definitions.run(maxDefinition, ofRows);
      statistics.see(id);
      ids.run(id, ofRows);
    }
  }

  private void addAcrossPages(int id, int ofRows) throws IOException {
    for (int left = ofRows; left > 0; ) {
      int now = roomFor(left, 1, id == Dictionary.NULL ? 0 : 1);
      if (id == Dictionary.NULL) {
        definitions.run(0, now);
        statistics.addNulls(now);
      } else {
        definitions.run(maxDefinition, now);
        value(id, now);
      }
      left -= now;
      endRows(now, now);
    }
  }

  /** Whether rows are better added one by one than as runs, where runs are short. */
  boolean takesRows() {
    return plainFrom > 0 && shortestRun > 1;
  }

  /**
   * Adds all rows of a column that is not within an array.
   *
   * @param idOf id of each number
   */
  void addRows(RowNumbers numbers, int[] idOf) throws IOException {
    for (int at = 0; at < numbers.pages(); at++) {
      int from = numbers.start(at);
      int end = numbers.end(at);
      if (end > plainFrom) {
        for (int row = from; row < end; row++) {
          add(idOf[numbers.number(row)], 1);
        }
        continue;
      }
      boolean hasNulls = false;
      for (int number : numbers.distinct(at)) {
        if (idOf[number] == Dictionary.NULL) {
          hasNulls = true;
        } else {
          statistics.see(idOf[number]);
        }
      }
      if (!hasNulls) {
        definitions.run(maxDefinition, end - from);
      }
      for (int row = from; row < end; row += BLOCK) {
        int count = Math.min(BLOCK, end - row);
        numbers.map(idOf, row, count, buffers.block);
        ids.add(buffers.block, hasNulls ? withoutNulls(count) : count);
      }
      endRows(end - from, end - from);
    }
  }

  /** Takes the nulls out of the block, and adds the levels. */
  private int withoutNulls(int count) {
    int[] block = buffers.block;
    int present = 0;
    for (int i = 0; i < count; i++) {
      int id = block[i];
      int level = (id >> (Integer.SIZE - 1)) + 1;
      buffers.levels[i] = level;
      block[present] = id;
      present += level;
    }
    definitions.add(buffers.levels, count);
    statistics.addNulls(count - present);
    return present;
  }

  /** An array, given as ids of its elements, as it is to be added. */
  EncodedArray encoded(int[] array) {
    return EncodedArray.of(
        array, maxDefinition, BytesUtils.getWidthFromMaxInt(maxDefinition), dictionary.bitWidth());
  }

  /** Adds rows with the same array. */
  void addArray(EncodedArray array, int ofRows) throws IOException {
    for (int left = ofRows; left > 0; ) {
      int now = roomFor(left, array.values(), array.present().length);
      repetitions.repeat(array.repetitions(), now);
      definitions.repeat(array.definitions(), now);
      for (int id : array.present()) {
        statistics.see(id);
      }
      if (plain) {
        for (int time = 0; time < now; time++) {
          for (int id : array.present()) {
            dictionary.writePlain(id, buffers.plain);
          }
        }
      } else {
        ids.repeat(array.ids(), now);
      }
      statistics.addNulls((long) array.nulls() * now);
      left -= now;
      endRows(now, now * array.values());
    }
  }

  /**
   * Adds all rows of a column of short arrays.
   *
   * @param arrayOf array of each number
   */
  void addArrays(RowNumbers numbers, EncodedArray[] arrayOf) throws IOException {
    for (int at = 0; at < numbers.pages(); at++) {
      for (int number : numbers.distinct(at)) {
        for (int id : arrayOf[number].present()) {
          statistics.see(id);
        }
      }
      int ofValues = 0;
      int ofNulls = 0;
      int end = numbers.end(at);
      for (int row = numbers.start(at); row < end; row++) {
        EncodedArray array = arrayOf[numbers.number(row)];
        repetitions.add(array.repetitions());
        definitions.add(array.definitions());
        ids.add(array.ids());
        ofNulls += array.nulls();
        ofValues += array.values();
      }
      statistics.addNulls(ofNulls);
      endRows(end - numbers.start(at), ofValues);
    }
  }

  private void value(int id, int times) {
    statistics.see(id);
    if (plain) {
      for (int i = 0; i < times; i++) {
        dictionary.writePlain(id, buffers.plain);
      }
    } else {
      ids.run(id, times);
    }
  }

  /** How many of some equal rows go into the page: all that it may hold, but long ones singly. */
  private int roomFor(int ofRows, int ofValues, int present) {
    boolean large = (plain && present > 0) || ofValues > EncodedArray.SHORT;
    return Math.min(ofRows, large ? 1 : pageRows - rows);
  }

  private void endRows(int ofRows, int ofValues) throws IOException {
    rows += ofRows;
    values += ofValues;
    if (rows == pageRows || buffers.plain.size() > PAGE_BYTES || values > PAGE_BYTES) {
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
    Bytes out = buffers.page;
    out.clear();
    if (column.getMaxRepetitionLevel() > 0) {
      levels(repetitions, out);
    }
    levels(definitions, out);
    if (plain) {
      compressor.expectValues();
      buffers.plain.writeTo(out);
    } else {
      compressor.expectIds();
      ids.end();
      out.write(dictionary.bitWidth());
      ids.writeTo(out);
    }
    pages.writePage(
        out.view(),
        values,
        rows,
        statistics.build(),
        Encoding.RLE,
        Encoding.RLE,
        plain ? Encoding.PLAIN : Encoding.RLE_DICTIONARY);
    done += rows;
    beginPage();
  }

  private static void levels(RunEncoder encoder, Bytes out) {
    encoder.end();
    out.writeLittle(encoder.size(), Integer.BYTES);
    encoder.writeTo(out);
  }
}
