package io.lakewright.testkit.mrf;

import io.lakewright.testkit.mrf.RawJson.Obj;
import io.lakewright.testkit.mrf.RawJson.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random provider groups, their ids and references to them. */
final class MrfProviders {
  private final Random random;
  private final Set<Quirk> quirks;
  private final MrfValues values;
  private final List<String> ids = new ArrayList<>();

  MrfProviders(Random random, Set<Quirk> quirks, MrfValues values) {
    this.random = random;
    this.quirks = quirks;
    this.values = values;
  }

  boolean hasIds() {
    return !ids.isEmpty();
  }

  /** A number not used before in the file. */
  Object newId() {
    String id = Integer.toString(ids.size() + 1);
    if (quirks.contains(Quirk.FRACTIONAL_IDS)) {
      id = random.nextBoolean() ? "690.644" + id : "40.000000000" + id;
    }
    ids.add(id);
    return written(id);
  }

  List<Object> references() {
    List<Object> references = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      references.add(written(ids.get(random.nextInt(ids.size()))));
    }
    if (quirks.contains(Quirk.UNRESOLVED_IDS) && random.nextInt(3) == 0) {
      references.add(written("999" + random.nextInt(9)));
    }
    return references;
  }

  List<Obj> groups() {
    List<Obj> groups = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Obj group = group();
      groups.add(group);
      if (quirks.contains(Quirk.REPEATED_GROUPS) && random.nextBoolean()) {
        groups.add(random.nextBoolean() ? group : group());
      }
    }
    return groups;
  }

  private Obj group() {
    Obj group = new Obj();
    if (!quirks.contains(Quirk.MISSING_NPIS) || random.nextInt(3) > 0) {
      group.with("npi", npis());
    } else if (random.nextBoolean()) {
      group.with("npi", List.of());
    }
    if (quirks.contains(Quirk.MISSING_TINS) && random.nextInt(3) == 0) {
      return random.nextBoolean() ? group.with("tin", null) : group;
    }
    Obj tin = new Obj();
    tin.with("type", values.enumerated("ein", "npi"));
    int number = 100_000_000 + random.nextInt(5);
    boolean bare = quirks.contains(Quirk.WRONG_TYPES) && random.nextBoolean();
    tin.with("value", bare ? new Raw("" + number) : values.padded("11-" + number));
    if (quirks.contains(Quirk.SCHEMA_2)) {
      tin.with("business_name", values.string("Practice " + random.nextInt(3)));
    }
    values.unknown(tin);
    return group.with("tin", tin);
  }

  private List<Object> npis() {
    List<Object> npis = new ArrayList<>();
    if (quirks.contains(Quirk.ZERO_NPIS) && random.nextInt(3) == 0) {
      npis.add(number("0"));
      if (random.nextBoolean()) {
        return npis;
      }
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      npis.add(number("12345678" + (10 + random.nextInt(12))));
      if (quirks.contains(Quirk.REPEATED_NPIS) && random.nextBoolean()) {
        npis.add(npis.get(random.nextInt(npis.size())));
      }
    }
    if (quirks.contains(Quirk.INVALID_NPIS) && random.nextInt(3) == 0) {
      Object[] invalid = {
        new Raw("123456789"), "UNKNOWN", new Raw("-5"), "", new Raw("99999999999"), new Raw("1.5")
      };
      npis.add(invalid[random.nextInt(invalid.length)]);
    }
    return npis;
  }

  private Object number(String digits) {
    boolean quoted = quirks.contains(Quirk.STRING_NPIS) && random.nextBoolean();
    return quoted ? values.padded(digits) : new Raw(digits);
  }

  /** An id in one of the ways in which it may be written. */
  private Object written(String id) {
    String text = id;
    if (quirks.contains(Quirk.FRACTIONAL_IDS) && random.nextInt(3) == 0) {
      text += id.indexOf('.') < 0 ? ".0" : "00";
    }
    boolean quoted = quirks.contains(Quirk.STRING_IDS) && random.nextBoolean();
    return quoted ? values.padded(text) : new Raw(text);
  }
}
