/**
 * The table {@code profile} as Parquet, written column by column from the arrays that the search
 * leaves. Row by row, Spark's writer takes longer than the search itself when series are short.
 *
 * <p>Columns that say the same for many rows in turn (series, tag, length, dimension, reason) are
 * runs of dictionary ids; times, positions and neighbours are delta-encoded, values and distances
 * plain; all pages are zstd. Cost: a tenth of a microsecond a row; a row group of a million rows is
 * held in memory.
 */
package io.lakewright.discord.parquet;
