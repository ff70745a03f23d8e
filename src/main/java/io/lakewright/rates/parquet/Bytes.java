package io.lakewright.rates.parquet;

import java.io.OutputStream;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Bytes being put together, without locks and copies. */
final class Bytes extends OutputStream {
  private byte[] array = new byte[1024];
  private int size;

  @Override
  public void write(int b) {
    ensure(1);
    array[size++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  /** Writes the low bytes of a number, the lowest first. */
  void writeLittle(long number, int length) {
    ensure(length);
    for (int i = 0; i < length; i++) {
      array[size++] = (byte) (number >>> (8 * i));
    }
  }

  void writeTo(Bytes out) {
    out.write(array, 0, size);
  }

  private void ensure(int more) {
    if (more > array.length - size) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] array() {
    return array;
  }

  /** A view; valid until the next change. */
  BytesInput view() {
    return BytesInput.from(array, 0, size);
  }
}
