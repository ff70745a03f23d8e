package io.lakewright.testkit.mrf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NaiveFlattenerTest {
  @Test
  void countsEachProviderOfAnEntryOnce() {
    String file =
        """
        {"last_updated_on": "2024-02-29T10:00:00Z", "in_network": [{"billing_code": "99213",
          "negotiated_rates": [{"provider_references": [690.64470, "690.6447"],
            "negotiated_prices": [{"negotiated_type": "PERCENTAGE ", "negotiated_rate": 40.5},
              {"negotiated_rate": 1.0000005}]}]}],
         "provider_references": [{"provider_group_id": 690.6447, "network_name": "N",
           "provider_groups": [{"npi": [0, 1234567890, "1234567890"],
             "tin": {"type": "EIN", "value": 12}}]}]}
        """;
    List<Map<String, Object>> rows = new ArrayList<>();

    Map<String, Integer> anomalies =
        NaiveFlattener.flatten(
            file.getBytes(UTF_8), "a.json", l -> null, row -> rows.add(new HashMap<>(row)));

    assertThat(rows).hasSize(4);
    assertThat(rows)
        .extracting(row -> row.get("npi"))
        .containsExactly(null, 1234567890L, null, 1234567890L);
    assertThat(rows)
        .extracting(row -> row.get("negotiated_rate") + " " + row.get("rate_unit"))
        .containsExactly("40.500000 percent", "40.500000 percent", "1.000001 usd", "1.000001 usd");
    assertThat(rows.get(0))
        .containsEntry("provider_group_id", "690.6447")
        .containsEntry("network_name", List.of("N"))
        .containsEntry("tin_type", "ein")
        .containsEntry("tin", "12");
    assertThat(rows.get(0).get("last_updated_on")).hasToString("2024-02-29");
    assertThat(anomalies).containsOnlyKeys("missing-field");
  }

  @Test
  void randomFilesAreRepeatableAndShowEveryKindOfAnomaly() {
    Set<String> kinds = new HashSet<>();
    long rows = 0;
    for (long seed = 0; seed < 300; seed++) {
      MrfFile file = MrfFile.random(seed, "http://localhost:1");
      assertThat(MrfFile.random(seed, "http://localhost:1").bytes()).isEqualTo(file.bytes());
      List<String> found = new ArrayList<>();
      kinds.addAll(
          NaiveFlattener.flatten(
                  file.bytes(),
                  "f",
                  location -> file.remotes().get(java.net.URI.create(location).getPath()),
                  row -> found.add(CanonicalRows.of(row)))
              .keySet());
      rows += found.size();
    }
    assertThat(rows).isGreaterThan(5000);
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "unresolved-provider-group",
            "duplicate-provider-group",
            "conflicting-provider-group",
            "entry-without-providers",
            "off-enum-value",
            "missing-field",
            "invalid-npi",
            "invalid-date",
            "rate-does-not-fit",
            "remote-not-found");
  }
}
