package io.lakewright.maintain.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells processes apart, and whether one is still running.
 *
 * @param machine the machine since its last start, and the container; empty where nobody knows, so
 *     that nobody can say of a process that it is gone
 * @param pid of the process
 * @param started when it started, in milliseconds; tells a later process of the same number apart
 */
record ProcessIdentity(String machine, long pid, long started) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  static ProcessIdentity current() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(machineName(), self.pid(), startOf(self));
  }

  private static String machineName() {
    try {
      String container = Files.readSymbolicLink(NAMESPACE).toString().replaceAll("\\D", "");
      return Files.readString(BOOT).strip() + "/" + container;
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Whether it is certain that the process has ended. */
  boolean isGone() {
    if (machine.isEmpty() || !machine.equals(machineName())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isEmpty() || startOf(process.get()) != started;
  }
}
