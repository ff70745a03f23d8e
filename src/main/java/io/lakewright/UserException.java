package io.lakewright;

/**
 * A failure that the user can mend: wrong usage, a missing file, a table in the way. Shown as its
 * message alone, without a stack trace, so the message names the thing, the place and the remedy.
 */
public class UserException extends RuntimeException {
  private final boolean usage;

  /** The run failed for a reason outside the program (exit code 1). */
  public UserException(String message) {
    this(message, null, false);
  }

  /** The same, with the underlying cause kept for {@code --stacktrace}. */
  public UserException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private UserException(String message, Throwable cause, boolean usage) {
    super(message, cause);
    this.usage = usage;
  }

  /** The command or its configuration is wrong (exit code 2); nothing was started. */
  public static UserException usage(String message) {
    return new UserException(message, null, true);
  }

  /** Whether the command or its configuration is at fault, as opposed to the world. */
  public boolean isUsage() {
    return usage;
  }
}
