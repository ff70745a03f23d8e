package io.lakewright.rates.explode;

import io.lakewright.job.Progress;
import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import io.lakewright.source.RemoteOptions;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.runtime.BoxedUnit;

/** Provider groups where the tasks that explode need them. */
abstract class Providers implements AutoCloseable {
  /** Work on the slices of one partition with the providers they need. */
  interface Work<T> extends Serializable {
    Iterator<T> on(Iterator<Slice> rates, ProviderLookup providers);
  }

  /** Applies work to each partition of the rates. */
  abstract <T> JavaRDD<T> map(Work<T> work);

  /**
   * The same, run now.
   *
   * @param work gives one thing, which must be small, for each partition
   * @param arrived told what a partition gave as soon as it is there, one at a time: so it is known
   *     even if another partition fails
   */
  <T> void run(Work<T> work, Consumer<T> arrived) {
    RDD<T> results = map(work).rdd();
    results
        .context()
        .runJob(
            results,
            (Function1<scala.collection.Iterator<T>, T> & Serializable)
                scala.collection.Iterator::next,
            (partition, result) -> {
              arrived.accept(result);
              return BoxedUnit.UNIT;
            },
            results.elementClassTag());
  }

  @Override
  public abstract void close();

  /** Shares all groups with every task if they are small enough, else joins them by shuffles. */
  static Providers resolve(
      SparkSession spark,
      JavaRDD<Slice> rates,
      JavaRDD<Serializable> side,
      FileFacts facts,
      RateFilter filter,
      Optional<RemoteOptions> remote,
      long broadcastBytes,
      Progress progress) {
    JavaRDD<Serializable> groups = side;
    if (facts.remoteReferences() > 0) {
      groups = RemoteGroups.fetch(side, facts, filter, remote, progress);
    }
    JavaRDD<ProviderGroup> defined =
        groups
            .filter(record -> record instanceof ProviderGroup)
            .map(record -> (ProviderGroup) record);
    FileContext files = facts.context();
    if (files.hasLarge()) {
      // A group that comes in parts may be defined once more, and then whole.
      defined = defined.flatMap(group -> asKept(group, files));
    }
    if (facts.groupBytes() > broadcastBytes) {
      return new JoinedProviders(rates, defined, files);
    }
    progress.phase("Sharing " + facts.groups() + " provider groups with the tasks");
    ProviderDirectory directory = ProviderDirectory.of(defined.collect(), facts.anomalies());
    return new SharedProviders(
        rates, JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(directory));
  }

  private static Iterator<ProviderGroup> asKept(ProviderGroup group, FileContext files) {
    GroupKey key = group.key();
    return key.shard() == 0 && files.isLarge(key.file(), key.id())
        ? group.shards().iterator()
        : List.of(group).iterator();
  }

  private static final class SharedProviders extends Providers {
    private final JavaRDD<Slice> rates;
    private final Broadcast<ProviderDirectory> directory;

    SharedProviders(JavaRDD<Slice> rates, Broadcast<ProviderDirectory> directory) {
      this.rates = rates;
      this.directory = directory;
    }

    @Override
    <T> JavaRDD<T> map(Work<T> work) {
      Broadcast<ProviderDirectory> shared = directory;
      return rates.mapPartitions(slices -> work.on(slices, shared.value()));
    }

    @Override
    public void close() {
      directory.destroy();
    }
  }
}
