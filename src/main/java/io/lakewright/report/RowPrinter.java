package io.lakewright.report;

import io.lakewright.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import scala.collection.Map;
import scala.collection.Seq;

/** Prints the first rows of a result; never holds more of it than it prints. */
public final class RowPrinter {
  private static final int MAX_CELL = 120;

  private final PrintWriter out;
  private final PrintWriter err;
  private final RowFormat format;
  private final int limit;

  /**
   * A printer.
   *
   * @param out takes the rows
   * @param err takes remarks
   * @param limit rows to print at most
   */
  public RowPrinter(PrintWriter out, PrintWriter err, RowFormat format, int limit) {
    if (limit < 1) {
      throw UserException.usage("--limit must be at least 1, cannot be: " + limit);
    }
    this.out = out;
    this.err = err;
    this.format = format;
    this.limit = limit;
  }

  /** Runs the query and prints. Statements without a result, such as DDL, print nothing. */
  public void print(Dataset<Row> rows) {
    if (rows.schema().isEmpty()) {
      return;
    }
    Dataset<Row> some = rows.limit(limit + 1);
    List<StructField> fields = List.of(rows.schema().fields());
    boolean more =
        switch (format) {
          case TABLE -> table(fields, some.collectAsList());
          case CSV -> csv(fields, some.collectAsList());
          case JSON -> json(some.toJSON().collectAsList().iterator());
        };
    out.flush();
    if (more) {
      err.println("Only the first " + limit + " rows are shown; --limit N shows more.");
      err.flush();
    }
  }

  private boolean json(Iterator<String> rows) {
    for (int i = 0; i < limit && rows.hasNext(); i++) {
      out.println(rows.next());
    }
    return rows.hasNext();
  }

  private boolean csv(List<StructField> fields, List<Row> rows) {
    out.print(csvLine(fields.stream().map(StructField::name)));
    for (Row row : rows.subList(0, Math.min(limit, rows.size()))) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(row.isNullAt(i) ? "" : text(row.get(i)));
      }
      out.print(csvLine(cells.stream()));
    }
    return rows.size() > limit;
  }

  private static String csvLine(Stream<String> cells) {
    return cells.map(RowPrinter::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private boolean table(List<StructField> fields, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(fields.stream().map(StructField::name).toList());
    int shown = Math.min(limit, rows.size());
    for (Row row : rows.subList(0, shown)) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        line.add(row.isNullAt(i) ? "∅" : Texts.oneLine(text(row.get(i)), MAX_CELL));
      }
      cells.add(line);
    }
    int[] widths = Texts.widths(cells);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("─".repeat(width));
    }
    cells.add(1, rules);
    for (List<String> line : cells) {
      List<String> padded = new ArrayList<>();
      for (int i = 0; i < line.size(); i++) {
        boolean number = fields.get(i).dataType() instanceof NumericType;
        padded.add(
            number
                ? Texts.padLeft(line.get(i), widths[i])
                : Texts.padRight(line.get(i), widths[i]));
      }
      out.println(String.join("  ", padded).stripTrailing());
    }
    out.println("(" + shown + (rows.size() > limit ? "+" : "") + (shown == 1 ? " row)" : " rows)"));
    return rows.size() > limit;
  }

  private static String text(Object value) {
    if (value instanceof Seq<?> seq) {
      List<String> items = new ArrayList<>();
      seq.iterator().foreach(item -> items.add(text(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      List<String> items = new ArrayList<>();
      map.iterator().foreach(entry -> items.add(text(entry._1()) + ": " + text(entry._2())));
      return "{" + String.join(", ", items) + "}";
    }
    if (value instanceof Row row) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        items.add(text(row.get(i)));
      }
      return "{" + String.join(", ", items) + "}";
    }
    if (value instanceof byte[] bytes) {
      return java.util.HexFormat.of().formatHex(bytes);
    }
    if (value instanceof java.math.BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? "∅" : value.toString();
  }
}
