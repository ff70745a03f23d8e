package io.lakewright.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A child JVM that never outlives the test that started it. */
public final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** What a JVM is started with. */
  public static final class Builder {
    private final Path log;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path folder = TestDirs.base();

    private Builder(Path log) {
      this.log = log;
    }

    /** Options of the JVM, such as {@code -Xmx1g}. */
    public Builder options(String... options) {
      jvmOptions.addAll(List.of(options));
      return this;
    }

    /** The module options that this JVM was started with: what Spark needs on Java 17. */
    public Builder moduleOptions() {
      inherit("--add-opens", "-Djdk.reflect");
      return this;
    }

    /** Takes over what this JVM was started with, as pom.xml says. */
    private void inherit(String... beginnings) {
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(option -> Stream.of(beginnings).anyMatch(option::startsWith))
          .forEach(jvmOptions::add);
    }

    /**
     * The application as the launcher starts it: its jar after all that a platform provides, with
     * the launcher's options for short runs and its archive of classes.
     */
    public Builder application() {
      inherit("-XX:+UseParallelGC", "-XX:Tier4", "-XX:FreqInlineSize", "-XX:InlineSmallCode");
      jvmOptions.addAll(LauncherArchive.options());
      return moduleOptions()
          .options("-Duser.timezone=UTC")
          .classPath(LauncherArchive.classPath(), System.getProperty("lakewright.jar"));
    }

    /** Further entries of the class path; {@code folder/*} stands for its jars. */
    public Builder classPath(String... entries) {
      classPath.addAll(List.of(entries));
      return this;
    }

    /** A variable of the environment. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** The working folder; the project's base folder if not set. */
    public Builder folder(Path workingFolder) {
      folder = workingFolder;
      return this;
    }

    /** Starts the main class. */
    public JavaProcess start(String mainClass, List<String> arguments) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvmOptions);
      classPath.add(guard().toString());
      command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
      command.addAll(List.of(ChildGuard.class.getName(), mainClass));
      command.addAll(arguments);
      try {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A JVM whose output goes to a file.
   *
   * @param log the file, replaced if it exists
   */
  public static Builder logging(Path log) {
    return new Builder(log);
  }

  /** Standard output and error so far. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the output goes. */
  public Path log() {
    return log;
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the end.
   *
   * @return the exit code
   * @throws IllegalStateException if it takes longer; the process is killed then
   */
  public int exitCode(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new IllegalStateException("Not done within " + atMost + ": " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until something is so, or the process has ended. */
  public void await(String what, Duration atMost, BooleanSupplier condition) {
    AtomicBoolean met = new AtomicBoolean();
    Polling.within(
        atMost,
        () -> {
          met.set(condition.getAsBoolean());
          return met.get() || !process.isAlive();
        });
    if (!met.get()) {
      throw new IllegalStateException("In vain waited for " + what + ": " + output());
    }
  }

  /** Kills it as {@code kill -9} does: nothing of it gets to tidy up. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Kills it with all processes below it. */
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  private static synchronized Path guard() {
    String name = ChildGuard.class.getName().replace('.', '/') + ".class";
    Path folder = TestDirs.build().resolve("test-tools/child-guard");
    Path file = folder.resolve(name);
    try (InputStream bytes = ChildGuard.class.getClassLoader().getResourceAsStream(name)) {
      byte[] content = bytes.readAllBytes();
      if (!Files.exists(file) || Files.size(file) != content.length) {
        // Another JVM of the build may be about to read it.
        Files.createDirectories(file.getParent());
        Path complete = Files.createTempFile(folder, "guard", ".class");
        Files.write(complete, content);
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
