package io.lakewright.discord.series;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.GetTimestamp;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * Times without a zone as UTC, whatever the zone of the session: Spark's own functions take the
 * session's, which a notebook or a cluster may have set.
 */
final class UtcTimes {
  private static final Option<String> UTC = Option.apply("UTC");

  private UtcTimes() {}

  /** A date, a time without zone, or a text as a timestamp; null if it cannot be read. */
  static Column cast(Column time) {
    return new Column(new Cast(time.expr(), DataTypes.TimestampType, UTC, EvalMode.TRY()));
  }

  /** A text by a pattern; null if it does not match. */
  static Column parse(Column text, String pattern) {
    return new Column(
        new GetTimestamp(
            text.expr(),
            Literal.create(pattern, DataTypes.StringType),
            DataTypes.TimestampType,
            UTC,
            false));
  }
}
