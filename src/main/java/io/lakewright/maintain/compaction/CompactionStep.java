package io.lakewright.maintain.compaction;

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
import io.lakewright.maintain.compaction.PartitionChoice.Chosen;
import io.lakewright.maintain.facts.FileFacts;
import io.lakewright.maintain.facts.PartitionFacts;
import io.lakewright.maintain.facts.Totals;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges small files, drops deleted rows and orders rows, in partitions beyond the policy's
 * thresholds; merges files of position deletes and removes those that apply to nothing.
 */
public final class CompactionStep implements Step {
  /** In the summary of every snapshot that compaction makes. */
  static final String RUN_ID = "lakewright.run-id";

  private static final long PART_BYTES = 32L << 20;
  private static final int EXAMPLES = 10;

  @Override
  public StepName name() {
    return StepName.COMPACTION;
  }

  @Override
  public List<Setting<?>> settings() {
    return CompactionSettings.ALL;
  }

  @Override
  public Assessment assess(TableContext context) {
    CompactionSettings settings = CompactionSettings.of(context);
    Totals totals = context.facts().totals();
    Measure before = new Measure(totals.dataFiles(), totals.bytes());
    if (totals.deleteFiles() == 0
        && totals.dataFiles() < settings.minSmallFiles()
        && settings.largeAbove() == Long.MAX_VALUE) {
      return Assessment.notNeeded(
          name(), "%,d data files and no deletes".formatted(totals.dataFiles()), before);
    }
    FileFacts files = context.facts().files(settings.bounds());
    PartitionChoice choice = PartitionChoice.of(files.partitions(), settings, context.now());
    Deletes deletes = Deletes.of(files.partitions(), choice, settings);
    String state = state(files, choice, settings);
    if (choice.chosen().isEmpty() && !deletes.isDue()) {
      return Assessment.notNeeded(name(), state, before);
    }
    return due(settings, before, choice, deletes, state);
  }

  private Assessment due(
      CompactionSettings settings,
      Measure before,
      PartitionChoice choice,
      Deletes deletes,
      String state) {
    long bytes = 0;
    long files = 0;
    long written = 0;
    long gain = 0;
    List<String> details = new ArrayList<>();
    for (Chosen chosen : choice.chosen()) {
      bytes += chosen.bytes();
      files += chosen.files();
      written += chosen.filesAfter(settings.target());
      gain += chosen.gain(settings.target());
      if (details.size() < EXAMPLES) {
        details.add(describe(chosen));
      }
    }
    if (choice.chosen().size() > EXAMPLES) {
      details.add("… and %,d more partitions".formatted(choice.chosen().size() - EXAMPLES));
    }
    if (deletes.positionFiles() > 0) {
      details.add("%,d files of position deletes to merge".formatted(deletes.positionFiles()));
      gain += deletes.positionFiles() / 2;
    }
    Requests requests =
        new Requests(2 * files, written + bytes / PART_BYTES + 3L * choice.chosen().size(), 0);
    return Assessment.due(
            name(),
            state,
            before,
            new Measure(before.files() - files + written, before.bytes()),
            new Effort(requests, bytes, bytes),
            Gain.fewerReads(gain),
            choice)
        .withDetails(details);
  }

  private static String state(
      FileFacts files, PartitionChoice choice, CompactionSettings settings) {
    StringBuilder text =
        new StringBuilder(
            "%,d of %,d files are smaller than %s"
                .formatted(
                    files.whole().smallFiles(),
                    files.whole().files(),
                    Human.bytes(settings.smallBelow())));
    if (files.whole().deleteFiles() > 0) {
      text.append(", %,d delete files".formatted(files.whole().deleteFiles()));
    }
    text.append(
        "; %,d of %,d partitions are due"
            .formatted(choice.chosen().size(), files.partitionCount()));
    if (choice.waiting() > 0) {
      text.append(", %,d were written to a short while ago".formatted(choice.waiting()));
    }
    if (choice.postponed() > 0) {
      text.append(", %,d are beyond the budget".formatted(choice.postponed()));
    }
    return text.toString();
  }

  private static String describe(Chosen chosen) {
    PartitionFacts facts = chosen.facts();
    String name = facts.path().isEmpty() ? "the table" : facts.path();
    return "%s: %,d files of %s, %,d small, %,d delete files"
        .formatted(
            name,
            facts.sums().files(),
            Human.bytes(facts.sums().bytes()),
            facts.sums().smallFiles(),
            facts.sums().deleteFiles());
  }

  @Override
  public Outcome run(TableContext context, Assessment assessment) {
    CompactionSettings settings = CompactionSettings.of(context);
    context.table().refresh();
    return new CompactionRun(context, settings).run(assessment);
  }

  /**
   * What is to be done about delete files beside the chosen partitions.
   *
   * @param positionFiles files of position deletes that are worth merging
   * @param dangling delete files in partitions without data
   */
  record Deletes(long positionFiles, long dangling) {
    static Deletes of(
        List<PartitionFacts> partitions, PartitionChoice choice, CompactionSettings settings) {
      List<PartitionFacts> chosen = choice.chosen().stream().map(Chosen::facts).toList();
      long position = 0;
      long dangling = 0;
      for (PartitionFacts facts : partitions) {
        if (facts.sums().files() == 0) {
          dangling += facts.sums().deleteFiles();
        } else if (facts.sums().positionDeleteFiles()
                > Math.max(settings.maxDeleteFiles(), 2 * facts.sums().files())
            && !chosen.contains(facts)) {
          position += facts.sums().positionDeleteFiles();
        }
      }
      return new Deletes(position, dangling);
    }

    boolean isDue() {
      return positionFiles > 0 || dangling > 0;
    }
  }
}
