/**
 * Writes rates as Parquet column chunks without making rows.
 *
 * <p>A rate file says little many times over: an item's columns hold for millions of rows, a
 * price's for thousands, a provider's for all its NPIs. So rows come as {@link
 * io.lakewright.rates.parquet.RateRun}s, and a row group is four lists of runs: of items,
 * providers, prices and NPIs, each with how many rows it holds for. A column is encoded from the
 * list of what it depends on.
 *
 * <p>What is paid:
 *
 * <ul>
 *   <li>per item, price and provider that a task meets: a hash look-up a column, which gives each
 *       value a symbol; in every further row group an array access a column. Numbers are noted in
 *       {@link io.lakewright.rates.parquet.CommonCells}, so a run looks nothing up;
 *   <li>per run of items, providers or prices: for each of its columns that is not the same
 *       throughout the row group, one step of the run-length encoder, however long the run is;
 *   <li>per provider and row group: a number for each of its NPIs, by a hash look-up; with every
 *       further price the numbers are copied;
 *   <li>per page: the least and greatest of its distinct values, and one call of zstd.
 * </ul>
 *
 * <p>Where rows lie price by price, runs of prices and providers are long; sorted by NPI the runs
 * of NPIs and providers are those of an entry's prices. Then the columns that depend on the price
 * are written row by row: their ids are fetched and packed by the thousand, arrays are packed once
 * per distinct one and added as ready bits, and statistics look at each distinct price of a page.
 *
 * <p>The files are as Spark would write them: the same schema, zstd, pages of 20,000 rows with
 * column and offset index; besides, a Bloom filter on {@code npi} and {@code tin}. Ids are written
 * as runs, however short, where that takes less than packing them. Chunks whose dictionary and ids
 * would take more than the values are written plain. Footer, indexes and page headers are
 * parquet-java's.
 */
package io.lakewright.rates.parquet;
