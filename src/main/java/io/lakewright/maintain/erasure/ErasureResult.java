package io.lakewright.maintain.erasure;

import io.lakewright.job.JobResult;
import io.lakewright.maintain.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an erasure did, and whether it is proven.
 *
 * @param condition with its literals hidden
 * @param rows found in data files, those hidden by delete files included; a row in files of several
 *     branches counts once for each file
 * @param dataFiles that held such rows
 * @param refs branches and tags other than main that held some
 * @param snapshots that were expired
 * @param filesGone files looked for after their removal and not found any more
 * @param filesLeft files that are still there although nothing needs them
 * @param filesRead data files read for the proof
 * @param rowsLeft rows that the proof found
 * @param youngFiles unreferenced files too young to be removed
 * @param remarks for people, such as what a versioned bucket keeps
 */
public record ErasureResult(
    TableName table,
    String condition,
    boolean dryRun,
    long rows,
    long dataFiles,
    List<String> refs,
    long snapshots,
    long filesGone,
    long filesLeft,
    long filesRead,
    long rowsLeft,
    long youngFiles,
    List<String> remarks)
    implements JobResult {

  public ErasureResult {
    refs = List.copyOf(refs);
    remarks = List.copyOf(remarks);
  }

  /** Whether no row is left that any snapshot reaches, and every removed file is gone. */
  public boolean isProven() {
    return !dryRun && rowsLeft == 0 && filesLeft == 0;
  }

  @Override
  public String headline() {
    if (dryRun) {
      return "%,d rows of %s to be erased where %s; nothing was changed"
          .formatted(rows, table, condition);
    }
    return isProven()
        ? "%,d rows erased from %s where %s; none is left in the %,d files that any snapshot reaches"
            .formatted(rows, table, condition, filesRead)
        : "The erasure from %s where %s is not complete: %,d rows and %,d files are left"
            .formatted(table, condition, rowsLeft, filesLeft);
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rows_found", rows);
    counts.put("data_files_with_rows", dataFiles);
    counts.put("refs_with_rows", (long) refs.size());
    counts.put("snapshots_expired", snapshots);
    counts.put("files_gone", filesGone);
    counts.put("files_left", filesLeft);
    counts.put("files_read_for_proof", filesRead);
    counts.put("rows_left", rowsLeft);
    counts.put("young_unreferenced_files", youngFiles);
    return counts;
  }

  @Override
  public List<Output> outputs() {
    return dryRun
        ? List.of()
        : List.of(new Output("table", table.toString(), "iceberg", -1, -1, filesRead));
  }

  @Override
  public List<String> hints() {
    List<String> hints = new ArrayList<>(remarks);
    if (!refs.isEmpty()) {
      hints.add("Branches and tags with such rows: " + String.join(", ", refs));
    }
    if (youngFiles > 0) {
      hints.add(
          "%,d files that no snapshot knows are too young to be told from a writer's at work; run again tomorrow"
              .formatted(youngFiles));
    }
    return hints;
  }

  @Override
  public boolean checkFailed() {
    return !dryRun && !isProven();
  }
}
