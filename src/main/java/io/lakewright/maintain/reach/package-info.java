/**
 * Which files are reachable from which snapshots, without a list of files on the driver.
 *
 * <p>A snapshot names a manifest list, which names manifests, which name files. {@link
 * io.lakewright.maintain.reach.SnapshotFiles} starts from the manifest lists, which the table's
 * metadata holds anyway, and reads manifest lists and manifests in tasks. A manifest that many
 * snapshots share is read once; Iceberg's own metadata tables plan one scan task per snapshot on
 * the driver, each with the schema of the table, which is what exhausts it at 70,000 snapshots.
 *
 * <p>Cost: one GET per manifest list and per distinct manifest; a shuffle of manifest paths, and of
 * file paths where a difference is asked for.
 */
package io.lakewright.maintain.reach;
