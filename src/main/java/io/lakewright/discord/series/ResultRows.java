package io.lakewright.discord.series;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of the smaller tables. */
public final class ResultRows {
  /** The table {@code discords}. */
  public static final StructType DISCORDS =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("rank", DataTypes.IntegerType)
          .add("start_index", DataTypes.LongType)
          .add("end_index", DataTypes.LongType)
          .add("start_time", DataTypes.TimestampType)
          .add("end_time", DataTypes.TimestampType)
          .add("distance", DataTypes.DoubleType)
          .add("neighbor_index", DataTypes.LongType)
          .add("neighbor_time", DataTypes.TimestampType)
          .add("length", DataTypes.IntegerType)
          .add("dimension", DataTypes.StringType)
          .add("score", DataTypes.DoubleType);

  /** The table {@code series}: what each run searched. */
  public static final StructType SERIES =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("points", DataTypes.LongType)
          .add("first_index", DataTypes.LongType)
          .add("first_time", DataTypes.TimestampType)
          .add("last_time", DataTypes.TimestampType);

  private ResultRows() {}

  /** Rows of {@link #DISCORDS}. */
  public static Iterator<InternalRow> discords(SeriesResult result) {
    List<InternalRow> rows = new ArrayList<>();
    for (Finding finding : result.findings()) {
      boolean neighbor = finding.neighborIndex() >= 0;
      rows.add(
          row(
              text(result.series()),
              finding.rank(),
              finding.startIndex(),
              finding.endIndex(),
              finding.startTime(),
              finding.endTime(),
              finding.distance(),
              neighbor ? finding.neighborIndex() : null,
              neighbor ? finding.neighborTime() : null,
              finding.length(),
              finding.dimension() == null ? null : UTF8String.fromString(finding.dimension()),
              finding.score()));
    }
    return rows.iterator();
  }

  /** Rows of {@link #SERIES}. */
  public static Iterator<InternalRow> series(SeriesResult result, String run) {
    SeriesResult.Span span = result.span();
    return span == null
        ? java.util.Collections.emptyIterator()
        : List.of(
                row(
                    text(result.series()),
                    UTF8String.fromString(run),
                    span.points(),
                    span.first(),
                    span.firstTime(),
                    span.lastTime()))
            .iterator();
  }

  static InternalRow row(Object... values) {
    return new GenericInternalRow(values);
  }

  static UTF8String text(byte[] name) {
    return name == null ? null : UTF8String.fromBytes(name);
  }
}
