package io.lakewright.rates.explode;

import io.lakewright.rates.split.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Many streams of numbers in one file on local disk: each fills a buffer of its own, which goes to
 * the end of the file when it is full. In memory the buffers, and 8 bytes for each that was
 * written.
 */
final class SpillFile implements Closeable {
  private final FileChannel file;
  private final int chunkBytes;
  private final Stream[] streams;
  private long length;

  /**
   * @param chunkBytes what a stream writes at once, at least {@link PackedNumbers#MAX_BYTES}
   */
  SpillFile(int streams, int chunkBytes) {
    this.chunkBytes = chunkBytes;
    this.streams = new Stream[streams];
    for (int i = 0; i < streams; i++) {
      this.streams[i] = new Stream();
    }
    try {
      this.file = ScratchFile.create("rates");
    } catch (IOException e) {
      throw new UncheckedIOException(Spill.WRITE_FAILURE, e);
    }
  }

  Stream stream(int number) {
    return streams[number];
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** One stream: written to its end, then read, more than once if need be. */
  final class Stream {
    private byte[] buffer;
    private int size;
    private long[] places = new long[4];
    private int written;

    void add(long number) {
      if (buffer == null) {
        buffer = new byte[chunkBytes];
      }
      if (size + PackedNumbers.MAX_BYTES <= chunkBytes) {
        size = PackedNumbers.put(number, buffer, size);
      } else {
        byte[] one = new byte[PackedNumbers.MAX_BYTES];
        add(one, PackedNumbers.put(number, one, 0));
      }
    }

    void add(byte[] bytes, int count) {
      if (buffer == null) {
        buffer = new byte[chunkBytes];
      }
      int from = 0;
      while (count - from > chunkBytes - size) {
        int part = chunkBytes - size;
        System.arraycopy(bytes, from, buffer, size, part);
        from += part;
        write();
      }
      System.arraycopy(bytes, from, buffer, size, count - from);
      size += count - from;
    }

    private void write() {
      if (written == places.length) {
        places = Arrays.copyOf(places, written * 2);
      }
      places[written++] = length;
      try {
        length += ScratchFile.write(file, ByteBuffer.wrap(buffer), length);
      } catch (IOException e) {
        throw new UncheckedIOException(Spill.WRITE_FAILURE, e);
      }
      size = 0;
    }

    long bytes() {
      return (long) written * chunkBytes + size;
    }

    /** Reads the stream from its start, in pieces. */
    PackedReader read() {
      int[] next = {0};
      return new PackedReader(into -> chunk(next[0]++, into, 0), chunkBytes);
    }

    /** All of it; the array is {@code into} if that is large enough. */
    byte[] readAll(byte[] into) throws IOException {
      int all = Math.toIntExact(bytes());
      byte[] array = into.length >= all ? into : new byte[all];
      int at = 0;
      for (int chunk = 0; at < all; chunk++) {
        at += chunk(chunk, array, at);
      }
      return array;
    }

    /** Nothing of it is wanted any more. */
    void clear() {
      buffer = null;
      places = null;
    }

    private int chunk(int number, byte[] into, int at) throws IOException {
      if (number >= written) {
        int last = number == written ? size : 0;
        if (last > 0) {
          System.arraycopy(buffer, 0, into, at, last);
        }
        return last;
      }
      ByteBuffer chunk = ByteBuffer.wrap(into, at, chunkBytes);
      ScratchFile.read(file, chunk, places[number], chunkBytes);
      return chunkBytes;
    }
  }
}
