package io.lakewright.rates.explode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.Kinds;
import io.lakewright.rates.split.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the first malformed file to the driver as soon as the task that met it has ended, which it
 * does at once, and cancels the other tasks. No exception in the task: Spark would try it again.
 */
public final class FirstMalformed extends AccumulatorV2<Anomaly, Optional<Anomaly>> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Anomaly first;
  private transient Runnable cancel;

  private FirstMalformed() {}

  /** Watches the jobs that this thread runs, if it is to. */
  public static Optional<FirstMalformed> watching(SparkContext spark, boolean asked) {
    if (!asked) {
      return Optional.empty();
    }
    FirstMalformed malformed = new FirstMalformed();
    String group = spark.getLocalProperty("spark.jobGroup.id");
    malformed.cancel =
        () -> {
          if (group != null) {
            spark.cancelJobGroup(group);
          }
        };
    spark.register(malformed, "first malformed file");
    return Optional.of(malformed);
  }

  /** What is malformed. */
  public static boolean is(Anomaly anomaly) {
    return anomaly.kind().equals(Kinds.MALFORMED_JSON) || anomaly.kind().equals(Kinds.TRUNCATED);
  }

  /** The same slices, up to the first malformed file. */
  public Iterator<Slice> upTo(Iterator<Slice> slices) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return isZero() && slices.hasNext();
      }

      @Override
      public Slice next() {
        if (!hasNext()) {
          throw new NoSuchElementException("No more slices");
        }
        Slice slice = slices.next();
        if (slice.kind() == Slice.Kind.ANOMALY) {
          look(slice);
        }
        return slice;
      }
    };
  }

  /** Looks through what a task noted. */
  void look(AnomalyLog anomalies) {
    anomalies.anomalies().stream().filter(FirstMalformed::is).findFirst().ifPresent(this::add);
  }

  private void look(Slice slice) {
    try {
      Anomaly anomaly = JSON.readValue(slice.body(), Anomaly.class);
      if (is(anomaly)) {
        add(anomaly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not a slice that split wrote: " + slice, e);
    }
  }

  @Override
  public boolean isZero() {
    return first == null;
  }

  @Override
  public AccumulatorV2<Anomaly, Optional<Anomaly>> copy() {
    FirstMalformed copy = new FirstMalformed();
    copy.first = first;
    return copy;
  }

  @Override
  public void reset() {
    first = null;
  }

  @Override
  public void add(Anomaly anomaly) {
    if (first == null) {
      first = anomaly;
    }
  }

  @Override
  public void merge(AccumulatorV2<Anomaly, Optional<Anomaly>> other) {
    if (first == null && other.value().isPresent()) {
      first = other.value().get();
      if (cancel != null) {
        cancel.run();
      }
    }
  }

  @Override
  public Optional<Anomaly> value() {
    return Optional.ofNullable(first);
  }
}
