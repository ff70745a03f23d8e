package io.lakewright.index;

import io.lakewright.job.AnomalyLog;
import java.util.function.Supplier;

/** Notes what is not as it should be in one table of contents. */
final class TocAnomalies {
  static final String MALFORMED_JSON = "malformed-json";
  static final String TRUNCATED = "truncated";
  static final String DAMAGED_FILE = "damaged-file";
  static final String NOT_A_TABLE_OF_CONTENTS = "not-a-table-of-contents";
  static final String UNEXPECTED_VALUE = "unexpected-value";
  static final String MISSING_FIELD = "missing-field";
  static final String OFF_ENUM_VALUE = "off-enum-value";
  static final String INVALID_DATE = "invalid-date";
  static final String BLANK_LOCATION = "blank-location";
  static final String INVALID_LOCATION = "invalid-location";
  static final String LOCATION_NOT_ON_THE_WEB = "location-not-on-the-web";
  static final String STRUCTURE_WITHOUT_PLANS = "structure-without-plans";
  static final String STRUCTURE_WITHOUT_FILES = "structure-without-files";

  private final String sourceFile;
  private final AnomalyLog log = new AnomalyLog();

  TocAnomalies(String sourceFile) {
    this.sourceFile = sourceFile;
  }

  String sourceFile() {
    return sourceFile;
  }

  void add(String kind, String section, long ordinal, long offset, String detail) {
    add(kind, section, ordinal, offset, detail, null);
  }

  /**
   * @param ordinal of the reporting structure, -1 outside of them
   * @param offset in the decompressed file, -1 if unknown
   * @param raw the text concerned; asked only if it is kept, and must hold no secrets
   */
  void add(
      String kind, String section, long ordinal, long offset, String detail, Supplier<String> raw) {
    log.add(
        sourceFile,
        section,
        ordinal < 0 ? null : ordinal,
        offset < 0 ? null : offset,
        kind,
        detail,
        raw);
  }

  AnomalyLog log() {
    return log;
  }
}
