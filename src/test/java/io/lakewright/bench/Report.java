package io.lakewright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, printed and kept beside the benchmark's files. */
final class Report {
  private final String title;
  private final List<String> lines = new ArrayList<>();

  Report(String title, String... columns) {
    this.title = title;
    lines.add("| " + String.join(" | ", columns) + " |");
    lines.add("|" + " --- |".repeat(columns.length));
  }

  /** A row; doubles are shown with two decimals, other numbers with thousands. */
  void row(Object... cells) {
    StringBuilder line = new StringBuilder("|");
    for (Object cell : cells) {
      String text =
          cell instanceof Double number
              ? String.format(Locale.ROOT, "%.2f", number)
              : cell instanceof Number number
                  ? String.format(Locale.ROOT, "%,d", number.longValue())
                  : String.valueOf(cell);
      line.append(' ').append(text).append(" |");
    }
    lines.add(line.toString());
  }

  void print() throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "%n%s (%s, %d processors, Java %s, %s)%n%n%s%n",
            title,
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            String.join(System.lineSeparator(), lines));
    System.out.println(text);
    Path log = BenchFiles.directory("results.md");
    Files.createDirectories(log.getParent());
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / 1e6);
  }
}
