package io.lakewright.maintain.archive;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import io.lakewright.maintain.TableName;
import io.lakewright.maintain.s3.ObjectReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code archive} did.
 *
 * @param id names the archive; null for a dry run
 * @param metadataFile to come back to; null for a dry run
 * @param snapshots retired
 * @param bytes of the retired data and delete files
 * @param objects retired, and how that went
 * @param pinned branches and tags that hold older snapshots back
 */
public record ArchiveResult(
    TableName table,
    String id,
    String metadataFile,
    long snapshots,
    long bytes,
    ObjectReport objects,
    List<String> pinned)
    implements JobResult {

  public ArchiveResult {
    pinned = List.copyOf(pinned);
  }

  @Override
  public String headline() {
    return id == null
        ? "%s snapshots and %s objects of %s would be retired"
            .formatted(Human.count(snapshots), Human.count(objects.objects()), table)
        : "%s snapshots of %s archived, %s objects (%s) retired"
            .formatted(
                Human.count(snapshots),
                table,
                Human.count(objects.right() + objects.changed()),
                Human.bytes(bytes));
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("snapshots", snapshots);
    counts.put("objects", objects.objects());
    counts.put("bytes", bytes);
    counts.put("tagged", objects.changed());
    counts.put("tagged_before", objects.right());
    counts.put("gone", objects.gone());
    counts.put("failed", objects.failed());
    counts.put("reads", objects.requests().reads());
    counts.put("writes", objects.requests().writes());
    return counts;
  }

  @Override
  public List<Output> outputs() {
    return id == null
        ? List.of()
        : List.of(new Output("archive " + id, metadataFile, "iceberg metadata", -1, -1, 1));
  }

  @Override
  public List<String> hints() {
    List<String> hints = new ArrayList<>();
    pinned.forEach(ref -> hints.add("Held back by " + ref));
    if (objects.failed() > 0) {
      hints.add("Some objects could not be tagged; the same command goes on with them");
      hints.addAll(objects.failures());
    }
    if (id != null) {
      hints.add(
          "lakewright restore --table %s --archive %s --as %s_archive".formatted(table, id, table));
    }
    return hints;
  }

  /** Objects that could not be marked. */
  @Override
  public boolean checkFailed() {
    return objects.failed() > 0;
  }
}
