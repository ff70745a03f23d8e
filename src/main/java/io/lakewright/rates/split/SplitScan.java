package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.ByteWindow.End;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * What the walks through a file share: the window on its bytes, reading of keys and values, the
 * region of whole elements that becomes the next slice, and the slices and anomalies so far.
 */
final class SplitScan {
  /** Longest text kept of what is set aside. */
  static final int RAW_BYTES = Anomaly.MAX_RAW;

  /** Longest text kept of what is only noted. */
  static final int SAMPLE_BYTES = 200;

  private static final int KEY_BYTES = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Nothing that follows in the file can be trusted. Thrown to leave the walk, and caught by it.
   */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  final String file;
  final SplitLimits limits;
  final ItemKeys keys = new ItemKeys();
  ByteWindow window;

  private final AnomalyLog anomalies = new AnomalyLog();
  private final Queue<Slice> ready = new ArrayDeque<>();
  private boolean complete = true;
  private int keyFrom;
  private int keyTo;
  private long regionFirst;
  private long regionCount;
  private int regionLength;
  private int lengthBefore;
  private int elementAt;

  SplitScan(String file, SplitLimits limits, ByteWindow window) {
    this.file = file;
    this.limits = limits;
    this.window = window;
  }

  Queue<Slice> ready() {
    return ready;
  }

  AnomalyLog anomalies() {
    return anomalies;
  }

  /** Whether nothing of the file was missing or unreadable so far. */
  boolean isComplete() {
    return complete;
  }

  // Keys and values.

  /** The next byte after an optional comma; -1 at the end. */
  int separatedPeek() {
    int next = window.peek();
    if (next == ',') {
      window.position++;
      next = window.peek();
    }
    return next;
  }

  /** Reads a key and its colon, leaving the position at the value and the mark at the key. */
  void key(String section, Long ordinal) {
    if (window.peek() != '"') {
      throw malformed(section, ordinal, "expected a key");
    }
    window.mark = window.position;
    if (window.value(KEY_BYTES) != End.CLOSED) {
      throw malformed(section, ordinal, "expected a key");
    }
    int length = window.position - window.mark;
    if (window.peek() != ':') {
      throw malformed(section, ordinal, "expected a colon");
    }
    window.position++;
    window.peek();
    keyFrom = window.mark + 1;
    keyTo = window.mark + length - 1;
  }

  boolean keyIs(byte[] name) {
    return window.spells(keyFrom, keyTo, name)
        || (Names.isEscaped(window.bytes, keyFrom, keyTo) && Arrays.equals(keyBytes(), name));
  }

  byte[] keyBytes() {
    return Names.key(window.bytes, keyFrom, keyTo);
  }

  String keyName() {
    return new String(keyBytes(), UTF_8);
  }

  /** Moves past the value of the key just read; keeps the member when {@code into} is given. */
  void member(Members into, String section, Long ordinal) {
    int nameLength = keyTo - keyFrom;
    int valueAt = window.position - window.mark;
    End end = window.value(memberBytes());
    if (end == End.CUT) {
      // The next step meets the end of the stream and reports it.
      window.mark = -1;
      return;
    }
    int nameFrom = window.mark + 1;
    int valueFrom = window.mark + valueAt;
    if (end == End.CLOSED && window.position == valueFrom) {
      throw malformed(section, ordinal, "expected a value");
    }
    String name =
        into == null
            ? null
            : new String(Names.key(window.bytes, nameFrom, nameFrom + nameLength), UTF_8);
    if (end == End.TOO_LONG) {
      if (into != null) {
        note(
            Kinds.ELEMENT_TOO_LARGE,
            section,
            ordinal,
            valueFrom,
            "the value of " + name + " is larger than " + memberBytes() + " bytes",
            RAW_BYTES);
      }
      window.discard();
      return;
    }
    if (into != null) {
      into.put(name, Arrays.copyOfRange(window.bytes, window.mark, window.position));
      keys.member(name, window.bytes, valueFrom, window.position);
    }
    window.mark = -1;
  }

  /** The longest value that is kept whole with its key. */
  int memberBytes() {
    return Math.max(KEY_BYTES, limits.sliceBytes());
  }

  /** Enters a container: the position moves past its opening bracket, nothing is kept. */
  void enter() {
    window.mark = -1;
    window.position++;
    regionCount = 0;
  }

  // The region: whole elements, one after another, that become one slice.

  /** Reads an element into the region, beginning one at {@code first} if there is none. */
  End element(long first, int maxBytes) {
    if (regionCount == 0) {
      window.mark = window.position;
      regionFirst = first;
      regionLength = 0;
    }
    elementAt = window.position - window.mark;
    End end = window.value(maxBytes);
    if (end == End.CLOSED) {
      regionCount++;
      lengthBefore = regionLength;
      regionLength = window.position - window.mark;
    }
    return end;
  }

  /** Takes the element that was read last out of the region, which must be flushed then. */
  void rejectElement() {
    regionCount--;
    regionLength = lengthBefore;
  }

  /** Index of the element that was read last, or that could not be read whole. */
  int elementStart() {
    return window.mark + elementAt;
  }

  boolean hasRegion() {
    return regionCount > 0;
  }

  /** Whether the region is large enough to be a slice. */
  boolean regionIsFull() {
    return regionLength >= limits.sliceBytes();
  }

  /** The number of the region's first element. */
  long regionFirst() {
    return regionFirst;
  }

  long regionOffset() {
    return window.offset(window.mark);
  }

  /** Whether a test of the region's bytes holds. */
  boolean regionWanted(BytesTest test) {
    return test.holds(window.bytes, window.mark, window.mark + regionLength);
  }

  /** A test of the bytes in [from, to). */
  interface BytesTest {
    boolean holds(byte[] bytes, int from, int to);
  }

  /** The region between two texts; it is empty afterwards. */
  byte[] takeRegion(byte[] prefix, byte[] suffix) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(prefix.length + regionLength + suffix.length);
    out.writeBytes(prefix);
    out.write(window.bytes, window.mark, regionLength);
    out.writeBytes(suffix);
    dropRegion();
    return out.toByteArray();
  }

  void dropRegion() {
    regionCount = 0;
    window.mark = -1;
  }

  // What goes wrong.

  /** Moves past an element that is no object. */
  void unexpectedElement(String section, long ordinal) {
    window.mark = window.position;
    End end = window.value(limits.sliceBytes());
    if (end == End.CLOSED && window.position == window.mark) {
      throw malformed(section, ordinal, "expected a value");
    }
    note(Kinds.UNEXPECTED_VALUE, section, ordinal, window.mark, "expected an object", SAMPLE_BYTES);
    window.mark = -1;
    abandon(end);
  }

  /** Goes on behind a value that was not read to its end. */
  void abandon(End end) {
    if (end == End.TOO_LONG) {
      window.discard();
    } else if (end == End.CUT) {
      window.mark = -1;
      window.position = window.limit;
    }
  }

  /** Notes an element that is too large, or that the file's end cuts. */
  void setAside(End end, String section, long ordinal, int maxBytes) {
    if (end == End.CUT) {
      truncated(section, ordinal, elementStart());
      return;
    }
    note(
        Kinds.ELEMENT_TOO_LARGE,
        section,
        ordinal,
        elementStart(),
        "an element is larger than " + maxBytes + " bytes",
        RAW_BYTES);
  }

  /** Notes, once, that the file ends too early. */
  void truncated(String section, Long ordinal, int at) {
    if (complete) {
      complete = false;
      String why = window.failure() == null ? "the file ends too early" : window.failure();
      note(Kinds.TRUNCATED, section, ordinal, at, why, RAW_BYTES);
    }
  }

  /** Notes that the file cannot be read on from here. */
  Malformed malformed(String section, Long ordinal, String expected) {
    int next = window.peek();
    if (next < 0) {
      truncated(section, ordinal, window.position);
    } else {
      complete = false;
      note(
          Kinds.MALFORMED_JSON,
          section,
          ordinal,
          window.position,
          expected + ", found '" + (char) next + "'; the rest of the file is not read",
          RAW_BYTES);
    }
    return new Malformed();
  }

  void note(String kind, String section, Long ordinal, int at, String detail, int rawBytes) {
    anomalies.add(
        file, section, ordinal, window.offset(at), kind, detail, () -> window.text(at, rawBytes));
  }

  // Slices.

  /** Emits a slice about an item. */
  void emitItem(
      Slice.Kind kind, long item, long entry, int part, long offset, int prefix, byte[] body) {
    ready.add(
        new Slice(kind, file, keys.type(), keys.code(), item, entry, part, offset, prefix, body));
  }

  /** Emits a slice about the file. */
  void emit(Slice.Kind kind, long first, long offset, int prefix, byte[] body) {
    ready.add(new Slice(kind, file, null, null, first, 0, 0, offset, prefix, body));
  }

  /** Emits a part of an element that was cut. */
  void emitPart(Slice.Kind kind, long ordinal, int part, long offset, int prefix, byte[] body) {
    ready.add(new Slice(kind, file, null, null, ordinal, 0, part, offset, prefix, body));
  }

  /** Emits a slice that holds an object of ours. */
  void emitJson(Slice.Kind kind, long offset, Object value) {
    try {
      emit(kind, 0, offset, 0, JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + value, e);
    }
  }
}
