package io.lakewright.rates.split;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A piece of a machine-readable file, small enough for memory and complete enough to be read alone:
 * a JSON text with the header of the object it was cut from. It is what crosses the shuffle, and
 * what {@code split} keeps on storage.
 *
 * <p>Not a record because Spark serialises millions of them: {@link Externalizable} without class
 * descriptors per field.
 */
public final class Slice implements Externalizable {
  private static final long serialVersionUID = 1L;

  /** What a slice holds. The order within an oversized entry is that in which they are needed. */
  public enum Kind {
    /** An in-network item, whole, or its header with some of its negotiated rates. */
    RATES('R', false),
    /** Providers of one oversized entry: an item with one entry that has no prices. */
    ENTRY_PROVIDERS('E', false),
    /** Prices of one oversized entry: an item with one entry that has no providers. */
    ENTRY_PRICES('F', false),
    /** Elements of {@code provider_references}: a JSON array. */
    PROVIDERS('P', true),
    /** Members of the file's top level. */
    FILE_HEADER('H', true),
    /** Members of an item that stand after its first slices were cut. */
    ITEM_HEADER('I', true),
    /** An {@link io.lakewright.job.Anomaly}, as JSON. */
    ANOMALY('A', true),
    /** The identity of a stored file, a {@link io.lakewright.source.ContentId} as JSON. */
    CONTENT('C', true),
    /** The end of the file with its totals, a {@link FileTotals} as JSON. Always the last. */
    FILE_END('Z', true);

    private final char letter;
    private final boolean aboutFile;

    Kind(char letter, boolean aboutFile) {
      this.letter = letter;
      this.aboutFile = aboutFile;
    }

    /** Whether this describes the file or its providers, as opposed to rates. */
    public boolean isAboutFile() {
      return aboutFile;
    }

    private static Kind of(int letter) throws IOException {
      for (Kind kind : KINDS) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IOException("Not a kind of slice: " + letter);
    }
  }

  private static final Kind[] KINDS = Kind.values();

  private Kind kind;
  private String file;
  private String codeType;
  private String code;
  private long item;
  private long entry;
  private int part;
  private long offset;
  private int prefix;
  private byte[] body;

  /** For deserialisation only. */
  public Slice() {}

  /**
   * @param kind what it holds
   * @param file name of the source file
   * @param codeType billing code type of the item as written, null if unknown or not about an item
   * @param code billing code of the item as written, null likewise
   * @param item 0-based position of the item, or of the first provider reference, in its section
   * @param entry 0-based position in {@code negotiated_rates} of the first entry held
   * @param part number of the slice within its item, so that 0 is an item's first; 0 for provider
   *     references that are whole, from 1 on the parts of one that was cut
   * @param offset position in the decompressed file of the byte at {@code prefix} in the body
   * @param prefix number of leading bytes of the body that were put there by the splitter
   * @param body JSON in UTF-8
   */
  public Slice(
      Kind kind,
      String file,
      String codeType,
      String code,
      long item,
      long entry,
      int part,
      long offset,
      int prefix,
      byte[] body) {
    this.kind = Objects.requireNonNull(kind);
    this.file = Objects.requireNonNull(file);
    this.codeType = codeType;
    this.code = code;
    this.item = item;
    this.entry = entry;
    this.part = part;
    this.offset = offset;
    this.prefix = prefix;
    this.body = Objects.requireNonNull(body);
  }

  public Kind kind() {
    return kind;
  }

  public String file() {
    return file;
  }

  public String codeType() {
    return codeType;
  }

  public String code() {
    return code;
  }

  public long item() {
    return item;
  }

  public long entry() {
    return entry;
  }

  public int part() {
    return part;
  }

  public long offset() {
    return offset;
  }

  public int prefix() {
    return prefix;
  }

  public byte[] body() {
    return body;
  }

  /** Position in the decompressed file of the body's byte at {@code index}. */
  public long fileOffset(long index) {
    return offset + Math.max(0, index - prefix);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeByte(kind.letter);
    writeText(out, file);
    writeText(out, codeType);
    writeText(out, code);
    out.writeLong(item);
    out.writeLong(entry);
    out.writeInt(part);
    out.writeLong(offset);
    out.writeInt(prefix);
    out.writeInt(body.length);
    out.write(body);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    kind = Kind.of(in.readByte());
    file = readText(in);
    codeType = readText(in);
    code = readText(in);
    item = in.readLong();
    entry = in.readLong();
    part = in.readInt();
    offset = in.readLong();
    prefix = in.readInt();
    body = new byte[in.readInt()];
    in.readFully(body);
  }

  private static void writeText(ObjectOutput out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String readText(ObjectInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return kind
        + " of "
        + file
        + " at "
        + offset
        + ", item "
        + item
        + ", "
        + body.length
        + " bytes";
  }
}
