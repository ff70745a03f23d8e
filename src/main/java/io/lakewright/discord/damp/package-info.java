/**
 * DAMP: the top left-discords of one series in memory, without its left profile.
 *
 * <p><b>What it gives.</b> The k largest left distances of subsequences that do not overlap, from
 * the training part's end on: start, distance and neighbour are those of the full profile by {@link
 * io.lakewright.discord.SubsequenceDistance}, bit for bit; of equal distances the first start, of
 * equally near neighbours the first. For all other starts it gives an upper bound. The paper (Lu,
 * Wu, Mueen, Zuluaga, Keogh: Matrix Profile XXIV, KDD 2022) guarantees this for k = 1 only.
 *
 * <p><b>How.</b> In the order of time, each subsequence is compared with earlier ones until one is
 * at most as far away as the best discord so far; if none is, it is the best. Different from the
 * paper:
 *
 * <ul>
 *   <li>The successor of the predecessor's neighbour is tried first, in O(m). In a series that
 *       repeats itself this decides almost every subsequence, and look-ahead saves nothing on top.
 *   <li>History is searched backwards in blocks of a fixed grid, not in chunks that double. Chunks
 *       double because each needs a transform of its own; here the spectrum of a block is computed
 *       once, so that small blocks cost no more and the search stops sooner.
 *   <li>Products by FFT only propose. What decides is the direct distance; a product is passed over
 *       only if its error bound allows, and that is relative to its own block, so that a spike
 *       elsewhere does not cost precision.
 *   <li>Top k: the race is run again for each further discord, among those that overlap none found.
 *       Bounds and how far back each subsequence was searched are kept, so that a race continues
 *       where the one before stopped.
 *   <li>Constant runs and missing values are not rejected: a constant subsequence has its neighbour
 *       by definition, one with a missing value is no discord and no neighbour.
 * </ul>
 *
 * <p><b>Cost.</b> O(n·m) to prepare, then O(m) for a subsequence that falls at once, O(log m) for
 * each point of history that must be searched: at worst, where hardly anything is near anything,
 * O(n² log m) for n points. {@link io.lakewright.discord.choice.AlgorithmChoice} measures which it
 * will be. About 65 bytes a point. One thread. With a bounded look-back, history is that long at
 * most.
 */
package io.lakewright.discord.damp;
