package io.lakewright.discord.kernel;

import io.lakewright.discord.Distance;
import io.lakewright.discord.ProfileParameters;

/**
 * Compares the subsequences of a query block with those of an earlier or the same block. The
 * rectangle is cut where a segment of either block ends; within a piece, covariances run along the
 * diagonals from its first row and column, which are computed directly.
 */
final class Tile {
  private final int m;
  private final int exclusion;
  private final long lookback;
  private final boolean euclidean;
  private final TileKernel kernel;
  private final Seeds seeds;
  private double[] covariances = {};
  private double[] edge = {};

  Tile(ProfileParameters parameters, TileKernel kernel) {
    m = parameters.length();
    exclusion = parameters.exclusion();
    lookback = parameters.lookback();
    euclidean = parameters.distance() == Distance.EUCLIDEAN;
    this.kernel = kernel;
    seeds = new Seeds(m);
  }

  void compare(Block queries, Block references, BestMatches best) {
    for (int i = 0; i < queries.segmentCount; i++) {
      for (int j = 0; j < references.segmentCount; j++) {
        piece(
            queries,
            references,
            queries.segments[i],
            queries.segments[i + 1],
            references.segments[j],
            references.segments[j + 1],
            best);
      }
    }
    if (!euclidean && (queries.hasConstants || references.hasConstants)) {
      Constants.compare(queries, references, exclusion, lookback, best);
    }
  }

  private void piece(
      Block queries,
      Block references,
      int rowFrom,
      int rowTo,
      int columnFrom,
      int columnTo,
      BestMatches best) {
    int rows = rowTo - rowFrom;
    int columns = columnTo - columnFrom;
    // Diagonal k holds the cells (row, row + k - base); its gap is apart + base - k.
    int base = rowTo - 1 - columnFrom;
    long apart = queries.first - references.first + base;
    long near = Math.min(rows + columns - 1, apart - exclusion + 1);
    long far = Math.max(0, apart - lookback);
    if (far >= near) {
      return;
    }
    int diagonalFrom = (int) far;
    int diagonalTo = (int) near;
    if (covariances.length < rows + columns) {
      covariances = new double[rows + columns];
      edge = new double[rows + columns];
    }
    // The first row: diagonals from rows - 1 on.
    int rowStart = Math.max(diagonalFrom, rows - 1);
    if (rowStart < diagonalTo) {
      int column = columnFrom + rowStart - (rows - 1);
      int count = diagonalTo - rowStart;
      seeds.products(queries, rowFrom, references, column, count, edge);
      for (int i = 0; i < count; i++) {
        covariances[rowStart + i] = edge[i];
        offer(queries, references, rowFrom, column + i, edge[i], best);
      }
    }
    // The first column, below the first row: diagonals before rows - 1, the last row first.
    int columnEnd = Math.min(diagonalTo, rows - 1);
    if (diagonalFrom < columnEnd) {
      int row = rowTo - columnEnd;
      int count = columnEnd - diagonalFrom;
      seeds.products(references, columnFrom, queries, row, count, edge);
      for (int i = 0; i < count; i++) {
        covariances[columnEnd - 1 - i] = edge[i];
        offer(queries, references, row + i, columnFrom, edge[i], best);
      }
    }
    for (int from = diagonalFrom; from < diagonalTo; from += TileKernel.STRIP) {
      kernel.sweep(
          queries,
          references,
          rowFrom + 1,
          rowTo,
          columnFrom + 1,
          columnTo,
          covariances,
          from,
          Math.min(diagonalTo, from + TileKernel.STRIP),
          base,
          best);
    }
  }

  private void offer(
      Block queries, Block references, int row, int column, double covariance, BestMatches best) {
    double score = kernel.score(queries, references, row, column, covariance);
    best.offer(row, score, references.first + column);
  }
}
