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
      boolean constant = queries.kind[row] == Block.CONSTANT;
      if (references.hasConstants) {
        // The score of a correlation: the factor of the query's own norm is left out.
        double score = constant ? 1 : 0.5 / queries.weight[row];
        offer(references, references.nextConstant[(int) from], last, row, score, best);
      }
      if (constant) {
        offer(references, firstVarying(references, (int) from), last, row, 0.5, best);
      }
    }
  }

  private static int firstVarying(Block block, int from) {
    if (block.hasConstants) {
      return block.nextVarying[from];
    }
    // Few queries are constant: most blocks hold no missing points, and this is their first.
    int start = from;
    while (start < block.starts && block.kind[start] != Block.VARYING) {
      start++;
    }
    return start;
  }

  private static void offer(
      Block references, int column, long last, int row, double score, BestMatches best) {
    if (column <= last) {
      best.offer(row, score, references.first + column);
    }
  }
}
