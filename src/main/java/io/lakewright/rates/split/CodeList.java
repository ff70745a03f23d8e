package io.lakewright.rates.split;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The items whose code is in a list, with its type or, where the list names none, of any type. */
public final class CodeList implements CodeFilter {
  private static final long serialVersionUID = 1L;

  private final Set<String> ofAnyType = new HashSet<>();
  private final Map<String, Set<String>> byType = new HashMap<>();

  /**
   * @param codes each as {@code CPT:99213} or {@code 99213}
   */
  public CodeList(List<String> codes) {
    for (String code : codes) {
      int colon = code.indexOf(':');
      if (colon < 0) {
        ofAnyType.add(code.strip());
      } else {
        byType
            .computeIfAbsent(normalType(code.substring(0, colon)), type -> new HashSet<>())
            .add(code.substring(colon + 1).strip());
      }
    }
  }

  /** The filter for a list, which wants everything if it is empty. */
  public static CodeFilter of(List<String> codes) {
    return codes.isEmpty() ? ALL : new CodeList(codes);
  }

  @Override
  public boolean wants(String type, String code) {
    if (code == null) {
      return false;
    }
    return ofAnyType.contains(code)
        || (type != null
            && !byType.isEmpty()
            && byType.getOrDefault(normalType(type), Set.of()).contains(code));
  }

  private static String normalType(String type) {
    return type.strip().toUpperCase(Locale.ROOT);
  }
}
