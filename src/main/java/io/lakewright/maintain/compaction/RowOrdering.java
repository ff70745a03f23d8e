package io.lakewright.maintain.compaction;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import io.lakewright.UserException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkFunctionCatalog;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.execution.datasources.v2.DistributionAndOrderingUtils$;
import scala.Option;

/** Rows in the order in which they are to stand in files, cut into ranges of about equal size. */
final class RowOrdering {
  private static final String Z_VALUE = "lakewright_z_value";

  private RowOrdering() {}

  /**
   * The order to sort by.
   *
   * @param columns such as {@code a} or {@code b desc}; empty for the table's own order
   * @throws UserException if the table has no such column
   */
  static SortOrder order(Table table, List<String> columns) {
    if (columns.isEmpty()) {
      return table.sortOrder();
    }
    SortOrder.Builder order = SortOrder.builderFor(table.schema());
    for (String text : columns) {
      String[] words = text.strip().split("\\s+", -1);
      String direction = words.length == 1 ? "asc" : words[words.length - 1];
      String name = words[0];
      try {
        switch (words.length > 2 ? "" : direction.toLowerCase(Locale.ROOT)) {
          case "asc" -> order.asc(name, NullOrder.NULLS_FIRST);
          case "desc" -> order.desc(name, NullOrder.NULLS_LAST);
          default ->
              throw new UserException(
                  "Not a column to sort %s by: %s. Give a column, with asc or desc if need be"
                      .formatted(table.name(), text));
        }
      } catch (ValidationException e) {
        throw new UserException(
            "Cannot sort %s by %s: %s".formatted(table.name(), text, e.getMessage()), e);
      }
    }
    return order.build();
  }

  /** Sorted, in {@code parts} ranges. */
  static Dataset<Row> sorted(SparkSession spark, Dataset<Row> rows, SortOrder order, int parts) {
    // Transforms in the order, such as bucket, are functions only Iceberg's catalog knows.
    LogicalPlan plan =
        DistributionAndOrderingUtils$.MODULE$.prepareQuery(
            new Ordered(Spark3Util.toOrdering(order), parts),
            rows.logicalPlan(),
            Option.apply(SparkFunctionCatalog.get()));
    return new Dataset<>(spark, plan, rows.encoder());
  }

  /**
   * Along the z-curve through the given columns, in {@code parts} ranges.
   *
   * @throws UserException if a column is missing or of a type without an order
   */
  static Dataset<Row> zOrdered(
      SparkSession spark, Dataset<Row> rows, List<String> columns, int parts) {
    for (String column : columns) {
      if (Stream.of(rows.columns()).noneMatch(column::equals)) {
        throw new UserException(
            "There is no column %s to z-order by; there are %s"
                .formatted(column, String.join(", ", rows.columns())));
      }
    }
    Column[] bytes =
        columns.stream()
            .map(name -> ZValue.orderedBytes(quoted(name), rows.schema().apply(name)))
            .toArray(Column[]::new);
    return rows.withColumn(Z_VALUE, ZValue.interleaved(array(bytes), columns.size()))
        .repartitionByRange(parts, col(Z_VALUE))
        .sortWithinPartitions(col(Z_VALUE))
        .drop(Z_VALUE);
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** What Iceberg's write asks of Spark, with a given number of ranges. */
  private record Ordered(
      org.apache.spark.sql.connector.expressions.SortOrder[] requiredOrdering,
      int requiredNumPartitions)
      implements RequiresDistributionAndOrdering {
    @Override
    public Distribution requiredDistribution() {
      return Distributions.ordered(requiredOrdering);
    }

    @Override
    public boolean distributionStrictlyRequired() {
      return true;
    }
  }
}
