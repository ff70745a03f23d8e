package io.lakewright.index;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** What a table of contents says about itself, wherever in the file it stands. */
final class TocHeader {
  private static final int DATE = "2026-01-31".length();

  private final TocJson json;
  private final TocAnomalies anomalies;
  private String entityName;
  private String entityType;
  private LocalDate lastUpdatedOn;
  private String version;

  TocHeader(TocJson json, TocAnomalies anomalies) {
    this.json = json;
    this.anomalies = anomalies;
  }

  /** Takes the value that the parser is at, if the field is one of the header. */
  void field(String name) throws IOException {
    switch (name) {
      case "reporting_entity_name" -> entityName = json.text(name, null, -1);
      case "reporting_entity_type" -> entityType = json.text(name, null, -1);
      case "last_updated_on" -> lastUpdatedOn = date(json.text(name, null, -1));
      case "version" -> version = json.text(name, null, -1);
      default -> json.skip();
    }
  }

  TocEvent event(long structures) {
    if (structures > 0 && entityName == null) {
      anomalies.add(
          TocAnomalies.MISSING_FIELD, null, -1, -1, "reporting_entity_name is missing or blank");
    }
    return new TocEvent.Header(entityName, entityType, lastUpdatedOn, version, structures);
  }

  /** A time and an offset after the date are common and say nothing. */
  private LocalDate date(String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text.substring(0, Math.min(DATE, text.length())));
    } catch (DateTimeParseException e) {
      anomalies.add(
          TocAnomalies.INVALID_DATE,
          null,
          -1,
          json.offset(),
          "last_updated_on is not a date such as 2026-01-31",
          () -> text);
      return null;
    }
  }
}
