package io.lakewright.maintain;

import java.util.List;

/**
 * What one step would do to one table, and why: a row of the plan.
 *
 * @param verdict whether it is worth doing
 * @param reason in a sentence with the numbers that decided, such as {@code "412 of 500 files are
 *     smaller than 384 MiB"}
 * @param before files, bytes and the like as they are
 * @param after as they would be; equal to before when nothing is to be done
 * @param requests to S3 that the work takes
 * @param work kept for {@link Step#run}, such as chosen partitions; null when there is none
 * @param details lines for people, such as pinned snapshots or the difference of lifecycle rules
 */
public record Assessment(
    StepName step,
    Verdict verdict,
    String reason,
    Measure before,
    Measure after,
    Requests requests,
    Object work,
    List<String> details) {

  /** Whether a step is worth doing. */
  public enum Verdict {
    /** The policy wants it done. */
    DUE,
    /** Within the thresholds. */
    NOT_NEEDED,
    /** Switched off by the policy. */
    OFF,
    /** Would not be safe here, or the table or catalog forbids it. */
    REFUSED
  }

  public Assessment {
    details = List.copyOf(details);
  }

  public static Assessment notNeeded(StepName step, String reason, Measure now) {
    return new Assessment(
        step, Verdict.NOT_NEEDED, reason, now, now, Requests.NONE, null, List.of());
  }

  public static Assessment refused(StepName step, String reason, Measure now) {
    return new Assessment(step, Verdict.REFUSED, reason, now, now, Requests.NONE, null, List.of());
  }

  public boolean isDue() {
    return verdict == Verdict.DUE;
  }
}
