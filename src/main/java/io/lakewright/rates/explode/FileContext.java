package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What tasks need to know of the files besides their slices: the columns from their top level,
 * members of items that stand behind the slices they belong to, and which provider groups are so
 * large that they are kept in shards.
 */
final class FileContext implements Serializable {
  private record ItemId(String file, long item) implements Serializable {}

  private final Map<String, Object[]> headers = new HashMap<>();
  private final Map<ItemId, List<byte[]>> lateMembers = new HashMap<>();
  private final Map<String, Set<String>> largeGroups = new HashMap<>();

  void merge(FileContext other) {
    headers.putAll(other.headers);
    other.lateMembers.forEach(
        (id, objects) -> lateMembers.computeIfAbsent(id, i -> new ArrayList<>()).addAll(objects));
    other.largeGroups.forEach(
        (file, ids) -> largeGroups.computeIfAbsent(file, f -> new HashSet<>()).addAll(ids));
  }

  /** Takes note of a provider group that is kept in shards. */
  void addLarge(String file, String id) {
    largeGroups.computeIfAbsent(file, f -> new HashSet<>()).add(id);
  }

  /** Whether a provider group is kept in shards. */
  boolean isLarge(String file, String id) {
    return !largeGroups.isEmpty() && largeGroups.getOrDefault(file, Set.of()).contains(id);
  }

  boolean hasLarge() {
    return !largeGroups.isEmpty();
  }

  void addHeader(String file, Object[] cells) {
    headers.put(file, cells);
  }

  void addLateMembers(String file, long item, byte[] object) {
    lateMembers.computeIfAbsent(new ItemId(file, item), id -> new ArrayList<>()).add(object);
  }

  /** The cells before {@link RatesTable#ITEM}; only the name for a file without a header. */
  Object[] header(String file) {
    Object[] cells = headers.get(file);
    if (cells == null) {
      cells = new Object[RatesTable.ITEM];
      cells[0] = UTF8String.fromString(file);
    }
    return cells;
  }

  /** Objects whose members override those in the item's slices. */
  List<byte[]> lateMembers(String file, long item) {
    return lateMembers.isEmpty()
        ? List.of()
        : lateMembers.getOrDefault(new ItemId(file, item), List.of());
  }
}
