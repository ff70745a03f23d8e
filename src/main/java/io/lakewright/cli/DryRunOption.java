package io.lakewright.cli;

import picocli.CommandLine.Option;

/** For jobs that change anything: a mixin beside the job's own options. */
public final class DryRunOption {
  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "true",
      description = "Say what would be done; change nothing.")
  boolean dryRun;

  /** Whether nothing may be changed. */
  public boolean dryRun() {
    return dryRun;
  }
}
