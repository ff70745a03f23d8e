package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The provider groups of all files, each by its id within its file; shared by all tasks. */
final class ProviderDirectory implements ProviderLookup, Serializable {
  private final Map<String, Map<String, ProviderGroup>> files = new HashMap<>();
  private transient volatile Resolved resolved;

  /** Groups that were asked for, by file and id. */
  private record Resolved(Map<String, Map<String, Members>> files, AtomicInteger providers) {}

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
    Resolved all = resolved();
    Map<String, Members> ofFile = all.files.computeIfAbsent(file, f -> new ConcurrentHashMap<>());
    Members known = ofFile.get(key);
    if (known != null) {
      return known;
    }
    ProviderGroup group = files.getOrDefault(file, Map.of()).get(key);
    return group == null ? null : ofFile.computeIfAbsent(key, k -> resolve(group, all.providers));
  }

  private Resolved resolved() {
    Resolved known = resolved;
    if (known == null) {
      synchronized (this) {
        if (resolved == null) {
          resolved = new Resolved(new ConcurrentHashMap<>(), new AtomicInteger());
        }
        known = resolved;
      }
    }
    return known;
  }

  /** A group with its columns in the form in which rows need them. */
  private static Members resolve(ProviderGroup group, AtomicInteger providers) {
    int first = providers.getAndAdd(group.tins().size());
    return resolve(first, group.key().id(), group.networks(), group.tins());
  }

  /** Providers that stand in an entry itself. */
  static Members inline(List<ProviderGroup.Tin> tins) {
    return resolve(Provider.NONE, null, null, tins);
  }

  /**
   * Providers of a group.
   *
   * @param first number of the first one, the others have those that follow; or {@link
   *     Provider#NONE}
   */
  static Members resolve(int first, String id, String[] networks, List<ProviderGroup.Tin> tins) {
    Members members = new Members();
    int number = first;
    for (ProviderGroup.Tin tin : tins) {
      members.add(
          Provider.of(number, id, networks, tin.type(), tin.value(), tin.business()),
          tin.npis(),
          0,
          tin.npis().length);
      number += first == Provider.NONE ? 0 : 1;
    }
    return members;
  }

  @Override
  public String toString() {
    return "provider groups of " + Arrays.toString(files.keySet().toArray());
  }
}
