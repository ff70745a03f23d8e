/** Iceberg tables for tests: made small, written by Spark, read back as multisets of rows. */
package io.lakewright.testkit.iceberg;
