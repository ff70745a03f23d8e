package io.lakewright.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakewright.maintain.compaction.CompactionStep;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.manifests.ManifestsStep;
import io.lakewright.maintain.orphans.FolderQuarantine;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.reach.RetiredFiles;
import io.lakewright.maintain.refs.SnapshotTagsStep;
import io.lakewright.testkit.SparkExtension;
import io.lakewright.testkit.iceberg.TableScript;
import io.lakewright.testkit.iceberg.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class StepsPropertyTest {
  private static final int ACTIONS = 9;

  private record Action(Step step, Map<String, String> settings) {}

  private static List<Action> actions() {
    CatalogTables catalog = new CatalogTables();
    return List.of(
        new Action(
            new CompactionStep(),
            Map.of(
                "min-small-files",
                "2",
                "min-small-share",
                "0",
                "max-deleted-ratio",
                "0.01",
                "max-delete-files",
                "1")),
        new Action(
            new CompactionStep(),
            Map.of("strategy", "z-order", "order-by", "id, text", "min-small-files", "2")),
        new Action(new ManifestsStep(), Map.of("min-count", "2", "max-count-ratio", "1")),
        new Action(new SnapshotTagsStep(), Map.of("rules", "hourly=2d")),
        new Action(new ExpiryStep(RetiredFiles.NONE, catalog), Map.of("max-age", "0s")),
        new Action(
            new OrphansStep(RetiredFiles.NONE, List.of(new FolderQuarantine()), catalog),
            Map.of(
                "dry-run",
                "false",
                "action",
                "delete",
                "min-age",
                "0s",
                "force-age",
                "true",
                "max-share",
                "1")));
  }

  @Property(tries = 4, seed = "7", shrinking = ShrinkingMode.OFF)
  void everyRetainedSnapshotReadsAsItDidAndNothingElseIsLeft(@ForAll long seed) {
    Random random = new Random(seed);
    String version = Integer.toString(2 + random.nextInt(2));
    TestTable table =
        TestTable.create(
            SparkExtension.session(),
            TableScript.COLUMNS,
            random.nextBoolean() ? "part" : "",
            Map.of(
                "format-version",
                version,
                "write.delete.mode",
                random.nextBoolean() ? "merge-on-read" : "copy-on-write",
                "write.update.mode",
                "merge-on-read",
                "write.merge.mode",
                "merge-on-read"));
    TableScript script = new TableScript(table, seed);
    List<String> done = new ArrayList<>();
    List<Action> actions = actions();
    for (int i = 0; i < ACTIONS; i++) {
      done.add(script.next());
      if (random.nextInt(3) > 0) {
        run(table, script, actions.get(random.nextInt(actions.size())), done);
      }
    }
    // Whatever happened before, afterwards no file is left that nothing needs.
    run(table, script, actions.get(4), done);
    run(table, script, actions.get(5), done);
    assertThat(table.stored())
        .as(done.toString())
        .filteredOn(name -> !name.endsWith(".metadata.json"))
        .isEqualTo(
            table.reachable().stream().filter(name -> !name.endsWith(".metadata.json")).toList());
    table.drop();
  }

  private static void run(TestTable table, TableScript script, Action action, List<String> done) {
    List<String> before = table.rows();
    Instant now = Instant.now().plus(Duration.ofHours(3));
    Outcome outcome = table.run(action.step(), action.settings(), now);
    done.add(action.step().name() + ": " + outcome.reason());
    assertThat(outcome.status()).as(done.toString()).isNotEqualTo(Outcome.Status.FAILED);
    script.verifyUnchangedBy(done.toString(), before);
    if (outcome.status() == Outcome.Status.DONE) {
      assertThat(table.run(action.step(), action.settings(), now).status())
          .as("a second time: " + done)
          .isEqualTo(Outcome.Status.SKIPPED);
    }
  }
}
