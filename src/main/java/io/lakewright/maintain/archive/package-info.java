/**
 * {@code archive} retires old snapshots or partitions so that they can be had again, {@code
 * restore} brings them back as a table.
 *
 * <p>Cost model: an archived object costs one GET and one PUT. A restored one costs a HEAD, a GET
 * of its last bytes, two GETs and one PUT for its tags and, in a Glacier class, one POST; while
 * objects are being restored, a HEAD each time it is looked. All of it in tasks; the driver holds a
 * table's metadata and one row per task.
 */
package io.lakewright.maintain.archive;
