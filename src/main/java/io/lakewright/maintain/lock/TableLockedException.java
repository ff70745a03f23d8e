package io.lakewright.maintain.lock;

import io.lakewright.UserException;

/** Another run is working on the table. */
public final class TableLockedException extends UserException {
  TableLockedException(String table, LockEntry other) {
    super(
        "%s is being worked on by the run %s on %s, process %d, until %s at the latest. If that run is dead: ALTER TABLE %s UNSET TBLPROPERTIES ('%s')"
            .formatted(
                table,
                other.run(),
                other.host(),
                other.process().pid(),
                other.until(),
                table,
                other.key()));
  }
}
