package io.lakewright.maintain.compaction;

import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;

/**
 * Writes chosen files anew where the table now places its files: with compaction's batches, commits
 * and conflicts, within its budget of bytes and time. What is left is chosen by the next run.
 */
public final class FileMove {
  private FileMove() {}

  /**
   * What was done.
   *
   * @param unfinished whether time or rounds ended before the files did
   * @param errors of batches that failed
   */
  public record Moved(
      long filesRead,
      long bytesRead,
      long filesWritten,
      long bytesWritten,
      boolean unfinished,
      List<String> errors) {
    public Moved {
      errors = List.copyOf(errors);
    }
  }

  /** How many bytes one run writes anew at most. */
  public static long budget(TableContext context) {
    return settings(context).maxBytes();
  }

  /** Writes them anew, those of one partition together. */
  public static Moved of(TableContext context, Predicate<DataFile> wanted) {
    CompactionSettings settings = settings(context);
    return new CompactionRun(
            context,
            settings,
            (snapshot, bytes) ->
                FileGroups.of(
                    context.table(), snapshot.snapshotId(), wanted, settings.maxBytes() - bytes))
        .move();
  }

  private static CompactionSettings settings(TableContext context) {
    return CompactionSettings.of(context.forStep(StepName.COMPACTION));
  }
}
