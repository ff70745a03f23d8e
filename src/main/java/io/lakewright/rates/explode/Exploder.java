package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.util.LongAccumulator;

/** All that a task needs to turn slices into rows. */
final class Exploder implements Serializable {
  private final SerializableSupplier<FileContext> files;
  private final RateFilter filter;
  private final RateOrder order;
  private final LongAccumulator spilledRows;

  /** A supplier that travels to tasks. */
  interface SerializableSupplier<T> extends Supplier<T>, Serializable {}

  /**
   * @param spilledRows counts rows that go to local disk to be sorted
   */
  Exploder(
      SerializableSupplier<FileContext> files,
      RateFilter filter,
      RateOrder order,
      LongAccumulator spilledRows) {
    this.files = files;
    this.filter = filter;
    this.order = order;
    this.spilledRows = spilledRows;
  }

  RateOrder order() {
    return order;
  }

  /** The rows of some slices, in the order of {@link #order}. */
  RateRuns runs(Iterator<Slice> slices, ProviderLookup providers, AnomalyLog anomalies) {
    Iterator<RateBlock> blocks =
        new SliceExploder(slices, files.get(), providers, filter, anomalies);
    return new RateRuns(blocks, order, Memory.share(8), spilledRows::add);
  }
}
