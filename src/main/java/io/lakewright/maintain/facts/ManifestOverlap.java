package io.lakewright.maintain.facts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;

/**
 * How well manifests are clustered: for each manifest, the number of manifests of the same spec
 * whose range of the first partition field meets its own, itself included; the mean of that. Sorted
 * bounds make it n log n.
 */
final class ManifestOverlap {
  private ManifestOverlap() {}

  /** 0 if no manifest has bounds. */
  static double of(List<ManifestFile> manifests, Map<Integer, PartitionSpec> specs) {
    Map<Integer, List<ManifestFile>> bySpec = new HashMap<>();
    for (ManifestFile manifest : manifests) {
      PartitionSpec spec = specs.get(manifest.partitionSpecId());
      if (spec != null && spec.isPartitioned() && firstField(manifest) != null) {
        bySpec.computeIfAbsent(spec.specId(), id -> new ArrayList<>()).add(manifest);
      }
    }
    long manifestCount = 0;
    long meetings = 0;
    for (Map.Entry<Integer, List<ManifestFile>> group : bySpec.entrySet()) {
      Type type = specs.get(group.getKey()).partitionType().fields().get(0).type();
      manifestCount += group.getValue().size();
      meetings += meetings(group.getValue(), type);
    }
    return manifestCount == 0 ? 0 : (double) meetings / manifestCount;
  }

  private static ManifestFile.PartitionFieldSummary firstField(ManifestFile manifest) {
    List<ManifestFile.PartitionFieldSummary> fields = manifest.partitions();
    if (fields == null || fields.isEmpty() || fields.get(0).lowerBound() == null) {
      return null;
    }
    return fields.get(0);
  }

  private static long meetings(List<ManifestFile> manifests, Type type) {
    Comparator<Object> order = Comparators.forType(type.asPrimitiveType());
    List<Object> lowers = new ArrayList<>();
    List<Object> uppers = new ArrayList<>();
    for (ManifestFile manifest : manifests) {
      ManifestFile.PartitionFieldSummary field = firstField(manifest);
      lowers.add(value(type, field.lowerBound()));
      uppers.add(value(type, field.upperBound()));
    }
    List<Object> sortedLowers = lowers.stream().sorted(order).toList();
    List<Object> sortedUppers = uppers.stream().sorted(order).toList();
    long meetings = 0;
    for (int i = 0; i < lowers.size(); i++) {
      int begunAfter = lowers.size() - firstAbove(sortedLowers, uppers.get(i), order);
      int endedBefore = firstAtLeast(sortedUppers, lowers.get(i), order);
      meetings += lowers.size() - begunAfter - endedBefore;
    }
    return meetings;
  }

  private static Object value(Type type, ByteBuffer bound) {
    return Conversions.fromByteBuffer(type, bound.duplicate());
  }

  private static int firstAbove(List<Object> sorted, Object value, Comparator<Object> order) {
    return search(sorted, candidate -> order.compare(candidate, value) > 0);
  }

  private static int firstAtLeast(List<Object> sorted, Object value, Comparator<Object> order) {
    return search(sorted, candidate -> order.compare(candidate, value) >= 0);
  }

  private static int search(List<Object> sorted, java.util.function.Predicate<Object> reached) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reached.test(sorted.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
