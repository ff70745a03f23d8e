package io.lakewright.rates.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** One leaf column of the file whose values depend on the item, the provider or the price. */
final class LeafColumn {
  /** For arrays of text and for what is no array. */
  static final int NO_FIELD = -1;

  private static final int STRUCT_FIELDS = 4;

  private final ColumnDescriptor descriptor;
  private final int cell;
  private final int field;
  private final ColumnValues values = new ColumnValues();

  /**
   * @param cell index of the value among the cells of an item, provider or price
   * @param field index within the structs of an array
   */
  LeafColumn(ColumnDescriptor descriptor, int cell, int field) {
    this.descriptor = descriptor;
    this.cell = cell;
    this.field = field;
  }

  boolean isArray() {
    return descriptor.getMaxRepetitionLevel() > 0;
  }

  /** The symbol of the value among some cells. */
  int symbol(Object[] cells) {
    return values.symbol(cells[cell]);
  }

  /** The symbols of the array among some cells, null for no array. */
  int[] symbols(Object[] cells) {
    ArrayData array = (ArrayData) cells[cell];
    if (array == null) {
      return null;
    }
    int[] symbols = new int[array.numElements()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = values.symbol(element(array, i));
    }
    return symbols;
  }

  private UTF8String element(ArrayData array, int index) {
    if (array.isNullAt(index)) {
      return null;
    }
    return field == NO_FIELD
        ? array.getUTF8String(index)
        : array.getStruct(index, STRUCT_FIELDS).getUTF8String(field);
  }

  /** Bytes of the values that have symbols. */
  long knownBytes() {
    return values.knownBytes();
  }

  /** Forgets all symbols. */
  void clear() {
    values.clear();
  }

  /**
   * Writes a chunk of one value, or null, a row.
   *
   * @param ids symbols by the source's numbers; overwritten
   */
  void write(int[] ids, Source source, RowGroupChunks chunks) throws IOException {
    values.begin();
    long plainBytes = 0;
    for (int number = 0; number < ids.length; number++) {
      ids[number] = values.id(ids[number]);
      plainBytes += source.rows(number) * plainLength(ids[number]);
    }
    ChunkWriter chunk =
        chunks.begin(descriptor, values, values.isEconomical(plainBytes, chunks.rows()));
    if (Arrays.stream(ids).allMatch(id -> id == ids[0])) {
      chunk.add(ids[0], chunks.rows());
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.add(ids[runs.numbers[run]], runs.lengths[run]);
      }
    }
    chunk.end();
  }

  /**
   * Writes a chunk of an array, or null, a row.
   *
   * @param symbols by the source's numbers
   */
  void writeArrays(int[][] symbols, Source source, RowGroupChunks chunks) throws IOException {
    values.begin();
    int[][] ids = new int[symbols.length][];
    long plainBytes = 0;
    long elements = 0;
    for (int number = 0; number < ids.length; number++) {
      int[] array = symbols[number];
      ids[number] = array == null ? null : new int[array.length];
      for (int i = 0; array != null && i < array.length; i++) {
        ids[number][i] = values.id(array[i]);
        plainBytes += source.rows(number) * plainLength(ids[number][i]);
        elements += source.rows(number);
      }
    }
    ChunkWriter chunk = chunks.begin(descriptor, values, values.isEconomical(plainBytes, elements));
    if (Arrays.stream(ids).allMatch(array -> Arrays.equals(array, ids[0]))) {
      chunk.addArray(ids[0], chunks.rows());
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.addArray(ids[runs.numbers[run]], runs.lengths[run]);
      }
    }
    chunk.end();
  }

  private int plainLength(int id) {
    return id == Dictionary.NULL ? 0 : values.length(id);
  }
}
