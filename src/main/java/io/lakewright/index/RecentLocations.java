package io.lakewright.index;

/**
 * Locations that were read not long ago. The same ones come again with each structure, and reading
 * one costs more than all else about a reference.
 */
final class RecentLocations {
  private static final int SLOTS = 1 << 14;
  private static final int LONGEST = 1024;

  private final FileLocation[] recent = new FileLocation[SLOTS];

  /**
   * The location that a text is.
   *
   * @throws IllegalArgumentException if it is none
   */
  FileLocation of(String text) {
    int slot = (text.hashCode() ^ text.hashCode() >>> 15) & (SLOTS - 1);
    FileLocation known = recent[slot];
    if (known != null && known.location().equals(text)) {
      return known;
    }
    FileLocation location = FileLocation.of(text);
    if (text.length() <= LONGEST) {
      recent[slot] = location;
    }
    return location;
  }
}
