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
    ensure(index);
    long before = values.knownBytes() + arrayBytes;
    symbols[index] = isArray ? array((ArrayData) cells[cell]) : values.symbol(cells[cell]);
    return values.knownBytes() + arrayBytes - before;
  }

  /** Learns that one has the same value here as another, which is known. */
  void learnAlike(int index, int other) {
    ensure(index);
    symbols[index] = symbols[other];
  }

  /** Whether the column is made of a certain cell. */
  boolean isOf(int ofCell) {
    return cell == ofCell;
  }

  private void ensure(int index) {
    if (index >= symbols.length) {
      symbols = Arrays.copyOf(symbols, index * 2);
    }
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
    int first = source.used()[0];
    long plainBytes = 0;
    boolean isOne = true;
    for (int number : source.used()) {
      int id = values.id(symbols[source.index(number)]);
      ids[number] = id;
      isOne &= id == ids[first];
      plainBytes += id == Dictionary.NULL ? 0 : source.rows(number) * values.length(id);
    }
    ChunkWriter chunk =
        chunks.begin(
            descriptor,
            values,
            values.isEconomical(plainBytes, chunks.rows()),
            isOne ? 1 : source.runs().size);
    if (isOne) {
      chunk.add(ids[first], chunks.rows());
    } else if (source.hasShortRuns() && chunk.takesRows()) {
      chunk.addRows(source.rowNumbers(), ids);
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.add(ids[runs.numbers[run]], runs.lengths[run]);
      }
    }
    chunk.end();
  }

  private void writeArrays(Source source, RowGroupChunks chunks) throws IOException {
    int[][] ids = new int[arrays.size()][];
    long plainBytes = 0;
    long elements = 0;
    for (int number : source.used()) {
      int array = symbols[source.index(number)];
      if (array != Dictionary.NULL) {
        if (ids[array] == null) {
          ids[array] = Arrays.stream(arrays.get(array)).map(values::id).toArray();
        }
        for (int id : ids[array]) {
          plainBytes += id == Dictionary.NULL ? 0 : source.rows(number) * values.length(id);
        }
        elements += source.rows(number) * ids[array].length;
      }
    }
    ChunkWriter chunk =
        chunks.begin(descriptor, values, values.isEconomical(plainBytes, elements), chunks.rows());
    write(source, chunks.rows(), ids, chunk);
    chunk.end();
  }

  private void write(Source source, int rows, int[][] ids, ChunkWriter chunk) throws IOException {
    EncodedArray[] encoded = new EncodedArray[ids.length];
    EncodedArray none = chunk.encoded(null);
    EncodedArray[] arrayOf = new EncodedArray[source.count()];
    int first = symbols[source.index(source.used()[0])];
    boolean isOne = true;
    boolean isShort = true;
    for (int number : source.used()) {
      int array = symbols[source.index(number)];
      if (array != Dictionary.NULL && encoded[array] == null) {
        encoded[array] = chunk.encoded(ids[array]);
      }
      arrayOf[number] = array == Dictionary.NULL ? none : encoded[array];
      isOne &= array == first;
      isShort &= arrayOf[number].values() <= EncodedArray.SHORT;
    }
    if (isOne) {
      chunk.addArray(arrayOf[source.used()[0]], rows);
    } else if (isShort && source.hasShortRuns() && chunk.takesRows()) {
      chunk.addArrays(source.rowNumbers(), arrayOf);
    } else {
      Runs runs = source.runs();
      for (int run = 0; run < runs.size; run++) {
        chunk.addArray(arrayOf[runs.numbers[run]], runs.lengths[run]);
      }
    }
  }
}
