package io.lakewright.testkit.mrf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How single values are read, and the count of what was wrong with them. */
final class NaiveValues {
  private static final Map<String, Set<String>> ENUMERATIONS =
      Map.of(
          "negotiation_arrangement",
          Set.of("ffs", "bundle", "capitation"),
          "negotiated_type",
          Set.of("negotiated", "derived", "fee schedule", "percentage", "per diem"),
          "billing_class",
          Set.of("professional", "institutional", "both"),
          "setting",
          Set.of("inpatient", "outpatient", "both"),
          "plan_id_type",
          Set.of("ein", "hios"),
          "plan_market_type",
          Set.of("group", "individual"),
          "type",
          Set.of("ein", "npi"),
          "billing_code_type",
          Set.of(
              ("CPT HCPCS ICD MS-DRG R-DRG S-DRG APS-DRG AP-DRG APR-DRG APC NDC HIPPS LOCAL EAPG "
                      + "CDT RC CSTM-ALL")
                  .split(" ", -1)));

  private final Map<String, Integer> anomalies = new TreeMap<>();

  /** Counts something that is not as it should be. */
  void anomaly(String kind) {
    anomalies.merge(kind, 1, Integer::sum);
  }

  /** Occurrences by kind. */
  Map<String, Integer> anomalies() {
    return anomalies;
  }

  /** A string as it is, a number or boolean as its JSON text. */
  static String text(Object value) {
    if (value instanceof NaiveJson.JsonNumber number) {
      return number.text();
    }
    return value instanceof String || value instanceof Boolean ? value.toString() : null;
  }

  String required(Map<String, Object> object, String name) {
    String text = text(object.get(name));
    if (text == null) {
      anomaly("missing-field");
    }
    return text;
  }

  /** A value of an enumeration: trimmed, in lower case (codes types: upper case). */
  String enumerated(String text, String name) {
    if (text == null) {
      return null;
    }
    String trimmed = text.trim();
    String normal =
        name.equals("billing_code_type")
            ? trimmed.toUpperCase(Locale.ROOT)
            : trimmed.toLowerCase(Locale.ROOT);
    if (!ENUMERATIONS.get(name).contains(normal)) {
      anomaly("off-enum-value");
    }
    return normal;
  }

  /** The first ten characters as a date. */
  LocalDate date(String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      anomaly("invalid-date");
      return null;
    }
  }

  /** At most twelve digits before the point, six behind it. */
  BigDecimal rate(Object value) {
    String text = text(value);
    if (text == null) {
      anomaly("missing-field");
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text.trim());
      long digitsBeforePoint = (long) number.precision() - number.scale();
      if (digitsBeforePoint < -6 || number.signum() == 0) {
        return new BigDecimal("0.000000");
      }
      if (digitsBeforePoint <= 12) {
        BigDecimal rounded = number.setScale(6, RoundingMode.HALF_UP);
        if (rounded.precision() <= 18) {
          return rounded;
        }
      }
    } catch (NumberFormatException e) {
      // Not a number: the same anomaly.
    }
    anomaly("rate-does-not-fit");
    return null;
  }

  /** Null for "known by TIN only" and for what is no number. */
  Long npi(Object value) {
    try {
      long npi = new BigDecimal(text(value).trim()).longValueExact();
      if (npi == 0) {
        return null;
      }
      if (npi < 1_000_000_000L || npi > 9_999_999_999L) {
        anomaly("invalid-npi");
      }
      return npi > 0 ? npi : null;
    } catch (ArithmeticException | NumberFormatException | NullPointerException e) {
      anomaly("invalid-npi");
      return null;
    }
  }

  /** Decimals without trailing zeros, so that 690.64470 and 690.6447 are the same. */
  static String groupId(Object value) {
    String text = text(value);
    if (text == null) {
      return null;
    }
    try {
      return new BigDecimal(text.trim()).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text.trim();
    }
  }

  /** A list of texts; a single value is a list of one. */
  static List<String> texts(Object value) {
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      texts.add(text(element));
    }
    return texts;
  }

  /** The elements of a list that are objects. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> objects(Object value) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          objects.add((Map<String, Object>) map);
        }
      }
    }
    return objects;
  }
}
