package io.lakewright.maintain.replica;

import io.lakewright.job.Human;
import io.lakewright.job.JobResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code maintain check --replica} found. */
public record ReplicaResult(List<TableReplica> tables) implements JobResult {
  public ReplicaResult {
    tables = List.copyOf(tables);
  }

  @Override
  public String headline() {
    long readable = tables.stream().filter(TableReplica::currentReadable).count();
    return "%s of %s tables could be read from the replica as they are now"
        .formatted(Human.count(readable), Human.count(tables.size()));
  }

  @Override
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("tables", (long) tables.size());
    counts.put("readable", tables.stream().filter(TableReplica::currentReadable).count());
    counts.put("files", tables.stream().mapToLong(TableReplica::files).sum());
    counts.put("missing", tables.stream().mapToLong(TableReplica::missing).sum());
    counts.put("missing_bytes", tables.stream().mapToLong(TableReplica::missingBytes).sum());
    return counts;
  }

  @Override
  public List<Output> outputs() {
    return List.of();
  }

  @Override
  public List<Listing> listings() {
    List<List<String>> rows = new ArrayList<>();
    for (TableReplica table : tables) {
      rows.add(
          List.of(
              table.table().toString(),
              table.currentReadable() ? "yes" : "no",
              table
                  .newestReadable()
                  .map(
                      snapshot ->
                          snapshot.id() + " of " + Instant.ofEpochMilli(snapshot.timestampMillis()))
                  .orElse("none"),
              Human.count(table.missing()) + " of " + Human.count(table.files()),
              Human.bytes(table.missingBytes())));
    }
    return List.of(
        new Listing(
            "Tables in the replica",
            List.of("table", "readable now", "up to snapshot", "files missing", "size"),
            rows));
  }

  @Override
  public List<String> hints() {
    return tables.stream()
        .flatMap(table -> table.examples().stream().limit(3).map(path -> "Missing: " + path))
        .limit(20)
        .toList();
  }

  /** A table that could not be read as it is now. */
  @Override
  public boolean checkFailed() {
    return tables.stream().anyMatch(table -> !table.currentReadable());
  }
}
