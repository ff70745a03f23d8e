package io.lakewright.job;

import java.util.List;
import java.util.Map;

/**
 * What a run did: the one object behind the summary for people, {@code run.json} and {@code
 * report.html}.
 */
public interface JobResult {
  /** The outcome in one sentence, such as {@code "19,400,000 rates from 3 files"}. */
  String headline();

  /** Named counts in display order; names are {@code snake_case} and part of {@code run.json}. */
  Map<String, Long> counts();

  /** The tables and files that were written. */
  List<Output> outputs();

  /** What was set aside or noticed, per source file and kind; most frequent first. */
  default List<AnomalyCount> anomalies() {
    return List.of();
  }

  /** Tables for people, in the summary and in {@code report.html}. */
  default List<Listing> listings() {
    return List.of();
  }

  /** Pictures for {@code report.html} and, when short, the summary. */
  default List<Breakdown> breakdowns() {
    return List.of();
  }

  /** Curves for {@code report.html}, after the pictures. */
  default List<Figure> figures() {
    return List.of();
  }

  /** What to do next, such as a query that runs as it stands. */
  default List<String> hints() {
    return List.of();
  }

  /** Whether a check failed or more was set aside than allowed: exit code 3. */
  default boolean checkFailed() {
    return false;
  }

  /**
   * A table or folder that was written.
   *
   * @param role such as {@code "rates"} or {@code "anomalies"}
   * @param place path or table name
   * @param format such as {@code "parquet"}
   * @param rows number of rows, or -1 if unknown
   * @param bytes size on storage, or -1 if unknown
   * @param files number of files, or -1 if unknown
   */
  record Output(String role, String place, String format, long rows, long bytes, long files) {}

  /**
   * How often one kind of anomaly was met in one file.
   *
   * @param detail what exactly was wrong with the first one
   * @param raw its text, cut to what a person can read; null if there is none
   */
  record AnomalyCount(
      String sourceFile, String kind, long occurrences, String detail, String raw) {}

  /**
   * A small table of texts.
   *
   * @param columns its headings
   * @param rows each with one text per column
   */
  record Listing(String title, List<String> columns, List<List<String>> rows) {}

  /** Values to be drawn as bars, largest first. */
  record Breakdown(String title, String unit, List<Bar> bars) {
    /** One bar. */
    public record Bar(String label, double value) {}
  }

  /**
   * Panels below each other.
   *
   * @param caption what they show, in a sentence or two
   */
  record Figure(String title, String caption, List<Panel> panels) {}

  /**
   * Curves over one axis.
   *
   * @param label what is drawn
   * @param from what stands at the left end of the axis
   * @param to what stands at its right end
   * @param fromZero whether the axis of values begins at 0 at the highest, as it should for amounts
   */
  record Panel(
      String label,
      String from,
      String to,
      List<Curve> curves,
      List<Mark> marks,
      boolean fromZero) {}

  /**
   * A curve as wide as a picture: a band, or a line where low and high are the same.
   *
   * @param low by column, NaN where there is nothing
   */
  record Curve(Role role, double[] low, double[] high) {
    /** A line. */
    public static Curve line(Role role, double[] values) {
      return new Curve(role, values, values);
    }
  }

  /** A stretch of the axis, its ends as shares of the whole. */
  record Mark(Role role, double from, double to, String label) {}

  /** What something in a figure is, which gives its colour. */
  enum Role {
    MAIN,
    SECOND,
    BAD,
    GOOD
  }
}
