package io.lakewright.rates.explode;

import io.lakewright.rates.split.RateFilter;
import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings what tasks learn about files to the driver while their slices go to storage. Keyed by
 * partition, so that a task that ran twice counts once.
 */
public final class SplitFacts
    extends AccumulatorV2<Map.Entry<Integer, FileFacts>, Map<Integer, FileFacts>> {
  private static final long serialVersionUID = 1L;

  private final ConcurrentHashMap<Integer, FileFacts> facts = new ConcurrentHashMap<>();

  /** The same slices; when all were taken, their task's facts are known. */
  public Iterator<Slice> watch(Iterator<Slice> slices) {
    List<Slice> aboutFiles = new ArrayList<>();
    return new Iterator<Slice>() {
      @Override
      public boolean hasNext() {
        boolean more = slices.hasNext();
        if (!more) {
          add(Map.entry(TaskContext.getPartitionId(), read(aboutFiles)));
          aboutFiles.clear();
        }
        return more;
      }

      @Override
      public Slice next() {
        Slice slice = slices.next();
        if (slice.kind().isAboutFile() && slice.kind() != Slice.Kind.PROVIDERS) {
          aboutFiles.add(slice);
        }
        return slice;
      }
    };
  }

  private static FileFacts read(List<Slice> slices) {
    SideReader reader = new SideReader(slices.iterator(), RateFilter.ALL);
    Serializable last = null;
    while (reader.hasNext()) {
      last = reader.next();
    }
    return (FileFacts) last;
  }

  /** The facts of all tasks. */
  public FileFacts merged() {
    FileFacts all = new FileFacts();
    new TreeMap<>(facts).values().forEach(all::merge);
    return all;
  }

  @Override
  public boolean isZero() {
    return facts.isEmpty();
  }

  @Override
  public AccumulatorV2<Map.Entry<Integer, FileFacts>, Map<Integer, FileFacts>> copy() {
    SplitFacts copy = new SplitFacts();
    copy.facts.putAll(facts);
    return copy;
  }

  @Override
  public void reset() {
    facts.clear();
  }

  @Override
  public void add(Map.Entry<Integer, FileFacts> entry) {
    facts.putIfAbsent(entry.getKey(), entry.getValue());
  }

  @Override
  public void merge(AccumulatorV2<Map.Entry<Integer, FileFacts>, Map<Integer, FileFacts>> other) {
    other.value().forEach(facts::putIfAbsent);
  }

  @Override
  public Map<Integer, FileFacts> value() {
    return facts;
  }
}
