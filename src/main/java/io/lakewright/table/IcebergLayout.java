package io.lakewright.table;

import io.lakewright.UserException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;

/** A {@link Layout} in Iceberg's words. */
final class IcebergLayout {
  private static final Pattern TRANSFORM =
      Pattern.compile("(\\w+)\\s*\\(\\s*(?:(\\d+)\\s*,)?\\s*([^(),]+?)\\s*\\)");

  private IcebergLayout() {}

  /** One partition field. */
  private record Field(String transform, int width, String column) {
    static Field of(String text) {
      Matcher matcher = TRANSFORM.matcher(text);
      if (!matcher.matches()) {
        if (text.contains("(")) {
          throw unknown(text);
        }
        return new Field("identity", 0, text);
      }
      String name = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("s$", "");
      boolean wide = name.equals("bucket") || name.equals("truncate");
      if (wide != (matcher.group(2) != null)) {
        throw unknown(text);
      }
      return new Field(name, wide ? Integer.parseInt(matcher.group(2)) : 0, matcher.group(3));
    }

    void addTo(PartitionSpec.Builder spec) {
      switch (transform) {
        case "identity" -> spec.identity(column);
        case "bucket" -> spec.bucket(column, width);
        case "truncate" -> spec.truncate(column, width);
        case "year" -> spec.year(column);
        case "month" -> spec.month(column);
        case "day" -> spec.day(column);
        case "hour" -> spec.hour(column);
        default -> throw unknown(transform + "(" + column + ")");
      }
    }

    Term term() {
      return switch (transform) {
        case "identity" -> Expressions.ref(column);
        case "bucket" -> Expressions.bucket(column, width);
        case "truncate" -> Expressions.truncate(column, width);
        case "year" -> Expressions.year(column);
        case "month" -> Expressions.month(column);
        case "day" -> Expressions.day(column);
        case "hour" -> Expressions.hour(column);
        default -> throw unknown(transform + "(" + column + ")");
      };
    }

    private static UserException unknown(String text) {
      return UserException.usage(
          "Not a partition: %s. Use a column, or bucket(N, column), truncate(N, column), years(column), months(column), days(column), hours(column)"
              .formatted(text));
    }
  }

  static PartitionSpec spec(Schema schema, Layout layout) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    try {
      layout.partitionBy().forEach(text -> Field.of(text).addTo(spec));
      return spec.build();
    } catch (IllegalArgumentException | ValidationException e) {
      throw UserException.usage(
          "Cannot partition by %s: %s".formatted(layout.partitionBy(), e.getMessage()));
    }
  }

  static SortOrder sortOrder(Schema schema, Layout layout) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    layout.sortBy().forEach(order::asc);
    return order.build();
  }

  /** Makes a table's files to come lie as the layout says. */
  static void apply(Table table, Layout layout) {
    if (!table.spec().compatibleWith(spec(table.schema(), layout))) {
      UpdatePartitionSpec update = table.updateSpec();
      table.spec().fields().stream().map(PartitionField::name).forEach(update::removeField);
      layout.partitionBy().forEach(text -> update.addField(Field.of(text).term()));
      update.commit();
    }
    if (!table.sortOrder().sameOrder(sortOrder(table.schema(), layout))) {
      ReplaceSortOrder order = table.replaceSortOrder();
      List<String> columns = layout.sortBy();
      columns.forEach(order::asc);
      order.commit();
    }
  }

  /**
   * Whether rows that are arranged by a layout may meet a table's partitions interleaved, so that a
   * task keeps a file open per partition.
   */
  static boolean interleaves(Table table, Layout layout) {
    return table.spec().isPartitioned()
        && !(table.spec().fields().stream().allMatch(field -> field.transform().isIdentity())
            && table.spec().compatibleWith(spec(table.schema(), layout)));
  }
}
