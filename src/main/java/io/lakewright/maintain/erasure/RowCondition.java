package io.lakewright.maintain.erasure;

import io.lakewright.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

/**
 * Which rows are to be erased: an expression of Spark SQL, parsed as one and checked against the
 * table's columns. Its literals may be personal data and are never shown.
 *
 * @param column true for rows to be erased
 * @param fields ids of the columns that it looks at
 * @param masked the condition with its literals hidden
 */
record RowCondition(Column column, Set<Integer> fields, String masked) {
  private static final Pattern LITERALS =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\"|(?<![\\w`])\\d[\\w.]*");
  private static final Pattern QUOTED = Pattern.compile("`[^`]*`");

  /**
   * Reads a condition.
   *
   * @throws UserException if it is none over the table's columns
   */
  static RowCondition parse(SparkSession spark, Table table, String where) {
    String masked = masked(where);
    try {
      Expression expression = spark.sessionState().sqlParser().parseExpression(where);
      Column column = new Column(expression);
      Expression resolved =
          spark
              .createDataFrame(List.<Row>of(), SparkSchemaUtil.convert(table.schema()))
              .filter(column)
              .queryExecution()
              .analyzed()
              .expressions()
              .head();
      if (!resolved.deterministic() || resolved.exists(SubqueryExpression.class::isInstance)) {
        throw new UserException(
            "The condition must depend on the row alone, without subqueries or random values: "
                + masked);
      }
      return new RowCondition(
          functions.coalesce(column, functions.lit(false)), fields(table, resolved), masked);
    } catch (AnalysisException e) {
      throw unfit(table, masked, e);
    }
  }

  /** Without the cause, whose message has the literals. */
  private static UserException unfit(Table table, String masked, AnalysisException e) {
    return e instanceof ParseException
        ? new UserException(
            "Cannot read the condition %s: it is not an SQL expression (%s)"
                .formatted(masked, e.getErrorClass()))
        : new UserException(
            "The condition %s does not fit the columns of %s (%s); these are %s"
                .formatted(
                    masked,
                    table.name(),
                    e.getErrorClass(),
                    String.join(
                        ", ", table.schema().columns().stream().map(NestedField::name).toList())));
  }

  private static Set<Integer> fields(Table table, Expression resolved) {
    Set<Integer> fields = new HashSet<>();
    JavaConverters.seqAsJavaList(resolved.references().toSeq())
        .forEach(
            attribute -> {
              NestedField field = table.schema().caseInsensitiveFindField(attribute.name());
              if (field != null) {
                fields.add(field.fieldId());
              }
            });
    return fields;
  }

  /** A condition as it may be shown: literals are question marks. */
  static String masked(String where) {
    // Quoted names may hold what looks like a literal, and literals backquotes: the former win.
    StringBuilder shown = new StringBuilder();
    int from = 0;
    var names = QUOTED.matcher(where);
    while (names.find()) {
      String before = where.substring(from, names.start());
      if (before.chars().filter(c -> c == '\'').count() % 2 == 0
          && before.chars().filter(c -> c == '"').count() % 2 == 0) {
        shown.append(LITERALS.matcher(before).replaceAll("?")).append(names.group());
        from = names.end();
      }
    }
    return shown.append(LITERALS.matcher(where.substring(from)).replaceAll("?")).toString().strip();
  }
}
