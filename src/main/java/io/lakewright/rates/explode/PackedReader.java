package io.lakewright.rates.explode;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads {@link PackedNumbers}, from one array or from a stream of a spill chunk by chunk. */
final class PackedReader {
  /** Gives the bytes of a stream. */
  interface Chunks {
    /** Fills {@code into} from its start; gives how many bytes there were, 0 at the end. */
    int next(byte[] into) throws IOException;
  }

  private final Chunks chunks;
  private byte[] bytes;
  private int at;
  private int end;

  /** Reads a stream front to back. */
  PackedReader(Chunks chunks, int chunkBytes) {
    this.chunks = chunks;
    this.bytes = new byte[chunkBytes];
  }

  /** Reads arrays, see {@link #over}. */
  PackedReader() {
    this.chunks = into -> 0;
    this.bytes = new byte[0];
  }

  /** Goes on at {@code from} in an array that ends at {@code to}. */
  PackedReader over(byte[] array, int from, int to) {
    bytes = array;
    at = from;
    end = to;
    return this;
  }

  boolean hasNext() {
    if (at == end) {
      fill();
    }
    return at < end;
  }

  /** The next number; there must be one. */
  long next() {
    byte first = nextByte();
    if (first >= 0) {
      return first;
    }
    long number = first & 0x7F;
    for (int shift = 7; ; shift += 7) {
      byte more = nextByte();
      number |= (more & 0x7FL) << shift;
      if (more >= 0) {
        return number;
      }
    }
  }

  /** Where the next number begins in the array. */
  int position() {
    return at;
  }

  private byte nextByte() {
    if (at == end) {
      fill();
    }
    return bytes[at++];
  }

  private void fill() {
    try {
      end = chunks.next(bytes);
      at = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.READ_FAILURE, e);
    }
  }
}
