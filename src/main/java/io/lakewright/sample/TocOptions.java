package io.lakewright.sample;

import io.lakewright.UserException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code sample toc} writes: one table of contents.
 *
 * @param output the directory, made if missing
 * @param size bytes of JSON before compression; exact to about a reporting structure
 * @param seed the same seed and options give the same JSON on any machine
 * @param allowedAmounts how a structure names its allowed-amount file
 * @param rates a directory of in-network files to list; empty for invented ones
 * @param baseUrl what stands before the file names, with the slash at its end; empty for an
 *     invented host, or for the {@code file:} address of {@code rates}
 */
public record TocOptions(
    Path output,
    long size,
    long seed,
    SchemaVersion schema,
    Compression compression,
    AllowedAmounts allowedAmounts,
    Set<Quirk> quirks,
    Optional<Path> rates,
    Optional<String> baseUrl) {
  private static final int SMALLEST = 2_000;

  /** The shape of {@code allowed_amount_file}. */
  public enum AllowedAmounts {
    OBJECT,
    LIST,
    NONE
  }

  /** What real tables of contents do beside or against the schema. */
  public enum Quirk {
    /** Locations carry an expiry and a signature. */
    SIGNED_LOCATIONS,
    /** One location in fifty is blank. */
    BLANK_LOCATIONS,
    /** {@code HIOS}, {@code EIN} and {@code Group} where the schema has lower case. */
    UPPER_CASE,
    /** There is no version and no date. */
    NO_VERSION,
    /** The file begins with a UTF-8 byte order mark. */
    BOM;

    /**
     * The quirks of a comma-separated list such as {@code bom,no-version}; {@code all} is every
     * one, {@code none} is none.
     *
     * @throws UserException if a name is unknown
     */
    public static Set<Quirk> parse(String text) {
      return NamedSet.parse(Quirk.class, text);
    }
  }

  /** 300 kB with invented locations. */
  public static TocOptions into(Path output) {
    return new TocOptions(
        output,
        300_000,
        1,
        SchemaVersion.V2_0_0,
        Compression.NONE,
        AllowedAmounts.OBJECT,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  public TocOptions {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(compression, "compression");
    Objects.requireNonNull(allowedAmounts, "allowedAmounts");
    Objects.requireNonNull(rates, "rates");
    EnumSet<Quirk> ordered = EnumSet.noneOf(Quirk.class);
    ordered.addAll(quirks);
    quirks = ordered;
    if (size < SMALLEST) {
      throw UserException.usage("Size must be at least " + SMALLEST + " bytes, cannot be: " + size);
    }
    if (baseUrl.isPresent() && !baseUrl.get().endsWith("/")) {
      throw UserException.usage("Base URL must end in a slash, cannot be: " + baseUrl.get());
    }
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}
