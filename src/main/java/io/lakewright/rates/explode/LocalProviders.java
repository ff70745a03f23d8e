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
  private final Map<GroupKey, Long> places = new HashMap<>();
  private final AnomalyLog anomalies = new AnomalyLog();
  private final long budget = Runtime.getRuntime().maxMemory() / 32;
  private final LinkedHashMap<GroupKey, Members> cache = new LinkedHashMap<>(64, 0.75f, true);
  private final GroupFile file = GroupFile.create();
  private long cachedProviders;

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
      places.put(group.key(), file.append(group.networks(), group.tins()));
    }
  }

  @Override
  public Members members(String sourceFile, String id, int shard) {
    GroupKey key = new GroupKey(sourceFile, id, shard);
    Members members = cache.get(key);
    if (members == null) {
      Long place = places.get(key);
      if (place == null) {
        return null;
      }
      GroupFile.Stored stored = file.read(place);
      members = ProviderDirectory.resolve(id, stored.networks(), stored.tins());
      cachedProviders += members.size();
      cache.put(key, members);
      evict();
    }
    return members;
  }

  @Override
  public AnomalyLog anomalies() {
    return anomalies;
  }

  private void evict() {
    Iterator<Members> eldest = cache.values().iterator();
    while (cachedProviders * Long.BYTES > budget && cache.size() > 1) {
      cachedProviders -= eldest.next().size();
      eldest.remove();
    }
  }
}
