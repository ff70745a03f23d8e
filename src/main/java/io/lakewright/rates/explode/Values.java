package io.lakewright.rates.explode;

import static io.lakewright.rates.explode.Enumerations.shortened;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lakewright.rates.RatesTable;
import io.lakewright.rates.split.Kinds;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.Decimal;

/** Dates, rates and NPIs: read if they can be, noted and left empty if not. */
final class Values {
  private static final int MAX_CACHED = 1000;
  private static final int MAX_DIGITS = 1000;
  private static final long FIRST_NPI = 1_000_000_000L;
  private static final long LAST_NPI = 9_999_999_999L;

  private final Map<String, Integer> dates = new HashMap<>();

  /** Days since 1970-01-01 of a date, whatever time or offset follows it; null if it is none. */
  Integer date(String field, String text, Notes notes) {
    if (text == null) {
      return null;
    }
    Integer day = dates.get(text);
    if (day != null) {
      return day;
    }
    try {
      String date = text.strip();
      day = (int) LocalDate.parse(date.substring(0, Math.min(10, date.length()))).toEpochDay();
    } catch (DateTimeParseException e) {
      notes.note(Kinds.INVALID_DATE, field + " '" + shortened(text) + "' is not a date");
      return null;
    }
    if (dates.size() < MAX_CACHED) {
      dates.put(text, day);
    }
    return day;
  }

  /** A rate with six decimal places, rounded half up; null if it is no number or too large. */
  Decimal rate(String text, Notes notes) {
    if (text == null) {
      return null;
    }
    try {
      BigDecimal rate = number(text);
      long integerDigits = (long) rate.precision() - rate.scale();
      if (integerDigits <= RatesTable.RATE.precision() - RatesTable.RATE.scale()) {
        BigDecimal fitted =
            integerDigits < -RatesTable.RATE.scale()
                ? BigDecimal.ZERO
                : rate.setScale(RatesTable.RATE.scale(), RoundingMode.HALF_UP);
        if (fitted.precision() - fitted.scale()
            <= RatesTable.RATE.precision() - RatesTable.RATE.scale()) {
          return Decimal.apply(fitted, RatesTable.RATE.precision(), RatesTable.RATE.scale());
        }
      }
    } catch (NumberFormatException notANumber) {
      // Noted below, like a number that is too large.
    }
    notes.note(
        Kinds.RATE_DOES_NOT_FIT,
        "negotiated_rate '" + shortened(text) + "' does not fit decimal(18,6)");
    return null;
  }

  /** The NPI at the parser's position; {@link Members#NO_NPI} if it is none. */
  long npi(JsonParser parser, Notes notes) throws IOException {
    long npi;
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      npi = parser.getLongValue();
    } else {
      npi = npi(Json.text(parser));
    }
    if (npi == Members.NO_NPI || (npi >= FIRST_NPI && npi <= LAST_NPI)) {
      return npi;
    }
    boolean number = npi > 0;
    notes.note(
        Kinds.INVALID_NPI,
        number
            ? "npi " + npi + " has not ten digits"
            : "npi '" + shortened(String.valueOf(parser.getText())) + "' is not a number");
    return number ? npi : Members.NO_NPI;
  }

  /** A decimal; reading one takes time by the square of its length, so there is an end to it. */
  private static BigDecimal number(String text) {
    String digits = text.strip();
    if (digits.length() > MAX_DIGITS) {
      throw new NumberFormatException("longer than a number can be");
    }
    return new BigDecimal(digits);
  }

  /** The number in a text; negative if there is none. */
  private static long npi(String text) {
    if (text == null) {
      return -1;
    }
    try {
      return number(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException notAnInteger) {
      return -1;
    }
  }
}
