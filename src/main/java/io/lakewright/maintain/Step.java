package io.lakewright.maintain;

import java.util.List;

/**
 * One kind of upkeep. A step has no state: the same table gives the same assessment, and running an
 * assessment twice does the work once.
 */
public interface Step {
  StepName name();

  /** What a policy may say about this step, beside {@code enabled}. */
  List<Setting<?>> settings();

  /** What is wrong and what would be done; changes nothing. */
  Assessment assess(TableContext table);

  /**
   * Does what was assessed, as far as it still applies to the table as it is now.
   *
   * @throws io.lakewright.UserException for what the user can mend
   */
  Outcome run(TableContext table, Assessment assessment);
}
