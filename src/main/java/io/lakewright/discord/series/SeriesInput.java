package io.lakewright.discord.series;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.discord.Columns;
import io.lakewright.table.DataFiles;
import io.lakewright.table.Place;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkUpgradeException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Points as they are stored, in the columns that {@link Packer} reads: series, time in microseconds
 * since 1970, the text of a time that cannot be read; of each dimension the value, and its text if
 * that cannot be read.
 */
public final class SeriesInput {
  /** Smaller numbers are seconds since 1970; the next two bounds are of milli- and microseconds. */
  private static final double SECONDS = 1e11;

  private static final double MILLIS = 1e14;
  private static final double MICROS = 1e17;
  private static final String RAW_TIME = "raw_time";
  private static final String RAW_VALUE = "raw_value_";

  private SeriesInput() {}

  /**
   * The points of all places.
   *
   * @throws UserException if there is nothing to read, if a column is missing, or if it is of a
   *     type that cannot be read as what it should be
   */
  public static Dataset<Row> read(SparkSession spark, List<String> places, Columns columns) {
    Dataset<Row> all = null;
    for (String place : places) {
      Dataset<Row> rows = points(DataFiles.read(spark, Place.parse(place)), place, columns);
      all = all == null ? rows : all.unionAll(rows);
    }
    return all;
  }

  private static Dataset<Row> points(Dataset<Row> rows, String place, Columns columns) {
    List<Column> raw = new ArrayList<>();
    raw.add(
        columns
            .series()
            .map(name -> quoted(rows, place, name, "--series"))
            .orElse(lit(null))
            .cast(DataTypes.StringType)
            .as("series"));
    raw.add(quoted(rows, place, columns.time(), "--time").as(RAW_TIME));
    for (int d = 0; d < columns.values().size(); d++) {
      raw.add(quoted(rows, place, columns.values().get(d), "--value").as(RAW_VALUE + d));
    }
    Dataset<Row> named = rows.select(raw.toArray(Column[]::new));
    return named.select(readable(named, place, columns).toArray(Column[]::new));
  }

  /** The column, under the name it has: names are compared without regard to case, as in Spark. */
  private static Column quoted(Dataset<Row> rows, String place, String name, String option) {
    List<String> known = List.of(rows.columns());
    if (known.isEmpty()) {
      throw new UserException(
          "%s has no columns: its files are empty; a CSV file needs a header".formatted(place));
    }
    Optional<String> exact =
        known.contains(name)
            ? Optional.of(name)
            : known.stream().filter(column -> column.equalsIgnoreCase(name)).findFirst();
    return exact
        .map(column -> rows.col("`" + column.replace("`", "``") + "`"))
        .orElseThrow(
            () ->
                new UserException(
                    "%s has no column %s.%s Its columns are %s; name the right one with %s"
                        .formatted(
                            place,
                            name,
                            Nearest.question(name, known),
                            String.join(", ", known),
                            option)));
  }

  private static List<Column> readable(Dataset<Row> named, String place, Columns columns) {
    List<Column> readable = new ArrayList<>();
    readable.add(col("series"));
    DataType timeType = named.schema().apply(RAW_TIME).dataType();
    readable.add(time(timeType, place, columns).as("time"));
    readable.add(
        (timeType instanceof StringType
                ? when(trim(col(RAW_TIME)).notEqual(""), col(RAW_TIME))
                : lit(null).cast(DataTypes.StringType))
            .as("time_text"));
    for (int d = 0; d < columns.values().size(); d++) {
      String raw = RAW_VALUE + d;
      DataType type = named.schema().apply(raw).dataType();
      Column value = value(type, raw, place, columns.values().get(d));
      readable.add(value.as("value_" + d));
      readable.add(
          (type instanceof StringType
                  ? when(value.isNull().and(trim(col(raw)).notEqual("")), col(raw))
                  : lit(null).cast(DataTypes.StringType))
              .as("value_text_" + d));
    }
    return readable;
  }

  private static Column time(DataType type, String place, Columns columns) {
    Column raw = col(RAW_TIME);
    if (type instanceof TimestampType) {
      return unix_micros(raw);
    }
    if (type instanceof DateType || type instanceof TimestampNTZType) {
      return unix_micros(UtcTimes.cast(raw));
    }
    if (type instanceof NumericType) {
      return epoch(raw);
    }
    if (type instanceof StringType) {
      Column text = trim(raw);
      if (columns.timeFormat().isPresent()) {
        return unix_micros(UtcTimes.parse(text, pattern(columns.timeFormat().get())));
      }
      Column number = expr("try_cast(trim(" + RAW_TIME + ") as decimal(38, 9))");
      return when(number.isNotNull(), epoch(number)).otherwise(unix_micros(UtcTimes.cast(text)));
    }
    throw new UserException(
        "The column %s of %s is %s, which is no time; a time is a timestamp, a date, a number since 1970, or text"
            .formatted(columns.time(), place, type.catalogString()));
  }

  /** The pattern, if it is one: else every task would fail with Spark's own words for it. */
  private static String pattern(String given) {
    try {
      TimestampFormatter$.MODULE$.apply(given, ZoneOffset.UTC, true);
      return given;
    } catch (IllegalArgumentException | SparkUpgradeException e) {
      throw UserException.usage(
          "--time-format is a pattern such as dd.MM.yyyy HH:mm, cannot be: " + given);
    }
  }

  /** A number as seconds, milli-, micro- or nanoseconds since 1970, by its size. */
  private static Column epoch(Column number) {
    Column size = abs(number);
    return when(size.lt(SECONDS), number.multiply(lit(1_000_000L)))
        .when(size.lt(MILLIS), number.multiply(lit(1_000L)))
        .when(size.lt(MICROS), number.multiply(lit(1L)))
        // As a decimal: a double has no room for all digits of nanoseconds.
        .otherwise(number.cast(new DecimalType(38, 9)).divide(lit(1_000L)))
        .cast(DataTypes.LongType);
  }

  private static Column value(DataType type, String raw, String place, String name) {
    if (type instanceof DoubleType) {
      return col(raw);
    }
    if (type instanceof NumericType || type instanceof BooleanType) {
      return col(raw).cast(DataTypes.DoubleType);
    }
    if (type instanceof StringType) {
      return expr("try_cast(trim(" + raw + ") as double)");
    }
    throw new UserException(
        "The column %s of %s is %s, which is no number; name a column of numbers with --value"
            .formatted(name, place, type.catalogString()));
  }
}
