package io.lakewright.discord.parquet;

import java.io.ByteArrayOutputStream;

/** Small numbers as runs, in the encoding RLE of Parquet. */
final class Runs {
  private final int bytesPerValue;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int value;
  private int count;

  Runs(int bitWidth) {
    bytesPerValue = (bitWidth + 7) / 8;
  }

  void add(int number, int times) {
    if (number != value && count > 0) {
      flush();
    }
    value = number;
    count += times;
  }

  private void flush() {
    int header = count << 1;
    while (header > 127) {
      out.write(header & 127 | 128);
      header >>>= 7;
    }
    out.write(header);
    for (int i = 0; i < bytesPerValue; i++) {
      out.write(value >>> 8 * i);
    }
    count = 0;
  }

  /** All runs so far; then there are none. */
  byte[] take() {
    if (count > 0) {
      flush();
    }
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }
}
