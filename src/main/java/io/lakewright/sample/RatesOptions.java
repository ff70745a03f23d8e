package io.lakewright.sample;

import io.lakewright.UserException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code sample rates} writes.
 *
 * @param output the directory, made if missing
 * @param size bytes of JSON in all files together, before compression; exact to about a price
 * @param files how many files; they are dealt out to up to five payers
 * @param seed the same seed and options give the same JSON, byte for byte, on any machine
 * @param codes how many different billing codes, at most; small files have fewer
 * @param rowsPerMb rows of the flattened table per million bytes of JSON, approximately
 * @param largestItem bytes of the first {@code in_network} item of every file; 0 for no such giant
 */
public record RatesOptions(
    Path output,
    long size,
    int files,
    long seed,
    int codes,
    int rowsPerMb,
    SchemaVersion schema,
    Compression compression,
    Set<Quirk> quirks,
    long largestItem) {
  private static final int SMALLEST_FILE = 5_000;
  private static final int MIN_ROWS_PER_MB = 5_000;
  private static final int MAX_ROWS_PER_MB = 500_000;

  /** 6 MB in three files of three payers, some 240,000 rows. */
  public static RatesOptions into(Path output) {
    return new RatesOptions(
        output, 6_000_000, 3, 1, 600, 40_000, SchemaVersion.V2_0_0, Compression.NONE, Set.of(), 0);
  }

  public RatesOptions {
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(compression, "compression");
    // In the order of the enumeration, so that nothing depends on hash codes.
    EnumSet<Quirk> ordered = EnumSet.noneOf(Quirk.class);
    ordered.addAll(quirks);
    quirks = ordered;
    check(files >= 1, "Number of files must be at least 1, cannot be: %s", files);
    check(
        size / files >= SMALLEST_FILE,
        "Size must be at least " + SMALLEST_FILE + " bytes per file, cannot be: %s",
        size);
    check(
        codes >= 1 && codes <= maxCodes(),
        "Number of codes must be between 1 and " + maxCodes() + ", cannot be: %s",
        codes);
    check(
        rowsPerMb >= MIN_ROWS_PER_MB && rowsPerMb <= MAX_ROWS_PER_MB,
        "Rows per MB must be between "
            + MIN_ROWS_PER_MB
            + " and "
            + MAX_ROWS_PER_MB
            + ", cannot be: %s",
        rowsPerMb);
    check(
        largestItem >= 0 && largestItem <= size / files / 100 * 85,
        "Largest item must not exceed 85 % of a file (" + size / files + " bytes), cannot be: %s",
        largestItem);
  }

  /** The number of billing codes to choose from. */
  public static int maxCodes() {
    return BillingCode.ALL.size();
  }

  /** With that size in bytes. */
  public RatesOptions withSize(long bytes) {
    return new RatesOptions(
        output, bytes, files, seed, codes, rowsPerMb, schema, compression, quirks, largestItem);
  }

  /** With so many files. */
  public RatesOptions withFiles(int number) {
    return new RatesOptions(
        output, size, number, seed, codes, rowsPerMb, schema, compression, quirks, largestItem);
  }

  /** With that seed. */
  public RatesOptions withSeed(long number) {
    return new RatesOptions(
        output, size, files, number, codes, rowsPerMb, schema, compression, quirks, largestItem);
  }

  /** With so many codes. */
  public RatesOptions withCodes(int number) {
    return new RatesOptions(
        output, size, files, seed, number, rowsPerMb, schema, compression, quirks, largestItem);
  }

  /** With so many rows per million bytes. */
  public RatesOptions withRowsPerMb(int number) {
    return new RatesOptions(
        output, size, files, seed, codes, number, schema, compression, quirks, largestItem);
  }

  /** With that version of the schema. */
  public RatesOptions withSchema(SchemaVersion version) {
    return new RatesOptions(
        output, size, files, seed, codes, rowsPerMb, version, compression, quirks, largestItem);
  }

  /** Packed like that. */
  public RatesOptions withCompression(Compression packed) {
    return new RatesOptions(
        output, size, files, seed, codes, rowsPerMb, schema, packed, quirks, largestItem);
  }

  /** With these quirks. */
  public RatesOptions withQuirks(Set<Quirk> chosen) {
    return new RatesOptions(
        output, size, files, seed, codes, rowsPerMb, schema, compression, chosen, largestItem);
  }

  /** With a first item of so many bytes. */
  public RatesOptions withLargestItem(long bytes) {
    return new RatesOptions(
        output, size, files, seed, codes, rowsPerMb, schema, compression, quirks, bytes);
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  private static void check(boolean fine, String message, Object value) {
    if (!fine) {
      throw UserException.usage(message.replace("%s", String.valueOf(value)));
    }
  }
}
