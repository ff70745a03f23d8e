package io.lakewright.table;

import java.util.List;

/** What a commit made visible: the table first, then its companions. */
public record Published(List<Output> outputs) {
  public Published {
    outputs = List.copyOf(outputs);
  }

  /** The table itself. */
  public Output table() {
    return outputs.get(0);
  }

  /**
   * One table.
   *
   * @param suffix of the companion; empty for the table itself
   * @param rows added by this run
   * @param bytes added by this run
   * @param files added by this run
   */
  public record Output(
      String suffix, Place place, Format format, long rows, long bytes, long files) {}
}
