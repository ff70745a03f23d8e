package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Tells from bytes alone what a {@link RateFilter} leaves out, so that it is neither copied nor
 * parsed. What is written in a way that only a parser understands is let through; the parser's
 * filter decides then. Allocates nothing per value.
 */
final class RateSieve {
  private static final byte[] PROVIDER_GROUPS = "provider_groups".getBytes(UTF_8);
  private static final byte[] LOCATION = "location".getBytes(UTF_8);
  private static final byte[] NPI = "npi".getBytes(UTF_8);
  private static final byte[] PRICES = "negotiated_prices".getBytes(UTF_8);
  private static final byte[] REFERENCES = "provider_references".getBytes(UTF_8);
  private static final byte[] TYPE = "negotiated_type".getBytes(UTF_8);

  private final RateFilter filter;
  private final UnwantedGroups unwanted = new UnwantedGroups();
  private final byte[][] types;
  private final JsonCursor object = new JsonCursor();
  private final JsonCursor elements = new JsonCursor();
  private final JsonCursor inner = new JsonCursor();
  private final JsonCursor values = new JsonCursor();

  RateSieve(RateFilter filter) {
    this.filter = filter;
    this.types =
        filter.negotiatedTypes().stream().map(type -> type.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /** Whether everything passes. */
  boolean isOpen() {
    return filter.wantsAllNpis() && filter.wantsAllTypes();
  }

  /** Groups that were seen and have no provider that is wanted. */
  UnwantedGroups unwanted() {
    return unwanted;
  }

  /** Whether the element of {@code provider_references} that fills [from, to) may be needed. */
  boolean wantsReference(byte[] json, int from, int to) {
    if (filter.wantsAllNpis()) {
      return true;
    }
    object.over(json, from, to);
    boolean sawGroups = false;
    while (object.nextMember()) {
      if (object.nameIs(LOCATION)) {
        return true;
      }
      if (object.nameIs(PROVIDER_GROUPS)) {
        sawGroups = true;
        if (wantsAnyGroup(json, object)) {
          return true;
        }
      }
    }
    return !sawGroups || !object.isComplete();
  }

  /** Whether the element of {@code negotiated_rates} that fills [from, to) may give a row. */
  boolean wantsEntry(byte[] json, int from, int to) {
    boolean priced = filter.wantsAllTypes();
    boolean provided = filter.wantsAllNpis();
    object.over(json, from, to);
    while (!(priced && provided) && object.nextMember()) {
      if (!priced && object.nameIs(PRICES)) {
        priced = wantsAnyPrice(json, object);
      } else if (!provided && object.nameIs(PROVIDER_GROUPS)) {
        provided = wantsAnyGroup(json, object);
      } else if (!provided && object.nameIs(REFERENCES)) {
        provided = wantsAnyId(json, object);
      }
    }
    return (priced && provided) || !object.isComplete();
  }

  /** Whether the provider group that fills [from, to) may have a provider that is wanted. */
  boolean wantsGroup(byte[] json, int from, int to) {
    if (filter.wantsAllNpis()) {
      return true;
    }
    if (json[from] != '{') {
      return true;
    }
    inner.over(json, from, to);
    boolean any = false;
    while (inner.nextMember()) {
      if (inner.nameIs(NPI) && json[inner.valueFrom()] != 'n') {
        any = true;
        if (wantsAnyNpi(json, inner.valueFrom(), inner.valueTo())) {
          return true;
        }
      }
    }
    return !inner.isComplete() || (!any && filter.wantsNpi(0));
  }

  /** Whether the value or the list of values that fills [from, to) may hold an NPI wanted. */
  boolean wantsAnyNpi(byte[] json, int from, int to) {
    if (filter.wantsAllNpis()) {
      return true;
    }
    if (json[from] != '[') {
      return wantsNpi(json, from, to);
    }
    values.over(json, from, to);
    boolean any = false;
    while (values.nextElement()) {
      any = true;
      if (wantsNpi(json, values.valueFrom(), values.valueTo())) {
        return true;
      }
    }
    return !any && filter.wantsNpi(0);
  }

  /** Whether one of the NPIs that fill [from, to), without brackets around them, is wanted. */
  boolean wantsAnyOf(byte[] json, int from, int to) {
    if (filter.wantsAllNpis()) {
      return true;
    }
    values.inside(json, from, to);
    while (values.nextElement()) {
      if (wantsNpi(json, values.valueFrom(), values.valueTo())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the price that fills [from, to) may be of a type that is wanted. */
  boolean wantsPrice(byte[] json, int from, int to) {
    if (filter.wantsAllTypes() || json[from] != '{') {
      return true;
    }
    inner.over(json, from, to);
    while (inner.nextMember()) {
      if (inner.nameIs(TYPE) && wantsType(json, inner.valueFrom(), inner.valueTo())) {
        return true;
      }
    }
    return !inner.isComplete();
  }

  /** Whether the reference to a group that fills [from, to) may be to one that is wanted. */
  boolean wantsId(byte[] json, int from, int to) {
    return filter.wantsAllNpis() || !unwanted.has(json, from, to);
  }

  private boolean wantsAnyGroup(byte[] json, JsonCursor member) {
    if (member.valueStart() != '[') {
      return member.valueStart() != 'n';
    }
    elements.over(json, member.valueFrom(), member.valueTo());
    while (elements.nextElement()) {
      if (wantsGroup(json, elements.valueFrom(), elements.valueTo())) {
        return true;
      }
    }
    return false;
  }

  private boolean wantsAnyPrice(byte[] json, JsonCursor member) {
    if (member.valueStart() != '[') {
      return wantsPrice(json, member.valueFrom(), member.valueTo());
    }
    elements.over(json, member.valueFrom(), member.valueTo());
    while (elements.nextElement()) {
      if (wantsPrice(json, elements.valueFrom(), elements.valueTo())) {
        return true;
      }
    }
    return false;
  }

  private boolean wantsAnyId(byte[] json, JsonCursor member) {
    if (member.valueStart() != '[') {
      return true;
    }
    elements.over(json, member.valueFrom(), member.valueTo());
    while (elements.nextElement()) {
      if (wantsId(json, elements.valueFrom(), elements.valueTo())) {
        return true;
      }
    }
    return false;
  }

  private boolean wantsNpi(byte[] json, int from, int to) {
    long npi = PlainNumbers.read(json, from, to);
    return npi < 0 || filter.wantsNpi(npi);
  }

  private boolean wantsType(byte[] json, int from, int to) {
    if (json[from] != '"') {
      return json[from] != 'n';
    }
    int first = from + 1;
    int end = to - 1;
    while (first < end && json[first] == ' ') {
      first++;
    }
    while (end > first && json[end - 1] == ' ') {
      end--;
    }
    for (int i = first; i < end; i++) {
      if (json[i] < ' ' || json[i] == '\\') {
        return true;
      }
    }
    for (byte[] type : types) {
      if (type.length == end - first && equalsIgnoringCase(json, first, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalsIgnoringCase(byte[] json, int from, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      byte b = json[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }
}
