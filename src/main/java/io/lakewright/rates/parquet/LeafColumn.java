package io.lakewright.rates.parquet;

import java.io.IOException;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** One leaf column of the file whose values depend on the item, the provider or the price. */
final class LeafColumn {
  /** For arrays of text and for what is no array. */
  static final int NO_FIELD = -1;

  private static final int STRUCT_FIELDS = 4;

  /** Bytes of an array that is known, roughly, besides its elements. */
  private static final int ARRAY_BYTES = 150;

  private final ColumnDescriptor descriptor;
  private final boolean isArray;
  private final int cell;
  private final int field;
  private final ColumnValues values = new ColumnValues();

  /** Distinct arrays, each as the symbols of its elements. */
  private final List<int[]> arrays = new ArrayList<>();

  private final Map<IntBuffer, Integer> numberOfArray = new HashMap<>();
  private long arrayBytes;
  private int[] symbols = new int[64];

  /**
   * @param cell index of the value among the cells of an item, provider or price
   * @param field index within the structs of an array
   */
  LeafColumn(ColumnDescriptor descriptor, int cell, int field) {
    this.descriptor = descriptor;
    this.isArray = descriptor.getMaxRepetitionLevel() > 0;
    this.cell = cell;
    this.field = field;
  }

  /** Learns the value that an item, provider or price has here; gives the bytes that it takes. */
  long learn(int index, Object[] cells) {
    if (index >= symbols.length) {
      symbols = Arrays.copyOf(symbols, index * 2);
    }
    long before = values.knownBytes() + arrayBytes;
    symbols[index] = isArray ? array((ArrayData) cells[cell]) : values.symbol(cells[cell]);
    return values.knownBytes() + arrayBytes - before;
  }

  private int array(ArrayData array) {
    if (array == null) {
      return Dictionary.NULL;
    }
    int[] elements = new int[array.numElements()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values.symbol(element(array, i));
    }
    IntBuffer key = IntBuffer.wrap(elements);
    Integer known = numberOfArray.get(key);
    if (known != null) {
      return known;
    }
    numberOfArray.put(key, arrays.size());
    arrays.add(elements);
    arrayBytes += ARRAY_BYTES + (long) Integer.BYTES * elements.length;
    return arrays.size() - 1;
  }

  private UTF8String element(ArrayData array, int index) {
    if (array.isNullAt(index)) {
      return null;
    }
    return field == NO_FIELD
        ? array.getUTF8String(index)
        : array.getStruct(index, STRUCT_FIELDS).getUTF8String(field);
  }

  /** Forgets all symbols. */
  void clear() {
    values.clear();
    arrays.clear();
    numberOfArray.clear();
    arrayBytes = 0;
  }

  /** Writes the column's chunk. */
  void write(Source source, RowGroupChunks chunks) throws IOException {
    values.begin();
    if (isArray) {
      writeArrays(source, chunks);
    } else {
      writeValues(source, chunks);
    }
  }

  private void writeValues(Source source, RowGroupChunks chunks) throws IOException {
    int[] ids = new int[source.count()];
    long plainBytes = 0;
    boolean isOne = true;
    for (int number = 0; number < ids.length; number++) {
      int id = values.id(symbols[source.index(number)]);
      ids[number] = id;
      isOne &= id == ids[0];
      plainBytes += id == Dictionary.NULL ? 0 : source.rows(number) * values.length(id);
    }
    ChunkWriter chunk =
        chunks.begin(
            descriptor,
            values,
            values.isEconomical(plainBytes, chunks.rows()),
            isOne ? 1 : source.runs().size);
    if (isOne) {
      chunk.add(ids[0], chunks.rows());
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.add(ids[runs.numbers[run]], runs.lengths[run]);
      }
    }
    chunk.end();
  }

  private void writeArrays(Source source, RowGroupChunks chunks) throws IOException {
    int[][] ids = new int[source.count()][];
    int[][] idsOfArray = new int[arrays.size()][];
    long plainBytes = 0;
    long elements = 0;
    boolean isOne = true;
    for (int number = 0; number < ids.length; number++) {
      int array = symbols[source.index(number)];
      if (array != Dictionary.NULL) {
        if (idsOfArray[array] == null) {
          idsOfArray[array] = Arrays.stream(arrays.get(array)).map(values::id).toArray();
        }
        ids[number] = idsOfArray[array];
        for (int id : ids[number]) {
          plainBytes += id == Dictionary.NULL ? 0 : source.rows(number) * values.length(id);
        }
        elements += source.rows(number) * ids[number].length;
      }
      isOne &= ids[number] == ids[0];
    }
    ChunkWriter chunk =
        chunks.begin(descriptor, values, values.isEconomical(plainBytes, elements), chunks.rows());
    if (isOne) {
      chunk.addArray(ids[0], chunks.rows());
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.addArray(ids[runs.numbers[run]], runs.lengths[run]);
      }
    }
    chunk.end();
  }
}
