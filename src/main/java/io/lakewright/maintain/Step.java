package io.lakewright.maintain;

import java.util.List;

/**
 * One kind of upkeep; listed in {@link Steps}. A step has no state: the same table gives the same
 * assessment, and running an assessment twice does the work once.
 */
public interface Step {
  StepName name();

  /** What a policy may say about this step, beside {@code enabled}. */
  List<Setting<?>> settings();

  /** Whether the step runs on tables of which no policy says anything. */
  default boolean enabledByDefault() {
    return true;
  }

  /**
   * What is wrong and what would be done; changes nothing. Called for every table of a run, so it
   * asks the shared {@link TableContext#facts()} first and starts a Spark job only for what they do
   * not know.
   */
  Assessment assess(TableContext table);

  /**
   * Does what was assessed, as far as it still applies to the table as it is now. Looks at {@link
   * TableContext#hasTime()} between pieces of work, and ends soon when its thread is interrupted.
   *
   * @throws io.lakewright.UserException for what the user can mend
   */
  Outcome run(TableContext table, Assessment assessment);
}
