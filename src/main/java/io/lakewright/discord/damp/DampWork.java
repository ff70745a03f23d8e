package io.lakewright.discord.damp;

/**
 * What a search has cost, in counts that are the same on every machine.
 *
 * @param positions subsequences that could have been a discord
 * @param searched those whose history was searched at all; the others fell to their predecessor's
 *     neighbour or to look-ahead
 * @param completed those whose history was searched to its beginning
 * @param cells pairs of subsequences compared in blocks, by sliding products
 * @param direct pairs compared by their direct distance, O(m) each
 */
public record DampWork(long positions, long searched, long completed, long cells, long direct) {}
