package io.lakewright.maintain;

import io.lakewright.maintain.compaction.CompactionStep;
import io.lakewright.maintain.expiry.ExpiryStep;
import io.lakewright.maintain.layout.LayoutStep;
import io.lakewright.maintain.lifecycle.LifecycleStep;
import io.lakewright.maintain.manifests.ManifestsStep;
import io.lakewright.maintain.orphans.FolderQuarantine;
import io.lakewright.maintain.orphans.OrphansStep;
import io.lakewright.maintain.reach.CatalogTables;
import io.lakewright.maintain.refs.SnapshotTagsStep;
import io.lakewright.maintain.statistics.StatisticsStep;
import io.lakewright.maintain.tags.ObjectTagsStep;
import io.lakewright.maintain.tags.TagQuarantine;
import io.lakewright.maintain.tags.TaggedRetirement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The list of steps: the one shared place that a new step touches. */
public final class Steps {
  private static final CatalogTables TABLES = new CatalogTables();

  private static final List<Step> ALL =
      Stream.<Step>of(
              new LayoutStep(),
              new SnapshotTagsStep(),
              new CompactionStep(),
              new ManifestsStep(),
              new ExpiryStep(new TaggedRetirement(), TABLES),
              new OrphansStep(
                  new TaggedRetirement(),
                  List.of(new TagQuarantine(), new FolderQuarantine()),
                  TABLES),
              new ObjectTagsStep(TABLES),
              new LifecycleStep(),
              new StatisticsStep())
          .sorted(Comparator.comparing(Step::name))
          .toList();

  private Steps() {}

  /** All steps in the order in which they run. */
  public static List<Step> all() {
    return ALL;
  }
}
