package io.lakewright.testkit.mrf;

/** What files in the wild do, each to be switched on alone or with others. */
public enum Quirk {
  SHUFFLED_SECTIONS,
  /** Fields of an item after {@code negotiated_rates}, and so on. */
  SHUFFLED_MEMBERS,
  /** {@code issuer_name}, {@code network_name}, {@code setting} and the like. */
  SCHEMA_2,
  INLINE_GROUPS,
  REMOTE_GROUPS,
  REMOTE_MISSING,
  /** Ids such as 690.64470, referred to as 690.6447. */
  FRACTIONAL_IDS,
  STRING_IDS,
  STRING_NPIS,
  /** NPI 0, alone or with real ones. */
  ZERO_NPIS,
  INVALID_NPIS,
  REPEATED_NPIS,
  REPEATED_GROUPS,
  DUPLICATE_IDS,
  CONFLICTING_IDS,
  UNRESOLVED_IDS,
  MISSING_NPIS,
  MISSING_TINS,
  NULL_COVERED_SERVICES,
  BUNDLED_DESCRIPTION_ONLY,
  EMPTY_LISTS,
  SCALAR_LISTS,
  ZERO_RATES,
  PERCENTAGES,
  WILD_RATES,
  OFF_ENUM,
  UPPER_CASE_ENUM,
  DATES_WITH_TIME,
  INVALID_DATES,
  MISSING_FIELDS,
  NULL_FIELDS,
  EMPTY_STRINGS,
  /** Numbers and booleans where strings should be. */
  WRONG_TYPES,
  DUPLICATE_KEYS,
  SAME_CODE_TWICE,
  ENTRY_WITHOUT_PROVIDERS,
  ENTRY_WITHOUT_PRICES,
  LARGE_ITEM,
  /** Strings that end in a backslash, hold quotes, brackets and commas. */
  BACKSLASHES,
  UNICODE,
  /** Keys of which some characters are written as escapes. */
  ESCAPED_KEYS,
  WHITESPACE,
  BYTE_ORDER_MARK,
  UNKNOWN_FIELDS,
  /** Several objects at the top level instead of one. */
  CONCATENATED
}
