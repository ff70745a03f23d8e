package io.lakewright.rates.split;

import io.lakewright.rates.split.ByteWindow.End;
import java.util.Arrays;

/**
 * Walks one item that is too large to be held, or that the file's end cuts: keeps its header, cuts
 * its negotiated rates between entries, and an entry that is too large itself between its providers
 * and between its prices.
 */
final class LargeItemWalk {
  private static final String SECTION = Names.IN_NETWORK_SECTION;

  private enum State {
    ITEM,
    RATES,
    ENTRY,
    PARTS,
    DONE
  }

  private final SplitScan scan;
  private final CodeFilter filter;
  private final RateSieve sieve;
  private final long item;
  private final long offset;
  private final Members header = new Members();

  private State state = State.ITEM;
  private boolean sawRates;
  private int changesAtRates;
  private byte[] ratesPrefix;
  private long entries;
  private int part;
  private int partsOfEntry;
  private byte[] partName;
  private GroupWalk group;
  private SpilledArray spilled;
  private ByteWindow outer;

  /** Begins at the item's opening bracket. */
  LargeItemWalk(SplitScan scan, CodeFilter filter, RateSieve sieve, long item) {
    this.scan = scan;
    this.filter = filter;
    this.sieve = sieve;
    this.item = item;
    this.offset = scan.window.offset(scan.window.position);
    scan.keys.clear();
    scan.enter();
  }

  /** Whether the item was left behind. */
  boolean isDone() {
    return state == State.DONE;
  }

  void step() {
    if (group != null) {
      group.step();
      if (group.isDone()) {
        group = null;
      }
      return;
    }
    switch (state) {
      case ITEM -> member();
      case RATES -> rates();
      case ENTRY -> entryMember();
      case PARTS -> parts();
      case DONE -> throw new IllegalStateException("The item was walked to its end");
    }
  }

  /** Emits what was cut before a fault, and lets go of the local disk. */
  void salvage() {
    if (group != null) {
      group.salvage();
      group = null;
    }
    switch (state) {
      case RATES -> flushRates();
      case PARTS -> flushParts();
      default -> {}
    }
    if (outer != null) {
      scan.window = outer;
    }
    dropSpill();
  }

  private void member() {
    int next = scan.separatedPeek();
    if (next == '}') {
      scan.window.position++;
      end();
    } else if (next == -1) {
      scan.truncated(SECTION, item, scan.window.position);
      end();
    } else {
      scan.key(SECTION, item);
      if (scan.keyIs(Names.NEGOTIATED_RATES) && scan.window.peek() == '[') {
        openRates();
      } else {
        scan.member(Names.isItemHeader(scan.keyBytes()) ? header : null, SECTION, item);
      }
    }
  }

  private void openRates() {
    if (spilled != null) {
      scan.note(
          Kinds.UNEXPECTED_VALUE,
          SECTION,
          item,
          scan.window.position,
          "negotiated_rates stands twice in one item; the second is set aside",
          SplitScan.RAW_BYTES);
      scan.member(null, SECTION, item);
    } else if (!scan.keys.complete()) {
      // The code stands behind the rates: they stay on local disk until it is known.
      spilled = SpilledArray.take(scan.window);
    } else if (filter.wants(scan.keys.type(), scan.keys.code())) {
      enterRates();
    } else {
      scan.window.discardObject();
      state = State.DONE;
    }
  }

  private void enterRates() {
    sawRates = true;
    changesAtRates = header.changes();
    ratesPrefix = header.followedBy(Names.RATES_PREFIX);
    scan.enter();
    state = State.RATES;
  }

  private void end() {
    boolean wanted = filter.wants(scan.keys.type(), scan.keys.code());
    if (spilled != null && !sawRates && wanted) {
      outer = scan.window;
      scan.window = spilled.open();
      enterRates();
      return;
    }
    boolean late = sawRates && header.changes() > changesAtRates;
    if (late || (!sawRates && wanted)) {
      Slice.Kind kind = late ? Slice.Kind.ITEM_HEADER : Slice.Kind.RATES;
      scan.emitItem(kind, item, 0, part++, offset, 0, header.toObject());
    }
    dropSpill();
    state = State.DONE;
  }

  private void rates() {
    int next = scan.separatedPeek();
    if (next == ']') {
      flushRates();
      scan.window.position++;
      endRates();
    } else if (next == '{') {
      entry();
    } else if (next == -1) {
      scan.truncated(SECTION, item, scan.window.position);
      flushRates();
      endRates();
    } else {
      flushRates();
      scan.unexpectedElement(SECTION, item);
      entries++;
    }
  }

  private void endRates() {
    state = State.ITEM;
    if (outer != null) {
      scan.window = outer;
      outer = null;
      end();
    }
  }

  private void entry() {
    End end = scan.element(entries, scan.limits.sliceBytes());
    if (end == End.CLOSED) {
      entries++;
      ByteWindow window = scan.window;
      if (!sieve.isOpen()
          && !sieve.wantsEntry(window.bytes, scan.elementStart(), window.position)) {
        scan.rejectElement();
        flushRates();
      } else if (scan.regionIsFull()) {
        flushRates();
      }
      return;
    }
    if (end == End.CUT) {
      scan.setAside(end, SECTION, item, scan.limits.sliceBytes());
      flushRates();
      scan.window.position = scan.window.limit;
      endRates();
      return;
    }
    // Too large to travel whole: walk it and cut inside.
    int start = scan.elementStart();
    flushRates();
    scan.window.position = start;
    partsOfEntry = 0;
    scan.enter();
    state = State.ENTRY;
  }

  private void flushRates() {
    if (scan.hasRegion()) {
      long at = scan.regionOffset();
      byte[] body = scan.takeRegion(ratesPrefix, Names.RATES_SUFFIX);
      scan.emitItem(
          Slice.Kind.RATES, item, scan.regionFirst(), part++, at, ratesPrefix.length, body);
    }
    scan.dropRegion();
  }

  private void entryMember() {
    int next = scan.separatedPeek();
    if (next == '}') {
      scan.window.position++;
      if (partsOfEntry == 0 && sieve.isOpen()) {
        // What the entry lacks is noted by the one that reads it.
        partName = Names.NEGOTIATED_PRICES;
        byte[] prefix = partPrefix();
        byte[] body = Names.bytes(Names.text(prefix) + Names.text(Names.PART_SUFFIX));
        emitPart(body, prefix.length, scan.window.offset(scan.window.position));
      }
      entries++;
      state = State.RATES;
    } else if (next == -1) {
      scan.truncated(SECTION, item, scan.window.position);
      endRates();
    } else {
      scan.key(SECTION, item);
      byte[] name = scan.keyBytes();
      if (scan.window.peek() == '[' && Names.isEntryPart(name)) {
        partName = name;
        scan.enter();
        state = State.PARTS;
      } else {
        scan.member(null, SECTION, item);
      }
    }
  }

  private void parts() {
    int next = scan.separatedPeek();
    if (next == ']') {
      flushParts();
      scan.window.position++;
      state = State.ENTRY;
    } else if (next == -1) {
      scan.truncated(SECTION, item, scan.window.position);
      flushParts();
      endRates();
    } else {
      part();
    }
  }

  private void part() {
    boolean isGroup = Arrays.equals(partName, Names.PROVIDER_GROUPS);
    int maxBytes = isGroup ? scan.limits.groupBytes() : scan.limits.elementBytes();
    End end = scan.element(0, maxBytes);
    int start = scan.elementStart();
    if (end == End.CLOSED) {
      if (scan.window.position == start) {
        throw scan.malformed(SECTION, item, "expected a value");
      }
      if (!sieve.isOpen() && !wantsPart(scan.window.bytes, start, scan.window.position)) {
        scan.rejectElement();
        flushParts();
      } else if (scan.regionIsFull()) {
        flushParts();
      }
      return;
    }
    if (end == End.TOO_LONG && isGroup && scan.window.bytes[start] == '{') {
      flushParts();
      scan.window.position = start;
      group = new GroupWalk(scan, SECTION, item, sieve, new GroupParts());
      return;
    }
    scan.setAside(end, SECTION, item, maxBytes);
    flushParts();
    if (end == End.CUT) {
      scan.window.position = scan.window.limit;
      endRates();
    } else {
      scan.window.discard();
    }
  }

  private boolean wantsPart(byte[] json, int from, int to) {
    if (Names.isPrices(partName)) {
      return sieve.wantsPrice(json, from, to);
    }
    return Arrays.equals(partName, Names.PROVIDER_GROUPS)
        ? sieve.wantsGroup(json, from, to)
        : sieve.wantsId(json, from, to);
  }

  private void flushParts() {
    if (scan.hasRegion()) {
      long at = scan.regionOffset();
      byte[] prefix = partPrefix();
      emitPart(scan.takeRegion(prefix, Names.PART_SUFFIX), prefix.length, at);
    }
    scan.dropRegion();
  }

  private byte[] partPrefix() {
    return header.followedBy(Names.partPrefix(partName));
  }

  private void emitPart(byte[] body, int prefix, long at) {
    Slice.Kind kind =
        Names.isPrices(partName) ? Slice.Kind.ENTRY_PRICES : Slice.Kind.ENTRY_PROVIDERS;
    scan.emitItem(kind, item, entries, part++, at, prefix, body);
    partsOfEntry++;
  }

  private final class GroupParts implements GroupWalk.Pieces {
    @Override
    public byte[] before() {
      return partPrefix();
    }

    @Override
    public byte[] after() {
      return Names.PART_SUFFIX;
    }

    @Override
    public void emit(byte[] body, int prefix, long at) {
      emitPart(body, prefix, at);
    }
  }

  private void dropSpill() {
    if (spilled != null) {
      spilled.delete();
      spilled = null;
    }
  }
}
