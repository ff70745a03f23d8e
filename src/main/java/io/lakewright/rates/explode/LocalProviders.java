package io.lakewright.rates.explode;

import io.lakewright.job.AnomalyLog;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Provider groups on local disk, with those used last in memory. In memory for each group: its key
 * and its place.
 */
final class LocalProviders implements ProviderLookup {
  /** A key, its strings, and its places in the map and the list. */
  private static final int GROUP_BYTES = 300;

  private final Map<GroupKey, GroupFile.Place> places = new HashMap<>();
  private final AnomalyLog anomalies = new AnomalyLog();
  private final long budget = Runtime.getRuntime().maxMemory() / 32;
  private final LinkedHashMap<GroupKey, Members> cache = new LinkedHashMap<>(64, 0.75f, true);
  private final GroupFile file = GroupFile.create();
  private long cachedBytes;
  private int providers;

  private LocalProviders() {}

  /** Keeps the groups until the task ends. */
  static LocalProviders keep(Iterator<JoinedProviders.NeededGroup> groups) {
    LocalProviders providers = new LocalProviders();
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> providers.file.close());
    while (groups.hasNext()) {
      providers.add(groups.next());
    }
    return providers;
  }

  private void add(JoinedProviders.NeededGroup needed) {
    AnomalyLog log = needed.noted() ? anomalies : new AnomalyLog();
    ProviderGroup group = ProviderGroup.unite(needed.definitions(), log);
    if (needed.wanted()) {
      long at = file.append(group.networks(), group.tins());
      int length = Math.toIntExact(file.length() - at);
      places.put(group.key(), new GroupFile.Place(at, length, providers));
      providers += group.tins().size();
    }
  }

  @Override
  public Members members(String sourceFile, String id, int shard) {
    GroupKey key = new GroupKey(sourceFile, id, shard);
    Members members = cache.get(key);
    if (members == null) {
      GroupFile.Place place = places.get(key);
      if (place == null) {
        return null;
      }
      members = file.members(place, id);
      cachedBytes += bytes(members);
      cache.put(key, members);
      evict();
    }
    return members;
  }

  @Override
  public AnomalyLog anomalies() {
    return anomalies;
  }

  /** Most groups have few NPIs: what they are called takes the room. */
  private static long bytes(Members members) {
    return GROUP_BYTES
        + members.stretches().size() * (long) Provider.BYTES
        + members.size() * Long.BYTES;
  }

  private void evict() {
    Iterator<Members> eldest = cache.values().iterator();
    while (cachedBytes > budget && cache.size() > 1) {
      cachedBytes -= bytes(eldest.next());
      eldest.remove();
    }
  }
}
