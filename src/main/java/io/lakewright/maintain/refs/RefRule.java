package io.lakewright.maintain.refs;

import io.lakewright.maintain.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * One rule of a policy, such as {@code daily=7d} or {@code branch:month-end=730d}.
 *
 * @param branch whether it makes branches instead of tags
 * @param keep how long after the end of the period
 */
record RefRule(Period period, boolean branch, Duration keep) {
  private static final String BRANCH = "branch:";
  private static final Setting<Duration> KEEP = Setting.duration("keep", "1d", "");

  static RefRule parse(String text) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    boolean branch = name.startsWith(BRANCH);
    Optional<Period> period = Period.of(branch ? name.substring(BRANCH.length()) : name);
    if (equals < 0 || period.isEmpty()) {
      throw new IllegalArgumentException(
          "must be rules such as daily=7d or month-end=730d, with hourly, daily, weekly, month-end,"
              + " quarter-end or year-end, cannot be: "
              + text);
    }
    Duration keep = KEEP.parser().apply(text.substring(equals + 1).strip());
    if (keep.isZero()) {
      throw new IllegalArgumentException("must keep for some time, cannot be: " + text);
    }
    return new RefRule(period.get(), branch, keep);
  }
}
