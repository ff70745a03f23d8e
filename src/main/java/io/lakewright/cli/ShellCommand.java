package io.lakewright.cli;

import io.lakewright.session.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;

/** {@code shell}: the REPL of {@code spark-shell}, in this process. */
@Command(
    name = "shell",
    description = "Opens spark-shell with the jobs, the catalogs and 'import io.lakewright._'.")
final class ShellCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    SparkConf conf = SparkSessions.configuration(common.session("Lakewright shell"));
    // The REPL makes its own session out of system properties.
    for (Tuple2<String, String> setting : conf.getAll()) {
      System.setProperty(setting._1(), setting._2());
    }
    System.setProperty("scala.usejavacp", "true");
    org.apache.spark.repl.Main.main(new String[] {"-i", prelude().toString()});
    return 0;
  }

  private static Path prelude() {
    try {
      Path file = Files.createTempFile("lakewright-shell", ".scala");
      file.toFile().deleteOnExit();
      Files.writeString(
          file,
          """
          import io.lakewright._
          val lakewright = Lakewright.`with`(spark)
          """);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the prelude of the shell", e);
    }
  }
}
