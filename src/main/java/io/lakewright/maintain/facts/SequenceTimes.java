package io.lakewright.maintain.facts;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** When the snapshots that are still known were made, by sequence number. */
final class SequenceTimes {
  private final Map<Long, Long> millis = new HashMap<>();

  private SequenceTimes() {}

  static SequenceTimes of(Table table) {
    SequenceTimes times = new SequenceTimes();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.sequenceNumber() > 0) {
        times.millis.put(snapshot.sequenceNumber(), snapshot.timestampMillis());
      }
    }
    return times;
  }

  Optional<Instant> at(long sequence) {
    return Optional.ofNullable(millis.get(sequence)).map(Instant::ofEpochMilli);
  }
}
