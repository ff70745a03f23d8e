package io.lakewright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.testkit.JavaProcess;
import io.lakewright.testkit.TestDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation tells people to type works: the blocks marked {@code sh} of README.md and
 * docs, the SQL of docs/questions.md, and what the files in jobs say of themselves.
 */
class DocumentedCommandsIT {
  private static final Pattern TYPED =
      Pattern.compile("# (?:Input to try it on|Run): (\\./lakewright .*)");

  /** Run where there are such tables: {@code MaintainCatalogsTest}. */
  private static final String ON_S3 = "# Needs: a catalog whose tables are on S3";

  private static final Duration AT_MOST = Duration.ofMinutes(5);

  @TempDir Path folder;
  @TempDir Path records;

  @Test
  void runsInTheOrderInWhichItIsRead() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    String readme = read("README.md");
    commands.addAll(commands(readme));
    for (Path page : files("docs", ".md")) {
      commands.addAll(commands(Files.readString(page)));
    }
    for (String statement : Markdown.blocks(read("docs/questions.md"), "sql")) {
      commands.add(List.of("sql", statement));
    }
    assertThat(commands).as("commands in the documentation").hasSizeGreaterThan(10);

    String out = run(commands);

    assertThat(out).contains(Markdown.blocks(readme, "text").get(0));
  }

  @Test
  void hasRunnableJobFiles() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    Path copies = Files.createDirectories(folder.resolve("jobs"));
    for (Path file : files("jobs", ".yaml")) {
      Files.copy(file, copies.resolve(file.getFileName()));
      List<String> typed =
          TYPED.matcher(Files.readString(file)).results().map(line -> line.group(1)).toList();
      assertThat(typed).as("how to run %s", file).contains("./lakewright run jobs/" + name(file));
      if (!Files.readString(file).contains(ON_S3)) {
        typed.forEach(line -> commands.addAll(lakewright(Markdown.commands(line))));
      }
    }

    run(commands);
  }

  private static List<List<String>> commands(String page) {
    List<List<String>> all = new ArrayList<>();
    for (String block : Markdown.blocks(page, "sh")) {
      all.addAll(lakewright(Markdown.commands(block)));
    }
    return all;
  }

  /** Those that start the launcher, without its name. */
  private static List<List<String>> lakewright(List<List<String>> commands) {
    return commands.stream()
        .filter(words -> words.get(0).equals("./lakewright"))
        .map(words -> words.subList(1, words.size()))
        .toList();
  }

  /** Runs all in one process, whose current folder is the temporary one; gives what they print. */
  private String run(List<List<String>> commands) throws IOException {
    Path list = records.resolve("commands.json");
    Path out = records.resolve("out");
    new ObjectMapper().writeValue(list.toFile(), commands);
    try (JavaProcess process =
        JavaProcess.logging(records.resolve("log"))
            .application()
            .options("-Xmx1g")
            .options("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"))
            .classPath(TestDirs.build().resolve("test-classes").toString())
            .folder(folder)
            .start(DocumentedCommands.class.getName(), List.of(list.toString(), out.toString()))) {
      assertThat(process.exitCode(AT_MOST)).as(process.output()).isZero();
    }
    return Files.readString(out).replaceAll(" +\\R", "\n");
  }

  private static List<Path> files(String under, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(TestDirs.base().resolve(under))) {
      return files.filter(file -> name(file).endsWith(suffix)).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String read(String file) throws IOException {
    return Files.readString(TestDirs.base().resolve(file));
  }
}
