package io.lakewright.testkit.mrf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Rows as strings that are equal exactly if all values are. */
public final class CanonicalRows {
  private CanonicalRows() {}

  /** A row of {@link NaiveFlattener}. */
  public static String of(Map<String, Object> row) {
    return NaiveFlattener.COLUMNS.stream()
        .map(column -> column + "=" + text(row.get(column)))
        .collect(Collectors.joining(" "));
  }

  /** A row of Spark, whatever the order of its columns. */
  public static String of(Row row) {
    return NaiveFlattener.COLUMNS.stream()
        .map(column -> column + "=" + text(row.getAs(column)))
        .collect(Collectors.joining(" "));
  }

  private static String text(Object value) {
    if (value instanceof String string) {
      return "'" + string + "'";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof scala.collection.Seq<?> sequence) {
      List<Object> elements = new ArrayList<>();
      scala.collection.Iterator<?> iterator = sequence.iterator();
      while (iterator.hasNext()) {
        elements.add(iterator.next());
      }
      return text(elements);
    }
    if (value instanceof Row struct) {
      List<Object> fields = new ArrayList<>();
      for (int i = 0; i < struct.size(); i++) {
        fields.add(struct.get(i));
      }
      return text(fields);
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(CanonicalRows::text).collect(Collectors.joining(",", "[", "]"));
    }
    return String.valueOf(value);
  }
}
