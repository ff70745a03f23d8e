/**
 * Series as they travel: read, packed into chunks, sorted, cleaned, searched, and turned into rows.
 *
 * <p>{@link io.lakewright.discord.series.SeriesInput} reads, {@link
 * io.lakewright.discord.series.Packer} packs, {@link io.lakewright.discord.series.SeriesIterator}
 * searches the series of a task one after the other, {@link
 * io.lakewright.discord.series.LongSearch} one series with all tasks, and {@link
 * io.lakewright.discord.series.StateStore} keeps what the next run continues from.
 */
package io.lakewright.discord.series;
