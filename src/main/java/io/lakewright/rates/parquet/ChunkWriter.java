package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * Encodes one column chunk, page by page, from runs of ids of its dictionary. Version 1 data pages,
 * as Spark writes them.
 */
final class ChunkWriter {
  static final int PAGE_ROWS = 20_000;
  private static final int PAGE_BYTES = 1024 * 1024;

  /** What the chunks of a task share, one after the other. */
  static final class Buffers {
    private final RunEncoder repetitions = new RunEncoder();
    private final RunEncoder definitions = new RunEncoder();
    private final RunEncoder ids = new RunEncoder();
    private final Bytes plain = new Bytes();
    private final Bytes page = new Bytes();
  }

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final Dictionary dictionary;
  private final boolean plain;
  private final int maxDefinition;
  private final Buffers buffers;
  private final int[] pageOfId;

  private Statistics<?> statistics;
  private int page;
  private int values;
  private int rows;

  /**
   * @param economical whether values are written as ids of the dictionary, or as they are
   */
  ChunkWriter(
      ColumnDescriptor column,
      PageWriter pages,
      Dictionary dictionary,
      boolean economical,
      Buffers buffers)
      throws IOException {
    this.column = column;
    this.pages = pages;
    this.dictionary = dictionary;
    this.plain = !economical || dictionary.size() == 0;
    this.maxDefinition = column.getMaxDefinitionLevel();
    this.buffers = buffers;
    this.pageOfId = new int[dictionary.size()];
    Arrays.fill(pageOfId, -1);
    if (!this.plain) {
      pages.writeDictionaryPage(dictionary.page());
    }
    beginPage();
  }

  private void beginPage() {
    buffers.repetitions.reset(BytesUtils.getWidthFromMaxInt(column.getMaxRepetitionLevel()));
    buffers.definitions.reset(BytesUtils.getWidthFromMaxInt(maxDefinition));
    buffers.ids.reset(dictionary.bitWidth());
    buffers.plain.clear();
    statistics = Statistics.createStats(column.getPrimitiveType());
    values = 0;
    rows = 0;
  }

  /** Adds rows with the same value, or null, of a column that is not within an array. */
  void add(int id, int ofRows) throws IOException {
    for (int left = ofRows; left > 0; ) {
      int now = roomFor(left, id == Dictionary.NULL ? 0 : 1);
      if (id == Dictionary.NULL) {
        buffers.definitions.run(0, now);
        statistics.incrementNumNulls(now);
      } else {
        buffers.definitions.run(maxDefinition, now);
        value(id, now);
      }
      left -= now;
      endRows(now, now);
    }
  }

  /**
   * Adds rows with the same array.
   *
   * @param array ids of its elements; null if it is null. The levels of a three-level list: 0 it is
   *     null, 1 it is empty, 2 and more it has an element
   */
  void addArray(int[] array, int ofRows) throws IOException {
    int length = array == null ? 0 : array.length;
    for (int left = ofRows; left > 0; ) {
      int now = roomFor(left, length);
      if (length == 0) {
        buffers.repetitions.run(0, now);
        buffers.definitions.run(array == null ? 0 : 1, now);
        statistics.incrementNumNulls(now);
      } else {
        elements(array, now);
      }
      left -= now;
      endRows(now, now * Math.max(1, length));
    }
  }

  private void elements(int[] array, int times) {
    if (array.length == 1) {
      buffers.repetitions.run(0, times);
    } else {
      int[] repetitions = new int[array.length];
      Arrays.fill(repetitions, 1, array.length, 1);
      buffers.repetitions.repeat(repetitions, times);
    }
    int present = 0;
    for (int id : array) {
      present += id == Dictionary.NULL ? 0 : 1;
    }
    if (present == array.length) {
      buffers.definitions.run(maxDefinition, array.length * times);
      if (!plain) {
        for (int id : array) {
          see(id);
        }
        buffers.ids.repeat(array, times);
        return;
      }
    }
    for (int time = 0; time < times; time++) {
      for (int id : array) {
        if (id != Dictionary.NULL) {
          value(id, 1);
        }
        if (present < array.length) {
          buffers.definitions.run(id == Dictionary.NULL ? maxDefinition - 1 : maxDefinition, 1);
        }
      }
    }
    statistics.incrementNumNulls((long) (array.length - present) * times);
  }

  private void value(int id, int times) {
    see(id);
    if (plain) {
      for (int i = 0; i < times; i++) {
        dictionary.writePlain(id, buffers.plain);
      }
    } else {
      buffers.ids.run(id, times);
    }
  }

  private void see(int id) {
    if (pageOfId[id] != page) {
      pageOfId[id] = page;
      dictionary.addTo(statistics, id);
    }
  }

  /** How many of some equal rows go into the page: all that it may hold, but long ones singly. */
  private int roomFor(int ofRows, int elements) {
    boolean large = plain && elements > 0 || elements > 8;
    return Math.min(ofRows, large ? 1 : PAGE_ROWS - rows);
  }

  private void endRows(int ofRows, int ofValues) throws IOException {
    rows += ofRows;
    values += ofValues;
    if (rows == PAGE_ROWS || buffers.plain.size() > PAGE_BYTES || values > PAGE_BYTES) {
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
      levels(buffers.repetitions, out);
    }
    levels(buffers.definitions, out);
    if (plain) {
      buffers.plain.writeTo(out);
    } else {
      buffers.ids.end();
      out.write(dictionary.bitWidth());
      buffers.ids.writeTo(out);
    }
    pages.writePage(
        out.view(),
        values,
        rows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        plain ? Encoding.PLAIN : Encoding.RLE_DICTIONARY);
    page++;
    beginPage();
  }

  private static void levels(RunEncoder encoder, Bytes out) {
    encoder.end();
    out.writeLittle(encoder.size(), Integer.BYTES);
    encoder.writeTo(out);
  }
}
