package io.lakewright.maintain.s3;

import io.lakewright.maintain.Requests;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of many objects.
 *
 * @param right were as they should be
 * @param changed were changed
 * @param waiting have been asked for and are not there yet
 * @param gone do not exist
 * @param failed could not be changed
 * @param requests without those that the SDK repeated
 * @param failures some of the failed and the gone, each with its path and why
 */
public record ObjectReport(
    long right,
    long changed,
    long waiting,
    long gone,
    long failed,
    Requests requests,
    List<String> failures) {
  static final int SHOWN = 20;

  public static final ObjectReport NONE = new ObjectReport(0, 0, 0, 0, 0, Requests.NONE, List.of());

  public ObjectReport {
    failures = List.copyOf(failures.subList(0, Math.min(SHOWN, failures.size())));
  }

  /** All objects looked at. */
  public long objects() {
    return right + changed + waiting + gone + failed;
  }

  public ObjectReport plus(ObjectReport other) {
    List<String> all = new ArrayList<>(failures);
    all.addAll(other.failures);
    return new ObjectReport(
        right + other.right,
        changed + other.changed,
        waiting + other.waiting,
        gone + other.gone,
        failed + other.failed,
        requests.plus(other.requests),
        all);
  }
}
