package io.lakewright.index;

/** What a listed file holds. */
enum FileKind {
  IN_NETWORK("in-network"),
  ALLOWED_AMOUNT("allowed-amount");

  private final String id;

  FileKind(String id) {
    this.id = id;
  }

  /** As in the column {@code kind}. */
  String id() {
    return id;
  }
}
