package io.lakewright.discord.kernel;

/** The inner loop: covariances of subsequences along diagonals, and the best of each row. */
interface TileKernel {
  /** Diagonals that are worked on together, so that they stay in the nearest cache. */
  int STRIP = 512;

  static TileKernel fastest() {
    return new PlainKernel();
  }

  /**
   * Advances a strip of diagonals from the row above {@code rowFrom} through all rows, from column
   * {@code columnFrom} on. The diagonal k holds the cells (row, row + k − base).
   *
   * @param covariances by diagonal, of the last cell before those of this strip; updated
   */
  void sweep(
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
      BestMatches best);
}
