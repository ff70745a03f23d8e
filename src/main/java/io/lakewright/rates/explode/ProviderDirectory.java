package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.Kinds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The provider groups of all files, each by its id within its file; shared by all tasks. */
final class ProviderDirectory implements ProviderLookup, Serializable {
  private final Map<String, Map<String, ProviderGroup>> files = new HashMap<>();
  private transient Map<ProviderGroup, Members> resolved;

  /** Adds a group; one that is defined already is united with the other definition, and noted. */
  void add(ProviderGroup group, AnomalyLog anomalies) {
    Map<String, ProviderGroup> groups =
        files.computeIfAbsent(group.file(), file -> new HashMap<>());
    ProviderGroup known = groups.get(group.id());
    groups.put(group.id(), known == null ? group : unite(known, group, anomalies));
  }

  /** The union of two definitions of a group, noted as duplicate or conflict. */
  static ProviderGroup unite(ProviderGroup known, ProviderGroup other, AnomalyLog anomalies) {
    ProviderGroup union = known.union(other);
    boolean same = union.size() == known.size() && union.size() == other.size();
    anomalies.add(
        known.file(),
        "provider_references",
        null,
        null,
        same ? Kinds.DUPLICATE_PROVIDER_GROUP : Kinds.CONFLICTING_PROVIDER_GROUP,
        "provider group "
            + known.id()
            + (same ? " is defined twice" : " is defined twice with different providers"),
        null);
    return union;
  }

  @Override
  public Members members(String file, String id) {
    ProviderGroup group = files.getOrDefault(file, Map.of()).get(id);
    return group == null ? null : resolved().computeIfAbsent(group, ProviderDirectory::resolve);
  }

  private synchronized Map<ProviderGroup, Members> resolved() {
    if (resolved == null) {
      resolved = new ConcurrentHashMap<>();
    }
    return resolved;
  }

  /** A group with its columns in the form in which rows need them. */
  static Members resolve(ProviderGroup group) {
    return resolve(group.id(), group.networks(), group.tins());
  }

  static Members resolve(String id, String[] networks, List<ProviderGroup.Tin> tins) {
    Members members = new Members();
    for (ProviderGroup.Tin tin : tins) {
      members.add(
          Provider.of(id, networks, tin.type(), tin.value(), tin.business()),
          tin.npis(),
          0,
          tin.npis().length);
    }
    return members;
  }

  @Override
  public String toString() {
    return "provider groups of " + Arrays.toString(files.keySet().toArray());
  }
}
