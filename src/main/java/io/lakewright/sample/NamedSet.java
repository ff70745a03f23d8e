package io.lakewright.sample;

import io.lakewright.UserException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Comma-separated lists of an enumeration's constants in kebab case. */
final class NamedSet {
  private NamedSet() {}

  /**
   * The constants of a list; {@code all} is every one, an empty text or {@code none} is none.
   *
   * @throws UserException if a name is unknown
   */
  static <E extends Enum<E>> Set<E> parse(Class<E> type, String text) {
    EnumSet<E> all = EnumSet.allOf(type);
    EnumSet<E> chosen = EnumSet.noneOf(type);
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (name.equals("all")) {
        chosen.addAll(all);
      } else if (!name.isEmpty() && !name.equals("none")) {
        chosen.add(
            all.stream()
                .filter(constant -> name(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(all, name)));
      }
    }
    return chosen;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static UserException unknown(Set<? extends Enum<?>> all, String name) {
    return UserException.usage(
        "Quirks are all, none, or any of "
            + all.stream().map(NamedSet::name).collect(Collectors.joining(", "))
            + "; cannot be: "
            + name);
  }
}
