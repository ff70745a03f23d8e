package io.lakewright.job;

/**
 * One job, built from its validated options: plan, pure transforms, sink, result.
 *
 * @param <R> what the job reports
 */
public interface Job<R extends JobResult> {
  /** The name of the command, such as {@code flatten}. */
  String name();

  /**
   * Does the work.
   *
   * @throws io.lakewright.UserException for what the user can mend
   */
  R run(JobContext context) throws Exception;
}
