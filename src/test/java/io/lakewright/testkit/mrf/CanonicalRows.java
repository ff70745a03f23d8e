package io.lakewright.testkit.mrf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

  /**
   * What two multisets of rows do not share, at most three rows of each; empty if they are equal.
   */
  public static String difference(Collection<String> expected, Collection<String> actual) {
    if (expected.size() == actual.size()
        && expected.stream().sorted().toList().equals(actual.stream().sorted().toList())) {
      return "";
    }
    return expected.size()
        + " rows expected, "
        + actual.size()
        + " found"
        + first("missing", expected, actual)
        + first("not expected", actual, expected);
  }

  private static String first(String title, Collection<String> from, Collection<String> without) {
    List<String> rest = new ArrayList<>(from);
    Map<String, Integer> counts = new HashMap<>();
    without.forEach(row -> counts.merge(row, 1, Integer::sum));
    rest.removeIf(row -> counts.merge(row, -1, Integer::sum) >= 0);
    return rest.stream()
        .limit(3)
        .map(row -> "\n" + title + ": " + row)
        .collect(Collectors.joining());
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
