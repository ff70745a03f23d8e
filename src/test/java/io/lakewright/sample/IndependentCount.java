package io.lakewright.sample;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts a file from its parsed tree, knowing nothing of how it was made. */
final class IndependentCount {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private IndependentCount() {}

  static JsonNode parse(byte[] file) throws IOException {
    return JSON.readTree(file);
  }

  static Counts of(JsonNode root) {
    Map<BigDecimal, Set<String>> providers = new HashMap<>();
    long groups = 0;
    for (JsonNode reference : root.path("provider_references")) {
      groups += reference.get("provider_groups").size();
      providers.put(
          id(reference.get("provider_group_id")), providers(reference.get("provider_groups")));
    }
    long entries = 0;
    long prices = 0;
    long rows = 0;
    long rateCents = 0;
    for (JsonNode item : root.get("in_network")) {
      for (JsonNode entry : item.get("negotiated_rates")) {
        entries++;
        long size = providers(entry.path("provider_groups")).size();
        for (JsonNode id : entry.path("provider_references")) {
          size += providers.getOrDefault(id(id), Set.of()).size();
        }
        for (JsonNode price : entry.get("negotiated_prices")) {
          prices++;
          rows += size;
          rateCents +=
              price.get("negotiated_rate").decimalValue().movePointRight(2).longValueExact() * size;
        }
      }
    }
    return new Counts(
        root.get("in_network").size(),
        entries,
        prices,
        root.path("provider_references").size(),
        groups,
        rows,
        rateCents);
  }

  private static BigDecimal id(JsonNode id) {
    return id.decimalValue().stripTrailingZeros();
  }

  private static Set<String> providers(JsonNode groups) {
    Set<String> providers = new HashSet<>();
    for (JsonNode group : groups) {
      for (JsonNode npi : group.get("npi")) {
        JsonNode tin = group.get("tin");
        providers.add(tin.get("type").asText() + tin.get("value").asText() + npi.asText());
      }
    }
    return providers;
  }
}
