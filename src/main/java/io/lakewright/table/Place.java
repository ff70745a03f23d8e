package io.lakewright.table;

import io.lakewright.UserException;

/** Where a table is: a folder, or a name in a catalog. */
public sealed interface Place permits PathPlace, TablePlace {
  /**
   * Reads a place as users write it. {@code db.table} and {@code catalog.db.table} are table names;
   * a bare word, and anything with a slash or a colon, is a path. Relative paths are resolved
   * against the working directory.
   *
   * @throws UserException if it is neither
   */
  static Place parse(String text) {
    String place = text.strip();
    if (place.isEmpty()) {
      throw UserException.usage("A place cannot be empty; give a path or a table name");
    }
    boolean path =
        place.contains("/")
            || place.contains(":")
            || !place.contains(".")
            || place.chars().allMatch(c -> c == '.');
    return path ? PathPlace.of(place) : TablePlace.of(place);
  }

  /** The sibling folder or table whose name is this one's with {@code suffix} added. */
  Place withSuffix(String suffix);

  /**
   * The place of a table that goes with this one. A key that begins with an underscore, such as
   * {@code _anomalies}, is added to the name. Any other key takes the place of the name's last
   * word: beside {@code out/profile} is {@code out/discords}, beside {@code db.ecg_profile} is
   * {@code db.ecg_discords}.
   */
  default Place beside(String key) {
    return key.startsWith("_") ? withSuffix(key) : withLastWord(key);
  }

  /** The place whose name has another last word: what follows a slash, or an underscore. */
  Place withLastWord(String word);

  /** As users write it. */
  @Override
  String toString();
}
