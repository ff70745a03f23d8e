package io.lakewright.maintain.facts;

/**
 * Which data files count as small or large, in bytes.
 *
 * @param smallBelow a smaller file is small
 * @param largeAbove a larger file is large
 */
public record FileBounds(long smallBelow, long largeAbove) {
  public FileBounds {
    if (smallBelow < 0 || largeAbove < smallBelow) {
      throw new IllegalArgumentException(
          "Bounds of file sizes must be in order, cannot be: %d, %d"
              .formatted(smallBelow, largeAbove));
    }
  }
}
