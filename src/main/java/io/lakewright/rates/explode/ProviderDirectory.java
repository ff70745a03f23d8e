package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The provider groups of all files, each by its id within its file; shared by all tasks. */
final class ProviderDirectory implements ProviderLookup, Serializable {
  private final Map<String, Map<String, ProviderGroup>> files = new HashMap<>();
  private transient volatile Map<String, Map<String, Members>> resolved;

  private ProviderDirectory() {}

  /** A directory of groups; what is defined more than once is united, and noted. */
  static ProviderDirectory of(Iterable<ProviderGroup> groups, AnomalyLog anomalies) {
    ProviderDirectory directory = new ProviderDirectory();
    Map<GroupKey, List<ProviderGroup>> repeated = new HashMap<>();
    for (ProviderGroup group : groups) {
      ProviderGroup known =
          directory
              .files
              .computeIfAbsent(group.key().file(), file -> new HashMap<>())
              .putIfAbsent(localKey(group.key().id(), group.key().shard()), group);
      if (known != null) {
        repeated.computeIfAbsent(group.key(), key -> new ArrayList<>(List.of(known))).add(group);
      }
    }
    repeated.forEach(
        (key, definitions) ->
            directory
                .files
                .get(key.file())
                .put(localKey(key.id(), key.shard()), ProviderGroup.unite(definitions, anomalies)));
    return directory;
  }

  private static String localKey(String id, int shard) {
    return shard == 0 ? id : id + '\u0000' + shard;
  }

  @Override
  public Members members(String file, String id, int shard) {
    String key = localKey(id, shard);
    Map<String, Members> ofFile = resolved().computeIfAbsent(file, f -> new ConcurrentHashMap<>());
    Members known = ofFile.get(key);
    if (known != null) {
      return known;
    }
    ProviderGroup group = files.getOrDefault(file, Map.of()).get(key);
    return group == null ? null : ofFile.computeIfAbsent(key, k -> resolve(group));
  }

  private Map<String, Map<String, Members>> resolved() {
    Map<String, Map<String, Members>> known = resolved;
    if (known == null) {
      synchronized (this) {
        if (resolved == null) {
          resolved = new ConcurrentHashMap<>();
        }
        known = resolved;
      }
    }
    return known;
  }

  /** A group with its columns in the form in which rows need them. */
  static Members resolve(ProviderGroup group) {
    return resolve(group.key().id(), group.networks(), group.tins());
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
