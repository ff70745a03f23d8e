package io.lakewright.discord.kernel;

/**
 * The inner loop: covariances of subsequences along diagonals, and the best of each row.
 *
 * <p>A covariance goes from one cell to the next on its diagonal by
 *
 * <pre>c(i + 1, j + 1) = c(i, j) + df(i + 1) dg(j + 1) + df(j + 1) dg(i + 1)</pre>
 *
 * (SCAMP: Zimmerman et al., SoCC 2019). All kernels do the same operations in the same order for
 * each cell, so they give the same bits; they differ in how many cells they do at a time.
 */
abstract class TileKernel {
  /** Diagonals that are worked on together, so that they stay in the nearest cache. */
  static final int STRIP = 1024;

  /** Rows that a covariance goes down before it is put back to memory. */
  static final int ROWS = 4;

  /** Diagonals done at a time. */
  abstract int lanes();

  /**
   * Takes the diagonals from {@code from} to {@code to}, a multiple of {@link #lanes} of them,
   * through {@link #ROWS} rows.
   */
  abstract void group(
      Block queries,
      Block references,
      int row,
      double[] covariances,
      int from,
      int to,
      int base,
      BestMatches best);

  /** The score of a cell. */
  abstract double score(Block queries, Block references, int row, int column, double covariance);

  /**
   * Takes a strip of diagonals from the row above {@code rowFrom} through all rows, from column
   * {@code columnFrom} on. The diagonal k holds the cells (row, row + k − base).
   *
   * @param covariances by diagonal, of the cell before the first of this call; updated
   */
  final void sweep(
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
    int row = Math.max(rowFrom, columnFrom + base - diagonalTo + 1);
    int end = Math.min(rowTo, columnTo + base - diagonalFrom);
    while (row < end) {
      int rows = row + ROWS <= end ? ROWS : 1;
      // The diagonals that all of these rows have; what some have besides is done cell by cell.
      int from = Math.min(diagonalTo, Math.max(diagonalFrom, columnFrom - row + base));
      int to = Math.max(from, Math.min(diagonalTo, columnTo - (row + rows - 1) + base));
      to = rows == ROWS ? to - (to - from) % lanes() : from;
      for (int r = row; r < row + rows; r++) {
        int left = Math.max(diagonalFrom, columnFrom - r + base);
        int right = Math.min(from, columnTo - r + base);
        cells(queries, references, r, covariances, left, right, base, best);
      }
      if (from < to) {
        group(queries, references, row, covariances, from, to, base, best);
      }
      for (int r = row; r < row + rows; r++) {
        int right = Math.min(diagonalTo, columnTo - r + base);
        cells(queries, references, r, covariances, to, right, base, best);
      }
      row += rows;
    }
  }

  private void cells(
      Block queries,
      Block references,
      int row,
      double[] covariances,
      int from,
      int to,
      int base,
      BestMatches best) {
    for (int k = from; k < to; k++) {
      int column = k + row - base;
      covariances[k] +=
          queries.df[row] * references.dg[column] + queries.dg[row] * references.df[column];
      double score = score(queries, references, row, column, covariances[k]);
      if (score > best.score[row]) {
        best.score[row] = score;
        best.start[row] = references.first + column;
      }
    }
  }
}
