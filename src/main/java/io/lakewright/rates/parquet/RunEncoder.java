package io.lakewright.rates.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Parquet's hybrid of run lengths and bit packing, as in the format's page <i>Encodings</i>, fed by
 * runs instead of single values: a long run costs the same as a short one.
 *
 * <p>parquet-java's {@code RunLengthBitPackingHybridEncoder} writes the same bytes from single
 * values.
 */
final class RunEncoder {
  /** Values are packed by this number. */
  private static final int GROUP = 8;

  /** So many groups have their number in one byte. */
  private static final int MAX_GROUPS = 63;

  private byte[] bytes = new byte[4096];
  private int size;
  private int width;
  private BytePacker packer;

  private int value;
  private int pending;
  private final int[] group = new int[GROUP];
  private int grouped;
  private int groupHeader = -1;
  private int groups;
  private byte[] pattern = new byte[64];

  /** Starts anew with values of so many bits. */
  void reset(int bits) {
    if (packer == null || bits != width) {
      width = bits;
      packer = Packer.LITTLE_ENDIAN.newBytePacker(bits);
    }
    size = 0;
    pending = 0;
    grouped = 0;
    groupHeader = -1;
  }

  /** Adds a value several times. */
  void run(int ofValue, int times) {
    if (ofValue == value) {
      pending += times;
      return;
    }
    settle();
    value = ofValue;
    pending = times;
  }

  /** Adds all values, one after the other, several times over. */
  void repeat(int[] values, int times) {
    if (times == 1) {
      for (int one : values) {
        run(one, 1);
      }
      return;
    }
    if (isUniform(values)) {
      if (values.length > 0) {
        run(values[0], values.length * times);
      }
      return;
    }
    settle();
    long left = (long) values.length * times;
    int at = 0;
    while (grouped > 0 && left > 0) {
      put(values[at]);
      at = at + 1 == values.length ? 0 : at + 1;
      left--;
    }
    if (left >= 2L * GROUP * values.length) {
      // After as many groups as there are values the packed bytes come again.
      int length = values.length * width;
      pattern = pattern.length < length ? new byte[length * 2] : pattern;
      for (int packed = 0; packed < values.length; packed++) {
        for (int i = 0; i < GROUP; i++) {
          group[i] = values[at];
          at = at + 1 == values.length ? 0 : at + 1;
        }
        packer.pack8Values(group, 0, pattern, packed * width);
      }
      int packed = 0;
      for (; left >= GROUP; left -= GROUP) {
        startGroup();
        System.arraycopy(pattern, packed * width, bytes, size, width);
        size += width;
        packed = packed + 1 == values.length ? 0 : packed + 1;
      }
      at = (int) ((at + (long) packed * GROUP) % values.length);
    }
    for (; left > 0; left--) {
      put(values[at]);
      at = at + 1 == values.length ? 0 : at + 1;
    }
  }

  private static boolean isUniform(int[] values) {
    for (int value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** Writes the pending run: into the open group, and then as a run if it is long enough. */
  private void settle() {
    while (grouped > 0 && pending > 0) {
      put(value);
      pending--;
    }
    if (pending >= GROUP) {
      endGroups();
      ensure(9);
      varint((long) pending << 1);
      for (int shift = 0; shift < width; shift += Byte.SIZE) {
        bytes[size++] = (byte) (value >>> shift);
      }
      pending = 0;
    }
    for (; pending > 0; pending--) {
      put(value);
    }
  }

  private void put(int ofValue) {
    group[grouped++] = ofValue;
    if (grouped == GROUP) {
      startGroup();
      packer.pack8Values(group, 0, bytes, size);
      size += width;
      grouped = 0;
    }
  }

  private void startGroup() {
    ensure(width + 1);
    if (groupHeader < 0) {
      groupHeader = size++;
      groups = 0;
    } else if (groups == MAX_GROUPS) {
      endGroups();
      groupHeader = size++;
      groups = 0;
    }
    groups++;
  }

  private void endGroups() {
    if (groupHeader >= 0) {
      bytes[groupHeader] = (byte) (groups << 1 | 1);
      groupHeader = -1;
    }
  }

  private void varint(long number) {
    long rest = number;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[size++] = (byte) (rest | 0x80);
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** Ends the values. */
  void end() {
    settle();
    if (grouped > 0) {
      // What stands behind the last value is never read.
      Arrays.fill(group, grouped, GROUP, 0);
      grouped = GROUP - 1;
      put(0);
    }
    endGroups();
  }

  /** Bytes written, once ended. */
  int size() {
    return size;
  }

  void writeTo(Bytes out) {
    out.write(bytes, 0, size);
  }
}
