package io.lakewright.sample;

import java.util.List;

/** Where and how a service is billed: the price variants that its entries choose from. */
enum Care {
  OFFICE(
      new Variant("professional", "outpatient", 1, "11", ""),
      new Variant("professional", "outpatient", 1.35, "11", "25"),
      new Variant("professional", "outpatient", 0.8, "22,19", ""),
      new Variant("professional", "both", 0.95, "02,10", "95"),
      new Variant("institutional", "outpatient", 1.5, "", "")),
  IMAGING(
      new Variant("professional", "outpatient", 1, "11,22", ""),
      new Variant("professional", "both", 0.28, "11,21,22,23", "26"),
      new Variant("professional", "outpatient", 0.72, "11,22", "TC"),
      new Variant("institutional", "outpatient", 2.4, "", ""),
      new Variant("institutional", "outpatient", 1.9, "", "52")),
  LAB(
      new Variant("professional", "outpatient", 1, "81,11", ""),
      new Variant("professional", "outpatient", 0.3, "11,21,22", "26"),
      new Variant("professional", "outpatient", 0.9, "81", "90"),
      new Variant("institutional", "outpatient", 2.1, "", "")),
  SURGERY(
      new Variant("professional", "both", 0.35, "21,22,24", ""),
      new Variant("professional", "both", 0.52, "21,22,24", "50"),
      new Variant("professional", "both", 0.06, "21,22,24", "80"),
      new Variant("professional", "inpatient", 0.07, "21", "AS"),
      new Variant("institutional", "outpatient", 1, "", ""),
      new Variant("institutional", "outpatient", 1.5, "", "50,LT")),
  DRUG(
      new Variant("professional", "outpatient", 1, "11,12", ""),
      new Variant("professional", "outpatient", 0.75, "12", "NU"),
      new Variant("professional", "outpatient", 0.1, "12", "RR"),
      new Variant("institutional", "outpatient", 1.8, "", "")),
  STAY(
      new Variant("institutional", "inpatient", 1, "", ""),
      new Variant("institutional", "inpatient", 1.12, "21", "")),
  DAY(
      new Variant("institutional", "inpatient", 1, "", ""),
      new Variant("institutional", "outpatient", 0.85, "22,23", ""));

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change.
  private final List<Variant> variants;

  Care(Variant... variants) {
    this.variants = List.of(variants);
  }

  /** The variants, the most usual first. */
  List<Variant> variants() {
    return variants;
  }

  /**
   * One way to bill.
   *
   * @param factor the price relative to the code's usual fee
   * @param serviceCodes places of service, separated by commas; empty for none
   * @param modifiers separated by commas; empty for none
   */
  record Variant(
      String billingClass, String setting, double factor, String serviceCodes, String modifiers) {
    /** The fields of a price that depend on the variant alone, closing brace included. */
    String json(SchemaVersion schema, boolean emptyServiceCodes) {
      StringBuilder json = new StringBuilder();
      if (!serviceCodes.isEmpty() || emptyServiceCodes) {
        json.append(",\"service_code\":").append(array(serviceCodes));
      }
      json.append(",\"billing_class\":\"").append(billingClass).append('"');
      if (schema.second()) {
        json.append(",\"setting\":\"").append(setting).append('"');
      }
      if (!modifiers.isEmpty()) {
        json.append(",\"billing_code_modifier\":").append(array(modifiers));
      }
      return json.append('}').toString();
    }

    private static String array(String list) {
      return list.isEmpty() ? "[]" : "[\"" + list.replace(",", "\",\"") + "\"]";
    }
  }
}
