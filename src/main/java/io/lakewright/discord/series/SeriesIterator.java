package io.lakewright.discord.series;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;

/**
 * Searches the series of a task: reads packed rows, which are sorted by series, and has the points
 * of one series in memory at a time.
 */
public final class SeriesIterator implements Iterator<SeriesResult> {
  private static final int SERIES = 1;
  private static final int KIND = 2;
  private static final int PAYLOAD = 4;

  private final Iterator<InternalRow> rows;
  private final SeriesSearch search;
  private final Points points;
  private final LongAccumulator searched;
  private final int dimensions;
  private InternalRow row;
  private long skipped;

  /** Searches the series in packed rows of {@link Packer#SCHEMA}. */
  public SeriesIterator(Iterator<InternalRow> rows, SearchPlan plan, LongAccumulator searched) {
    this.rows = rows;
    this.searched = searched;
    this.search = new SeriesSearch(plan);
    this.dimensions = plan.dimensions().size();
    this.points = new Points(dimensions);
    advance();
  }

  @Override
  public boolean hasNext() {
    return row != null;
  }

  @Override
  public SeriesResult next() {
    if (row == null) {
      throw new NoSuchElementException();
    }
    if (row.getInt(KIND) == Packer.TALLY) {
      Tally tally = (Tally) Payloads.fromBytes(row.getBinary(PAYLOAD));
      advance();
      return new SeriesResult(null, List.of(), List.of(), null, tally, null, List.of());
    }
    byte[] series = name();
    SeriesState state = null;
    boolean done = false;
    points.clear();
    while (row != null && row.getInt(KIND) != Packer.TALLY && Arrays.equals(series, name())) {
      switch (row.getInt(KIND)) {
        case Packer.DONE -> done = true;
        case Packer.STATE -> state = SeriesState.fromBytes(row.getBinary(PAYLOAD), dimensions);
        default -> take(row.getBinary(PAYLOAD), done);
      }
      advance();
    }
    searched.add(points.size());
    return done ? known(series) : search.search(series, points, state);
  }

  private void take(byte[] chunk, boolean done) {
    if (done) {
      skipped += Chunks.size(chunk);
    } else {
      Chunks.decode(chunk, points);
    }
  }

  /** A series that an earlier run searched: what comes of it now is counted, nothing more. */
  private SeriesResult known(byte[] series) {
    Tally tally = new Tally();
    tally.add(
        Notice.KNOWN_SERIES,
        skipped > 0 ? 1 : 0,
        series == null ? null : new String(series, StandardCharsets.UTF_8));
    skipped = 0;
    return new SeriesResult(series, List.of(), List.of(), null, tally, null, List.of());
  }

  private byte[] name() {
    return row.isNullAt(SERIES) ? null : row.getUTF8String(SERIES).getBytes();
  }

  private void advance() {
    row = rows.hasNext() ? rows.next() : null;
  }
}
