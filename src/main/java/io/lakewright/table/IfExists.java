package io.lakewright.table;

/** What to do when the output exists already. */
public enum IfExists {
  FAIL,
  APPEND,
  REPLACE
}
