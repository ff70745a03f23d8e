package io.lakewright.table;

import io.lakewright.UserException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One run's writing of a table and its companions, visible all at once.
 *
 * <p>{@code begin} completes or clears what a run that died left behind; the other methods stage;
 * {@link #commit} publishes. Closing without a commit leaves the earlier content as it was. Not for
 * use by several threads.
 */
public interface Publication extends AutoCloseable {
  /**
   * Starts writing.
   *
   * @param schema of the table, partition columns included
   * @param runId names the run in staging folders and commits; letters, digits and hyphens
   * @param companions schemas of the tables beside it, by key: a suffix such as {@code _anomalies},
   *     or a name such as {@code discords}; see {@link Place#beside}
   * @throws UserException if the output exists and may not, if what is there does not fit, or if
   *     another run is writing to it
   */
  static Publication begin(
      SparkSession spark,
      Target target,
      StructType schema,
      String runId,
      Map<String, StructType> companions) {
    if (!runId.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException(
          "Run id must be letters, digits and hyphens, cannot be: " + runId);
    }
    target.requireColumns(schema);
    return switch (target.format()) {
      case PARQUET, AVRO -> FilesPublication.begin(spark, target, schema, runId, companions);
      case ICEBERG ->
          IcebergPublication.begin(spark, target, schema, runId, companions, step -> {});
      case DELTA -> DeltaPublication.begin(spark, target, schema, runId, companions, step -> {});
    };
  }

  /** Whether the table had content before this run. */
  boolean exists();

  /** The table's content before this run; to be read before the commit. */
  Optional<Dataset<Row>> current();

  /** A companion's content before this run; to be read before the commit. */
  Optional<Dataset<Row>> companion(String suffix);

  /**
   * Whether {@link #replacing} works: with Iceberg and Delta it does, plain files cannot take rows
   * back.
   */
  boolean canReplaceRows();

  /**
   * Makes the rows with these values vanish in the commit that brings the new ones, from the table
   * and from each companion that has the column. Tens of thousands of values are fine. To be called
   * before {@link #rows}.
   *
   * @throws UserException if the format cannot
   */
  void replacing(String column, Set<String> values);

  /** Writes the table's rows, once; they are on storage, unseen, when this returns. */
  void rows(Dataset<Row> rows, RowOrder order);

  /** Where tasks may write data files themselves, instead of {@link #rows}; plain files only. */
  Optional<StagedFiles> stagedFiles();

  /** Where tasks may write an Iceberg table's data files themselves, instead of {@link #rows}. */
  default Optional<IcebergStaging> icebergStaging() {
    return Optional.empty();
  }

  /** Writes a companion's rows, once; they are on storage, unseen, when this returns. */
  void companion(String suffix, Dataset<Row> rows);

  /**
   * Before the commit, and again whenever a commit of another run came first, a check is given a
   * companion's rows as of then; it throws if this run must not publish any more.
   */
  void verify(String suffix, Consumer<Dataset<Row>> check);

  /**
   * Makes everything visible.
   *
   * @throws UserException if another run changed the table meanwhile in a way that cannot be joined
   */
  Published commit();

  /** Ends the writing; without a commit the earlier content stays and what was staged goes. */
  @Override
  void close();
}
