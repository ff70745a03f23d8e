/**
 * Writes rates as Parquet column chunks without making rows.
 *
 * <p>A rate file says little many times over: an item's columns hold for millions of rows, a
 * price's for thousands, a provider's for all its NPIs. So a row is kept as three indices and an
 * NPI, twenty bytes, and each column is encoded for a whole row group at once: the dictionary from
 * the distinct items, prices or providers, then the rows' ids as runs. What is paid: per item,
 * price and provider of a row group one hash look-up a column; per row one array access and one
 * step of the run-length encoder a column; per page the statistics of the values in it. Pages,
 * column and offset indexes, compression and the footer are parquet-java's.
 *
 * <p>The files are as Spark would write them: the same schema, the same metadata, zstd, page limit
 * of 20,000 rows. A column whose dictionary outgrows {@value
 * io.lakewright.rates.parquet.Dictionary#MAX_BYTES} bytes is written plain, NPIs delta-encoded.
 */
package io.lakewright.rates.parquet;
