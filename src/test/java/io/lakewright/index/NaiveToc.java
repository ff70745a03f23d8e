package io.lakewright.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads tables of contents in memory, in the plainest way, to compare with. */
final class NaiveToc {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file's uses. */
  static final class Use {
    boolean inNetwork;
    final Set<String> structures = new TreeSet<>();
    long plans;

    @Override
    public String toString() {
      return (inNetwork ? "in-network" : "allowed-amount") + "/" + structures.size() + "/" + plans;
    }
  }

  /** Plans as text, each with the number of its structure. */
  final List<String> plans = new ArrayList<>();

  /** Uses by location without its query. */
  final Map<String, Use> files = new TreeMap<>();

  long references;
  private int documents;

  void add(String json) throws JsonProcessingException {
    JsonNode root = JSON.readTree(json);
    int ordinal = 0;
    for (JsonNode structure : items(root.get("reporting_structure"))) {
      String id = documents + "-" + ordinal++;
      List<JsonNode> listed = items(structure.get("reporting_plans"));
      for (JsonNode plan : listed) {
        plans.add(
            String.join(
                "|",
                id.substring(id.indexOf('-') + 1),
                text(plan, "plan_name"),
                text(plan, "plan_id_type").toLowerCase(Locale.ROOT),
                text(plan, "plan_id"),
                text(plan, "plan_market_type").toLowerCase(Locale.ROOT),
                text(plan, "issuer_name"),
                text(plan, "plan_sponsor_name")));
      }
      files(structure.get("in_network_files"), true, id, listed.size());
      files(structure.get("allowed_amount_file"), false, id, listed.size());
    }
    documents++;
  }

  private void files(JsonNode node, boolean inNetwork, String structure, int plansOfStructure) {
    for (JsonNode file : items(node)) {
      String location = text(file, "location").replaceFirst("\\?.*", "");
      if (!location.isEmpty()) {
        references++;
        Use use = files.computeIfAbsent(location, l -> new Use());
        use.inNetwork |= inNetwork;
        if (use.structures.add(structure)) {
          use.plans += plansOfStructure;
        }
      }
    }
  }

  private static List<JsonNode> items(JsonNode node) {
    if (node == null) {
      return List.of();
    }
    List<JsonNode> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(items::add);
    } else {
      items.add(node);
    }
    return items;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? "" : value.asText().strip();
  }
}
