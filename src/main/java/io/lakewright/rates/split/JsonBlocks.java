package io.lakewright.rates.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a JSON container in bytes, 64 bytes at a time and without a branch per token.
 *
 * <p>Each block becomes four 64-bit masks (quotes, backslashes, opening and closing brackets), made
 * eight bytes at a time in ordinary registers. Unescaped quotes, prefix-summed modulo two, give the
 * mask of bytes inside strings; of the brackets outside strings only their number matters as long
 * as a block cannot bring the depth to zero. The idea of bit masks per block is from Langdale and
 * Lemire, "Parsing Gigabytes of JSON per Second" (VLDB Journal 28, 2019), section 3.1; here no tape
 * is built, and plain Java suffices.
 *
 * <p>The scan is resumable: its state (depth, inside a string, after a backslash) is kept between
 * calls, so a container may span any number of buffers. UTF-8 needs no care: bytes of multi-byte
 * characters have the high bit set and equal no bracket or quote. Brackets are counted, not matched
 * by kind; the parser that reads the container later reports a mismatch.
 */
final class JsonBlocks {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long QUOTE = 0x2222222222222222L;
  private static final long BACKSLASH = 0x5C5C5C5C5C5C5C5CL;
  private static final long CASE_BIT = 0x2020202020202020L;
  private static final long OPEN = 0x7B7B7B7B7B7B7B7BL;
  private static final long CLOSE = 0x7D7D7D7D7D7D7D7DL;
  private static final long ODD_BITS = 0xAAAAAAAAAAAAAAAAL;

  private int depth;
  private long inString;
  private long escaped;

  private final byte[] tail = new byte[64];

  /** Prepares for a container that starts at the next byte scanned. */
  void start() {
    depth = 0;
    inString = 0;
    escaped = 0;
  }

  /** Prepares for the rest of a container whose opening bracket was read already. */
  void startInside() {
    start();
    depth = 1;
  }

  /**
   * Scans on.
   *
   * @param bytes the buffer
   * @param from where to go on; at first the opening bracket
   * @param to end of the valid bytes
   * @return the index just after the container's closing bracket, or -1 if it does not end before
   *     {@code to}; then all bytes up to {@code to} have been taken into account
   */
  int scan(byte[] bytes, int from, int to) {
    int at = from;
    int last = to - 64;
    while (at <= last) {
      int end = block(bytes, at);
      if (end >= 0) {
        return at + end;
      }
      at += 64;
    }
    return at < to ? scanTail(bytes, at, to) : -1;
  }

  /** The last, partial block, padded with blanks, which change nothing. */
  private int scanTail(byte[] bytes, int at, int to) {
    int length = to - at;
    System.arraycopy(bytes, at, tail, 0, length);
    java.util.Arrays.fill(tail, length, 64, (byte) ' ');
    // An escape may reach from the last real byte to what the next call brings.
    boolean escapePending = endsInEscape(tail, length);
    int end = block(tail, 0);
    escaped = escapePending ? 1 : 0;
    return end < 0 ? -1 : at + end;
  }

  private boolean endsInEscape(byte[] block, int length) {
    int backslashes = 0;
    while (backslashes < length && block[length - 1 - backslashes] == '\\') {
      backslashes++;
    }
    // If all bytes are backslashes, the state at the start of the block decides with them.
    long before = backslashes == length ? escaped : 0;
    return ((backslashes + before) & 1) == 1;
  }

  /** Takes one block into account; the index after the end of the container, or -1. */
  private int block(byte[] bytes, int at) {
    long quotes = 0;
    long backslashes = 0;
    long opens = 0;
    long closes = 0;
    for (int i = 0; i < 8; i++) {
      long word = (long) LONG.get(bytes, at + (i << 3));
      long folded = word | CASE_BIT;
      int shift = i << 3;
      quotes |= gather(zeros(word ^ QUOTE)) << shift;
      backslashes |= gather(zeros(word ^ BACKSLASH)) << shift;
      opens |= gather(zeros(folded ^ OPEN)) << shift;
      closes |= gather(zeros(folded ^ CLOSE)) << shift;
    }
    if ((backslashes | escaped) != 0) {
      quotes &= ~escapedBytes(backslashes);
    }
    long strings = prefixXor(quotes) ^ inString;
    inString = strings >> 63;
    opens &= ~strings;
    closes &= ~strings;
    int closing = Long.bitCount(closes);
    if (closing < depth || (closing == 0 && depth == 0)) {
      depth += Long.bitCount(opens) - closing;
      return -1;
    }
    return step(opens, closes);
  }

  /** A block in which the container may end: bracket by bracket. */
  private int step(long opens, long closes) {
    long brackets = opens | closes;
    while (brackets != 0) {
      long lowest = brackets & -brackets;
      if ((opens & lowest) != 0) {
        depth++;
      } else if (--depth <= 0) {
        return Long.numberOfTrailingZeros(lowest) + 1;
      }
      brackets ^= lowest;
    }
    return -1;
  }

  /** 0x80 in each byte of {@code word} that is zero, 0 elsewhere; exact for all bytes. */
  private static long zeros(long word) {
    return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
  }

  /** The eight high bits of {@link #zeros} as the low eight bits. */
  private static long gather(long highBits) {
    return ((highBits >>> 7) * 0x0102040810204080L) >>> 56;
  }

  /** Bit i is the parity of bits 0 to i. */
  private static long prefixXor(long bits) {
    long x = bits ^ (bits << 1);
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    return x ^ (x << 32);
  }

  /**
   * Bytes that follow an odd run of backslashes. As in simdjson: subtracting the run starts from
   * the odd bits lets the borrow run to the end of each run, which tells odd from even.
   */
  private long escapedBytes(long backslashes) {
    long potential = backslashes & ~escaped;
    long maybeEscaped = potential << 1;
    long evenAndEscaped = ((maybeEscaped | ODD_BITS) - potential) ^ ODD_BITS;
    long result = evenAndEscaped ^ (backslashes | escaped);
    escaped = (evenAndEscaped & backslashes) >>> 63;
    return result;
  }
}
