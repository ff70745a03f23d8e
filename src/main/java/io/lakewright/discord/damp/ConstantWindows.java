package io.lakewright.discord.damp;

import io.lakewright.discord.Windows;

/**
 * Where constant windows are, which have no shape to multiply: a constant query has distance 0 to
 * the constant ones and √m to all others.
 */
final class ConstantWindows {
  /** For distances that do not treat constants in a way of their own. */
  static final ConstantWindows NONE = new ConstantWindows(null, null, null);

  private final Windows windows;
  private final int[] nextConstant;
  private final int[] nextOther;

  private ConstantWindows(Windows windows, int[] nextConstant, int[] nextOther) {
    this.windows = windows;
    this.nextConstant = nextConstant;
    this.nextOther = nextOther;
  }

  static ConstantWindows of(Windows windows) {
    int size = windows.size();
    boolean any = false;
    for (int start = 0; start < size && !any; start++) {
      any = windows.constant(start);
    }
    if (!any) {
      return NONE;
    }
    int[] nextConstant = new int[size + 1];
    int[] nextOther = new int[size + 1];
    nextConstant[size] = Integer.MAX_VALUE;
    nextOther[size] = Integer.MAX_VALUE;
    for (int start = size - 1; start >= 0; start--) {
      boolean constant = windows.constant(start);
      nextConstant[start] = constant ? start : nextConstant[start + 1];
      nextOther[start] = constant || windows.missing(start) ? nextOther[start + 1] : start;
    }
    return new ConstantWindows(windows, nextConstant, nextOther);
  }

  boolean has(int start) {
    return windows != null && windows.constant(start);
  }

  /** The first of the nearest neighbours of a constant window between two starts, or -1. */
  int nearest(int start, int from, int to) {
    if (from > to) {
      return -1;
    }
    if (nextConstant[from] <= to) {
      return nextConstant[from];
    }
    return nextOther[from] <= to ? nextOther[from] : -1;
  }
}
