package io.lakewright.sample;

import java.util.Set;

/** What real files do beside or against the schema, to be asked for by name. */
public enum Quirk {
  /** The file begins with a UTF-8 byte order mark. */
  BOM,
  /** The provider references stand after the rates. */
  REFERENCES_LAST,
  /** Provider group ids are decimals, with a zero at the end here and none there. */
  FRACTIONAL_IDS,
  /** Every fourth entry has its provider groups inline. */
  INLINE_GROUPS,
  /** One entry in fifty refers to a group that does not exist. */
  UNRESOLVED_GROUPS,
  /** NPIs are strings. */
  STRING_NPIS,
  /** One group in eight is known by TIN only: its NPI is 0. */
  ZERO_NPIS,
  /** One group in four names its NPIs two or three times. */
  DUPLICATE_NPIS,
  /** One entry in twenty is a percentage of billed charges. */
  PERCENTAGES,
  /** {@code DRG} for {@code MS-DRG}; {@code EIN} and {@code HIOS} in upper case. */
  OFF_ENUM,
  /** Each code fills two items. */
  REPEATED_ITEMS,
  /** Quotes, trailing backslashes, control characters and letters beyond ASCII in descriptions. */
  ODD_STRINGS,
  /** Dates carry a time and an offset. */
  DATE_TIMES,
  /** {@code covered_services} is null and {@code service_code} empty where there is none. */
  NULLS;

  /**
   * The quirks of a comma-separated list such as {@code bom,references-last}; {@code all} is every
   * one, {@code none} is none.
   *
   * @throws io.lakewright.UserException if a name is unknown
   */
  public static Set<Quirk> parse(String text) {
    return NamedSet.parse(Quirk.class, text);
  }

  @Override
  public String toString() {
    return NamedSet.name(this);
  }
}
