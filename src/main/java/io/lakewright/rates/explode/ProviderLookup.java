package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;

/** Where the providers of a group are found. */
interface ProviderLookup {
  /**
   * The providers of a group.
   *
   * @param file source file that the id is local to
   * @param id normalised id
   * @param shard as in {@link GroupKey}
   * @return null if the group is not defined, or if the shard is empty
   */
  Members members(String file, String id, int shard);

  /** What was met when the groups were brought together here. */
  default AnomalyLog anomalies() {
    return new AnomalyLog();
  }
}
