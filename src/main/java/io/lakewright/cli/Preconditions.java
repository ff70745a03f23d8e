package io.lakewright.cli;

import io.lakewright.UserException;
import java.util.function.Supplier;

/** Options that refuse a value are the user's to mend. */
final class Preconditions {
  private Preconditions() {}

  static <T> T checkedAsUsage(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw UserException.usage(e.getMessage());
    }
  }
}
