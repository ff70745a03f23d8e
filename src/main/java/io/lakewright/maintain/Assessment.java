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
 * @param effort what the work takes
 * @param gain what it is good for; decides which tables and partitions come first
 * @param work kept for {@link Step#run}, such as chosen partitions; null when there is none
 * @param details lines for people, such as pinned snapshots or the difference of lifecycle rules
 */
public record Assessment(
    StepName step,
    Verdict verdict,
    String reason,
    Measure before,
    Measure after,
    Effort effort,
    Gain gain,
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

  /** To be done. */
  public static Assessment due(
      StepName step,
      String reason,
      Measure before,
      Measure after,
      Effort effort,
      Gain gain,
      Object work) {
    return new Assessment(step, Verdict.DUE, reason, before, after, effort, gain, work, List.of());
  }

  /** Within the thresholds. */
  public static Assessment notNeeded(StepName step, String reason, Measure now) {
    return still(step, Verdict.NOT_NEEDED, reason, now);
  }

  /** Not safe here, or forbidden. */
  public static Assessment refused(StepName step, String reason, Measure now) {
    return still(step, Verdict.REFUSED, reason, now);
  }

  /** Switched off. */
  public static Assessment off(StepName step) {
    return still(step, Verdict.OFF, "Switched off by the policy", Measure.NONE);
  }

  private static Assessment still(StepName step, Verdict verdict, String reason, Measure now) {
    return new Assessment(step, verdict, reason, now, now, Effort.NONE, Gain.NONE, null, List.of());
  }

  /** The same with these lines for people. */
  public Assessment withDetails(List<String> lines) {
    return new Assessment(step, verdict, reason, before, after, effort, gain, work, lines);
  }

  /**
   * The same as it is told: what only the work needs may be large, and there may be many tables.
   */
  Assessment withoutWork() {
    return new Assessment(step, verdict, reason, before, after, effort, gain, null, details);
  }

  public boolean isDue() {
    return verdict == Verdict.DUE;
  }
}
