/**
 * Where a table's files are put: Iceberg's object-store layout, which spreads keys over hash
 * prefixes so that S3 can serve them from many partitions.
 *
 * <p>Cost model: one pass over the metadata table {@code files}; the driver holds one row. With
 * {@code rewrite-existing} every data file is read and written once.
 */
package io.lakewright.maintain.layout;
