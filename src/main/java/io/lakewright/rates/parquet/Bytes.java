package io.lakewright.rates.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Bytes being put together, without locks and copies. */
final class Bytes extends OutputStream {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

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
    ensure(Long.BYTES);
    LONG.set(array, size, number);
    size += length;
  }

  /** Makes room for bytes that are put into the array behind those before. */
  byte[] reserve(int length) {
    ensure(length);
    size += length;
    return array;
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

  /** Takes back what is behind a place. */
  void truncate(int toSize) {
    size = toSize;
  }

  byte[] array() {
    return array;
  }

  /** A view; valid until the next change. */
  BytesInput view() {
    return BytesInput.from(array, 0, size);
  }

  /** A hash of the bytes [from, end). */
  int hash(int from, int end) {
    long hash = (long) end - from;
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(array, at)) * FACTOR;
      hash ^= hash >>> 32;
    }
    if (at < end) {
      hash = (hash ^ number(at, end)) * FACTOR;
    }
    return (int) (hash >>> 32);
  }

  /** A hash of a number. */
  static int hash(long number) {
    return (int) (((number ^ (number >>> 32)) * FACTOR) >>> 32);
  }

  boolean equals(int from, int end, int otherFrom, int otherEnd) {
    return Arrays.equals(array, from, end, array, otherFrom, otherEnd);
  }

  /** The signed number of up to eight bytes, the lowest first. */
  private long number(int from, int end) {
    long number = 0;
    for (int at = end - 1; at >= from; at--) {
      number = number << Byte.SIZE | (array[at] & 0xFF);
    }
    int unused = Long.SIZE - Byte.SIZE * (end - from);
    return number << unused >> unused;
  }

  /** A number in the order of texts, by the first eight bytes of the one in [from, end). */
  long firstBytes(int from, int end) {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | (from + i < end ? array[from + i] & 0xFF : 0);
    }
    return number ^ Long.MIN_VALUE;
  }
}
