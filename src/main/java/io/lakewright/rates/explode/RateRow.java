package io.lakewright.rates.explode;

import io.lakewright.rates.RatesTable;
import io.lakewright.rates.parquet.RateRun;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One row of {@code rates}, or of some of its columns, overwritten for each. Moving from a row to
 * the next costs a few pointers: item, provider and price are set only when they change, and the
 * NPI is never boxed.
 */
final class RateRow extends InternalRow {
  private final int[] columns;
  private final Object[] cells = new Object[RatesTable.SCHEMA.length()];
  private long npi;
  private Object[] item;
  private Object[] provider;
  private Object[] price;

  /**
   * @param columns index in {@link RatesTable#SCHEMA} of each column that the row has
   */
  RateRow(int[] columns) {
    this.columns = columns;
  }

  /** Becomes a row of a run, its rows being numbered from 0. */
  void set(RateRun run, long index) {
    if (item != run.item()) {
      item = run.item();
      System.arraycopy(item, 0, cells, 0, RatesTable.PROVIDER);
    }
    if (provider != run.provider()) {
      provider = run.provider();
      System.arraycopy(
          provider, 0, cells, RatesTable.PROVIDER, RatesTable.PRICE - RatesTable.PROVIDER);
    }
    if (price != run.price(index)) {
      price = run.price(index);
      System.arraycopy(price, 0, cells, RatesTable.PRICE, cells.length - RatesTable.PRICE);
    }
    npi = run.npi(index);
  }

  @Override
  public int numFields() {
    return columns.length;
  }

  @Override
  public boolean isNullAt(int ordinal) {
    int column = columns[ordinal];
    return column == RatesTable.NPI ? npi == Members.NO_NPI : cells[column] == null;
  }

  @Override
  public long getLong(int ordinal) {
    return npi;
  }

  @Override
  public int getInt(int ordinal) {
    return (Integer) cells[columns[ordinal]];
  }

  @Override
  public UTF8String getUTF8String(int ordinal) {
    return (UTF8String) cells[columns[ordinal]];
  }

  @Override
  public Decimal getDecimal(int ordinal, int precision, int scale) {
    return (Decimal) cells[columns[ordinal]];
  }

  @Override
  public ArrayData getArray(int ordinal) {
    return (ArrayData) cells[columns[ordinal]];
  }

  @Override
  public Object get(int ordinal, DataType type) {
    if (columns[ordinal] == RatesTable.NPI) {
      return npi == Members.NO_NPI ? null : npi;
    }
    return cells[columns[ordinal]];
  }

  @Override
  public InternalRow copy() {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i, null);
    }
    return new GenericInternalRow(values);
  }

  @Override
  public void setNullAt(int ordinal) {
    throw new UnsupportedOperationException("A rate row is set as a whole");
  }

  @Override
  public void update(int ordinal, Object value) {
    throw new UnsupportedOperationException("A rate row is set as a whole");
  }

  @Override
  public boolean getBoolean(int ordinal) {
    throw noSuchType("boolean");
  }

  @Override
  public byte getByte(int ordinal) {
    throw noSuchType("tinyint");
  }

  @Override
  public short getShort(int ordinal) {
    throw noSuchType("smallint");
  }

  @Override
  public float getFloat(int ordinal) {
    throw noSuchType("float");
  }

  @Override
  public double getDouble(int ordinal) {
    throw noSuchType("double");
  }

  @Override
  public byte[] getBinary(int ordinal) {
    throw noSuchType("binary");
  }

  @Override
  public CalendarInterval getInterval(int ordinal) {
    throw noSuchType("interval");
  }

  @Override
  public InternalRow getStruct(int ordinal, int numFields) {
    throw noSuchType("struct");
  }

  @Override
  public MapData getMap(int ordinal) {
    throw noSuchType("map");
  }

  private static IllegalStateException noSuchType(String type) {
    return new IllegalStateException("The table rates has no column of type " + type);
  }
}
