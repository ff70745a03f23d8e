package io.lakewright.discord.damp;

import java.io.Serializable;

/**
 * What DAMP is asked for.
 *
 * @param top how many discords, exactly, that do not overlap; at least 1
 * @param train the first start that may be a discord; earlier ones are history only
 * @param lookAhead how many later starts a searched subsequence is compared with, so that they need
 *     no search of their own; 0 for the online variant, which never looks at a point before its
 *     turn; {@link #DEFAULT_LOOK_AHEAD} for the paper's 2^⌈log2 16m⌉
 */
public record DampOptions(int top, int train, int lookAhead) implements Serializable {
  /** As far ahead as the paper looks. */
  public static final int DEFAULT_LOOK_AHEAD = -1;

  public DampOptions {
    if (top < 1) {
      throw new IllegalArgumentException(
          "Number of discords must be at least 1, cannot be: " + top);
    }
    if (train < 0) {
      throw new IllegalArgumentException(
          "Start of the test part must be at least 0, cannot be: " + train);
    }
    if (lookAhead < DEFAULT_LOOK_AHEAD) {
      throw new IllegalArgumentException(
          "Look-ahead must be at least 0 points, cannot be: " + lookAhead);
    }
  }

  /** The given number of discords after the training part, with the default look-ahead. */
  public static DampOptions top(int top, int train) {
    return new DampOptions(top, train, DEFAULT_LOOK_AHEAD);
  }

  /** The same with another look-ahead. */
  public DampOptions withLookAhead(int points) {
    return new DampOptions(top, train, points);
  }

  int lookAhead(int length) {
    if (lookAhead != DEFAULT_LOOK_AHEAD) {
      return lookAhead;
    }
    return length > 1 << 25 ? 1 << 30 : Integer.highestOneBit(16 * length - 1) << 1;
  }
}
