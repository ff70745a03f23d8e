package io.lakewright.maintain.cost;

import io.lakewright.UserException;
import io.lakewright.config.Nearest;
import io.lakewright.config.Yaml;
import io.lakewright.maintain.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads prices from YAML: every key must be there, and no other. */
public final class PriceFile {
  private static final String SHIPPED = "/io/lakewright/maintain/prices.yaml";
  private static final List<String> KEYS =
      List.of(
          "region",
          "currency",
          "date",
          "source",
          "storage.standard",
          "storage.cold",
          "requests.writes",
          "requests.reads",
          "compute.core-hour",
          "assumptions.scans-per-month",
          "assumptions.rewrite-rate",
          "assumptions.stored-twice");

  private final String place;
  private final Map<String, String> values = new HashMap<>();

  private PriceFile(String place, Object document) {
    this.place = place;
    flatten("", document);
  }

  /**
   * Prices of a file, or those that come with the application.
   *
   * @throws UserException if a key is missing, unknown or not a number
   */
  public static Prices read(Optional<String> place) {
    return place.map(file -> parse(file, Yaml.read(file))).orElseGet(PriceFile::shipped);
  }

  private static Prices shipped() {
    try (InputStream in = PriceFile.class.getResourceAsStream(SHIPPED)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse("prices.yaml", Yaml.parse("prices.yaml", text));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + SHIPPED, e);
    }
  }

  static Prices parse(String place, Object document) {
    PriceFile file = new PriceFile(place, document);
    return new Prices(
        "%s, %s, %s".formatted(file.text("region"), file.text("date"), file.text("source")),
        file.text("currency"),
        file.amount("storage.standard"),
        file.amount("storage.cold"),
        file.amount("requests.writes"),
        file.amount("requests.reads"),
        file.amount("compute.core-hour"),
        file.amount("assumptions.scans-per-month"),
        file.parsed("assumptions.rewrite-rate", Setting.bytes("rate", "1", "")),
        file.duration());
  }

  private Duration duration() {
    return parsed("assumptions.stored-twice", Setting.duration("twice", "1d", ""));
  }

  private void flatten(String prefix, Object node) {
    if (!(node instanceof Map<?, ?> map)) {
      throw UserException.usage("%s must hold prices by name".formatted(place));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof Map<?, ?>) {
        flatten(key + ".", entry.getValue());
      } else if (!KEYS.contains(key)) {
        throw UserException.usage(
            "Unknown price '%s' in %s.%s".formatted(key, place, Nearest.question(key, KEYS)));
      } else {
        values.put(key, String.valueOf(entry.getValue()));
      }
    }
  }

  private String text(String key) {
    String value = values.get(key);
    if (value == null || value.isBlank()) {
      throw UserException.usage("'%s' is missing in %s".formatted(key, place));
    }
    return value.strip();
  }

  private double amount(String key) {
    return parsed(
        key,
        text -> {
          double amount = Double.parseDouble(text);
          if (!(amount >= 0 && amount < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("must not be negative, cannot be: " + text);
          }
          return amount;
        });
  }

  private <T> T parsed(String key, Setting<T> setting) {
    return parsed(key, setting.parser());
  }

  private <T> T parsed(String key, Function<String, T> parser) {
    try {
      return parser.apply(text(key));
    } catch (NumberFormatException e) {
      throw UserException.usage(
          "'%s' in %s must be a number, cannot be: %s".formatted(key, place, text(key)));
    } catch (IllegalArgumentException e) {
      throw UserException.usage("'%s' in %s %s".formatted(key, place, e.getMessage()));
    }
  }
}
