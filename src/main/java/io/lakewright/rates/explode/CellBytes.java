package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

  void write(Object[] cells, DataOutputStream out) throws IOException {
    UnsafeRow row = projection.apply(new GenericInternalRow(cells));
    byte[] bytes = row.getBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The cells; they point into bytes of their own. */
  Object[] read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    UnsafeRow row = new UnsafeRow(fields.length);
    row.pointTo(bytes, bytes.length);
    Object[] cells = new Object[fields.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i, fields[i].dataType());
    }
    return cells;
  }
}
