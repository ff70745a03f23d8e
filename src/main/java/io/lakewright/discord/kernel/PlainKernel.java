package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;

/** In plain Java. */
final class PlainKernel implements TileKernel {
  private final double[] scores = new double[STRIP];

  @Override
  public void sweep(
      Block queries,
      Block references,
      int rowFrom,
      int rowTo,
      int columnFrom,
      int columnTo,
      double[] covariances,
      int diagonalFrom,
      int diagonalTo,
      int base,
      BestMatches best) {
    boolean euclidean = queries.distance == Distance.EUCLIDEAN;
    int firstRow = Math.max(rowFrom, columnFrom + base - diagonalTo + 1);
    int lastRow = Math.min(rowTo - 1, columnTo - 1 + base - diagonalFrom);
    for (int row = firstRow; row <= lastRow; row++) {
      int from = Math.max(diagonalFrom, columnFrom - row + base);
      int to = Math.min(diagonalTo, columnTo - row + base);
      int columns = row - base;
      advance(
          covariances,
          from,
          to,
          references.df,
          references.dg,
          columns,
          queries.df[row],
          queries.dg[row]);
      if (euclidean) {
        subtract(
            covariances, from, to, references.weight, references.level, columns, queries.level[row]);
      } else {
        scale(covariances, from, to, references.weight, columns);
      }
      double largest = best.score[row];
      int at = -1;
      for (int i = 0; i < to - from; i++) {
        if (scores[i] > largest) {
          largest = scores[i];
          at = i;
        }
      }
      if (at >= 0) {
        best.score[row] = largest;
        best.start[row] = references.first + from + at + columns;
      }
    }
  }

  private static void advance(
      double[] covariances,
      int from,
      int to,
      double[] df,
      double[] dg,
      int columns,
      double queryDf,
      double queryDg) {
    for (int k = from; k < to; k++) {
      covariances[k] += queryDf * dg[k + columns] + queryDg * df[k + columns];
    }
  }

  private void scale(double[] covariances, int from, int to, double[] weight, int columns) {
    for (int k = from; k < to; k++) {
      scores[k - from] = covariances[k] * weight[k + columns];
    }
  }

  private void subtract(
      double[] covariances,
      int from,
      int to,
      double[] weight,
      double[] level,
      int columns,
      double queryLevel) {
    for (int k = from; k < to; k++) {
      double gap = queryLevel - level[k + columns];
      scores[k - from] = covariances[k] - weight[k + columns] - gap * gap;
    }
  }
}
