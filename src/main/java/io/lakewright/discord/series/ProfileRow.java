package io.lakewright.discord.series;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;

/** A row of the table {@code profile}: a view on one point of a track, which moves. */
public final class ProfileRow extends InternalRow {
  /** The columns of the table. */
  public static final StructType SCHEMA =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("time", DataTypes.TimestampType)
          .add("index", DataTypes.LongType)
          .add("value", DataTypes.DoubleType)
          .add("distance", DataTypes.DoubleType)
          .add("neighbor", DataTypes.LongType)
          .add("anomaly", DataTypes.BooleanType)
          .add("tag", DataTypes.StringType)
          .add("length", DataTypes.IntegerType)
          .add("dimension", DataTypes.StringType)
          .add("reason", DataTypes.StringType);

  private static final UTF8String[] TAGS = new UTF8String[Tag.values().length];
  private static final UTF8String[] REASONS = new UTF8String[Reason.values().length];

  static {
    for (Tag tag : Tag.values()) {
      TAGS[tag.ordinal()] = UTF8String.fromString(tag.name());
    }
    for (Reason reason : Reason.values()) {
      REASONS[reason.ordinal()] = UTF8String.fromString(reason.id());
    }
  }

  private transient UTF8String series;
  private transient UTF8String dimension;
  private transient Track track;
  private int at;

  /** Turns to the first point of a track. */
  void turnTo(byte[] name, Track to) {
    series = name == null ? null : UTF8String.fromBytes(name);
    dimension = to.dimension() == null ? null : UTF8String.fromString(to.dimension());
    track = to;
    at = 0;
  }

  /** Turns to another point of the track. */
  void turnTo(int point) {
    at = point;
  }

  @Override
  public int numFields() {
    return SCHEMA.size();
  }

  @Override
  public boolean isNullAt(int column) {
    return switch (column) {
      case 0 -> series == null;
      case 3 -> Double.isNaN(track.values()[at]);
      case 4 -> Marks.reason(track.marks()[at]) != Reason.NONE;
      case 5 -> track.neighbors()[at] < 0;
      case 9 -> dimension == null;
      case 10 -> Marks.reason(track.marks()[at]) == Reason.NONE;
      default -> false;
    };
  }

  @Override
  public boolean getBoolean(int column) {
    return Marks.tag(track.marks()[at]) == Tag.IS_ANOMALY;
  }

  @Override
  public int getInt(int column) {
    return track.length();
  }

  @Override
  public long getLong(int column) {
    return switch (column) {
      case 1 -> track.times()[at];
      case 2 -> track.first() + at;
      default -> track.neighbors()[at];
    };
  }

  @Override
  public double getDouble(int column) {
    return column == 3 ? track.values()[at] : track.distances()[at];
  }

  @Override
  public UTF8String getUTF8String(int column) {
    return switch (column) {
      case 0 -> series;
      case 7 -> TAGS[Marks.tag(track.marks()[at]).ordinal()];
      case 9 -> dimension;
      default -> REASONS[Marks.reason(track.marks()[at]).ordinal()];
    };
  }

  @Override
  public Object get(int column, DataType type) {
    if (isNullAt(column)) {
      return null;
    }
    return switch (column) {
      case 1, 2, 5 -> getLong(column);
      case 3, 4 -> getDouble(column);
      case 6 -> getBoolean(column);
      case 8 -> getInt(column);
      default -> getUTF8String(column);
    };
  }

  /** The same point; the track is shared, as it never changes. */
  @Override
  public InternalRow copy() {
    ProfileRow copy = new ProfileRow();
    copy.series = series;
    copy.dimension = dimension;
    copy.track = track;
    copy.at = at;
    return copy;
  }

  @Override
  public void setNullAt(int column) {
    throw readOnly();
  }

  @Override
  public void update(int column, Object value) {
    throw readOnly();
  }

  @Override
  public byte getByte(int column) {
    throw absent(column);
  }

  @Override
  public short getShort(int column) {
    throw absent(column);
  }

  @Override
  public float getFloat(int column) {
    throw absent(column);
  }

  @Override
  public Decimal getDecimal(int column, int precision, int scale) {
    throw absent(column);
  }

  @Override
  public byte[] getBinary(int column) {
    throw absent(column);
  }

  @Override
  public CalendarInterval getInterval(int column) {
    throw absent(column);
  }

  @Override
  public InternalRow getStruct(int column, int fields) {
    throw absent(column);
  }

  @Override
  public ArrayData getArray(int column) {
    throw absent(column);
  }

  @Override
  public MapData getMap(int column) {
    throw absent(column);
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("Rows of the profile are read only");
  }

  private static UnsupportedOperationException absent(int column) {
    return new UnsupportedOperationException("Column " + column + " has another type");
  }
}
