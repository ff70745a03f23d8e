package io.lakewright.rates.split;

/** The kinds of anomaly that machine-readable files show; the values are part of the contract. */
public final class Kinds {
  public static final String MALFORMED_JSON = "malformed-json";
  public static final String TRUNCATED = "truncated";
  public static final String ELEMENT_TOO_LARGE = "element-too-large";
  public static final String UNEXPECTED_VALUE = "unexpected-value";
  public static final String NOT_IN_NETWORK = "not-in-network";
  public static final String MISSING_FIELD = "missing-field";
  public static final String OFF_ENUM_VALUE = "off-enum-value";
  public static final String INVALID_NPI = "invalid-npi";
  public static final String INVALID_DATE = "invalid-date";
  public static final String RATE_DOES_NOT_FIT = "rate-does-not-fit";
  public static final String UNRESOLVED_PROVIDER_GROUP = "unresolved-provider-group";
  public static final String DUPLICATE_PROVIDER_GROUP = "duplicate-provider-group";
  public static final String CONFLICTING_PROVIDER_GROUP = "conflicting-provider-group";
  public static final String ENTRY_WITHOUT_PROVIDERS = "entry-without-providers";
  public static final String REMOTE_NOT_FOUND = "remote-not-found";
  public static final String REMOTE_REFUSED = "remote-refused";
  public static final String REMOTE_FAILED = "remote-failed";
  public static final String REMOTE_SKIPPED = "remote-skipped";

  private Kinds() {}
}
