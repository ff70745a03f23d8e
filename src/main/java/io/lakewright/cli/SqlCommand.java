package io.lakewright.cli;

import io.lakewright.report.RowFormat;
import io.lakewright.report.RowPrinter;
import io.lakewright.session.SessionHandle;
import io.lakewright.session.SparkSessions;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql "SELECT …"}. */
@Command(
    name = "sql",
    description = "Runs a SQL statement with the same catalogs as the jobs and prints its rows.")
final class SqlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "STATEMENT", description = "One SQL statement.")
  private String statement;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json (one object per line); default: ${DEFAULT-VALUE}.")
  private RowFormat format;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Print at most so many rows; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    try (SessionHandle session = SparkSessions.open(common.session("Lakewright sql"))) {
      session.spark().sparkContext().setJobDescription("SQL: " + statement);
      Dataset<Row> rows = session.spark().sql(statement);
      ShellContext shell = ShellContext.of(spec);
      new RowPrinter(shell.console().out(), shell.console().err(), format, limit).print(rows);
    }
    return 0;
  }
}
