package io.lakewright.discord;

import io.lakewright.discord.series.LongSearches;
import io.lakewright.discord.series.Packer;
import io.lakewright.discord.series.SearchPlan;
import io.lakewright.discord.series.SeriesInput;
import io.lakewright.discord.series.SeriesIterator;
import io.lakewright.discord.series.SeriesPacking;
import io.lakewright.discord.series.SeriesResult;
import io.lakewright.discord.series.Sizing;
import io.lakewright.discord.series.Sketch;
import io.lakewright.discord.series.StateStore;
import io.lakewright.discord.series.TaskOutput;
import io.lakewright.discord.series.Totals;
import io.lakewright.job.Job;
import io.lakewright.job.JobContext;
import io.lakewright.job.Progress;
import io.lakewright.table.IfExists;
import io.lakewright.table.Publication;
import io.lakewright.table.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Finds the discords of time series and publishes them with the profile they are taken from. */
public final class DiscordsJob implements Job<DiscordsResult> {
  private final DiscordsOptions options;
  private final SearchPlan plan;
  private final long shared;

  public DiscordsJob(DiscordsOptions options) {
    this(options, Sizing.SHARED);
  }

  /**
   * @param shared series of more points may be shared by all tasks
   */
  DiscordsJob(DiscordsOptions options, long shared) {
    this.options = options;
    this.shared = shared;
    this.plan =
        new SearchPlan(
            options.search(),
            options.tagging(),
            options.cleaning(),
            options.columns().values(),
            options.profile(),
            options.state().isPresent());
    // Contradictions of the output are told before anything runs.
    options.target();
  }

  @Override
  public String name() {
    return "discords";
  }

  @Override
  public DiscordsResult run(JobContext context) {
    SparkSession spark = context.spark();
    Dataset<Row> input = SeriesInput.read(spark, options.input(), options.columns());
    context.progress().phase("Counting the points of each series");
    boolean named = options.columns().series().isPresent();
    Sizing sizing = Sizing.of(input, named, options.search().lookback());
    DiscordsSummary summary = new DiscordsSummary(options);
    if (options.dryRun()) {
      return summary.planned(sizing);
    }
    try (Publication publication = DiscordsTables.begin(options, spark, context.runId())) {
      if (options.state().isEmpty()) {
        return search(context, input, sizing, publication, Optional.empty(), summary);
      }
      try (StateStore state =
          StateStore.open(
              spark,
              options.state().get(),
              options.place(DiscordsOptions.SERIES),
              publication.companion(DiscordsOptions.SERIES),
              settings(),
              context.runId())) {
        return search(context, input, sizing, publication, Optional.of(state), summary);
      }
    }
  }

  /** What a continuing run must have in common with the one before it. */
  private String settings() {
    Search search = options.search();
    return "length %s, exclusion %s, lookback %d, distance %s, tag threshold %s, initial periods %d, step %s, fill %s, values %s, agree %s"
        .formatted(
            search.lengths(),
            search.exclusion() > 0 ? search.exclusion() : "length",
            search.lookback(),
            search.distance(),
            options.tagging().threshold(),
            options.tagging().initialPeriods(),
            options.cleaning().step(),
            options.cleaning().fill(),
            options.columns().values(),
            search.agree() > 0 ? search.agree() : "all");
  }

  private DiscordsResult search(
      JobContext context,
      Dataset<Row> input,
      Sizing sizing,
      Publication publication,
      Optional<StateStore> state,
      DiscordsSummary summary) {
    Map<String, Sizing.Heavy> apart = new LinkedHashMap<>();
    if (plan.canShare()) {
      int cores = context.spark().sparkContext().defaultParallelism();
      sizing.shared(shared, cores).forEach(series -> apart.put(series.series(), series));
      if (!apart.isEmpty() && options.ifExists() != IfExists.REPLACE) {
        apart.keySet().removeAll(known(apart.keySet(), publication));
      }
    }
    SparkSession spark = context.spark();
    try (LongSearches searches = new LongSearches(spark.sparkContext(), plan)) {
      List<JavaRDD<SeriesResult>> results = new ArrayList<>();
      Dataset<Row> rest = input;
      if (!apart.isEmpty()) {
        Column own = named(apart.keySet());
        results.addAll(
            searches.search(input.filter(own), apart.values(), shared, context.progress()));
        rest = input.filter(functions.col("time").isNull().or(functions.not(own)));
      }
      results.add(inMemory(context, rest, sizing, publication, state));
      DiscordsTables tables = new DiscordsTables(options, spark, publication);
      Optional<TaskOutput.Writers> writers = tables.writers();
      TaskOutput.Writers open = writers.orElse(() -> null);
      JavaRDD<SeriesResult> all =
          together(spark, results)
              .mapPartitions(task -> new TaskOutput(task, open))
              .persist(StorageLevel.DISK_ONLY());
      try {
        return publish(context, all, searches, tables, publication, state, summary);
      } finally {
        all.unpersist(false);
      }
    }
  }

  private static JavaRDD<SeriesResult> together(
      SparkSession spark, List<JavaRDD<SeriesResult>> results) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type.
    JavaRDD<SeriesResult>[] all = results.toArray(new JavaRDD[0]);
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).union(all);
  }

  /** Whether a point is of one of these series; null is the name of a series without one. */
  private static Column named(Set<String> series) {
    Column name = functions.col("series");
    Object[] names = series.stream().filter(Objects::nonNull).toArray();
    Column any = functions.coalesce(name.isin(names), functions.lit(false));
    return series.contains(null) ? name.isNull().or(any) : any;
  }

  /** Those of some series that earlier runs searched; they are counted with the others. */
  private static Set<String> known(Set<String> some, Publication publication) {
    Set<String> known = new HashSet<>();
    publication
        .companion(DiscordsOptions.SERIES)
        .ifPresent(
            searched ->
                searched
                    .select("series")
                    .filter(named(some))
                    .distinct()
                    .collectAsList()
                    .forEach(row -> known.add(row.getString(0))));
    return known;
  }

  private JavaRDD<SeriesResult> inMemory(
      JobContext context,
      Dataset<Row> input,
      Sizing sizing,
      Publication publication,
      Optional<StateStore> state) {
    SparkSession spark = context.spark();
    Progress progress = context.progress();
    progress.phase("Bringing the points of %,d series together".formatted(sizing.series()));
    int partitions = sizing.partitions(spark.sparkContext().defaultParallelism());
    Packer.Slots slots = sizing.slots(partitions);
    JavaRDD<InternalRow> packed = packed(input, publication, state, slots);
    JavaRDD<InternalRow> sorted = SeriesPacking.sort(spark, packed, partitions);
    progress.phase(
        "Searching %,d series of %,d points".formatted(sizing.series(), sizing.points()));
    LongAccumulator searched = progress.counter("searched", Progress.Unit.ROWS, sizing.points());
    SearchPlan tasks = plan;
    return sorted.mapPartitions(rows -> new SeriesIterator(rows, tasks, searched));
  }

  private JavaRDD<InternalRow> packed(
      Dataset<Row> input, Publication publication, Optional<StateStore> state, Packer.Slots slots) {
    boolean named = options.columns().series().isPresent();
    JavaRDD<InternalRow> points = SeriesPacking.pack(input, plan.dimensions().size(), named, slots);
    if (state.isPresent()) {
      return state.get().packed(slots).map(points::union).orElse(points);
    }
    if (options.ifExists() == IfExists.REPLACE) {
      return points;
    }
    return publication
        .companion(DiscordsOptions.SERIES)
        .map(searched -> points.union(SeriesPacking.done(searched, slots)))
        .orElse(points);
  }

  private DiscordsResult publish(
      JobContext context,
      JavaRDD<SeriesResult> results,
      LongSearches searches,
      DiscordsTables tables,
      Publication publication,
      Optional<StateStore> state,
      DiscordsSummary summary) {
    SparkSession spark = context.spark();
    String run = context.runId();
    Totals totals =
        results
            .filter(result -> result.totals() != null)
            .map(SeriesResult::totals)
            .fold(new Totals(), Totals::add);
    for (Totals.Top top : options.profile() ? totals.unsketched() : List.<Totals.Top>of()) {
      searches
          .of(top.series())
          .map(search -> search.sketch(new Sketch(top.finding(), top.span())))
          .ifPresent(sketch -> totals.sketched(top, sketch));
    }
    context.progress().phase("Writing to " + options.output());
    tables.stage(results, totals, run);
    state.ifPresent(
        store ->
            store.write(
                spark,
                results,
                plan.dimensions().size(),
                options.place(DiscordsOptions.SERIES),
                settings(),
                run));
    context.progress().phase("Publishing " + options.output());
    state.ifPresent(StateStore::commit);
    Published published = publication.commit();
    return summary.searched(totals, published);
  }
}
