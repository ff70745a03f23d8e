package io.lakewright.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A service that is billed.
 *
 * @param fee its usual price in dollars
 */
record BillingCode(
    String type, String code, String name, String description, double fee, Care care) {
  private static final String[] DEGREES = {
    "limited", "standard", "extended", "comprehensive", "repeat", "complex", "staged", "with review"
  };

  /** All codes, the most usual first. */
  static final List<BillingCode> ALL = load();

  /** The edition of the code list, such as a year. */
  String version() {
    return type.equals("MS-DRG") ? "43" : "2026";
  }

  /** The three fields that name the code, as in a bundle or among covered services. */
  String json() {
    return String.format(
        "{\"billing_code_type\":\"%s\",\"billing_code_type_version\":\"%s\","
            + "\"billing_code\":\"%s\",\"description\":%s}",
        type, version(), code, JsonBytes.quoted(description));
  }

  private static List<BillingCode> load() {
    List<BillingCode> codes = new ArrayList<>();
    Set<String> known = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                BillingCode.class.getResourceAsStream("codes.tsv"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          for (BillingCode code : range(line.split("\t", -1))) {
            if (known.add(code.type + code.code)) {
              codes.add(code);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(codes);
  }

  /** The codes of one line: a first and a last code with their fees, those between interpolated. */
  private static List<BillingCode> range(String[] fields) {
    String letters = fields[1].replaceAll("\\d", "");
    int width = fields[1].length() - letters.length();
    int first = Integer.parseInt(fields[1].substring(letters.length()));
    int last = Integer.parseInt(fields[2].substring(letters.length()));
    double low = Double.parseDouble(fields[3]);
    double high = Double.parseDouble(fields[4]);
    Care care = Care.valueOf(fields[5].toUpperCase(Locale.ROOT));
    List<BillingCode> codes = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      int step = number - first;
      double fee = first == last ? low : low + (high - low) * step / (last - first);
      String degree = first == last ? "" : ", " + DEGREES[step % DEGREES.length];
      String variant = step < DEGREES.length ? "" : " (" + (step / DEGREES.length + 1) + ")";
      String name = fields[6] + degree + variant;
      String code = letters + String.format("%0" + width + "d", number);
      codes.add(new BillingCode(fields[0], code, name, describe(name, care), fee, care));
    }
    return codes;
  }

  private static String describe(String name, Care care) {
    return name
        + switch (care) {
          case STAY -> ", whole inpatient stay";
          case DAY -> ", charge of the facility";
          case DRUG -> ", per unit";
          default -> ", performed once, with the usual preparation and report";
        };
  }
}
