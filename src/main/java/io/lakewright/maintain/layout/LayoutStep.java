package io.lakewright.maintain.layout;

import io.lakewright.job.Human;
import io.lakewright.maintain.Assessment;
import io.lakewright.maintain.Effort;
import io.lakewright.maintain.Gain;
import io.lakewright.maintain.Measure;
import io.lakewright.maintain.Outcome;
import io.lakewright.maintain.Requests;
import io.lakewright.maintain.Setting;
import io.lakewright.maintain.Step;
import io.lakewright.maintain.StepName;
import io.lakewright.maintain.TableContext;
import io.lakewright.maintain.compaction.FileMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.iceberg.UpdateProperties;

/** Places new files by the object-store layout, and moves existing ones when asked. */
public final class LayoutStep implements Step {
  static final Setting<Boolean> OBJECT_STORAGE =
      Setting.flag("object-storage", true, "whether keys of data files begin with a hash");
  static final Setting<Boolean> PARTITIONED_PATHS =
      Setting.flag("partitioned-paths", true, "whether partition folders follow the hash");
  static final Setting<String> DATA_PATH =
      Setting.text("data-path", "", "folder of data files; empty to leave it as it is");
  static final Setting<Boolean> REWRITE_EXISTING =
      Setting.flag(
          "rewrite-existing",
          false,
          "whether files that lie elsewhere are written anew in place, within max-bytes and max-time"
              + " of compaction");

  /** Kept for the run: what is to be changed. */
  private record Work(Map<String, String> properties, boolean rewrite) {}

  @Override
  public StepName name() {
    return StepName.LAYOUT;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(OBJECT_STORAGE, PARTITIONED_PATHS, DATA_PATH, REWRITE_EXISTING);
  }

  /** Other engines may rely on where files are. */
  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public Assessment assess(TableContext table) {
    DesiredLayout layout = DesiredLayout.of(table.settings());
    Map<String, String> changes = layout.changes(table.table());
    describe(table, "Reading the layout of ");
    Distribution now = Distribution.of(table.spark(), table.table(), layout);
    boolean rewrite = table.settings().get(REWRITE_EXISTING) && now.misplacedFiles() > 0;
    Measure misplaced = new Measure(now.misplacedFiles(), now.misplacedBytes());
    List<String> details = new ArrayList<>(now.lines());
    changes.forEach((key, value) -> details.add("Property " + key + " becomes " + value));
    if (changes.isEmpty() && !rewrite) {
      String reason =
          now.misplacedFiles() == 0
              ? "New and existing files have this layout"
              : "New files have this layout; %s existing ones do not, and rewrite-existing is false"
                  .formatted(Human.count(now.misplacedFiles()));
      return Assessment.notNeeded(name(), reason, misplaced).withDetails(details);
    }
    long rewritten = rewrite ? Math.min(now.misplacedBytes(), FileMove.budget(table)) : 0;
    return Assessment.due(
            name(),
            "%d properties to set, %s of %s data files elsewhere%s"
                .formatted(
                    changes.size(),
                    Human.count(now.misplacedFiles()),
                    Human.count(now.files()),
                    rewrite ? ", to be written anew" : ""),
            misplaced,
            rewrite ? Measure.NONE : misplaced,
            new Effort(
                rewrite
                    ? new Requests(2 * now.misplacedFiles(), now.misplacedFiles(), 0)
                    : Requests.NONE,
                rewritten,
                rewritten),
            Gain.NONE,
            new Work(changes, rewrite))
        .withDetails(details);
  }

  @Override
  public Outcome run(TableContext table, Assessment assessment) {
    if (!assessment.isDue()) {
      return Outcome.skipped(assessment);
    }
    Work work = (Work) assessment.work();
    if (!work.properties().isEmpty()) {
      UpdateProperties update = table.table().updateProperties();
      work.properties().forEach(update::set);
      update.commit();
    }
    FileMove.Moved moved = new FileMove.Moved(0, 0, 0, 0, false, List.of());
    if (work.rewrite()) {
      describe(table, "Moving the files of ");
      table.table().refresh();
      Predicate<String> inPlace =
          Pattern.compile(DesiredLayout.of(table.settings()).pattern(table.table())).asPredicate();
      moved = FileMove.of(table, file -> !inPlace.test(file.location()));
    }
    Effort effort =
        new Effort(
            new Requests(2 * moved.filesRead(), moved.filesWritten(), 0),
            moved.bytesRead(),
            moved.bytesWritten());
    table.table().refresh();
    Distribution after =
        Distribution.of(table.spark(), table.table(), DesiredLayout.of(table.settings()));
    Measure left = new Measure(after.misplacedFiles(), after.misplacedBytes());
    boolean partial = work.rewrite() && after.misplacedFiles() > 0;
    return new Outcome(
        name(),
        partial ? Outcome.Status.PARTIAL : Outcome.Status.DONE,
        "%d properties set; %s of %s data files elsewhere%s"
            .formatted(
                work.properties().size(),
                Human.count(after.misplacedFiles()),
                Human.count(after.files()),
                partial && moved.errors().isEmpty()
                    ? "; the budget was used up, the next run goes on"
                    : ""),
        assessment.before(),
        left,
        effort,
        moved.errors());
  }

  private static void describe(TableContext table, String what) {
    table.spark().sparkContext().setJobDescription(what + table.name());
  }
}
