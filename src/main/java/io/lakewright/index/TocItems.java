package io.lakewright.index;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Plans and files of reporting structures. */
final class TocItems {
  private static final String PLANS = "reporting_plans";
  private static final Set<String> PLAN_FIELDS =
      Set.of(
          "plan_name",
          "plan_id_type",
          "plan_id",
          "plan_market_type",
          "issuer_name",
          "plan_sponsor_name");
  private static final Set<String> REQUIRED =
      Set.of("plan_name", "plan_id_type", "plan_id", "plan_market_type");
  private static final Set<String> ID_TYPES = Set.of("ein", "hios");
  private static final Set<String> MARKETS = Set.of("group", "individual");
  private static final Set<String> FILE_FIELDS = Set.of("location", "description");

  private final TocJson json;
  private final TocAnomalies anomalies;
  private final boolean fromTheWeb;
  private final RecentLocations locations = new RecentLocations();
  private long references;

  TocItems(TocJson json, TocAnomalies anomalies) {
    this.json = json;
    this.anomalies = anomalies;
    fromTheWeb = FileLocation.isOnTheWeb(anomalies.sourceFile());
  }

  /** The plan that begins here; null if there is none. */
  TocEvent.Plan plan(JsonToken token, long structure) throws IOException {
    if (!isObject(token, PLANS, structure)) {
      return null;
    }
    long offset = json.offset();
    Map<String, String> plan = json.object(PLAN_FIELDS, PLANS, structure);
    for (String field : REQUIRED) {
      if (!plan.containsKey(field)) {
        anomalies.add(
            TocAnomalies.MISSING_FIELD, PLANS, structure, offset, field + " is missing or blank");
      }
    }
    return new TocEvent.Plan(
        structure,
        plan.get("plan_name"),
        oneOf(ID_TYPES, plan, "plan_id_type", structure, offset),
        plan.get("plan_id"),
        oneOf(MARKETS, plan, "plan_market_type", structure, offset),
        plan.get("issuer_name"),
        plan.get("plan_sponsor_name"));
  }

  /** The file that is listed here; null if there is none that can be had. */
  TocEvent.FileReference file(JsonToken token, long structure, FileKind kind) throws IOException {
    String section = kind == FileKind.IN_NETWORK ? "in_network_files" : "allowed_amount_file";
    if (!isObject(token, section, structure)) {
      return null;
    }
    long offset = json.offset();
    Map<String, String> file = json.object(FILE_FIELDS, section, structure);
    long ordinal = references++;
    String location = file.get("location");
    String description = file.get("description");
    if (location == null) {
      anomalies.add(
          TocAnomalies.BLANK_LOCATION,
          section,
          structure,
          offset,
          "location is missing or blank",
          () -> description);
      return null;
    }
    try {
      FileLocation found = locations.of(location);
      if (fromTheWeb && !found.isOnTheWeb()) {
        anomalies.add(
            TocAnomalies.LOCATION_NOT_ON_THE_WEB,
            section,
            structure,
            offset,
            "a table of contents from the web names a file that is not there but here");
        return null;
      }
      return new TocEvent.FileReference(structure, ordinal, kind, found, description);
    } catch (IllegalArgumentException e) {
      anomalies.add(
          TocAnomalies.INVALID_LOCATION,
          section,
          structure,
          offset,
          "location is " + e.getMessage(),
          () -> location.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//"));
      return null;
    }
  }

  private boolean isObject(JsonToken token, String section, long structure) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      return true;
    }
    if (token != JsonToken.VALUE_NULL) {
      json.unexpected("an entry is not an object", section, structure);
    }
    return false;
  }

  private String oneOf(
      Set<String> known, Map<String, String> plan, String field, long structure, long offset) {
    String value = plan.get(field);
    if (value == null) {
      return null;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!known.contains(lower)) {
      anomalies.add(
          TocAnomalies.OFF_ENUM_VALUE,
          PLANS,
          structure,
          offset,
          "%s is not one of %s"
              .formatted(field, String.join(", ", known.stream().sorted().toList())),
          () -> value);
    }
    return lower;
  }
}
