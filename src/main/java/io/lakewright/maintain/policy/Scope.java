package io.lakewright.maintain.policy;

import io.lakewright.maintain.TableName;
import java.util.Locale;

/** What an override applies to; later ones are stronger. */
enum Scope {
  CATALOG {
    @Override
    boolean covers(Glob glob, TableName table) {
      return glob.matches(table.catalog());
    }
  },
  /** A namespace with its catalog, such as {@code lake.sales}, or without. */
  DATABASE {
    @Override
    boolean covers(Glob glob, TableName table) {
      return glob.matches(table.database())
          || glob.matches(table.identifier().namespace().toString());
    }
  },
  /** A full name, or the table's own name. */
  TABLE {
    @Override
    boolean covers(Glob glob, TableName table) {
      return glob.matches(table.toString()) || glob.matches(table.identifier().name());
    }
  };

  abstract boolean covers(Glob glob, TableName table);

  /** As in policies. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
