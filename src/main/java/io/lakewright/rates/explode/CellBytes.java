package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The cells of items, providers or prices as bytes, and back. */
final class CellBytes {
  private final StructField[] fields;
  private final UnsafeProjection projection;

  private CellBytes(int from, int to) {
    this.fields = Arrays.copyOfRange(RatesTable.SCHEMA.fields(), from, to);
    this.projection = UnsafeProjection$.MODULE$.create(new StructType(fields));
  }

  static CellBytes ofItems() {
    return new CellBytes(0, RatesTable.PROVIDER);
  }

  static CellBytes ofProviders() {
    return new CellBytes(RatesTable.PROVIDER, RatesTable.PRICE);
  }

  static CellBytes ofPrices() {
    return new CellBytes(RatesTable.PRICE, RatesTable.SCHEMA.length());
  }

  /** The cells as bytes; overwritten with the next ones. */
  UnsafeRow row(Object[] cells) {
    return projection.apply(new GenericInternalRow(cells));
  }

  /** The cells of a row; they point into its bytes. */
  Object[] cells(byte[] bytes) {
    UnsafeRow row = new UnsafeRow(fields.length);
    row.pointTo(bytes, bytes.length);
    Object[] cells = new Object[fields.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i, fields[i].dataType());
    }
    return cells;
  }
}
