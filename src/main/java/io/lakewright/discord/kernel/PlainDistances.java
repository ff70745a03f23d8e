package io.lakewright.discord.kernel;

/** Euclidean, in plain Java. */
final class PlainDistances extends TileKernel {
  @Override
  int lanes() {
    return 1;
  }

  @Override
  double score(Block queries, Block references, int row, int column, double covariance) {
    double gap = queries.level[row] - references.level[column];
    return covariance - references.weight[column] - gap * gap;
  }

  @Override
  void group(
      Block queries,
      Block references,
      int row,
      double[] covariances,
      int from,
      int to,
      int base,
      BestMatches best) {
    double f0 = queries.df[row];
    double f1 = queries.df[row + 1];
    double f2 = queries.df[row + 2];
    double f3 = queries.df[row + 3];
    double g0 = queries.dg[row];
    double g1 = queries.dg[row + 1];
    double g2 = queries.dg[row + 2];
    double g3 = queries.dg[row + 3];
    double level0 = queries.level[row];
    double level1 = queries.level[row + 1];
    double level2 = queries.level[row + 2];
    double level3 = queries.level[row + 3];
    double best0 = best.score[row];
    double best1 = best.score[row + 1];
    double best2 = best.score[row + 2];
    double best3 = best.score[row + 3];
    double[] df = references.df;
    double[] dg = references.dg;
    double[] weight = references.weight;
    double[] level = references.level;
    int columns = row - base;
    for (int k = from; k < to; k++) {
      int column = k + columns;
      double c0 = covariances[k] + (f0 * dg[column] + g0 * df[column]);
      double c1 = c0 + (f1 * dg[column + 1] + g1 * df[column + 1]);
      double c2 = c1 + (f2 * dg[column + 2] + g2 * df[column + 2]);
      double c3 = c2 + (f3 * dg[column + 3] + g3 * df[column + 3]);
      covariances[k] = c3;
      double gap0 = level0 - level[column];
      double s0 = c0 - weight[column] - gap0 * gap0;
      double gap1 = level1 - level[column + 1];
      double s1 = c1 - weight[column + 1] - gap1 * gap1;
      double gap2 = level2 - level[column + 2];
      double s2 = c2 - weight[column + 2] - gap2 * gap2;
      double gap3 = level3 - level[column + 3];
      double s3 = c3 - weight[column + 3] - gap3 * gap3;
      if (s0 > best0) {
        best0 = best.take(row, s0, references.first + column);
      }
      if (s1 > best1) {
        best1 = best.take(row + 1, s1, references.first + column + 1);
      }
      if (s2 > best2) {
        best2 = best.take(row + 2, s2, references.first + column + 2);
      }
      if (s3 > best3) {
        best3 = best.take(row + 3, s3, references.first + column + 3);
      }
    }
  }
}
