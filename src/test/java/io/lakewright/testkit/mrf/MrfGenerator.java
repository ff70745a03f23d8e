package io.lakewright.testkit.mrf;

import io.lakewright.testkit.mrf.RawJson.Obj;
import io.lakewright.testkit.mrf.RawJson.Raw;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Builds one random file. */
final class MrfGenerator {
  private static final String[] CODE_TYPES = {"CPT", "HCPCS", "MS-DRG", "RC", "CSTM-ALL"};

  private final Random random;
  private final Set<Quirk> quirks;
  private final String base;
  private final MrfValues values;
  private final MrfProviders providers;
  private final Map<String, byte[]> remotes = new LinkedHashMap<>();
  private String lastCode;

  MrfGenerator(Random random, Set<Quirk> quirks, String base) {
    this.random = random;
    this.quirks = quirks;
    this.base = base;
    values = new MrfValues(random, quirks);
    providers = new MrfProviders(random, quirks, values);
  }

  MrfFile file(long seed, int count) {
    Obj header = header();
    List<Obj> references = references();
    List<Obj> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item());
    }
    List<Obj> topLevel =
        quirks.contains(Quirk.CONCATENATED)
            ? apart(header, references, items)
            : List.of(together(header, references, items));
    byte[] bytes = new RawJson(random, quirks).write(topLevel);
    return new MrfFile(seed, quirks, bytes, remotes);
  }

  private Obj together(Obj header, List<Obj> references, List<Obj> items) {
    if (!references.isEmpty()) {
      header.with("provider_references", references);
    }
    header.with("in_network", items);
    if (quirks.contains(Quirk.SHUFFLED_SECTIONS)) {
      Collections.shuffle(header.members(), random);
    }
    return header;
  }

  private List<Obj> apart(Obj header, List<Obj> references, List<Obj> items) {
    List<Obj> all = new ArrayList<>(List.of(header));
    all.addAll(references);
    all.addAll(items);
    if (quirks.contains(Quirk.SHUFFLED_SECTIONS)) {
      Collections.shuffle(all, random);
    }
    return all;
  }

  private Obj header() {
    Obj header = new Obj();
    header.with("reporting_entity_name", values.string("Payer"));
    header.with("reporting_entity_type", values.string("health insurance issuer"));
    if (random.nextBoolean()) {
      header.with("plan_name", values.string("Plan"));
      header.with("plan_id_type", values.enumerated("ein", "hios"));
      header.with("plan_id", values.string("1234567890"));
      header.with("plan_market_type", values.enumerated("group", "individual"));
    }
    if (quirks.contains(Quirk.SCHEMA_2)) {
      header.with("issuer_name", values.string("Issuer"));
      header.with("plan_sponsor_name", values.string("Sponsor"));
    }
    header.with("last_updated_on", values.date());
    header.with("version", values.string("2.0.0"));
    values.disturb(header);
    return header;
  }

  private List<Obj> references() {
    List<Obj> references = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Obj reference = new Obj();
      reference.with("provider_group_id", providers.newId());
      List<Obj> groups = providers.groups();
      if (quirks.contains(Quirk.SCHEMA_2)) {
        reference.with("network_name", values.list("Network A", "Network B"));
      }
      if (quirks.contains(Quirk.REMOTE_GROUPS) && random.nextBoolean()) {
        reference.with("location", remote(groups));
      } else {
        reference.with("provider_groups", groups);
      }
      values.unknown(reference);
      references.add(reference);
      again(references, reference);
    }
    return references;
  }

  private void again(List<Obj> references, Obj reference) {
    if (quirks.contains(Quirk.DUPLICATE_IDS) && random.nextInt(3) == 0) {
      references.add(reference);
    }
    if (quirks.contains(Quirk.CONFLICTING_IDS) && random.nextInt(3) == 0) {
      Obj other = new Obj();
      other.with("provider_group_id", reference.members().get(0).getValue());
      other.with("provider_groups", providers.groups());
      other.with("network_name", values.list("Network C"));
      references.add(random.nextInt(references.size() + 1), other);
    }
  }

  private String remote(List<Obj> groups) {
    String location = base + "/" + remotes.size() + ".json";
    String path = URI.create(location).getPath();
    if (quirks.contains(Quirk.REMOTE_MISSING) && random.nextInt(3) == 0) {
      return base + "/absent-" + random.nextInt(100) + ".json";
    }
    Obj content = new Obj().with("provider_groups", groups).with("version", "1.3.1");
    remotes.put(path, new RawJson(random, quirks).write(List.of(content)));
    return location;
  }

  private Obj item() {
    Obj item = new Obj();
    boolean same = quirks.contains(Quirk.SAME_CODE_TWICE) && random.nextBoolean();
    String code =
        same && lastCode != null ? lastCode : Integer.toString(99200 + random.nextInt(30));
    lastCode = code;
    item.with("negotiation_arrangement", values.enumerated("ffs", "bundle", "capitation"));
    item.with("name", values.string("Office visit"));
    item.with("billing_code_type", codeType());
    item.with("billing_code_type_version", values.string("2024"));
    item.with(
        "billing_code", quirks.contains(Quirk.WRONG_TYPES) ? new Raw(code) : values.plain(code));
    item.with("description", values.string("A visit, 20 minutes"));
    if (quirks.contains(Quirk.SCHEMA_2) && random.nextBoolean()) {
      item.with("severity_of_illness", values.string("3"));
    }
    codes(item, "bundled_codes");
    codes(item, "covered_services");
    values.disturb(item);
    List<Obj> entries = new ArrayList<>();
    int most = quirks.contains(Quirk.LARGE_ITEM) ? 60 : 4;
    for (int i = random.nextInt(most); i >= 0; i--) {
      entries.add(entry());
    }
    item.with("negotiated_rates", entries);
    return item;
  }

  private Object codeType() {
    if (quirks.contains(Quirk.OFF_ENUM) && random.nextInt(3) == 0) {
      return "DRG";
    }
    String type = CODE_TYPES[random.nextInt(CODE_TYPES.length)];
    return random.nextInt(5) == 0 ? " " + type.toLowerCase(java.util.Locale.ROOT) : type;
  }

  private void codes(Obj item, String name) {
    if (quirks.contains(Quirk.NULL_COVERED_SERVICES) && random.nextBoolean()) {
      item.with(name, null);
    } else if (random.nextInt(3) == 0) {
      List<Obj> codes = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        Obj code = new Obj();
        if (!quirks.contains(Quirk.BUNDLED_DESCRIPTION_ONLY)) {
          code.with("billing_code_type", "CPT").with("billing_code_type_version", "2024");
          code.with("billing_code", values.string("9920" + i));
        }
        codes.add(code.with("description", values.string("Part")));
      }
      item.with(name, codes);
    }
  }

  private Obj entry() {
    Obj entry = new Obj();
    boolean inline = quirks.contains(Quirk.INLINE_GROUPS) && random.nextBoolean();
    if (quirks.contains(Quirk.ENTRY_WITHOUT_PROVIDERS) && random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        entry.with("provider_references", List.of());
      }
    } else if (inline || !providers.hasIds()) {
      entry.with("provider_groups", providers.groups());
    } else {
      entry.with("provider_references", providers.references());
      if (quirks.contains(Quirk.INLINE_GROUPS) && random.nextInt(3) == 0) {
        entry.with("provider_groups", providers.groups());
      }
    }
    List<Obj> prices = new ArrayList<>();
    int most = quirks.contains(Quirk.ENTRY_WITHOUT_PRICES) && random.nextInt(3) == 0 ? 0 : 3;
    for (int i = most == 0 ? 0 : 1 + random.nextInt(most); i > 0; i--) {
      prices.add(price());
    }
    if (most > 0 || random.nextBoolean()) {
      entry.with("negotiated_prices", prices);
    }
    values.unknown(entry);
    return entry;
  }

  private Obj price() {
    Obj price = new Obj();
    boolean percent = quirks.contains(Quirk.PERCENTAGES) && random.nextBoolean();
    price.with(
        "negotiated_type",
        percent
            ? values.enumerated("percentage")
            : values.enumerated("negotiated", "derived", "fee schedule", "per diem"));
    price.with("negotiated_rate", values.rate());
    price.with("expiration_date", values.date());
    price.with("service_code", values.list("11", "22", "CSTM-00"));
    price.with("billing_class", values.enumerated("professional", "institutional", "both"));
    if (quirks.contains(Quirk.SCHEMA_2)) {
      price.with("setting", values.enumerated("inpatient", "outpatient", "both"));
    }
    if (random.nextBoolean()) {
      price.with("billing_code_modifier", values.list("26", "TC"));
      price.with("additional_information", values.string("as agreed"));
    }
    values.disturb(price);
    return price;
  }
}
