package io.lakewright.maintain.compaction;

import io.lakewright.UserException;
import io.lakewright.job.Human;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.facts.FileFacts;
import io.lakewright.maintain.facts.TableFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * One compaction of one table: rounds of planning, rewriting several batches at once, and
 * committing each when it is written. A batch that another writer contradicts is planned again in
 * the next round.
 */
final class CompactionRun {
  private static final int ROUNDS = 8;

  private final TableContext context;
  private final CompactionSettings settings;
  private final Planner planner;
  private final Table table;
  private final Instant end;
  private final List<String> errors = new ArrayList<>();
  private long filesRead;
  private long bytesRead;
  private long filesWritten;
  private long bytesWritten;
  private long commits;
  private long conflicts;
  private boolean cut;

  /** What is to be rewritten next. */
  interface Planner {
    /**
     * Groups of files of a snapshot; none if all is done, or the budget is used up.
     *
     * @param bytes that have been rewritten
     */
    FileGroups plan(Snapshot snapshot, long bytes);
  }

  CompactionRun(TableContext context, CompactionSettings settings) {
    this(context, settings, null);
  }

  /** The same with another choice of files than that of the partitions in need. */
  CompactionRun(TableContext context, CompactionSettings settings, Planner planner) {
    this.context = context;
    this.settings = settings;
    this.planner = planner == null ? this::due : planner;
    this.table = context.table();
    Instant limit = context.now().plus(settings.maxTime());
    this.end = limit.isBefore(context.deadline()) ? limit : context.deadline();
  }

  Outcome run(Assessment assessment) {
    boolean again = rounds();
    long mergedDeletes = hasTime() ? mergePositionDeletes() : 0;
    int dangling = hasTime() ? removeDangling() : 0;
    return outcome(assessment, again, mergedDeletes, dangling);
  }

  /** Rewrites the files of the planner's choice and nothing else. */
  FileMove.Moved move() {
    boolean again = rounds();
    return new FileMove.Moved(
        filesRead, bytesRead, filesWritten, bytesWritten, again || cut, errors);
  }

  private boolean rounds() {
    boolean again = true;
    for (int round = 0; again && round < ROUNDS && hasTime(); round++) {
      again = round(round);
    }
    return again;
  }

  private boolean hasTime() {
    return context.now().isBefore(end);
  }

  /**
   * Plans from facts of now, so that nothing is rewritten twice and what writers did meanwhile
   * counts.
   *
   * @return whether another round is needed
   */
  private boolean round(int round) {
    table.refresh();
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return false;
    }
    FileGroups groups = planner.plan(snapshot, bytesRead);
    List<Batch> batches =
        round == 0
            ? Batch.of(groups.groups(), settings)
            // After a conflict each partition stands by itself.
            : groups.groups().stream().map(group -> new Batch(List.of(group))).toList();
    boolean allDone = rewrite(batches, snapshot);
    return (!allDone && errors.isEmpty()) || (!groups.complete() && !batches.isEmpty());
  }

  private FileGroups due(Snapshot snapshot, long bytes) {
    FileFacts facts = TableFacts.of(context.spark(), table).files(settings.bounds());
    PartitionChoice choice =
        PartitionChoice.of(facts.partitions(), settings.less(bytes), context.now());
    return choice.chosen().isEmpty()
        ? FileGroups.NONE
        : FileGroups.plan(table, snapshot.snapshotId(), choice.chosen(), settings);
  }

  /** Rewrites and commits; whether all batches came through. */
  private boolean rewrite(List<Batch> batches, Snapshot base) {
    boolean keepSequence = context.facts().totals().equalityDeletes() > 0;
    BatchCommit commit = new BatchCommit(table, base, keepSequence, context.runId());
    GroupRewriter rewriter = new GroupRewriter(context.spark(), table, settings);
    // Threads made here inherit the Spark properties of this one, such as its job tags.
    ExecutorService pool = Executors.newFixedThreadPool(settings.groupsAtOnce());
    CompletionService<Written> written = new ExecutorCompletionService<>(pool);
    boolean allDone = true;
    try {
      int begun = 0;
      int ended = 0;
      while (ended < batches.size()) {
        while (begun < batches.size() && begun - ended < settings.groupsAtOnce()) {
          if (!hasTime()) {
            cut = true;
            break;
          }
          Batch batch = batches.get(begun++);
          written.submit(() -> write(rewriter, batch));
        }
        if (begun == ended) {
          return false;
        }
        allDone &= commit(commit, written.take().get());
        ended++;
      }
      return allDone;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Compaction of %s was interrupted".formatted(table), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** What a batch became: new files, or a failure. */
  private record Written(Batch batch, Set<DataFile> files, RuntimeException failure) {}

  private Written write(GroupRewriter rewriter, Batch batch) {
    context
        .spark()
        .sparkContext()
        .setJobDescription(
            "Compacting %,d files (%s) of %s in %s"
                .formatted(
                    batch.files(),
                    Human.bytes(batch.bytes()),
                    batch.groups().size() == 1
                        ? batch.groups().get(0).partition()
                        : "%,d partitions".formatted(batch.groups().size()),
                    context.name()));
    try {
      return new Written(batch, rewriter.rewrite(batch), null);
    } catch (RuntimeException e) {
      return new Written(batch, Set.of(), e);
    }
  }

  private boolean commit(BatchCommit commit, Written written) {
    if (written.failure() != null) {
      if (Thread.currentThread().isInterrupted() || written.failure() instanceof UserException) {
        throw written.failure();
      }
      errors.add(
          "%s: %s".formatted(written.batch().groups().get(0).partition(), written.failure()));
      return false;
    }
    try {
      commit.replace(written.batch(), written.files());
    } catch (ValidationException | CommitFailedException e) {
      conflicts++;
      return false;
    }
    commits++;
    filesRead += written.batch().files();
    bytesRead += written.batch().bytes();
    for (DataFile file : written.files()) {
      filesWritten++;
      bytesWritten += file.fileSizeInBytes();
    }
    return true;
  }

  private long mergePositionDeletes() {
    try {
      DeleteFiles.Merged merged = DeleteFiles.merge(context, settings);
      bytesRead += merged.bytesRead();
      bytesWritten += merged.bytesWritten();
      return merged.files();
    } catch (ValidationException | CommitFailedException e) {
      conflicts++;
      return 0;
    }
  }

  private int removeDangling() {
    table.refresh();
    try {
      return DanglingDeletes.remove(table, SnapshotRef.MAIN_BRANCH, context.runId());
    } catch (ValidationException | CommitFailedException e) {
      conflicts++;
      return 0;
    }
  }

  private Outcome outcome(
      Assessment assessment, boolean unfinished, long mergedDeletes, int dangling) {
    StringBuilder reason =
        new StringBuilder(
            "%,d files (%s) became %,d (%s) in %,d commits"
                .formatted(
                    filesRead,
                    Human.bytes(bytesRead),
                    filesWritten,
                    Human.bytes(bytesWritten),
                    commits));
    if (mergedDeletes > 0) {
      reason.append(", %,d files of position deletes merged".formatted(mergedDeletes));
    }
    if (dangling > 0) {
      reason.append(", %,d delete files that applied to nothing removed".formatted(dangling));
    }
    if (conflicts > 0) {
      reason.append(", %,d commits met another writer and were repeated".formatted(conflicts));
    }
    if (cut) {
      reason.append(", the time was up");
    }
    boolean changed = filesRead > 0 || mergedDeletes > 0 || dangling > 0;
    Outcome.Status status =
        !errors.isEmpty() || unfinished || cut
            ? (changed || errors.isEmpty() ? Outcome.Status.PARTIAL : Outcome.Status.FAILED)
            : changed ? Outcome.Status.DONE : Outcome.Status.SKIPPED;
    Measure before = assessment.before();
    return new Outcome(
        StepName.COMPACTION,
        status,
        reason.toString(),
        before,
        new Measure(
            before.files() - filesRead + filesWritten, before.bytes() - bytesRead + bytesWritten),
        new Effort(
            new Requests(2 * filesRead, filesWritten + 4 * commits, 0), bytesRead, bytesWritten),
        errors);
  }
}
