package io.lakewright.testkit.mrf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Flattens a file by holding all of it in memory and doing what the definition of the table {@code
 * rates} says, word for word.
 */
public final class NaiveFlattener {
  /** The columns of {@code rates} in order. */
  public static final List<String> COLUMNS =
      List.of(
          "source_file",
          "reporting_entity_name",
          "reporting_entity_type",
          "plan_name",
          "issuer_name",
          "plan_sponsor_name",
          "plan_id_type",
          "plan_id",
          "plan_market_type",
          "last_updated_on",
          "version",
          "negotiation_arrangement",
          "name",
          "description",
          "severity_of_illness",
          "billing_code_type",
          "billing_code_type_version",
          "billing_code",
          "bundled_codes",
          "covered_services",
          "provider_group_id",
          "network_name",
          "npi",
          "tin_type",
          "tin",
          "business_name",
          "negotiated_type",
          "billing_class",
          "setting",
          "negotiated_rate",
          "rate_unit",
          "expiration_date",
          "service_code",
          "billing_code_modifier",
          "additional_information");

  private final String sourceFile;
  private final NaiveValues values = new NaiveValues();
  private final NaiveProviders providers;
  private final Consumer<Map<String, Object>> rows;
  private final Map<String, Object> header = new LinkedHashMap<>();
  private final List<Map<String, Object>> items = new ArrayList<>();
  private final List<Map<String, Object>> references = new ArrayList<>();

  private NaiveFlattener(
      String sourceFile, Function<String, byte[]> remote, Consumer<Map<String, Object>> rows) {
    this.sourceFile = sourceFile;
    this.rows = rows;
    providers = new NaiveProviders(values, remote);
  }

  /**
   * Flattens one file.
   *
   * @param file its bytes, decompressed
   * @param remote the content of a location, null if it cannot be had
   * @param rows is given each row as column names and values; lists for arrays, lists of four for
   *     structs
   * @return the occurrences of anomalies by kind
   */
  public static Map<String, Integer> flatten(
      byte[] file,
      String sourceFile,
      Function<String, byte[]> remote,
      Consumer<Map<String, Object>> rows) {
    NaiveFlattener flattener = new NaiveFlattener(sourceFile, remote, rows);
    NaiveValues.objects(NaiveJson.read(file)).forEach(flattener::collect);
    flattener.flatten();
    return flattener.values.anomalies();
  }

  private void collect(Map<String, Object> object) {
    if (object.containsKey("negotiated_rates") || object.containsKey("billing_code")) {
      items.add(object);
    } else if (object.containsKey("provider_group_id")
        || object.containsKey("provider_groups")
        || object.containsKey("location")) {
      references.add(object);
    } else {
      header.putAll(object);
      references.addAll(NaiveValues.objects(object.get("provider_references")));
      items.addAll(NaiveValues.objects(object.get("in_network")));
    }
  }

  private void flatten() {
    references.forEach(providers::define);
    Map<String, Object> row = fileColumns();
    for (Map<String, Object> item : items) {
      itemColumns(row, item);
      for (Map<String, Object> entry : NaiveValues.objects(item.get("negotiated_rates"))) {
        entry(row, entry);
      }
    }
  }

  private Map<String, Object> fileColumns() {
    Map<String, Object> row = new LinkedHashMap<>();
    COLUMNS.forEach(column -> row.put(column, null));
    row.put("source_file", sourceFile);
    row.put("reporting_entity_name", values.required(header, "reporting_entity_name"));
    row.put("reporting_entity_type", values.required(header, "reporting_entity_type"));
    row.put("last_updated_on", values.date(values.required(header, "last_updated_on")));
    row.put("version", values.required(header, "version"));
    copy(header, row, "plan_name", "issuer_name", "plan_sponsor_name", "plan_id");
    for (String name : List.of("plan_id_type", "plan_market_type")) {
      row.put(name, values.enumerated(NaiveValues.text(header.get(name)), name));
    }
    return row;
  }

  private void itemColumns(Map<String, Object> row, Map<String, Object> item) {
    for (String name : List.of("negotiation_arrangement", "billing_code_type")) {
      row.put(name, values.enumerated(values.required(item, name), name));
    }
    for (String name :
        List.of("name", "description", "billing_code_type_version", "billing_code")) {
      row.put(name, values.required(item, name));
    }
    copy(item, row, "severity_of_illness");
    row.put("bundled_codes", codes(item.get("bundled_codes")));
    row.put("covered_services", codes(item.get("covered_services")));
  }

  private void entry(Map<String, Object> row, Map<String, Object> entry) {
    List<Map<String, Object>> prices = NaiveValues.objects(entry.get("negotiated_prices"));
    if (prices.isEmpty()) {
      values.anomaly("missing-field");
    }
    Map<NaiveProviders.Key, NaiveProviders.Names> of = providers.of(entry);
    if (of.isEmpty() && !providers.hadUnresolved()) {
      values.anomaly("entry-without-providers");
    }
    for (Map<String, Object> price : prices) {
      priceColumns(row, price);
      of.forEach(
          (key, names) -> {
            row.put("provider_group_id", key.groupId());
            row.put("tin_type", key.tinType());
            row.put("tin", key.tin());
            row.put("npi", key.npi());
            row.put("business_name", names.businessName());
            row.put("network_name", names.networkName());
            rows.accept(row);
          });
    }
  }

  private void priceColumns(Map<String, Object> row, Map<String, Object> price) {
    String type = values.enumerated(values.required(price, "negotiated_type"), "negotiated_type");
    row.put("negotiated_type", type);
    row.put("rate_unit", "percentage".equals(type) ? "percent" : "usd");
    row.put(
        "billing_class",
        values.enumerated(values.required(price, "billing_class"), "billing_class"));
    row.put("setting", values.enumerated(NaiveValues.text(price.get("setting")), "setting"));
    row.put("negotiated_rate", values.rate(price.get("negotiated_rate")));
    row.put("expiration_date", values.date(values.required(price, "expiration_date")));
    row.put("service_code", NaiveValues.texts(price.get("service_code")));
    row.put("billing_code_modifier", NaiveValues.texts(price.get("billing_code_modifier")));
    copy(price, row, "additional_information");
  }

  private static List<List<String>> codes(Object listed) {
    if (listed == null) {
      return null;
    }
    List<List<String>> codes = new ArrayList<>();
    for (Map<String, Object> code : NaiveValues.objects(listed)) {
      List<String> four = new ArrayList<>();
      for (String name :
          List.of(
              "billing_code_type", "billing_code_type_version", "billing_code", "description")) {
        four.add(NaiveValues.text(code.get(name)));
      }
      codes.add(four);
    }
    return codes;
  }

  private static void copy(Map<String, Object> from, Map<String, Object> row, String... names) {
    for (String name : names) {
      row.put(name, NaiveValues.text(from.get(name)));
    }
  }
}
