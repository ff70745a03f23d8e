package io.lakewright.discord.kernel;

/**
 * Pairs with a constant subsequence, by definition: two constant ones correlate by 1, a constant
 * and a varying one by 0.5.
 */
final class Constants {
  private Constants() {}

  static void compare(
      Block queries, Block references, int exclusion, long lookback, BestMatches best) {
    long apart = queries.first - references.first;
    for (int row = 0; row < queries.starts; row++) {
      if (queries.kind[row] == Block.UNDEFINED) {
        continue;
      }
      long last = Math.min(references.starts - 1, apart + row - exclusion);
      long from = lookback >= apart + row ? 0 : apart + row - lookback;
      if (from > last) {
        continue;
      }
      if (queries.kind[row] == Block.CONSTANT) {
        offer(references, first(references, Block.CONSTANT, from), last, row, 1, best);
        offer(references, first(references, Block.VARYING, from), last, row, 0.5, best);
      } else {
        // The score of a correlation: the factor of the query's own norm is left out.
        double half = 0.5 / queries.weight[row];
        offer(references, first(references, Block.CONSTANT, from), last, row, half, best);
      }
    }
  }

  private static int first(Block block, byte kind, long from) {
    int start = (int) from;
    if (!block.hasConstants) {
      // Few queries are constant: most blocks hold no missing points, and this is their first.
      while (start < block.starts && block.kind[start] != kind) {
        start++;
      }
      return start;
    }
    return kind == Block.CONSTANT ? block.nextConstant[start] : block.nextVarying[start];
  }

  private static void offer(
      Block references, int column, long last, int row, double score, BestMatches best) {
    if (column <= last) {
      best.offer(row, score, references.first + column);
    }
  }
}
