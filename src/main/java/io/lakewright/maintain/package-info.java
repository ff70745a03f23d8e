/**
 * Keeping Iceberg tables healthy and cheap: a policy decides what is worth doing, a plan shows it,
 * steps do it, the history and the report tell.
 */
package io.lakewright.maintain;
