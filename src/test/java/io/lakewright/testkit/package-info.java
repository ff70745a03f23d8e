/** Real parts that tests run against: Spark, S3, HTTP with faults, a cluster, DuckDB. */
package io.lakewright.testkit;
