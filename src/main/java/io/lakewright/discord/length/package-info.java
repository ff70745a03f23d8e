/**
 * The length of subsequences: proposed from the series itself, or a range of lengths searched and
 * ranked across.
 *
 * <p>Cost: the autocorrelation is O(n log n), three times; a proposal by contrast adds four runs of
 * DAMP, a range of lengths 32 and a few more, whatever its width. One series in memory, one thread.
 */
package io.lakewright.discord.length;
