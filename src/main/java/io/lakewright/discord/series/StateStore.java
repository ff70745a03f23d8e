package io.lakewright.discord.series;

import io.lakewright.UserException;
import io.lakewright.table.IfExists;
import io.lakewright.table.Layout;
import io.lakewright.table.Place;
import io.lakewright.table.Publication;
import io.lakewright.table.RowOrder;
import io.lakewright.table.Tables;
import io.lakewright.table.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The state of all series between runs.
 *
 * <p>The table holds two generations: the one that this run began with, and the one that it leaves.
 * It is written before the run's rows are made visible, and which generation counts is told by the
 * rows: the one whose run stands in the output's table {@code series}. A run that dies between the
 * two has left rows nowhere and a generation that does not count, so that running it again gives
 * what one run would have given.
 */
public final class StateStore implements AutoCloseable {
  private static final StructType SCHEMA =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("generation", DataTypes.LongType)
          .add("run", DataTypes.StringType)
          .add("output", DataTypes.StringType)
          .add("settings", DataTypes.StringType)
          .add("points", DataTypes.LongType)
          .add("last_time", DataTypes.TimestampType)
          .add("payload", DataTypes.BinaryType);

  /** One state of all series. */
  private record Generation(long number, String run, String output, String settings) {}

  private final Publication publication;
  private final Optional<Generation> counts;

  private StateStore(Publication publication, Optional<Generation> counts) {
    this.publication = publication;
    this.counts = counts;
  }

  /**
   * Opens a state for a run, and locks it.
   *
   * @param output whose table {@code series} tells which runs are published
   * @param searched that table, as it is; empty if there is none
   * @param settings what must be the same in every run
   * @throws UserException if the state does not belong to the output or was made with other
   *     settings
   */
  public static StateStore open(
      SparkSession spark,
      Place place,
      Place output,
      Optional<Dataset<Row>> searched,
      String settings,
      String runId) {
    Publication publication =
        Publication.begin(
            spark,
            Target.of(place, Optional.empty(), IfExists.REPLACE, Layout.NONE),
            SCHEMA,
            runId,
            Map.of());
    try {
      Optional<Generation> counts =
          publication
              .current()
              .flatMap(state -> counting(spark, place, generations(state), output, searched));
      counts.ifPresent(generation -> requireSame(place, generation.settings(), settings));
      return new StateStore(publication, counts);
    } catch (RuntimeException e) {
      publication.close();
      throw e;
    }
  }

  /** At most two, the newest first. */
  private static List<Generation> generations(Dataset<Row> state) {
    List<Generation> generations = new ArrayList<>();
    for (Row row :
        state
            .select("generation", "run", "output", "settings")
            .distinct()
            .limit(3)
            .collectAsList()) {
      generations.add(
          new Generation(row.getLong(0), row.getString(1), row.getString(2), row.getString(3)));
    }
    generations.sort(Comparator.comparingLong(Generation::number).reversed());
    return generations;
  }

  private static Optional<Generation> counting(
      SparkSession spark,
      Place place,
      List<Generation> generations,
      Place output,
      Optional<Dataset<Row>> searched) {
    for (Generation generation : generations) {
      Optional<Dataset<Row>> rows =
          generation.output().equals(output.toString())
              ? searched
              : elsewhere(spark, generation.output());
      boolean elsewhereAndGone = rows.isEmpty() && !generation.output().equals(output.toString());
      if (elsewhereAndGone
          || rows.isPresent()
              && !rows.get().filter(functions.col("run").equalTo(generation.run())).isEmpty()) {
        return Optional.of(generation);
      }
    }
    if (generations.size() > 1) {
      throw new UserException(
          "The state %s continues runs whose rows are not in %s: the output was deleted or replaced. Delete the state too, and begin anew"
              .formatted(place, output));
    }
    return Optional.empty();
  }

  private static Optional<Dataset<Row>> elsewhere(SparkSession spark, String output) {
    try {
      return Optional.of(Tables.read(spark, Place.parse(output)));
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  private static void requireSame(Place place, String earlier, String now) {
    if (!earlier.equals(now)) {
      throw new UserException(
          "The state %s was made with other settings (%s) than these (%s); use the same, or another state"
              .formatted(place, earlier, now));
    }
  }

  /** The states to continue from, packed; empty for the first run. */
  public Optional<JavaRDD<InternalRow>> packed(Packer.Slots slots) {
    return current()
        .map(
            rows ->
                rows.select("series", "payload")
                    .queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .map(row -> packed(row, slots)));
  }

  private static InternalRow packed(InternalRow row, Packer.Slots slots) {
    UTF8String series = row.isNullAt(0) ? null : row.getUTF8String(0).clone();
    return Packer.row(slots, series, Packer.STATE, 0, row.getBinary(1));
  }

  private Optional<Dataset<Row>> current() {
    return counts.flatMap(
        generation ->
            publication
                .current()
                .map(
                    state ->
                        state.filter(functions.col("generation").equalTo(generation.number()))));
  }

  /** Writes the states that this run leaves, beside those that it began with; not yet visible. */
  public void write(
      SparkSession spark,
      JavaRDD<SeriesResult> results,
      int dimensions,
      Place output,
      String settings,
      String runId) {
    long generation = counts.map(Generation::number).orElse(0L) + 1;
    UTF8String place = UTF8String.fromString(output.toString());
    UTF8String same = UTF8String.fromString(settings);
    UTF8String run = UTF8String.fromString(runId);
    JavaRDD<InternalRow> rows =
        results
            .filter(result -> result.state() != null)
            .map(
                result -> {
                  SeriesState state = SeriesState.fromBytes(result.state(), dimensions);
                  return ResultRows.row(
                      ResultRows.text(result.series()),
                      generation,
                      run,
                      place,
                      same,
                      state.next(),
                      state.before().started() ? state.before().time() : null,
                      result.state());
                });
    Dataset<Row> left = SeriesPacking.rows(spark, rows, SCHEMA);
    publication.rows(current().map(left::unionByName).orElse(left), RowOrder.ANY);
  }

  /** Makes the states visible: to be called right before the rows are. */
  public void commit() {
    publication.commit();
  }

  @Override
  public void close() {
    publication.close();
  }
}
