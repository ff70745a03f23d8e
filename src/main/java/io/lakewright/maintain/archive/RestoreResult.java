package io.lakewright.maintain.archive;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.s3.ObjectReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code restore} did.
 *
 * @param metadataFile that the table was registered with; null if it is not yet
 * @param objects how bringing them back went: waiting ones are not there yet
 * @param checked how reading them went
 */
public record RestoreResult(
    TableName table,
    TableName as,
    String metadataFile,
    State state,
    ObjectReport objects,
    ObjectReport checked)
    implements JobResult {

  /** How far it is. */
  public enum State {
    /** The table is there, and every file can be read. */
    RESTORED,
    /** The table is there, but some files cannot be read. */
    DAMAGED,
    /** Objects have been asked for; run again later. */
    WAITING,
    /** A dry run. */
    PLANNED
  }

  @Override
  public String headline() {
    return switch (state) {
      case RESTORED ->
          "%s is back as %s: %s files, all readable"
              .formatted(table, as, Human.count(checked.objects()));
      case DAMAGED ->
          "%s is back as %s, but %s of its %s files cannot be read"
              .formatted(
                  table,
                  as,
                  Human.count(checked.failed() + checked.gone()),
                  Human.count(checked.objects()));
      case WAITING ->
          "%s objects of %s are on their way from the archive; run the same command again to go on"
              .formatted(Human.count(objects.waiting()), table);
      case PLANNED ->
          "%s files would make %s; %s of them must be fetched from the archive first"
              .formatted(Human.count(objects.objects()), as, Human.count(objects.waiting()));
    };
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("objects", objects.objects());
    counts.put("waiting", objects.waiting());
    counts.put("gone", objects.gone() + checked.gone());
    counts.put("failed", objects.failed() + checked.failed());
    counts.put("untagged", objects.changed());
    counts.put("readable", checked.right());
    counts.put("reads", objects.requests().plus(checked.requests()).reads());
    counts.put("writes", objects.requests().plus(checked.requests()).writes());
    return counts;
  }

  @Override
  public List<Output> outputs() {
    return metadataFile == null
        ? List.of()
        : List.of(new Output("table", as.toString(), "iceberg", -1, -1, checked.objects()));
  }

  @Override
  public List<String> hints() {
    return state == State.RESTORED
        ? List.of("lakewright sql \"SELECT * FROM " + as + " LIMIT 10\"")
        : checked.failures();
  }

  /** Not restored yet, or not whole. */
  @Override
  public boolean checkFailed() {
    return state == State.DAMAGED || state == State.WAITING;
  }
}
