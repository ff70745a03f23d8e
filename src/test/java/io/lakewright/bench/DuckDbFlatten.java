package io.lakewright.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * Flattens with DuckDB, in a JVM of its own: reads the two sections as newline-delimited JSON with
 * declared columns, joins, unnests, and writes one Parquet file with the columns of {@code rates}.
 * Of several orders of the joins and unnests this was the fastest; it may reorder rows.
 *
 * <p>Arguments: the directory with {@code in_network.ndjson}, {@code provider_references.ndjson}
 * and {@code header.json}; the Parquet file; the number of threads.
 */
final class DuckDbFlatten {
  private static final String CODE =
      "STRUCT(billing_code_type VARCHAR, billing_code_type_version VARCHAR, billing_code VARCHAR,"
          + " description VARCHAR)[]";

  private DuckDbFlatten() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Integer.parseInt(arguments[2]));
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(sql(directory, arguments[1]));
    }
  }

  private static String sql(Path directory, String output) {
    return String.format(
        """
      COPY (
        WITH header AS (
          SELECT * FROM read_json('%1$s/header.json', columns = {
            reporting_entity_name: 'VARCHAR', reporting_entity_type: 'VARCHAR',
            plan_name: 'VARCHAR', issuer_name: 'VARCHAR', plan_sponsor_name: 'VARCHAR',
            plan_id_type: 'VARCHAR', plan_id: 'VARCHAR', plan_market_type: 'VARCHAR',
            last_updated_on: 'DATE', version: 'VARCHAR'})),
        provider AS (
          SELECT id, network_name, lower(g.tin.type) AS tin_type, g.tin.value AS tin,
            g.tin.business_name AS business_name, list_distinct(g.npi) AS npis
          FROM (
            SELECT provider_group_id AS id, network_name, unnest(provider_groups) AS g
            FROM read_json('%1$s/provider_references.ndjson', format = 'newline_delimited',
              columns = {provider_group_id: 'BIGINT', network_name: 'VARCHAR[]',
                provider_groups: 'STRUCT(npi BIGINT[], tin STRUCT("type" VARCHAR,
                  "value" VARCHAR, business_name VARCHAR))[]'}))),
        entry AS (
          SELECT * EXCLUDE (negotiated_rates), unnest(negotiated_rates) AS e
          FROM read_json('%1$s/in_network.ndjson', format = 'newline_delimited', columns = {
            negotiation_arrangement: 'VARCHAR', name: 'VARCHAR', description: 'VARCHAR',
            severity_of_illness: 'VARCHAR', billing_code_type: 'VARCHAR',
            billing_code_type_version: 'VARCHAR', billing_code: 'VARCHAR',
            bundled_codes: '%2$s', covered_services: '%2$s',
            negotiated_rates: 'STRUCT(provider_references BIGINT[],
              negotiated_prices STRUCT(negotiated_type VARCHAR, billing_class VARCHAR,
                setting VARCHAR, negotiated_rate DECIMAL(18, 6), expiration_date DATE,
                service_code VARCHAR[], billing_code_modifier VARCHAR[],
                additional_information VARCHAR)[])[]'})),
        reference AS (
          SELECT * EXCLUDE (e), e.negotiated_prices AS prices, unnest(e.provider_references) AS id
          FROM entry),
        price AS (SELECT * EXCLUDE (prices), unnest(prices) AS p FROM reference)
        SELECT '%1$s' AS source_file, header.*,
          negotiation_arrangement, name, description, severity_of_illness, billing_code_type,
          billing_code_type_version, billing_code, bundled_codes, covered_services,
          price.id::VARCHAR AS provider_group_id, network_name, unnest(npis) AS npi, tin_type, tin,
          business_name, p.negotiated_type, p.billing_class, p.setting, p.negotiated_rate,
          CASE p.negotiated_type WHEN 'percentage' THEN 'percent' ELSE 'usd' END AS rate_unit,
          p.expiration_date, p.service_code, p.billing_code_modifier, p.additional_information
        FROM price JOIN provider ON price.id = provider.id CROSS JOIN header
      ) TO '%3$s' (FORMAT parquet, COMPRESSION zstd)""",
        directory, CODE, output);
  }

  /** Cuts a file into what {@link #main} reads. */
  static void prepare(Path file, Path directory) throws java.io.IOException {
    Files.createDirectories(directory);
    for (String section : new String[] {"in_network", "provider_references"}) {
      BenchFiles.section(file, section, directory.resolve(section + ".ndjson"));
    }
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      // The sample keeps its header on the first line.
      String header = lines.readLine();
      Files.writeString(
          directory.resolve("header.json"), header.substring(0, header.length() - 1) + "}\n");
    }
  }
}
