/**
 * What a table is made of, read once and shared by all steps.
 *
 * <p>Cost: {@code totals} and {@code snapshots} read nothing beyond the table's metadata, {@code
 * manifests} reads the manifest list, {@code files} reads the current manifests without column
 * statistics. Up to {@value io.lakewright.maintain.facts.TableFacts#LOCAL_MANIFEST_BYTES} bytes of
 * manifests are read by a few threads of the driver, each manifest folded into sums as it streams
 * by: a Spark job per question would take longer than all the work for most of a thousand tables.
 * Above that Spark reads the metadata table {@code entries}, one task per manifest, and only the
 * partitions most in need come to the driver. Nothing lists files on storage.
 */
package io.lakewright.maintain.facts;
