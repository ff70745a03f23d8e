/**
 * Automatic snapshot tags and branches: the table as it was at the end of each day, week, month,
 * quarter or year, kept as long as the rule says, whatever expiry does to the snapshots between.
 *
 * <p>Cost: the table's metadata, which is loaded anyway, and one commit. What a tag keeps from
 * being removed costs storage: expiry reports it.
 */
package io.lakewright.maintain.refs;
