package io.lakewright.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.cli.Main;
import io.lakewright.session.SessionHandle;
import io.lakewright.session.SessionOptions;
import io.lakewright.session.SparkSessions;
import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs command lines one after another, in one session and in the current folder: {@code
 * DocumentedCommands commands.json standard-output}. Ends at the first that fails.
 */
public final class DocumentedCommands {
  private DocumentedCommands() {}

  /** Runs the commands of the first file, a list of lists of words. */
  public static void main(String[] arguments) throws Exception {
    String[][] commands = new ObjectMapper().readValue(new File(arguments[0]), String[][].class);
    PrintWriter err = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int code = 0;
    try (SessionHandle session = SparkSessions.open(options());
        PrintWriter out =
            new PrintWriter(
                Files.newBufferedWriter(Path.of(arguments[1]), StandardCharsets.UTF_8))) {
      session.spark().sparkContext().setLogLevel("WARN");
      for (int i = 0; i < commands.length && code == 0; i++) {
        err.println("$ ./lakewright " + String.join(" ", commands[i]));
        code = Main.run(out, err, commands[i]);
      }
    }
    if (code != 0) {
      err.println("Exit code " + code);
      System.exit(code);
    }
  }

  private static SessionOptions options() {
    return new SessionOptions(
        "Lakewright's documentation",
        "local[2]",
        null,
        Map.of("spark.sql.shuffle.partitions", "2", "spark.default.parallelism", "2"));
  }
}
