/**
 * Statistics: distinct values per column (Puffin files that Spark's and Trino's optimisers read)
 * and sums per partition, computed when the table has changed enough since they were.
 *
 * <p>Cost: table statistics read the chosen columns of the whole table; partition statistics read
 * manifests, only those since the last statistics where Iceberg can add them up.
 */
package io.lakewright.maintain.statistics;
