package io.lakewright.testkit.mrf;

import io.lakewright.testkit.mrf.RawJson.Obj;
import io.lakewright.testkit.mrf.RawJson.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random single values. */
final class MrfValues {
  private static final String[] UGLY = {
    "ends in \\", "\\\\", "a \"quote\"", "{[,]}:", "\\\"}],", "tab\tand\nline", "}"
  };
  private static final String[] FOREIGN = {"Zoë", "日本", "\uD83D\uDE80 rocket", "\u0001", "a/b"};
  private static final String[] WILD_RATES = {
    "1e2",
    "12.3456785",
    "999999999999.999999",
    "999999999999.9999999",
    "1000000000000",
    "1E-9",
    "0.0000005",
    "-3.5",
    "1e400"
  };

  private final Random random;
  private final Set<Quirk> quirks;

  MrfValues(Random random, Set<Quirk> quirks) {
    this.random = random;
    this.quirks = quirks;
  }

  /** A string like the one given; with quirks, anything. */
  Object string(String like) {
    if (quirks.contains(Quirk.WRONG_TYPES) && random.nextInt(6) == 0) {
      return random.nextBoolean() ? new Raw("7.50") : true;
    }
    if (quirks.contains(Quirk.EMPTY_STRINGS) && random.nextInt(6) == 0) {
      return "";
    }
    return plain(like);
  }

  /** Never empty, always a string. */
  String plain(String like) {
    if (quirks.contains(Quirk.BACKSLASHES) && random.nextInt(3) == 0) {
      return like + UGLY[random.nextInt(UGLY.length)];
    }
    if (quirks.contains(Quirk.UNICODE) && random.nextInt(3) == 0) {
      return like + FOREIGN[random.nextInt(FOREIGN.length)];
    }
    return like;
  }

  /** The string, with blanks around it at times. */
  String padded(String string) {
    return random.nextInt(6) == 0 ? " " + string + " " : string;
  }

  Object enumerated(String... allowed) {
    if (quirks.contains(Quirk.OFF_ENUM) && random.nextInt(4) == 0) {
      return "something else";
    }
    String value = allowed[random.nextInt(allowed.length)];
    if (quirks.contains(Quirk.UPPER_CASE_ENUM) && random.nextBoolean()) {
      return padded(value.toUpperCase(Locale.ROOT));
    }
    return value;
  }

  Object date() {
    String date = random.nextInt(4) == 0 ? "9999-12-31" : "2024-02-" + (10 + random.nextInt(20));
    if (quirks.contains(Quirk.INVALID_DATES) && random.nextInt(3) == 0) {
      Object[] invalid = {
        "", "2023-02-29", "1/2/2024", "20240201", new Raw("20240201"), "2024-2-1"
      };
      return invalid[random.nextInt(invalid.length)];
    }
    if (quirks.contains(Quirk.DATES_WITH_TIME) && random.nextBoolean()) {
      return date + (random.nextBoolean() ? "T00:00:00.000-05:00" : " 12:30:00");
    }
    return date;
  }

  Object rate() {
    if (quirks.contains(Quirk.ZERO_RATES) && random.nextInt(4) == 0) {
      return new Raw(random.nextBoolean() ? "0.0" : "0");
    }
    if (quirks.contains(Quirk.WILD_RATES) && random.nextInt(2) == 0) {
      String wild = WILD_RATES[random.nextInt(WILD_RATES.length)];
      return switch (random.nextInt(6)) {
        case 0 -> wild;
        case 1 -> "$12.50";
        default -> new Raw(wild);
      };
    }
    return new Raw(random.nextInt(5000) + "." + random.nextInt(100));
  }

  /** Some of the strings; a single one may stand without its list, the list may be empty. */
  Object list(String... strings) {
    if (quirks.contains(Quirk.EMPTY_LISTS) && random.nextInt(3) == 0) {
      return List.of();
    }
    if (quirks.contains(Quirk.NULL_FIELDS) && random.nextInt(4) == 0) {
      return null;
    }
    if (quirks.contains(Quirk.SCALAR_LISTS) && random.nextInt(3) == 0) {
      return random.nextBoolean() ? strings[0] : new Raw("11");
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      boolean bare = quirks.contains(Quirk.WRONG_TYPES) && random.nextInt(4) == 0;
      list.add(bare ? new Raw("19") : strings[random.nextInt(strings.length)]);
    }
    return list;
  }

  /** Takes fields away, makes them null, repeats them, adds unknown ones. */
  void disturb(Obj object) {
    List<Map.Entry<String, Object>> members = object.members();
    if (quirks.contains(Quirk.MISSING_FIELDS) && random.nextInt(3) == 0) {
      members.remove(random.nextInt(members.size()));
    }
    Map.Entry<String, Object> some = members.get(random.nextInt(members.size()));
    if (quirks.contains(Quirk.NULL_FIELDS) && random.nextInt(3) == 0) {
      some.setValue(null);
    } else if (quirks.contains(Quirk.DUPLICATE_KEYS)
        && random.nextInt(3) == 0
        && some.getValue() instanceof String) {
      members.add(0, Map.entry(some.getKey(), "an earlier value"));
    }
    unknown(object);
  }

  /** Adds a field that no schema has. */
  void unknown(Obj object) {
    if (quirks.contains(Quirk.UNKNOWN_FIELDS) && random.nextInt(3) == 0) {
      Obj inner = new Obj().with("billing_code", "no code").with("npi", List.of(new Raw("1")));
      Object[] unknown = {inner, List.of(inner, "]"), "x\\", new Raw("-1.5e+3"), false};
      object
          .members()
          .add(
              random.nextInt(object.members().size() + 1),
              Map.entry("x_unknown", unknown[random.nextInt(unknown.length)]));
    }
  }
}
