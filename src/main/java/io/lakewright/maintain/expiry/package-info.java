/**
 * Snapshot expiry: snapshots beyond the retention go, with the files only they need.
 *
 * <p>{@link io.lakewright.maintain.expiry.Retention} decides from the table's metadata alone, by
 * the rules of Iceberg's {@code ExpireSnapshots}, branches and tags included. After the commit
 * {@link io.lakewright.maintain.reach.FileDifference} finds the files that no snapshot needs any
 * more; they are removed in tasks.
 *
 * <p>Cost: what reading the manifest lists of all snapshots and their distinct manifests costs. The
 * driver holds the table's metadata, before and after, and the paths of manifest lists, which are
 * part of it; never a list of files.
 *
 * <p>A run that dies after the commit leaves files behind that no snapshot knows: orphans, which
 * the step for orphans takes up.
 */
package io.lakewright.maintain.expiry;
