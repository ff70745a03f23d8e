package io.lakewright.testkit;

import com.beust.jcommander.JCommander;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.cli.BaseCommand;
import org.apache.parquet.cli.commands.CheckParquet251Command;
import org.slf4j.Logger;

/** Commands of {@code parquet-cli}, Parquet's own, within this JVM. */
public final class ParquetCli {
  private ParquetCli() {}

  /**
   * {@code parquet check-stats}: reads all pages and compares their statistics with their values.
   */
  public static String checkStatistics(Path file) throws IOException {
    return String.join("\n", run(CheckParquet251Command::new, file.toString()));
  }

  private static List<String> run(Function<Logger, BaseCommand> make, String... arguments)
      throws IOException {
    List<String> lines = new ArrayList<>();
    Logger console =
        (Logger)
            Proxy.newProxyInstance(
                ParquetCli.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, given) -> print(lines, method.getName(), given));
    BaseCommand command = make.apply(console);
    JCommander.newBuilder().addObject(command).build().parse(arguments);
    int code = command.run();
    if (code != 0) {
      throw new IllegalStateException("Exit code " + code + ": " + lines);
    }
    return lines;
  }

  private static Object print(List<String> lines, String method, Object[] given) {
    if (!method.equals("info")) {
      return null;
    }
    String line = String.valueOf(given[0]);
    for (int i = 1; i < given.length; i++) {
      for (Object value :
          given[i] instanceof Object[] several ? several : new Object[] {given[i]}) {
        line = line.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(value + ""));
      }
    }
    lines.add(line);
    return null;
  }
}
