package io.lakewright.discord.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** One column of a row group: optional values in pages of version 1. */
abstract class Chunk {
  static final int PAGE_ROWS = 20_000;

  private final PrimitiveType type;
  private final PageWriter pages;
  private final Encoding encoding;
  private final Runs levels = new Runs(1);
  private int rows;
  private int nulls;

  Chunk(PrimitiveType type, PageWriter pages, Encoding encoding) {
    this.type = type;
    this.pages = pages;
    this.encoding = encoding;
  }

  /** Adds a row without a value. */
  final void absent() throws IOException {
    level(0, 1);
    nulls++;
    endRow();
  }

  /** Notes that the value of a row was added. */
  final void present() throws IOException {
    level(1, 1);
    endRow();
  }

  /** Rows that fit into the page. */
  final int room() {
    return PAGE_ROWS - rows;
  }

  /** Adds rows at once, as many as there is room for. */
  final void level(int defined, int times) {
    levels.add(defined, times);
    rows += times;
  }

  final void absent(int times) {
    level(0, times);
    nulls += times;
  }

  final void endRow() throws IOException {
    if (rows == PAGE_ROWS) {
      endPage();
    }
  }

  /** Ends the chunk. */
  final void end() throws IOException {
    if (rows > 0) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.setNumNulls(nulls);
    describe(statistics);
    byte[] definitions = levels.take();
    pages.writePage(
        BytesInput.concat(
            BytesInput.fromInt(definitions.length), BytesInput.from(definitions), values()),
        rows,
        rows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
    rows = 0;
    nulls = 0;
    reset();
  }

  /** Sets smallest and largest of the page, if it has values. */
  abstract void describe(Statistics<?> statistics);

  /** The page's values, encoded. */
  abstract BytesInput values() throws IOException;

  /** Begins a page. */
  abstract void reset();
}
