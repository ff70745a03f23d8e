package io.lakewright.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a whole process took, from its start to its end.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all its threads; 0 if the system does not tell
 * @param peakBytes the most resident memory of one of its processes; 0 if the system does not tell
 */
record MeasuredProcess(double seconds, double cpuSeconds, long peakBytes) {
  private static final int POLL_MILLIS = 20;

  /**
   * Runs a command to its end.
   *
   * @param log where its output goes
   * @throws IllegalStateException if it fails
   */
  static MeasuredProcess run(List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    long peak = 0;
    Duration cpu = Duration.ZERO;
    boolean done = false;
    while (!done) {
      done = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      Duration now = Duration.ZERO;
      try (Stream<ProcessHandle> all =
          Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
        for (ProcessHandle one : all.toList()) {
          peak = Math.max(peak, peakOf(one.pid()));
          now = now.plus(one.info().totalCpuDuration().orElse(Duration.ZERO));
        }
      }
      cpu = now.compareTo(cpu) > 0 ? now : cpu;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "Exit code " + process.exitValue() + " of " + String.join(" ", command) + "; see " + log);
    }
    return new MeasuredProcess(seconds, cpu.toMillis() / 1e3, peak);
  }

  /** Runs the launcher of the clone with the heap given in {@code LAKEWRIGHT_HEAP} syntax. */
  static MeasuredProcess lakewright(String heap, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("lakewright.build"), "../lakewright")
                        .normalize()
                        .toString()),
                Stream.of(arguments))
            .toList();
    return run(command, heap.isEmpty() ? Map.of() : Map.of("LAKEWRIGHT_HEAP", heap), log);
  }

  private static long peakOf(long pid) {
    File status = new File("/proc/" + pid + "/status");
    if (!status.exists()) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status.toPath())) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // It has just ended.
    }
  }
}
