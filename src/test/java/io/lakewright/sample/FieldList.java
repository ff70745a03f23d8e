package io.lakewright.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields of the federal schema by place: what each object must and may have. */
final class FieldList {
  private static final Set<String> CODE =
      Set.of("billing_code_type", "billing_code_type_version", "billing_code", "description");
  private static final Map<String, Set<String>> REQUIRED =
      Map.ofEntries(
          Map.entry(
              "",
              Set.of(
                  "reporting_entity_name",
                  "reporting_entity_type",
                  "version",
                  "last_updated_on",
                  "in_network")),
          Map.entry("/provider_references", Set.of("provider_group_id", "provider_groups")),
          Map.entry("/provider_references/provider_groups", Set.of("npi", "tin")),
          Map.entry("/provider_references/provider_groups/tin", Set.of("type", "value")),
          Map.entry(
              "/in_network",
              Set.of(
                  "negotiation_arrangement",
                  "name",
                  "billing_code_type",
                  "billing_code_type_version",
                  "billing_code",
                  "description",
                  "negotiated_rates")),
          Map.entry("/in_network/bundled_codes", CODE),
          Map.entry("/in_network/covered_services", CODE),
          Map.entry("/in_network/negotiated_rates", Set.of("negotiated_prices")),
          Map.entry(
              "/in_network/negotiated_rates/negotiated_prices",
              Set.of("negotiated_type", "negotiated_rate", "expiration_date", "billing_class")));
  private static final Map<String, Set<String>> OPTIONAL =
      Map.of(
          "",
              Set.of(
                  "plan_name",
                  "plan_id_type",
                  "plan_id",
                  "plan_market_type",
                  "provider_references"),
          "/in_network", Set.of("bundled_codes", "covered_services"),
          "/in_network/negotiated_rates", Set.of("provider_references"),
          "/in_network/negotiated_rates/negotiated_prices",
              Set.of("service_code", "billing_code_modifier", "additional_information"));
  private static final Map<String, Set<String>> REQUIRED_SINCE_2 =
      Map.of(
          "/provider_references", Set.of("network_name"),
          "/in_network/negotiated_rates", Set.of("provider_references"),
          "/in_network/negotiated_rates/negotiated_prices", Set.of("setting"));
  private static final Map<String, Set<String>> OPTIONAL_SINCE_2 =
      Map.of(
          "", Set.of("issuer_name", "plan_sponsor_name"),
          "/provider_references/provider_groups/tin", Set.of("business_name"),
          "/in_network", Set.of("severity_of_illness"));

  private FieldList() {}

  /** What is missing or too much, as {@code place: field}. */
  static Set<String> violations(JsonNode root, boolean second) {
    Set<String> violations = new TreeSet<>();
    check("", root, second, violations);
    return violations;
  }

  private static void check(String place, JsonNode node, boolean second, Set<String> violations) {
    if (node.isArray()) {
      node.forEach(element -> check(place, element, second, violations));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    Set<String> required = new TreeSet<>(REQUIRED.getOrDefault(place, Set.of()));
    Set<String> allowed = new TreeSet<>(OPTIONAL.getOrDefault(place, Set.of()));
    if (second) {
      required.addAll(REQUIRED_SINCE_2.getOrDefault(place, Set.of()));
      allowed.addAll(OPTIONAL_SINCE_2.getOrDefault(place, Set.of()));
    }
    allowed.addAll(required);
    for (String field : required) {
      if (!node.has(field)) {
        violations.add(place + " lacks " + field);
      }
    }
    node.fields()
        .forEachRemaining(
            field -> {
              if (!allowed.contains(field.getKey())) {
                violations.add(place + " has " + field.getKey());
              }
              check(place + "/" + field.getKey(), field.getValue(), second, violations);
            });
  }
}
