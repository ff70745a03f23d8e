package io.lakewright.discord.series;

import io.lakewright.discord.Tagging;

/** Tag and reason of a point in a byte, and the rule that gives them. */
public final class Marks {
  private static final Tag[] TAGS = Tag.values();
  private static final Reason[] REASONS = Reason.values();

  private Marks() {}

  public static byte of(Tag tag, Reason reason) {
    return (byte) (tag.code() | (reason.code() << 2));
  }

  public static Tag tag(byte mark) {
    return TAGS[mark & 3];
  }

  public static Reason reason(byte mark) {
    return REASONS[mark >> 2];
  }

  /**
   * Tags the points of a track: each is compared with the distances before it, and only then is one
   * of them. A point without a distance changes nothing.
   *
   * @param reasons why points have no distance; what is {@link Reason#NONE} has one
   * @param moments of the distances before the first point; changed
   */
  public static byte[] tag(
      long first,
      double[] distances,
      Reason[] reasons,
      int length,
      Tagging rule,
      DistanceMoments moments) {
    byte[] marks = new byte[distances.length];
    long initial = (long) rule.initialPeriods() * length;
    for (int i = 0; i < distances.length; i++) {
      long position = first + i;
      Tag tag = position < initial ? Tag.INITIALISING : Tag.IS_NOT_ANOMALY;
      if (reasons[i] == Reason.NONE) {
        if (tag != Tag.INITIALISING && moments.exceeds(distances[i], rule.threshold())) {
          tag = Tag.IS_ANOMALY;
        }
        moments.add(position, distances[i]);
      }
      marks[i] = of(tag, reasons[i]);
    }
    return marks;
  }
}
