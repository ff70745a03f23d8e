package io.lakewright.maintain.compaction;

import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;

import io.lakewright.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.iceberg.util.ZOrderByteUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.collection.mutable.WrappedArray;

/**
 * Values of several columns as one position on the z-curve: each value as eight bytes that compare
 * like the value, then their bits interleaved (G. M. Morton, 1966). The bytes are those of
 * Iceberg's own z-order, {@link ZOrderByteUtils}.
 */
final class ZValue {
  private static final int BYTES = ZOrderByteUtils.PRIMITIVE_BUFFER_SIZE;

  private ZValue() {}

  /**
   * A value as bytes that compare, unsigned, like the value; null comes first.
   *
   * @throws UserException if the type has no order that fits
   */
  static Column orderedBytes(Column column, StructField field) {
    DataType type = field.dataType();
    if (type instanceof StringType) {
      return strings().apply(column);
    }
    if (type instanceof BinaryType) {
      return binaries().apply(column);
    }
    if (type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType) {
      return doubles().apply(column.cast(DataTypes.DoubleType));
    }
    if (type instanceof IntegralType || type instanceof TimestampType) {
      return longs().apply(column.cast(DataTypes.LongType));
    }
    if (type instanceof TimestampNTZType) {
      return longs().apply(column.cast(DataTypes.TimestampType).cast(DataTypes.LongType));
    }
    if (type instanceof DateType || type instanceof BooleanType) {
      Column number =
          type instanceof DateType ? unix_date(column) : column.cast(DataTypes.IntegerType);
      return longs().apply(number.cast(DataTypes.LongType));
    }
    throw new UserException(
        "Cannot z-order by %s, which is a %s; take columns with numbers, text, dates or times"
            .formatted(field.name(), type.simpleString()));
  }

  /** An array of such bytes, one per column, as one value. */
  static Column interleaved(Column array, int columns) {
    UDF1<WrappedArray<byte[]>, byte[]> interleave =
        values -> {
          byte[][] bytes = new byte[columns][];
          for (int i = 0; i < columns; i++) {
            bytes[i] = values.apply(i);
          }
          int size = columns * BYTES;
          // The result is the buffer's own array, and Spark keeps it.
          return ZOrderByteUtils.interleaveBits(bytes, size, ByteBuffer.allocate(size));
        };
    return udf(interleave, DataTypes.BinaryType).apply(array);
  }

  private static UserDefinedFunction longs() {
    UDF1<Long, byte[]> bytes =
        value ->
            value == null
                ? new byte[BYTES]
                : ZOrderByteUtils.longToOrderedBytes(value, ByteBuffer.allocate(BYTES)).array();
    return udf(bytes, DataTypes.BinaryType);
  }

  private static UserDefinedFunction doubles() {
    UDF1<Double, byte[]> bytes =
        value ->
            value == null
                ? new byte[BYTES]
                : ZOrderByteUtils.doubleToOrderedBytes(value, ByteBuffer.allocate(BYTES)).array();
    return udf(bytes, DataTypes.BinaryType);
  }

  private static UserDefinedFunction strings() {
    UDF1<String, byte[]> bytes =
        value -> value == null ? new byte[BYTES] : cut(value.getBytes(StandardCharsets.UTF_8));
    return udf(bytes, DataTypes.BinaryType);
  }

  private static UserDefinedFunction binaries() {
    UDF1<byte[], byte[]> bytes = value -> value == null ? new byte[BYTES] : cut(value);
    return udf(bytes, DataTypes.BinaryType);
  }

  private static byte[] cut(byte[] value) {
    return ZOrderByteUtils.byteTruncateOrFill(value, BYTES, ByteBuffer.allocate(BYTES)).array();
  }
}
