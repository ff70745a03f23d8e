package io.lakewright.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Progress of Spark jobs. A counter's value is that of the finished tasks plus what running tasks
 * tell with their heartbeats. That a task has ended is told later than its values are added: so
 * what finished tasks have added is taken from the same messages, in their order.
 */
public final class SparkProgress implements Progress, AutoCloseable {
  private final SparkContext context;
  private final String group;
  private final ProgressPrinter printer;
  private final Map<Long, Map<Long, Long>> running = new ConcurrentHashMap<>();
  private final Map<Long, Long> finished = new ConcurrentHashMap<>();
  private final Heartbeats heartbeats = new Heartbeats();

  SparkProgress(SparkSession spark, String group, ProgressPrinter printer) {
    this.context = spark.sparkContext();
    this.group = group;
    this.printer = printer;
    context.addSparkListener(heartbeats);
  }

  /** Describes Spark jobs but prints nothing: for use from programs. */
  public static SparkProgress silent(SparkSession spark, String runId) {
    return new SparkProgress(spark, runId, ProgressPrinter.silent());
  }

  @Override
  public void phase(String description) {
    context.setJobGroup(group, description, true);
    printer.phase(description);
  }

  @Override
  public LongAccumulator counter(String label, Unit unit, long total) {
    LongAccumulator accumulator = context.longAccumulator(label);
    finished.put(accumulator.id(), 0L);
    printer.add(new Counter(label, unit, total, () -> current(accumulator)));
    return accumulator;
  }

  private long current(LongAccumulator accumulator) {
    long value = finished.getOrDefault(accumulator.id(), 0L);
    for (Map<Long, Long> task : running.values()) {
      value += task.getOrDefault(accumulator.id(), 0L);
    }
    // At the end of a phase its last messages may still be on their way.
    return Math.max(value, accumulator.sum());
  }

  @Override
  public void close() {
    printer.close();
    if (!context.isStopped()) {
      context.removeSparkListener(heartbeats);
      context.clearJobGroup();
    }
  }

  /** Keeps the latest partial values of each running task, and what ended ones have added. */
  private final class Heartbeats extends SparkListener {
    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
      for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
          items(event.accumUpdates())) {
        Map<Long, Long> values = new ConcurrentHashMap<>();
        for (AccumulableInfo info : items(task._4())) {
          if (info.update().isDefined() && info.update().get() instanceof Long value) {
            values.put(info.id(), value);
          }
        }
        running.put((Long) task._1(), values);
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      running.remove(event.taskInfo().taskId());
      for (AccumulableInfo info : items(event.taskInfo().accumulables())) {
        if (info.value().isDefined() && info.value().get() instanceof Long value) {
          finished.computeIfPresent(info.id(), (counter, before) -> value);
        }
      }
    }
  }

  private static <T> List<T> items(Seq<T> seq) {
    List<T> list = new ArrayList<>(seq.size());
    for (Iterator<T> iterator = seq.iterator(); iterator.hasNext(); ) {
      list.add(iterator.next());
    }
    return list;
  }
}
