/**
 * Tags of a table's objects kept in line with what the catalog says: live objects carry the write
 * tags and never the delete tag, retired ones carry the delete tag.
 *
 * <p>Cost model: one GET for each object that is new or retired since the last check, and a PUT for
 * each that has to be changed. What has not changed since is not looked at: manifests are compared
 * by name, and only those that differ are read. The driver holds the names of metadata files and
 * one row per task.
 */
package io.lakewright.maintain.tags;
