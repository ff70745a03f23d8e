package io.lakewright.rates.split;

import java.io.Serializable;

/** Which items are wanted, decided before anything of them is parsed. */
@FunctionalInterface
public interface CodeFilter extends Serializable {
  /** Every item. */
  CodeFilter ALL = (type, code) -> true;

  /**
   * Whether an item is wanted.
   *
   * @param type billing code type as written, null if absent
   * @param code billing code as written, null if absent
   */
  boolean wants(String type, String code);
}
