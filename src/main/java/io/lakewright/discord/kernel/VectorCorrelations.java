package io.lakewright.discord.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Z-normalised, with the Vector API: as many diagonals at a time as a register has lanes. */
final class VectorCorrelations extends TileKernel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final double[] scores = new double[ROWS * LANES];

  @Override
  int lanes() {
    return LANES;
  }

  @Override
  double score(Block queries, Block references, int row, int column, double covariance) {
    return covariance * references.weight[column];
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
    DoubleVector f0 = DoubleVector.broadcast(SPECIES, queries.df[row]);
    DoubleVector f1 = DoubleVector.broadcast(SPECIES, queries.df[row + 1]);
    DoubleVector f2 = DoubleVector.broadcast(SPECIES, queries.df[row + 2]);
    DoubleVector f3 = DoubleVector.broadcast(SPECIES, queries.df[row + 3]);
    DoubleVector g0 = DoubleVector.broadcast(SPECIES, queries.dg[row]);
    DoubleVector g1 = DoubleVector.broadcast(SPECIES, queries.dg[row + 1]);
    DoubleVector g2 = DoubleVector.broadcast(SPECIES, queries.dg[row + 2]);
    DoubleVector g3 = DoubleVector.broadcast(SPECIES, queries.dg[row + 3]);
    DoubleVector best0 = DoubleVector.broadcast(SPECIES, best.score[row]);
    DoubleVector best1 = DoubleVector.broadcast(SPECIES, best.score[row + 1]);
    DoubleVector best2 = DoubleVector.broadcast(SPECIES, best.score[row + 2]);
    DoubleVector best3 = DoubleVector.broadcast(SPECIES, best.score[row + 3]);
    double[] df = references.df;
    double[] dg = references.dg;
    double[] weight = references.weight;
    int columns = row - base;
    for (int k = from; k < to; k += LANES) {
      int column = k + columns;
      DoubleVector c = DoubleVector.fromArray(SPECIES, covariances, k);
      c = advance(c, f0, g0, df, dg, column);
      DoubleVector s0 = c.mul(DoubleVector.fromArray(SPECIES, weight, column));
      c = advance(c, f1, g1, df, dg, column + 1);
      DoubleVector s1 = c.mul(DoubleVector.fromArray(SPECIES, weight, column + 1));
      c = advance(c, f2, g2, df, dg, column + 2);
      DoubleVector s2 = c.mul(DoubleVector.fromArray(SPECIES, weight, column + 2));
      c = advance(c, f3, g3, df, dg, column + 3);
      DoubleVector s3 = c.mul(DoubleVector.fromArray(SPECIES, weight, column + 3));
      c.intoArray(covariances, k);
      // The sign of the difference tells which exceed the best so far.
      LongVector signs =
          best0
              .sub(s0)
              .reinterpretAsLongs()
              .or(best1.sub(s1).reinterpretAsLongs())
              .or(best2.sub(s2).reinterpretAsLongs().or(best3.sub(s3).reinterpretAsLongs()));
      if (signs.compare(VectorOperators.LT, 0).anyTrue()) {
        s0.intoArray(scores, 0);
        s1.intoArray(scores, LANES);
        s2.intoArray(scores, 2 * LANES);
        s3.intoArray(scores, 3 * LANES);
        best.takeBetter(row, scores, LANES, references.first + column);
        best0 = DoubleVector.broadcast(SPECIES, best.score[row]);
        best1 = DoubleVector.broadcast(SPECIES, best.score[row + 1]);
        best2 = DoubleVector.broadcast(SPECIES, best.score[row + 2]);
        best3 = DoubleVector.broadcast(SPECIES, best.score[row + 3]);
      }
    }
  }

  static DoubleVector advance(
      DoubleVector covariance,
      DoubleVector f,
      DoubleVector g,
      double[] df,
      double[] dg,
      int column) {
    return covariance.add(
        f.mul(DoubleVector.fromArray(SPECIES, dg, column))
            .add(g.mul(DoubleVector.fromArray(SPECIES, df, column))));
  }
}
