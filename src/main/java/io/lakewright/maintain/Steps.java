package io.lakewright.maintain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The list of steps: the one shared place that a new step touches. */
public final class Steps {
  private static final List<Step> ALL =
      Stream.<Step>of().sorted(Comparator.comparing(Step::name)).toList();

  private Steps() {}

  /** All steps in the order in which they run. */
  public static List<Step> all() {
    return ALL;
  }
}
