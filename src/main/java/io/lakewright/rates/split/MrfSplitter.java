package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakewright.job.Anomaly;
import io.lakewright.job.AnomalyLog;
import io.lakewright.rates.split.ByteWindow.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Cuts a machine-readable file into {@linkplain Slice slices} in one pass, in memory that does not
 * depend on the file.
 *
 * <p>The file is a stream of JSON values: as a rule one object with the sections {@code
 * provider_references} and {@code in_network} in any order; or several objects, each of them an
 * item, a provider reference or a root, as other splitters leave them. Items up to {@link
 * SplitLimits#sliceBytes} are found by counting brackets and copied whole. Larger ones are walked:
 * their header is kept, their negotiated rates are cut between entries, an entry that is itself too
 * large between its providers and between its prices. All state is in fields, so the walk stops
 * whenever a slice is ready and nothing waits in memory.
 *
 * <p>Malformed JSON ends the file, with what was cut so far kept; the parser of the slices finds
 * what is wrong inside them.
 */
public final class MrfSplitter implements Iterator<Slice> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RAW_BYTES = Anomaly.MAX_RAW;
  private static final int KEY_BYTES = 64 * 1024;

  private enum State {
    TOP,
    ROOT,
    REFERENCES,
    ITEMS,
    ITEM,
    RATES,
    ENTRY,
    PARTS,
    DONE
  }

  private final String container;
  private final String file;
  private final SplitLimits limits;
  private final CodeFilter filter;
  private final AnomalyLog anomalies = new AnomalyLog();
  private final Queue<Slice> ready = new ArrayDeque<>();
  private final ItemKeys keys = new ItemKeys();
  private final Members fileHeader = new Members();

  private ByteWindow window;
  private State state = State.TOP;
  private State afterItem = State.ITEMS;
  private int topArrays;
  private boolean complete = true;

  private long items;
  private long references;

  private LargeItem large;
  private long regionFirst;
  private long regionCount;
  private int regionLength;

  /** Splits a file that is a document by itself. */
  public MrfSplitter(String file, InputStream in, SplitLimits limits, CodeFilter filter) {
    this(file, file, in, limits, filter);
  }

  /**
   * @param container name of the stored file that the document stands in
   * @param file what the file is called in slices and anomalies
   * @param in its decompressed bytes; read to the end, not closed
   * @param limits how much to hold
   * @param filter the items to emit
   */
  public MrfSplitter(
      String container, String file, InputStream in, SplitLimits limits, CodeFilter filter) {
    this.container = container;
    this.file = file;
    this.limits = limits;
    this.filter = filter;
    this.window = new ByteWindow(in, 0, Math.max(256 * 1024, 2 * limits.sliceBytes()));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && state != State.DONE) {
      step();
    }
    return !ready.isEmpty();
  }

  @Override
  public Slice next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The file " + file + " has no more slices");
    }
    return ready.remove();
  }

  private void step() {
    switch (state) {
      case TOP -> top();
      case ROOT -> root();
      case REFERENCES -> references();
      case ITEMS -> items();
      case ITEM -> itemMember();
      case RATES -> rates();
      case ENTRY -> entryMember();
      case PARTS -> parts();
      case DONE -> throw new IllegalStateException("Nothing left to split");
    }
  }

  // The top level: one object, or many.

  private void top() {
    switch (window.peek()) {
      case -1 -> {
        if (topArrays > 0) {
          truncated(null, null, window.position);
        }
        if (window.failure() != null && complete) {
          truncated(null, null, window.position);
        }
        end();
      }
      case '[' -> {
        topArrays++;
        window.position++;
      }
      case ']' -> {
        if (topArrays == 0) {
          malformed(null, null, "expected an object");
        } else {
          topArrays--;
          window.position++;
        }
      }
      case ',' -> window.position++;
      case '{' -> topObject();
      default -> malformed(null, null, "expected an object");
    }
  }

  /** Tells what an object at the top level is by its first telling key. */
  private void topObject() {
    window.mark = window.position;
    switch (new Classifier(window).classify(memberBytes())) {
      case ITEM -> {
        afterItem = State.TOP;
        item();
      }
      case REFERENCE -> {
        reference();
        flushReferences();
      }
      case ROOT -> {
        window.mark = -1;
        window.position++;
        state = State.ROOT;
      }
    }
  }

  private void root() {
    int next = separatedPeek();
    if (next == '}') {
      window.position++;
      state = State.TOP;
    } else if (next == -1) {
      truncated(null, null, window.position);
      end();
    } else if (key("the file's top level")) {
      rootValue(window.peek());
    }
  }

  private void rootValue(int first) {
    if (keyIs(Names.IN_NETWORK) && first == '[') {
      open(State.ITEMS);
    } else if (keyIs(Names.PROVIDER_REFERENCES) && first == '[') {
      open(State.REFERENCES);
    } else if (keyIs(Names.IN_NETWORK) || keyIs(Names.PROVIDER_REFERENCES)) {
      if (first != 'n') {
        note(Kinds.UNEXPECTED_VALUE, keyName(), null, window.position, "expected an array", 200);
      }
      member(null);
    } else if (keyIs(Names.OUT_OF_NETWORK) || keyIs(Names.REPORTING_STRUCTURE)) {
      note(
          Kinds.NOT_IN_NETWORK,
          keyName(),
          null,
          window.position,
          "this is a file of another kind: it has a section " + keyName(),
          200);
      member(null);
    } else {
      member(Names.isFileHeader(keyBytes()) ? fileHeader : null);
    }
  }

  private void open(State section) {
    window.mark = -1;
    window.position++;
    regionCount = 0;
    afterItem = State.ITEMS;
    state = section;
  }

  // provider_references

  private void references() {
    int next = separatedPeek();
    if (next == ']') {
      flushReferences();
      window.position++;
      state = State.ROOT;
    } else if (next == '{') {
      reference();
    } else if (next == -1) {
      truncated(Names.PROVIDER_REFERENCES_SECTION, references, window.position);
      flushReferences();
      end();
    } else {
      flushReferences();
      unexpectedElement(Names.PROVIDER_REFERENCES_SECTION, references++);
    }
  }

  private void reference() {
    if (regionCount == 0) {
      startRegion(references);
    }
    int length = window.position - window.mark;
    End end = window.value(limits.elementBytes());
    if (end == End.CLOSED) {
      references++;
      closeElement();
      if (regionLength >= limits.sliceBytes()) {
        flushReferences();
      }
      return;
    }
    int start = window.mark + length;
    setAside(end, Names.PROVIDER_REFERENCES_SECTION, references++, start);
    flushReferences();
    abandon(end);
  }

  private void flushReferences() {
    if (regionCount > 0) {
      byte[] body =
          concat(
              new byte[] {'['},
              window.bytes,
              window.mark,
              window.mark + regionLength,
              new byte[] {']'});
      emit(
          Slice.Kind.PROVIDERS, null, null, regionFirst, 0, 0, window.offset(window.mark), 1, body);
      regionCount = 0;
    }
    window.mark = -1;
  }

  // in_network

  private void items() {
    int next = separatedPeek();
    if (next == ']') {
      window.position++;
      state = State.ROOT;
    } else if (next == '{') {
      item();
    } else if (next == -1) {
      truncated(Names.IN_NETWORK_SECTION, items, window.position);
      end();
    } else {
      unexpectedElement(Names.IN_NETWORK_SECTION, items++);
    }
  }

  private void item() {
    window.mark = window.position;
    End end = window.value(limits.sliceBytes());
    if (end != End.CLOSED) {
      // Too large to travel whole, or cut off: its entries may still be had one by one.
      window.position = window.mark;
      large = new LargeItem(window.offset(window.position));
      keys.clear();
      window.mark = -1;
      window.position++;
      state = State.ITEM;
      return;
    }
    keys.find(window.bytes, window.mark, window.position);
    if (filter.wants(keys.type(), keys.code())) {
      byte[] body = Arrays.copyOfRange(window.bytes, window.mark, window.position);
      emit(
          Slice.Kind.RATES,
          keys.type(),
          keys.code(),
          items,
          0,
          0,
          window.offset(window.mark),
          0,
          body);
    }
    items++;
    window.mark = -1;
    state = afterItem;
  }

  // An item too large to hold.

  private void itemMember() {
    int next = separatedPeek();
    if (next == '}') {
      window.position++;
      itemEnd();
    } else if (next == -1) {
      truncated(Names.IN_NETWORK_SECTION, items, window.position);
      itemEnd();
      if (state != State.RATES) {
        end();
      }
    } else if (key("item " + items)) {
      if (keyIs(Names.NEGOTIATED_RATES) && window.peek() == '[') {
        openRates();
      } else {
        member(Names.isItemHeader(keyBytes()) ? large.header : null);
      }
    }
  }

  private void openRates() {
    if (large.hasSpilled()) {
      note(
          Kinds.UNEXPECTED_VALUE,
          Names.IN_NETWORK_SECTION,
          items,
          window.position,
          "negotiated_rates stands twice in one item; the second is set aside",
          RAW_BYTES);
      member(null);
      return;
    }
    window.mark = -1;
    if (!keys.complete()) {
      // The code stands behind the rates: keep them on local disk until it is known.
      large.spill(window);
      return;
    }
    if (!filter.wants(keys.type(), keys.code())) {
      window.discardObject();
      items++;
      large = null;
      state = afterItem;
      return;
    }
    large.ratesSeen();
    window.mark = -1;
    window.position++;
    regionCount = 0;
    state = State.RATES;
  }

  private void itemEnd() {
    if (large.hasSpilled()) {
      if (!filter.wants(keys.type(), keys.code())) {
        large.closeSpill();
      } else {
        large.outer = window;
        window = large.openSpill();
        large.ratesSeen();
        window.position++;
        regionCount = 0;
        state = State.RATES;
        return;
      }
    } else if (large.hasLateHeader()) {
      emit(
          Slice.Kind.ITEM_HEADER,
          keys.type(),
          keys.code(),
          items,
          0,
          0,
          large.offset,
          0,
          large.header.toObject());
    } else if (!large.sawRates && filter.wants(keys.type(), keys.code())) {
      emit(
          Slice.Kind.RATES,
          keys.type(),
          keys.code(),
          items,
          0,
          0,
          large.offset,
          0,
          large.header.toObject());
    }
    items++;
    large = null;
    state = afterItem;
  }

  private void rates() {
    int next = separatedPeek();
    if (next == ']') {
      flushRates();
      window.position++;
      endRates();
    } else if (next == '{') {
      entry();
    } else if (next == -1) {
      truncated(Names.IN_NETWORK_SECTION, items, window.position);
      flushRates();
      endRates();
    } else {
      flushRates();
      unexpectedElement(Names.IN_NETWORK_SECTION, items);
      large.entries++;
    }
  }

  private void endRates() {
    if (large.outer == null) {
      state = State.ITEM;
      return;
    }
    window = large.outer;
    large.closeSpill();
    itemEnd();
  }

  private void entry() {
    if (regionCount == 0) {
      startRegion(large.entries);
    }
    int length = window.position - window.mark;
    End end = window.value(limits.sliceBytes());
    if (end == End.CLOSED) {
      large.entries++;
      closeElement();
      if (regionLength >= limits.sliceBytes()) {
        flushRates();
      }
      return;
    }
    // Too large to travel whole (or cut off): walk it and cut inside.
    int start = window.mark + length;
    long from = window.offset(start);
    flushRates();
    window.mark = -1;
    window.position = start;
    if (end == End.CUT) {
      setAside(end, Names.IN_NETWORK_SECTION, items, start);
      window.position = window.limit;
      endRates();
      return;
    }
    large.entryOffset = from;
    large.part = 0;
    window.position++;
    state = State.ENTRY;
  }

  private void flushRates() {
    if (regionCount > 0) {
      byte[] prefix = large.ratesPrefix();
      byte[] body =
          concat(prefix, window.bytes, window.mark, window.mark + regionLength, Names.RATES_SUFFIX);
      emit(
          Slice.Kind.RATES,
          keys.type(),
          keys.code(),
          items,
          regionFirst,
          0,
          window.offset(window.mark),
          prefix.length,
          body);
      regionCount = 0;
    }
    window.mark = -1;
  }

  // An entry too large to hold.

  private void entryMember() {
    int next = separatedPeek();
    if (next == '}') {
      window.position++;
      large.entries++;
      state = State.RATES;
    } else if (next == -1) {
      truncated(Names.IN_NETWORK_SECTION, items, window.position);
      endRates();
    } else if (key("item " + items)) {
      byte[] name = keyBytes();
      if (window.peek() == '[' && Names.isEntryPart(name)) {
        large.partName = name;
        window.mark = -1;
        window.position++;
        regionCount = 0;
        state = State.PARTS;
      } else {
        member(null);
      }
    }
  }

  private void parts() {
    int next = separatedPeek();
    if (next == ']') {
      flushParts();
      window.position++;
      state = State.ENTRY;
      return;
    }
    if (next == -1) {
      truncated(Names.IN_NETWORK_SECTION, items, window.position);
      flushParts();
      endRates();
      return;
    }
    if (regionCount == 0) {
      startRegion(0);
    }
    int length = window.position - window.mark;
    End end = window.value(limits.elementBytes());
    if (end == End.CLOSED && window.position - window.mark == length) {
      malformed(Names.IN_NETWORK_SECTION, items, "expected a value");
      return;
    }
    if (end == End.CLOSED) {
      closeElement();
      if (regionLength >= limits.sliceBytes()) {
        flushParts();
      }
      return;
    }
    setAside(end, Names.IN_NETWORK_SECTION, items, window.mark + length);
    flushParts();
    if (end == End.CUT) {
      window.position = window.limit;
      endRates();
    } else {
      window.discard();
    }
  }

  private void flushParts() {
    if (regionCount > 0) {
      boolean prices = Names.isPrices(large.partName);
      byte[] prefix = large.partPrefix();
      byte[] body =
          concat(prefix, window.bytes, window.mark, window.mark + regionLength, Names.PART_SUFFIX);
      emit(
          prices ? Slice.Kind.ENTRY_PRICES : Slice.Kind.ENTRY_PROVIDERS,
          keys.type(),
          keys.code(),
          items,
          large.entries,
          large.part++,
          window.offset(window.mark),
          prefix.length,
          body);
      regionCount = 0;
    }
    window.mark = -1;
  }

  // What all levels share.

  private int keyFrom;
  private int keyTo;

  /** Reads a key and its colon, leaving the position at the value and the mark at the key. */
  private boolean key(String where) {
    if (window.peek() != '"') {
      malformed(null, null, "expected a key in " + where);
      return false;
    }
    window.mark = window.position;
    if (window.value(KEY_BYTES) != End.CLOSED) {
      malformed(null, null, "expected a key in " + where);
      return false;
    }
    int length = window.position - window.mark;
    if (window.peek() != ':') {
      malformed(null, null, "expected a colon in " + where);
      return false;
    }
    window.position++;
    window.peek();
    keyFrom = window.mark + 1;
    keyTo = window.mark + length - 1;
    return true;
  }

  private boolean keyIs(byte[] name) {
    return window.spells(keyFrom, keyTo, name)
        || (Names.isEscaped(window.bytes, keyFrom, keyTo) && Arrays.equals(keyBytes(), name));
  }

  private byte[] keyBytes() {
    return Names.key(window.bytes, keyFrom, keyTo);
  }

  private String keyName() {
    return new String(keyBytes(), UTF_8);
  }

  /** Moves past the value of the key just read; keeps the member when {@code into} is given. */
  private void member(Members into) {
    int nameLength = keyTo - keyFrom;
    int valueAt = window.position - window.mark;
    End end = window.value(memberBytes());
    if (end == End.CUT) {
      // The next step meets the end of the stream and reports it.
      window.mark = -1;
      return;
    }
    if (end == End.CLOSED && window.position == window.mark + valueAt) {
      malformed(null, null, "expected a value");
      return;
    }
    int nameFrom = window.mark + 1;
    int valueFrom = window.mark + valueAt;
    if (end == End.TOO_LONG) {
      if (into != null) {
        note(
            Kinds.ELEMENT_TOO_LARGE,
            large == null ? null : Names.IN_NETWORK_SECTION,
            large == null ? null : items,
            valueFrom,
            "the value of "
                + new String(window.bytes, nameFrom, nameLength, UTF_8)
                + " is larger than "
                + memberBytes()
                + " bytes",
            RAW_BYTES);
      }
      window.discard();
      return;
    }
    if (into != null) {
      String name = new String(Names.key(window.bytes, nameFrom, nameFrom + nameLength), UTF_8);
      into.put(name, Arrays.copyOfRange(window.bytes, window.mark, window.position));
      keys.member(name, window.bytes, valueFrom, window.position);
    }
    window.mark = -1;
  }

  /** The next byte after an optional comma; -1 at the end. */
  private int separatedPeek() {
    int next = window.peek();
    if (next == ',') {
      window.position++;
      next = window.peek();
    }
    return next;
  }

  private int memberBytes() {
    return Math.max(KEY_BYTES, limits.sliceBytes());
  }

  private void startRegion(long first) {
    window.mark = window.position;
    regionFirst = first;
  }

  /** The region now ends after the element just read. Its length holds when the window moves. */
  private void closeElement() {
    regionCount++;
    regionLength = window.position - window.mark;
  }

  private void unexpectedElement(String section, long ordinal) {
    window.mark = window.position;
    End end = window.value(limits.sliceBytes());
    if (end == End.CLOSED && window.position == window.mark) {
      malformed(section, ordinal, "expected a value");
      return;
    }
    note(Kinds.UNEXPECTED_VALUE, section, ordinal, window.mark, "expected an object", 200);
    window.mark = -1;
    abandon(end);
  }

  /** Goes on behind a value that was not read to its end. */
  private void abandon(End end) {
    if (end == End.TOO_LONG) {
      window.discard();
    } else if (end == End.CUT) {
      window.mark = -1;
      window.position = window.limit;
    }
  }

  private void setAside(End end, String section, long ordinal, int start) {
    if (end == End.CUT) {
      truncated(section, ordinal, start);
    } else {
      note(
          Kinds.ELEMENT_TOO_LARGE,
          section,
          ordinal,
          start,
          "an element is larger than " + limits.elementBytes() + " bytes",
          RAW_BYTES);
    }
  }

  private void truncated(String section, Long ordinal, int at) {
    if (!complete) {
      return;
    }
    complete = false;
    String why = window.failure() == null ? "the file ends too early" : window.failure();
    note(Kinds.TRUNCATED, section, ordinal, at, why, RAW_BYTES);
  }

  /** Nothing that follows can be trusted: the file ends here. */
  private void malformed(String section, Long ordinal, String expected) {
    int next = window.peek();
    if (next < 0) {
      truncated(section, ordinal, window.position);
    } else {
      complete = false;
      note(
          Kinds.MALFORMED_JSON,
          section == null && large != null ? Names.IN_NETWORK_SECTION : section,
          ordinal == null && large != null ? Long.valueOf(items) : ordinal,
          window.position,
          expected + ", found '" + (char) next + "'; the rest of the file is not read",
          RAW_BYTES);
    }
    salvage();
    end();
  }

  /** Emits what was cut before the fault. */
  private void salvage() {
    switch (state) {
      case REFERENCES -> flushReferences();
      case RATES -> flushRates();
      case PARTS -> flushParts();
      default -> {}
    }
    if (large != null && large.outer != null) {
      window = large.outer;
    }
    if (large != null) {
      large.closeSpill();
    }
  }

  private void note(
      String kind, String section, Long ordinal, int at, String detail, int rawBytes) {
    anomalies.add(
        file, section, ordinal, window.offset(at), kind, detail, () -> window.text(at, rawBytes));
  }

  private void emit(
      Slice.Kind kind,
      String codeType,
      String code,
      long item,
      long entry,
      int part,
      long offset,
      int prefix,
      byte[] body) {
    ready.add(new Slice(kind, file, codeType, code, item, entry, part, offset, prefix, body));
  }

  private void end() {
    state = State.DONE;
    long bytes = window.offset(window.limit);
    emit(Slice.Kind.FILE_HEADER, null, null, 0, 0, 0, 0, 0, fileHeader.toObject());
    try {
      for (Anomaly anomaly : anomalies.anomalies()) {
        emit(Slice.Kind.ANOMALY, null, null, 0, 0, 0, 0, 0, JSON.writeValueAsBytes(anomaly));
      }
      FileTotals totals = new FileTotals(container, bytes, items, references, complete);
      emit(Slice.Kind.FILE_END, null, null, 0, 0, 0, bytes, 0, JSON.writeValueAsBytes(totals));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] concat(byte[] prefix, byte[] bytes, int from, int to, byte[] suffix) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(prefix.length + to - from + suffix.length);
    out.writeBytes(prefix);
    out.write(bytes, from, to - from);
    out.writeBytes(suffix);
    return out.toByteArray();
  }
}
