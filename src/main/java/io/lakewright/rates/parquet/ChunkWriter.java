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
    private int[] counting = new int[0];
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
  private final int[] pageOfId;

  private int least;
  private int most;
  private long nulls;
  private int page;
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
    this.pageOfId = new int[dictionary.size()];
    Arrays.fill(pageOfId, -1);
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
    least = Dictionary.NULL;
    most = Dictionary.NULL;
    nulls = 0;
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
      nulls += ofRows;
    } else {
      definitions.run(maxDefinition, ofRows);
      see(id);
      ids.run(id, ofRows);
    }
  }

  private void addAcrossPages(int id, int ofRows) throws IOException {
    for (int left = ofRows; left > 0; ) {
      int now = roomFor(left, id == Dictionary.NULL ? 0 : 1);
      if (id == Dictionary.NULL) {
        definitions.run(0, now);
        nulls += now;
      } else {
        definitions.run(maxDefinition, now);
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
        repetitions.run(0, now);
        definitions.run(array == null ? 0 : 1, now);
        nulls += now;
      } else {
        elements(array, now);
      }
      left -= now;
      endRows(now, now * Math.max(1, length));
    }
  }

  private void elements(int[] array, int times) {
    beginnings(array.length, times);
    int present = 0;
    for (int id : array) {
      present += id == Dictionary.NULL ? 0 : 1;
    }
    if (present == array.length) {
      definitions.run(maxDefinition, array.length * times);
      if (!plain) {
        for (int id : array) {
          see(id);
        }
        ids.repeat(array, times);
        return;
      }
    }
    for (int time = 0; time < times; time++) {
      for (int id : array) {
        if (id != Dictionary.NULL) {
          value(id, 1);
        }
        if (present < array.length) {
          definitions.run(id == Dictionary.NULL ? maxDefinition - 1 : maxDefinition, 1);
        }
      }
    }
    nulls += (long) (array.length - present) * times;
  }

  /** The repetition levels of arrays of equal length: 0 where one begins, else 1. */
  private void beginnings(int length, int times) {
    if (length == 1) {
      repetitions.run(0, times);
      return;
    }
    if (times == 1) {
      repetitions.run(0, 1);
      repetitions.run(1, length - 1);
      return;
    }
    if (buffers.counting.length != length) {
      buffers.counting = new int[length];
      Arrays.fill(buffers.counting, 1, length, 1);
    }
    repetitions.repeat(buffers.counting, times);
  }

  private void value(int id, int times) {
    see(id);
    if (plain) {
      for (int i = 0; i < times; i++) {
        dictionary.writePlain(id, buffers.plain);
      }
    } else {
      ids.run(id, times);
    }
  }

  private void see(int id) {
    if (pageOfId[id] != page) {
      pageOfId[id] = page;
      widen(id);
    }
  }

  private void widen(int id) {
    if (least == Dictionary.NULL) {
      least = id;
      most = id;
    } else if (dictionary.compare(id, least) < 0) {
      least = id;
    } else if (dictionary.compare(id, most) > 0) {
      most = id;
    }
  }

  /** How many of some equal rows go into the page: all that it may hold, but long ones singly. */
  private int roomFor(int ofRows, int elements) {
    boolean large = (plain && elements > 0) || elements > 8;
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
        statistics(),
        Encoding.RLE,
        Encoding.RLE,
        plain ? Encoding.PLAIN : Encoding.RLE_DICTIONARY);
    page++;
    done += rows;
    beginPage();
  }

  private Statistics<?> statistics() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    if (least != Dictionary.NULL) {
      dictionary.addTo(statistics, least);
      dictionary.addTo(statistics, most);
    }
    return statistics;
  }

  private static void levels(RunEncoder encoder, Bytes out) {
    encoder.end();
    out.writeLittle(encoder.size(), Integer.BYTES);
    encoder.writeTo(out);
  }
}
