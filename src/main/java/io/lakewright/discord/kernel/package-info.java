/**
 * The exact left matrix profile of a series in memory.
 *
 * <p>The subsequences are cut into {@linkplain Block blocks} on a grid that depends on m only. A
 * {@link Tile} compares a block with an earlier one or itself. Its covariances run along the
 * diagonals in a {@link TileKernel}, four rows and as many diagonals at a time as the processor has
 * lanes; they begin with direct products ({@link Seeds}) in the first row and column, and again
 * wherever norms have fallen so far that the rounding of what was there before would show. What is
 * reported is computed directly.
 *
 * <p>A score compares the candidates of one query: the correlation without the query's own norm, or
 * half the negative squared distance without the query's own share. The larger wins, and among
 * equals the earlier start, so that order of work, threads and tasks do not matter. All kernels do
 * the same operations in the same order for each cell: they, too, give the same bits.
 *
 * <p>Cost for n points and s = n − m subsequences, e of them excluded:
 *
 * <ul>
 *   <li>cells: (s − e)² / 2, or s times the look-back: five operations each, 0.25 ns on one core
 *       with the Vector API, 0.55 ns without;
 *   <li>seeds: 2m / {@link Grid#blockSize} multiplications a cell, at most 1/16; more where a
 *       series is wild: m for each row and column of a piece of a tile;
 *   <li>moments and reported distances: about 6m operations a point;
 *   <li>memory: 65 bytes a point, and the result, 16. A million series in one {@link ExactProfiler}
 *       use the same memory.
 * </ul>
 */
package io.lakewright.discord.kernel;
