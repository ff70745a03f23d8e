package io.lakewright.discord.damp;

import java.io.Serializable;

/**
 * What DAMP is asked for.
 *
 * @param top how many discords, exactly, that do not overlap; at least 1
 * @param train the first start that may be a discord; earlier ones are history only
 * @param lookAhead how many later starts a searched subsequence is compared with, so that they may
 *     need no search of their own: the forward pruning of the paper, which takes {@link
 *     #paperLookAhead}. 0, the default, is the online variant: no point is looked at before its
 *     turn. It is also the faster one in all our measurements, because the neighbour of the
 *     predecessor is tried first.
 */
public record DampOptions(int top, int train, int lookAhead) implements Serializable {
  public DampOptions {
    if (top < 1) {
      throw new IllegalArgumentException(
          "Number of discords must be at least 1, cannot be: " + top);
    }
    if (train < 0) {
      throw new IllegalArgumentException(
          "Start of the test part must be at least 0, cannot be: " + train);
    }
    if (lookAhead < 0) {
      throw new IllegalArgumentException(
          "Look-ahead must be at least 0 points, cannot be: " + lookAhead);
    }
  }

  /** The given number of discords after the training part, without look-ahead. */
  public static DampOptions top(int top, int train) {
    return new DampOptions(top, train, 0);
  }

  /** The same with another look-ahead. */
  public DampOptions withLookAhead(int points) {
    return new DampOptions(top, train, points);
  }

  /** 2^⌈log2 16m⌉, as far ahead as the paper looks for subsequences of this length. */
  public static int paperLookAhead(int length) {
    return length > 1 << 25 ? 1 << 30 : Integer.highestOneBit(16 * length - 1) << 1;
  }
}
