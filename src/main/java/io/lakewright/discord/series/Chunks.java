package io.lakewright.discord.series;

import java.nio.ByteBuffer;

/** Points of one series as bytes: what is shuffled in place of single rows. */
public final class Chunks {
  private Chunks() {}

  /** The number of points, the times, then the values of each dimension; big-endian. */
  public static byte[] encode(Points points) {
    int size = points.size();
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Math.addExact(
                Integer.BYTES,
                Math.multiplyExact(size, Long.BYTES + Double.BYTES * points.dimensions())));
    bytes.putInt(size);
    bytes.asLongBuffer().put(points.timeArray(), 0, size);
    bytes.position(bytes.position() + size * Long.BYTES);
    for (int d = 0; d < points.dimensions(); d++) {
      bytes.asDoubleBuffer().put(points.valueArray(d), 0, size);
      bytes.position(bytes.position() + size * Double.BYTES);
    }
    return bytes.array();
  }

  /** How many points a chunk has. */
  static int size(byte[] chunk) {
    return ByteBuffer.wrap(chunk).getInt();
  }

  /** Adds the points of a chunk. */
  public static void decode(byte[] chunk, Points into) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk);
    int size = bytes.getInt();
    int first = into.grow(size);
    bytes.asLongBuffer().get(into.timeArray(), first, size);
    bytes.position(bytes.position() + size * Long.BYTES);
    for (int d = 0; d < into.dimensions(); d++) {
      bytes.asDoubleBuffer().get(into.valueArray(d), first, size);
      bytes.position(bytes.position() + size * Double.BYTES);
    }
  }
}
