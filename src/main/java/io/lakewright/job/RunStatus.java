package io.lakewright.job;

import java.util.Locale;

/** How a run ended, with the exit code of the process. */
public enum RunStatus {
  DONE(0),
  FAILED(1),
  /** Wrong usage or configuration; nothing was started. */
  USAGE(2),
  /** Done, but a check failed or more was set aside than allowed. */
  CHECK_FAILED(3),
  INTERRUPTED(130);

  private final int exitCode;

  RunStatus(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }

  /** As written in the run record, such as {@code check_failed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
