/**
 * Orphans: files in a table's folders that nothing needs, left behind by writers that died.
 *
 * <p>Cost: one LIST per 1,000 objects below the table's folders; if any are old enough, the
 * manifests of all snapshots of the table, and of tables that share a folder with it, are read. Up
 * to {@value io.lakewright.maintain.orphans.Candidates#LOCAL_FILES} listed files this takes a few
 * threads of the driver, beyond that listing, reading and comparing are Spark's.
 */
package io.lakewright.maintain.orphans;
