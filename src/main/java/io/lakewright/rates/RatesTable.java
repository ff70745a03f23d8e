package io.lakewright.rates;

import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code rates}: one row per rate entry, price and provider. Its columns come in three
 * runs, by what they depend on: the item (with its file), the provider, the price.
 */
public final class RatesTable {
  /** Type of {@code negotiated_rate}. */
  public static final DecimalType RATE = DataTypes.createDecimalType(18, 6);

  private static final ArrayType STRINGS = DataTypes.createArrayType(DataTypes.StringType);

  /** A code within {@code bundled_codes} and {@code covered_services}. */
  public static final StructType CODE =
      new StructType()
          .add("billing_code_type", DataTypes.StringType)
          .add("billing_code_type_version", DataTypes.StringType)
          .add("billing_code", DataTypes.StringType)
          .add("description", DataTypes.StringType);

  private static final ArrayType CODES = DataTypes.createArrayType(CODE);

  /** All columns, in order. */
  public static final StructType SCHEMA =
      new StructType()
          .add("source_file", DataTypes.StringType)
          .add("reporting_entity_name", DataTypes.StringType)
          .add("reporting_entity_type", DataTypes.StringType)
          .add("plan_name", DataTypes.StringType)
          .add("issuer_name", DataTypes.StringType)
          .add("plan_sponsor_name", DataTypes.StringType)
          .add("plan_id_type", DataTypes.StringType)
          .add("plan_id", DataTypes.StringType)
          .add("plan_market_type", DataTypes.StringType)
          .add("last_updated_on", DataTypes.DateType)
          .add("version", DataTypes.StringType)
          .add("negotiation_arrangement", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("description", DataTypes.StringType)
          .add("severity_of_illness", DataTypes.StringType)
          .add("billing_code_type", DataTypes.StringType)
          .add("billing_code_type_version", DataTypes.StringType)
          .add("billing_code", DataTypes.StringType)
          .add("bundled_codes", CODES)
          .add("covered_services", CODES)
          .add("provider_group_id", DataTypes.StringType)
          .add("network_name", STRINGS)
          .add("npi", DataTypes.LongType)
          .add("tin_type", DataTypes.StringType)
          .add("tin", DataTypes.StringType)
          .add("business_name", DataTypes.StringType)
          .add("negotiated_type", DataTypes.StringType)
          .add("billing_class", DataTypes.StringType)
          .add("setting", DataTypes.StringType)
          .add("negotiated_rate", RATE)
          .add("rate_unit", DataTypes.StringType)
          .add("expiration_date", DataTypes.DateType)
          .add("service_code", STRINGS)
          .add("billing_code_modifier", STRINGS)
          .add("additional_information", DataTypes.StringType);

  /** Index of the first column that depends on the item, as opposed to the file alone. */
  public static final int ITEM = index("negotiation_arrangement");

  /** Index of the first column that depends on the provider. */
  public static final int PROVIDER = index("provider_group_id");

  /** Index of the first column that depends on the price. */
  public static final int PRICE = index("negotiated_type");

  /** Index of {@code npi}. */
  public static final int NPI = index("npi");

  /** Columns known before an item is parsed: slices can be routed by them. */
  public static final List<String> ROUTABLE =
      List.of("source_file", "billing_code_type", "billing_code");

  private RatesTable() {}

  /** Position of a column. */
  public static int index(String column) {
    return SCHEMA.fieldIndex(column);
  }
}
