package io.lakewright.rates.parquet;

import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and bit packing, as in the format's page <i>Encodings</i>, fed by
 * runs and patterns instead of single values. A long run costs the same as a short one. What is
 * short is packed at once, several values with one store; groups of eight equal ones are then found
 * in what is packed, by the thousand.
 *
 * <p>parquet-java's {@code RunLengthBitPackingHybridEncoder} makes the same of single values.
 */
final class RunEncoder {
  private static final int GROUP = BitPacker.GROUP;

  /** A run that is never shorter packed. */
  static final int LONG_RUN = GROUP + 1;

  /** So many groups have their number in one byte. */
  private static final int MAX_GROUPS = 63;

  /** Bytes of a run among packed groups, at least: its length, its value, and another header. */
  private static final int RUN_BYTES = 3;

  private byte[] bytes = new byte[4096];
  private int size;
  private int width;
  private int ofWord;
  private int shortestRun;

  /** A run that may go on, as long as nothing waits behind it. */
  private int value;

  private int times;
  private final BitPacker waiting = new BitPacker();

  private int groupHeader = -1;
  private int groups;

  /** Starts anew with values of so many bits, 28 at most; short runs are packed. */
  void reset(int bits) {
    reset(bits, LONG_RUN);
  }

  /**
   * Starts anew.
   *
   * @param bits of the values, 28 at most
   * @param shortest run that is written as one, what is shorter is packed; from 1 to {@link
   *     #LONG_RUN}
   */
  void reset(int bits, int shortest) {
    width = bits;
    ofWord = BitPacker.ofWord(bits);
    shortestRun = bits == 0 ? 1 : shortest;
    size = 0;
    times = 0;
    waiting.reset(bits);
    groupHeader = -1;
  }

  /** Adds a value several times. */
  void run(int ofValue, int ofTimes) {
    if (times > 0 && ofValue == value && waiting.count() == 0) {
      times += ofTimes;
    } else if (ofTimes >= shortestRun) {
      longRun(ofValue, ofTimes);
    } else {
      shortRun(ofValue, ofTimes);
    }
  }

  private void longRun(int ofValue, int ofTimes) {
    int left = ofTimes;
    if (waiting.count() > 0) {
      int now = Math.min(left, -waiting.count() & (GROUP - 1));
      shortRun(ofValue, now);
      pack();
      left -= now;
    }
    if (left < Math.min(GROUP, shortestRun) && (times == 0 || value != ofValue)) {
      shortRun(ofValue, left);
    } else {
      extendRun(ofValue, left);
    }
  }

  private void extendRun(int ofValue, int ofTimes) {
    if (value != ofValue) {
      endRun();
      value = ofValue;
    }
    times += ofTimes;
  }

  private void shortRun(int ofValue, int ofTimes) {
    for (int left = ofTimes; left > 0; left -= ofWord) {
      int now = Math.min(left, ofWord);
      add(waiting.word(ofValue, now), now);
    }
  }

  /** Adds values. */
  void add(int[] values, int number) {
    if (width == 0) {
      run(0, number);
      return;
    }
    for (int from = 0; from < number; ) {
      int to = Math.min(number, from + BitPacker.CAPACITY - waiting.count());
      waiting.add(values, from, to);
      from = to;
      pack();
    }
  }

  /** Adds the values of a pattern. */
  void add(Pattern pattern) {
    if (width == 0) {
      run(0, pattern.size());
      return;
    }
    int left = pattern.size();
    add(pattern.word(), Math.min(left, ofWord));
    for (long word : pattern.further()) {
      left -= ofWord;
      add(word, Math.min(left, ofWord));
    }
  }

  /** Adds the values of a pattern several times over. */
  void repeat(Pattern pattern, int ofTimes) {
    if (pattern.isUniform()) {
      run(pattern.first(), pattern.size() * ofTimes);
      return;
    }
    int left = ofTimes;
    int perWord = ofWord / pattern.size();
    if (left >= perWord && perWord > 1) {
      long word = 0;
      for (int i = 0; i < perWord; i++) {
        word |= pattern.word() << (i * pattern.size() * width);
      }
      for (; left >= perWord; left -= perWord) {
        add(word, perWord * pattern.size());
      }
    }
    for (; left > 0; left--) {
      add(pattern);
    }
  }

  private void add(long word, int values) {
    if (waiting.count() + values > BitPacker.CAPACITY) {
      pack();
    }
    waiting.add(word, values);
  }

  /** Writes the whole groups that wait: as they are, and as runs where that is shorter. */
  private void pack() {
    int all = waiting.count() / GROUP;
    int from = 0;
    for (int group = 0; group < all; ) {
      int first = waiting.uniform(group);
      int end = group + 1;
      if (first >= 0) {
        while (end < all && waiting.uniform(end) == first) {
          end++;
        }
        boolean goesOn = times > 0 && value == first && from == group;
        if (goesOn || (end - group) * width > RUN_BYTES) {
          writePacked(from, group);
          extendRun(first, (end - group) * GROUP);
          from = end;
        }
      }
      group = end;
    }
    writePacked(from, all);
    waiting.remove(all);
  }

  /** Writes groups as they are, unless there are none. */
  private void writePacked(int from, int to) {
    for (int at = from; at < to; ) {
      endRun();
      if (groupHeader < 0 || groups == MAX_GROUPS) {
        endGroups();
        ensure(1);
        groupHeader = size++;
        groups = 0;
      }
      int now = Math.min(to - at, MAX_GROUPS - groups);
      ensure(now * width);
      System.arraycopy(waiting.bytes(), at * width, bytes, size, now * width);
      size += now * width;
      groups += now;
      at += now;
    }
  }

  private void endRun() {
    if (times > 0) {
      endGroups();
      ensure(2 * Long.BYTES);
      varint((long) times << 1);
      for (int shift = 0; shift < width; shift += Byte.SIZE) {
        bytes[size++] = (byte) (value >>> shift);
      }
      times = 0;
    }
  }

  private void endGroups() {
    if (groupHeader >= 0) {
      bytes[groupHeader] = (byte) ((groups << 1) | 1);
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
    // What stands behind the last value is never read.
    shortRun(0, -waiting.count() & (GROUP - 1));
    pack();
    endRun();
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
