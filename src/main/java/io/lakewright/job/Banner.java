package io.lakewright.job;

import io.lakewright.session.Versions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** The first lines of a run: what runs, with what. */
final class Banner {
  private Banner() {}

  static void print(
      PrintWriter err,
      String job,
      String runId,
      List<Versions.Library> libraries,
      RunRequest request) {
    err.printf("Lakewright %s · %s · run %s%n", Versions.lakewright(), job, runId);
    for (Versions.Library library : libraries) {
      err.printf("  %-10s %-22s %s%n", library.name(), library.version(), library.origin());
    }
    err.println("  Command    " + String.join(" ", request.commandLine()));
    err.println("  Options");
    for (Map.Entry<String, Object> option : request.options().entrySet()) {
      Object value = option.getValue();
      String text =
          value instanceof List<?> list
              ? String.join(", ", list.stream().map(String::valueOf).toList())
              : String.valueOf(value);
      err.printf("    %-24s %s%n", option.getKey(), text);
    }
    err.flush();
  }
}
