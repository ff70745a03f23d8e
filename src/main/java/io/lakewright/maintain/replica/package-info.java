/**
 * Whether a replica bucket in another region could stand in for a table's own.
 *
 * <p>Cost model: one HEAD in the replica for each file that the table needs, in tasks; then joins
 * of files, manifests and snapshots by the cluster. The driver holds one row per task.
 */
package io.lakewright.maintain.replica;
