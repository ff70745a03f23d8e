package io.lakewright.rates.explode;

import java.util.Arrays;

/**
 * Numbers one after the other, each in as few bytes as it needs (LEB128), in an array that grows.
 */
final class PackedNumbers {
  /** The most bytes that a number takes. */
  static final int MAX_BYTES = 10;

  private byte[] bytes = new byte[256];
  private int size;

  void add(long number) {
    if (bytes.length - size < MAX_BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    size = put(number, bytes, size);
  }

  /** Writes a number to {@code bytes} at {@code at}; gives where it ends. */
  static int put(long number, byte[] bytes, int at) {
    long rest = number;
    int next = at;
    while ((rest & ~0x7FL) != 0) {
      bytes[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
