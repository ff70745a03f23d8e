package io.lakewright.rates.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One leaf column of the file: where its values are found, and how they are written.
 *
 * @param descriptor of the leaf
 * @param source what its values depend on
 * @param cell index of the value among the source's cells
 * @param field index within the structs of an array; {@link #NO_FIELD} for arrays of text and for
 *     what is no array
 */
record RateColumn(ColumnDescriptor descriptor, Source source, int cell, int field) {
  static final int NO_FIELD = -1;

  /** What a column depends on. */
  enum Source {
    ITEM,
    PROVIDER,
    PRICE,
    NPI
  }

  /** Writes the column's chunk of a row group. */
  void write(RowGroup group, PageWriter pages) throws IOException {
    switch (source) {
      case ITEM -> write(group.items, group.item, group.rows, pages);
      case PROVIDER -> write(group.providers, group.provider, group.rows, pages);
      case PRICE -> write(group.prices, group.price, group.rows, pages);
      case NPI -> NpiChunk.write(descriptor, group.npi, group.rows, pages);
    }
  }

  private void write(IdentityIndex distinct, int[] numbers, int rows, PageWriter pages)
      throws IOException {
    if (descriptor.getMaxRepetitionLevel() > 0) {
      writeArrays(distinct, numbers, rows, pages);
      return;
    }
    Dictionary dictionary = new Dictionary(descriptor.getPrimitiveType());
    int[] ids = new int[distinct.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = dictionary.id(distinct.get(i)[cell]);
    }
    ChunkWriter chunk = new ChunkWriter(descriptor, pages, dictionary);
    for (int row = 0; row < rows; row++) {
      chunk.add(ids[numbers[row]]);
      chunk.endRow();
    }
    chunk.end();
  }

  /** An array of each distinct source as ids: null if it is null. */
  private int[][] arrays(IdentityIndex distinct, Dictionary dictionary) {
    int[][] arrays = new int[distinct.size()][];
    for (int i = 0; i < arrays.length; i++) {
      ArrayData array = (ArrayData) distinct.get(i)[cell];
      if (array != null) {
        arrays[i] = new int[array.numElements()];
        for (int e = 0; e < arrays[i].length; e++) {
          arrays[i][e] = dictionary.id(element(array, e));
        }
      }
    }
    return arrays;
  }

  private UTF8String element(ArrayData array, int index) {
    if (array.isNullAt(index)) {
      return null;
    }
    return field == NO_FIELD
        ? array.getUTF8String(index)
        : array.getStruct(index, STRUCT_FIELDS).getUTF8String(field);
  }

  private static final int STRUCT_FIELDS = 4;

  /** Levels of a three-level list: 0 it is null, 1 it is empty, 2 and more it has an element. */
  private void writeArrays(IdentityIndex distinct, int[] numbers, int rows, PageWriter pages)
      throws IOException {
    Dictionary dictionary = new Dictionary(descriptor.getPrimitiveType());
    int[][] arrays = arrays(distinct, dictionary);
    ChunkWriter chunk = new ChunkWriter(descriptor, pages, dictionary);
    int absentElement = descriptor.getMaxDefinitionLevel() - 1;
    for (int row = 0; row < rows; row++) {
      int[] array = arrays[numbers[row]];
      if (array == null) {
        chunk.addNull(0, 0);
      } else if (array.length == 0) {
        chunk.addNull(0, 1);
      } else {
        for (int e = 0; e < array.length; e++) {
          int repetition = e == 0 ? 0 : 1;
          if (array[e] == Dictionary.NULL) {
            chunk.addNull(repetition, absentElement);
          } else {
            chunk.addValue(repetition, array[e]);
          }
        }
      }
      chunk.endRow();
    }
    chunk.end();
  }
}
