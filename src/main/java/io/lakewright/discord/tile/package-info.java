/**
 * The exact left matrix profile of one long series on a cluster.
 *
 * <p>The series is cut into blocks of 32,768 to 262,144 subsequences (more for more than 268
 * million points), 16 to 32 of them for a series of half a million to eight million points. Each
 * with its halo of m − 1 points is one partition, kept by the executors. A tile, a block of queries
 * and an earlier one, is a task: it gets its two blocks from the executors that keep them, 8 bytes
 * a point, works in 65 bytes a point of each, and leaves 24 bytes a query, which a shuffle brings
 * to the query's block, where the best is taken. The driver knows the tiles, not the points.
 *
 * <p>With a bounded look-back the tiles are those of {@link io.lakewright.discord.lookback}: of
 * 65,536 subsequences, and only as far back as it reaches.
 *
 * <p>For B blocks of S subsequences that is B(B + 1) / 2 tasks of S² comparisons, fewer with a
 * look-back; B²·S·12 bytes are shuffled. Ten million points: 39 blocks, 780 tasks of 69 billion
 * comparisons, a quarter of a minute each, 5 GB through the shuffle.
 *
 * <p>The grid depends on the number of points and on m, never on the cluster, and what is computed
 * inside a tile on the grid of {@link io.lakewright.discord.kernel} only: the bits are those of the
 * computation in memory.
 */
package io.lakewright.discord.tile;
