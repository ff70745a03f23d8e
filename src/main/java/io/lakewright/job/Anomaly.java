package io.lakewright.job;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Something in the input that is not as it should be: a record set aside, or one kept with a field
 * that could not be read.
 *
 * @param sourceFile the file it stands in
 * @param section the part of the file, such as {@code in_network}; null for the file as a whole
 * @param ordinal 0-based position of the element in its section; null if unknown
 * @param byteOffset offset in the decompressed file; null if unknown
 * @param kind what is wrong, from a short fixed list such as {@code invalid-npi}
 * @param detail what exactly is wrong
 * @param raw the text concerned, at most {@value #MAX_RAW} characters; null if there is none
 * @param occurrences how often the same was met; the place is that of the first
 */
public record Anomaly(
    String sourceFile,
    String section,
    Long ordinal,
    Long byteOffset,
    String kind,
    String detail,
    String raw,
    long occurrences)
    implements Serializable {

  /** Longer texts are cut to this many characters. */
  public static final int MAX_RAW = 64 * 1024;

  /** The columns of every {@code _anomalies} table. */
  public static final StructType SCHEMA =
      new StructType()
          .add("source_file", DataTypes.StringType)
          .add("section", DataTypes.StringType)
          .add("ordinal", DataTypes.LongType)
          .add("byte_offset", DataTypes.LongType)
          .add("kind", DataTypes.StringType)
          .add("detail", DataTypes.StringType)
          .add("raw", DataTypes.StringType)
          .add("occurrences", DataTypes.LongType);

  public Anomaly {
    if (raw != null && raw.length() > MAX_RAW) {
      raw = raw.substring(0, MAX_RAW);
    }
  }

  /** This one, met {@code more} times more. */
  public Anomaly plus(long more) {
    return new Anomaly(
        sourceFile, section, ordinal, byteOffset, kind, detail, raw, occurrences + more);
  }

  /** This one without its text. */
  public Anomaly withoutRaw() {
    return new Anomaly(sourceFile, section, ordinal, byteOffset, kind, detail, null, occurrences);
  }

  /** The row of {@link #SCHEMA}. */
  public Row toRow() {
    return RowFactory.create(
        sourceFile, section, ordinal, byteOffset, kind, detail, raw, occurrences);
  }
}
