package io.lakewright.discord.series;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where a series stands after a run: its last points, as many as the next run compares with, and
 * the moments of all distances so far.
 *
 * @param next position of the next point
 * @param history the points before it
 * @param before what cleaning needs to know
 * @param moments one for each track
 */
public record SeriesState(long next, Points history, Before before, DistanceMoments[] moments) {
  /** A series that has no points yet. */
  public static SeriesState empty(int dimensions, int tracks) {
    DistanceMoments[] moments = new DistanceMoments[tracks];
    for (int i = 0; i < tracks; i++) {
      moments[i] = new DistanceMoments();
    }
    return new SeriesState(0, new Points(dimensions), new Before(dimensions), moments);
  }

  /** Position of the first point of the history. */
  public long first() {
    return next - history.size();
  }

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(next);
      before.write(out);
      out.writeInt(moments.length);
      for (DistanceMoments track : moments) {
        track.write(out);
      }
      out.write(Chunks.encode(history));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static SeriesState fromBytes(byte[] bytes, int dimensions) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long next = in.readLong();
      Before before = Before.read(in, dimensions);
      DistanceMoments[] moments = new DistanceMoments[in.readInt()];
      for (int i = 0; i < moments.length; i++) {
        moments[i] = DistanceMoments.read(in);
      }
      Points history = new Points(dimensions);
      Chunks.decode(in.readAllBytes(), history);
      return new SeriesState(next, history, before, moments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
