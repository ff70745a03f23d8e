package io.lakewright.rates.explode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.rates.split.ScratchFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Providers on local disk, to be read back by their places. */
final class GroupFile implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final int TEXTS_OF_TIN = 3;
  private static final String READ_FAILURE = "Cannot read back providers from local disk";

  private final FileChannel file;
  private final DataOutputStream out;
  private long length;
  private boolean flushed;

  /** What was written at one place. */
  record Stored(String[] networks, List<ProviderGroup.Tin> tins) {}

  /**
   * Where a group is, with what it takes to read it in one go.
   *
   * @param first number of its first provider
   */
  record Place(long at, int length, int first) {}

  private GroupFile(FileChannel file) {
    this.file = file;
    this.out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
  }

  static GroupFile create() {
    try {
      return new GroupFile(ScratchFile.create("providers"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep providers in the local temporary folder", e);
    }
  }

  /** Writes providers behind what is there and gives their place. */
  long append(String[] networks, List<ProviderGroup.Tin> tins) {
    long place = length;
    flushed = false;
    try {
      writeInt(networks == null ? -1 : networks.length);
      for (int i = 0; networks != null && i < networks.length; i++) {
        writeText(networks[i]);
      }
      writeInt(tins.size());
      for (ProviderGroup.Tin tin : tins) {
        writeText(tin.type());
        writeText(tin.value());
        writeText(tin.business());
        writeInt(tin.npis().length);
        for (long npi : tin.npis()) {
          out.writeLong(npi);
        }
        length += 8L * tin.npis().length;
      }
      return place;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep providers in the local temporary folder", e);
    }
  }

  Stored read(long place) {
    try {
      out.flush();
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(new Positioned(place), BUFFER));
      int count = in.readInt();
      String[] networks = count < 0 ? null : new String[count];
      for (int i = 0; i < count; i++) {
        networks[i] = readText(in);
      }
      int tins = in.readInt();
      List<ProviderGroup.Tin> all = new ArrayList<>(tins);
      for (int i = 0; i < tins; i++) {
        String type = readText(in);
        String value = readText(in);
        String business = readText(in);
        long[] npis = new long[in.readInt()];
        for (int n = 0; n < npis.length; n++) {
          npis[n] = in.readLong();
        }
        all.add(new ProviderGroup.Tin(type, value, business, npis));
      }
      return new Stored(networks, all);
    } catch (IOException e) {
      throw new UncheckedIOException(READ_FAILURE, e);
    }
  }

  /** Bytes that were written. */
  long length() {
    return length;
  }

  /** The providers of a group; what they are called stays as it is until it is asked for. */
  Members members(Place place, String id) {
    ByteBuffer group = ByteBuffer.allocate(place.length);
    try {
      if (!flushed) {
        out.flush();
        flushed = true;
      }
      ScratchFile.read(file, group, place.at, place.length);
    } catch (IOException e) {
      throw new UncheckedIOException(READ_FAILURE, e);
    }
    skipTexts(group.flip(), group.getInt());
    Members members = new Members();
    int count = group.getInt();
    for (int i = 0; i < count; i++) {
      int texts = group.position();
      skipTexts(group, TEXTS_OF_TIN);
      long[] npis = new long[group.getInt()];
      group.asLongBuffer().get(npis);
      group.position(group.position() + npis.length * Long.BYTES);
      Provider provider = new Provider(place.first + i, () -> cells(id, group, texts));
      members.add(provider, npis, 0, npis.length);
    }
    return members;
  }

  private static void skipTexts(ByteBuffer in, int count) {
    for (int i = 0; i < count; i++) {
      int length = in.getInt();
      in.position(in.position() + Math.max(0, length));
    }
  }

  private static Object[] cells(String id, ByteBuffer group, int texts) {
    ByteBuffer in = group.duplicate().position(0);
    int count = in.getInt();
    Object[] networks = new Object[Math.max(0, count)];
    for (int i = 0; i < count; i++) {
      networks[i] = text(in);
    }
    in.position(texts);
    return new Object[] {
      EntryParser.utf8(id),
      count < 0 ? null : ArrayData.toArrayData(networks),
      null,
      text(in),
      text(in),
      text(in)
    };
  }

  private static UTF8String text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return UTF8String.fromBytes(bytes);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot let go of a temporary file", e);
    }
  }

  private void writeInt(int value) throws IOException {
    out.writeInt(value);
    length += Integer.BYTES;
  }

  private void writeText(String text) throws IOException {
    if (text == null) {
      writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    writeInt(bytes.length);
    out.write(bytes);
    length += bytes.length;
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), UTF_8);
  }

  /** Reads from a place on without moving the place where is written. */
  private final class Positioned extends InputStream {
    private long at;

    Positioned(long at) {
      this.at = at;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int read = file.read(ByteBuffer.wrap(bytes, from, count), at);
      at += Math.max(0, read);
      return read;
    }
  }
}
