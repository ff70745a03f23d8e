package io.lakewright.maintain.reach;

/** What a file is to its table; also the order in which files of snapshots may be removed. */
public enum FileKind {
  DATA,
  DELETES,
  STATISTICS,
  MANIFEST,
  MANIFEST_LIST,
  METADATA
}
