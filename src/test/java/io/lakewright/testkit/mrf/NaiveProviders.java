package io.lakewright.testkit.mrf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The provider groups of one file by their ids. */
final class NaiveProviders {
  /** What counts once within a rate entry. */
  record Key(String groupId, String tinType, String tin, Long npi) {}

  /** What the first occurrence says besides. */
  record Names(String businessName, List<String> networkName) {}

  private record Group(List<String> networkName, Map<Key, Names> members) {}

  private final NaiveValues values;
  private final Function<String, byte[]> remote;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private boolean unresolved;

  NaiveProviders(NaiveValues values, Function<String, byte[]> remote) {
    this.values = values;
    this.remote = remote;
  }

  /** Takes note of an element of {@code provider_references}. */
  void define(Map<String, Object> reference) {
    String id = NaiveValues.groupId(reference.get("provider_group_id"));
    if (id == null) {
      values.anomaly("missing-field");
      // Nobody can refer to its groups, but what is wrong in them is noted.
      members(null, null, reference.get("provider_groups"));
      return;
    }
    List<String> networks = NaiveValues.texts(reference.get("network_name"));
    Object listed = reference.get("provider_groups");
    String location = NaiveValues.text(reference.get("location"));
    if (listed == null && location != null) {
      byte[] content = remote.apply(location);
      if (content == null) {
        values.anomaly("remote-not-found");
        return;
      }
      listed = ((Map<?, ?>) NaiveJson.read(content).get(0)).get("provider_groups");
    }
    Group first = groups.get(id);
    if (first == null) {
      groups.put(id, new Group(networks, members(id, networks, listed)));
      return;
    }
    Map<Key, Names> again = members(id, first.networkName(), listed);
    values.anomaly(
        again.keySet().equals(first.members().keySet())
            ? "duplicate-provider-group"
            : "conflicting-provider-group");
    again.forEach(first.members()::putIfAbsent);
  }

  /** The distinct providers of a rate entry in the order of their first occurrence. */
  Map<Key, Names> of(Map<String, Object> entry) {
    Map<Key, Names> providers = new LinkedHashMap<>();
    unresolved = false;
    List<?> references =
        entry.get("provider_references") instanceof List<?> list ? list : List.of();
    for (Object reference : references) {
      Group group = groups.get(NaiveValues.groupId(reference));
      if (group == null) {
        unresolved = true;
        values.anomaly("unresolved-provider-group");
      } else {
        group.members().forEach(providers::putIfAbsent);
      }
    }
    members(null, null, entry.get("provider_groups")).forEach(providers::putIfAbsent);
    return providers;
  }

  /** Whether the entry asked for last refers to a group that is not known. */
  boolean hadUnresolved() {
    return unresolved;
  }

  private Map<Key, Names> members(String id, List<String> networks, Object listed) {
    Map<Key, Names> members = new LinkedHashMap<>();
    for (Map<String, Object> group : NaiveValues.objects(listed)) {
      String tinType = null;
      String tin = null;
      String businessName = null;
      if (group.get("tin") instanceof Map<?, ?> identified) {
        tinType = values.enumerated(NaiveValues.text(identified.get("type")), "type");
        tin = NaiveValues.text(identified.get("value"));
        tin = tin == null ? null : tin.trim();
        businessName = NaiveValues.text(identified.get("business_name"));
      } else {
        values.anomaly("missing-field");
      }
      for (Long npi : npis(group.get("npi"))) {
        members.putIfAbsent(new Key(id, tinType, tin, npi), new Names(businessName, networks));
      }
    }
    return members;
  }

  private List<Long> npis(Object listed) {
    List<Long> npis = new ArrayList<>();
    if (listed != null) {
      for (Object npi : listed instanceof List<?> list ? list : List.of(listed)) {
        npis.add(values.npi(npi));
      }
    }
    if (npis.isEmpty()) {
      values.anomaly("missing-field");
      npis.add(null);
    }
    return npis;
  }
}
