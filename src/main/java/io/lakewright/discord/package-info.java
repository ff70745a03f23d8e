/**
 * Anomalies in time series: left-discords on the matrix profile.
 *
 * <p>{@link io.lakewright.discord.DiscordsJob} is the job. {@code series} brings the points of each
 * series together, cleans and searches them; {@code kernel} computes exact profiles in memory,
 * {@code tile} by all tasks; {@code damp} finds discords without a profile; {@code choice}, {@code
 * length}, {@code combine} and {@code forest} are what their names say; {@code parquet} writes the
 * profile.
 *
 * <p>Cost of a run: the series column is read once to count the points of each series (what reaches
 * the driver are sums and the largest series), then everything once. Points are packed into chunks
 * of one series while they are read, so that one shuffle moves chunks and not rows. A task has one
 * series in memory, about a hundred bytes a point; the search takes n²/2 distances, or n times the
 * look-back, for a series of n points. A series that would keep one task busy while others wait is
 * shared by all, in tiles or windows. Results are kept on the executors' disks until all tables are
 * written.
 */
package io.lakewright.discord;
