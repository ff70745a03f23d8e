package io.lakewright.discord.series;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Packs rows of one point into rows of many: the points of a series that are read one after the
 * other, or nearly so, travel together. What is shuffled and sorted is a chunk, not a point.
 *
 * <p>Holds at most {@value #MAX_HELD} points, a series that is open counting as {@value
 * #SERIES_COST}; when they are full, all are let go.
 */
public final class Packer implements Iterator<InternalRow> {
  /** A null value, told from a NaN that was in the input. */
  public static final long NULL_BITS = 0x7ff8000000000aaaL;

  /** A text that is no number, counted already. */
  public static final long UNREADABLE_BITS = 0x7ff8000000000bbbL;

  static final int MAX_HELD = 1 << 20;
  static final int MAX_CHUNK = 1 << 16;
  private static final int SERIES_COST = 32;

  /** Kinds of rows, in the order in which a series' rows are sorted. */
  public static final int TALLY = 0;

  public static final int DONE = 1;
  public static final int STATE = 2;
  public static final int POINTS = 3;

  /** The columns of packed rows. */
  public static final StructType SCHEMA =
      new StructType()
          .add("slot", DataTypes.IntegerType, false)
          .add("series", DataTypes.StringType)
          .add("kind", DataTypes.IntegerType, false)
          .add("first", DataTypes.LongType, false)
          .add("payload", DataTypes.BinaryType, false);

  /** Columns of the input: series, time, the time's text; of each dimension value and text. */
  static final int SERIES_COLUMN = 0;

  static final int TIME_COLUMN = 1;
  static final int TIME_TEXT_COLUMN = 2;
  private static final int FIRST_VALUE_COLUMN = 3;

  /** Which partition a series goes to, as the number that Spark hashes to it. */
  @FunctionalInterface
  public interface Slots extends Serializable {
    int of(UTF8String series);
  }

  private static final class Open {
    final UTF8String series;
    Points points;

    Open(UTF8String series, Points points) {
      this.series = series;
      this.points = points;
    }
  }

  private final Iterator<InternalRow> rows;
  private final int dimensions;
  private final boolean named;
  private final Slots slots;
  private final Map<UTF8String, Open> open = new HashMap<>();
  private final ArrayDeque<Open> ready = new ArrayDeque<>();
  private final List<Points> spare = new ArrayList<>();
  private final Tally tally = new Tally();
  private Open current;
  private int held;
  private int spared;
  private boolean ended;

  /**
   * Packs rows.
   *
   * @param named whether there are names of series; if not, all rows are of one
   */
  public Packer(Iterator<InternalRow> rows, int dimensions, boolean named, Slots slots) {
    this.rows = rows;
    this.dimensions = dimensions;
    this.named = named;
    this.slots = slots;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      add(rows.next());
    }
    if (ready.isEmpty() && !open.isEmpty()) {
      release();
    }
    return !ready.isEmpty() || !(ended || tally.isEmpty());
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Open chunk = ready.poll();
    if (chunk == null) {
      ended = true;
      return row(null, TALLY, 0, Payloads.toBytes(tally));
    }
    InternalRow row = row(chunk.series, POINTS, chunk.points.time(0), Chunks.encode(chunk.points));
    keep(chunk.points);
    return row;
  }

  private InternalRow row(UTF8String series, int kind, long first, byte[] payload) {
    return row(slots, series, kind, first, payload);
  }

  /** A packed row. */
  public static InternalRow row(
      Slots slots, UTF8String series, int kind, long first, byte[] payload) {
    return new GenericInternalRow(new Object[] {slots.of(series), series, kind, first, payload});
  }

  private void add(InternalRow row) {
    if (row.isNullAt(TIME_COLUMN)) {
      boolean text = !row.isNullAt(TIME_TEXT_COLUMN);
      tally.add(
          text ? Notice.UNREADABLE_TIME : Notice.NO_TIME,
          1,
          text ? row.getUTF8String(TIME_TEXT_COLUMN).toString() : null);
      return;
    }
    UTF8String series = null;
    if (named) {
      if (row.isNullAt(SERIES_COLUMN)) {
        tally.add(Notice.NO_SERIES, 1, null);
        return;
      }
      series = row.getUTF8String(SERIES_COLUMN);
    }
    Open chunk = chunk(series);
    Points points = chunk.points;
    read(row, points, tally);
    held++;
    if (points.size() >= MAX_CHUNK) {
      ready.add(new Open(chunk.series, points));
      held -= points.size();
      chunk.points = fresh();
    } else if (held + SERIES_COST * open.size() >= MAX_HELD) {
      release();
    }
  }

  /** Adds the point of a row, whose time can be read. */
  static void read(InternalRow row, Points points, Tally tally) {
    points.add(row.getLong(TIME_COLUMN));
    for (int d = 0; d < points.dimensions(); d++) {
      points.set(d, value(row, FIRST_VALUE_COLUMN + 2 * d, tally));
    }
  }

  private static double value(InternalRow row, int column, Tally tally) {
    if (!row.isNullAt(column)) {
      return row.getDouble(column);
    }
    if (row.isNullAt(column + 1)) {
      return Double.longBitsToDouble(NULL_BITS);
    }
    tally.add(Notice.UNREADABLE_VALUE, 1, row.getUTF8String(column + 1).toString());
    return Double.longBitsToDouble(UNREADABLE_BITS);
  }

  private Open chunk(UTF8String series) {
    if (current != null && java.util.Objects.equals(current.series, series)) {
      return current;
    }
    current = open.get(series);
    if (current == null) {
      // The row's own text is overwritten by the next row.
      UTF8String kept = series == null ? null : series.clone();
      current = new Open(kept, fresh());
      open.put(kept, current);
    }
    return current;
  }

  private Points fresh() {
    if (spare.isEmpty()) {
      return new Points(dimensions);
    }
    Points points = spare.remove(spare.size() - 1);
    spared -= points.capacity();
    return points;
  }

  /** Keeps arrays for the next chunk, as long as all that are kept have room for what is held. */
  private void keep(Points points) {
    if (spared + points.capacity() <= MAX_HELD) {
      points.clear();
      spare.add(points);
      spared += points.capacity();
    }
  }

  private void release() {
    for (Open chunk : open.values()) {
      if (chunk.points.size() > 0) {
        ready.add(chunk);
      }
    }
    open.clear();
    current = null;
    held = 0;
  }
}
