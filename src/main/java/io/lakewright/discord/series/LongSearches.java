package io.lakewright.discord.series;

import io.lakewright.job.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * The searches of series that all tasks share. They are sorted by one shuffle; then a few are
 * searched at a time, so that the tasks of one series take the cores that another leaves idle.
 */
public final class LongSearches implements AutoCloseable {
  /** Enough to fill the gaps between the jobs of one series. */
  private static final int AT_ONCE = 4;

  private final JavaSparkContext spark;
  private final SearchPlan plan;
  private final List<LongSearch> searches = new ArrayList<>();
  private SortedParts sorted;

  public LongSearches(SparkContext spark, SearchPlan plan) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.plan = plan;
  }

  /**
   * Searches.
   *
   * @param input rows of {@link SeriesInput} of these series only
   * @param series at least one
   * @param shared so many points are little for a task
   * @return results of each series
   */
  public List<JavaRDD<SeriesResult>> search(
      Dataset<Row> input, Collection<Sizing.Heavy> series, long shared, Progress progress) {
    List<Sizing.Heavy> all = List.copyOf(series);
    long points = all.stream().mapToLong(Sizing.Heavy::points).sum();
    if (all.size() == 1) {
      String name = all.get(0).series();
      progress.phase("Sorting %,d points%s".formatted(points, name == null ? "" : " of " + name));
    } else {
      progress.phase("Sorting %,d points of %,d long series".formatted(points, all.size()));
    }
    sorted = SortedParts.of(input, all, plan, shared);
    if (all.size() == 1) {
      return List.of(search(all.get(0), progress));
    }
    progress.phase("Searching %,d long series of %,d points".formatted(all.size(), points));
    return together(all, new Together(spark.sc(), progress));
  }

  private JavaRDD<SeriesResult> search(Sizing.Heavy one, Progress progress) {
    LongSearch search =
        new LongSearch(sorted.of(one.series()), one.series(), one.points(), plan, progress);
    synchronized (searches) {
      searches.add(search);
    }
    return search.search(spark);
  }

  private List<JavaRDD<SeriesResult>> together(List<Sizing.Heavy> series, Progress progress) {
    String tag = "lakewright-" + UUID.randomUUID();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(AT_ONCE, series.size()), LongSearches::daemon);
    try {
      CompletionService<JavaRDD<SeriesResult>> running = new ExecutorCompletionService<>(threads);
      for (Sizing.Heavy one : series) {
        var unused =
            running.submit(
                () -> {
                  spark.sc().addJobTag(tag);
                  return search(one, progress);
                });
      }
      List<JavaRDD<SeriesResult>> results = new ArrayList<>();
      while (results.size() < series.size()) {
        results.add(running.take().get());
      }
      return results;
    } catch (ExecutionException e) {
      spark.sc().cancelJobsWithTag(tag);
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      spark.sc().cancelJobsWithTag(tag);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while long series were searched", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "lakewright-series");
    thread.setDaemon(true);
    return thread;
  }

  /** Tells of all series as one; their jobs are described each by itself. */
  private static final class Together implements Progress {
    private final SparkContext spark;
    private final LongAccumulator compared;

    Together(SparkContext spark, Progress progress) {
      this.spark = spark;
      compared = progress.counter("tiles compared", Unit.ITEMS, -1);
    }

    @Override
    public void phase(String description) {
      spark.setJobDescription(description);
    }

    @Override
    public LongAccumulator counter(String label, Unit unit, long total) {
      return compared;
    }
  }

  /** The search of a series, if it is one of these. */
  public Optional<LongSearch> of(String series) {
    return searches.stream().filter(one -> Objects.equals(one.series(), series)).findFirst();
  }

  @Override
  public void close() {
    searches.forEach(LongSearch::close);
    if (sorted != null) {
      sorted.close();
    }
  }
}
