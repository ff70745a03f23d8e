package io.lakewright.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Tables of contents with everything that real ones do, in any order. */
final class RandomToc {
  private final Random random;

  RandomToc(long seed) {
    random = new Random(seed);
  }

  String json() {
    List<String> fields = new ArrayList<>();
    fields.add("\"reporting_entity_name\":\"Payer " + random.nextInt(3) + "\"");
    fields.add("\"reporting_entity_type\":\"health insurance issuer\"");
    if (random.nextBoolean()) {
      String[] versions = {"\"2.0.0\"", "\"1\"", "\"3.5.5 abc\"", "1", "null", "\" \""};
      fields.add("\"version\":" + versions[random.nextInt(versions.length)]);
      String[] dates = {"2026-01-05", "2026-01-05T01:02:03Z", "5.1.2026", ""};
      fields.add("\"last_updated_on\":\"" + dates[random.nextInt(dates.length)] + "\"");
    }
    if (random.nextInt(3) == 0) {
      fields.add("\"extra\":{\"reporting_structure\":[1,{\"location\":\"https://no/no\"}]}");
    }
    fields.add("\"reporting_structure\":" + list(this::structure, 6));
    return object(fields);
  }

  private String structure() {
    List<String> fields = new ArrayList<>();
    fields.add("\"reporting_plans\":" + oneOrMany(this::plan, 4));
    if (random.nextInt(5) > 0) {
      fields.add("\"in_network_files\":" + oneOrMany(this::file, 6));
    }
    if (random.nextInt(3) > 0) {
      fields.add("\"allowed_amount_file\":" + oneOrMany(this::file, 2));
    }
    if (random.nextInt(4) == 0) {
      fields.add("\"note\":[[{\"a\":[]}]]");
    }
    return object(fields);
  }

  private String plan() {
    List<String> fields = new ArrayList<>();
    fields.add("\"plan_name\":\"Plan \\\"" + random.nextInt(9) + "\\\\\"");
    fields.add("\"plan_id\":" + (random.nextBoolean() ? "87571" : "\" 00123 \""));
    fields.add("\"plan_id_type\":\"" + pick("EIN", "hios", "HIOS", "other", "") + "\"");
    fields.add("\"plan_market_type\":\"" + pick("group", "Individual") + "\"");
    if (random.nextBoolean()) {
      fields.add("\"issuer_name\":\"é\"");
      fields.add("\"plan_sponsor_name\":null");
    }
    return object(fields);
  }

  private String file() {
    int number = random.nextInt(8);
    String signature =
        random.nextBoolean() ? "" : "?Expires=" + random.nextInt() + "&Signature=s&Key-Pair-Id=k";
    String location =
        switch (random.nextInt(10)) {
          case 0 -> "\"\"";
          case 1 -> "null";
          default -> "\"https://a.example/f" + number + ".json.gz" + signature + "\"";
        };
    List<String> fields = new ArrayList<>();
    fields.add("\"location\":" + location);
    fields.add("\"description\":\"file " + number + "\"");
    return object(fields);
  }

  private String oneOrMany(java.util.function.Supplier<String> item, int most) {
    return random.nextInt(4) == 0 ? item.get() : list(item, most);
  }

  private String list(java.util.function.Supplier<String> item, int most) {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i >= 0; i--) {
      items.add(item.get());
    }
    return "[" + String.join(",\n", items) + "]";
  }

  private String object(List<String> fields) {
    Collections.shuffle(fields, random);
    return "{" + String.join(", ", fields) + "}";
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
