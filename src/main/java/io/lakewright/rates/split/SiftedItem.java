package io.lakewright.rates.split;

import java.util.Arrays;

/**
 * Emits of an item that is held in memory the entries that a filter lets through: the item itself
 * if that is all of them, else its header with each stretch of neighbours.
 */
final class SiftedItem {
  private final SplitScan scan;
  private final RateSieve sieve;
  private final JsonCursor members = new JsonCursor();
  private final JsonCursor entries = new JsonCursor();

  /** Stretches as (first entry, from, to), one after another. */
  private int[] stretches = new int[30];

  private int size;

  SiftedItem(SplitScan scan, RateSieve sieve) {
    this.scan = scan;
    this.sieve = sieve;
  }

  /** Emits the item that fills the window from its mark to its position. */
  void emit(long item) {
    byte[] json = scan.window.bytes;
    int from = scan.window.mark;
    int to = scan.window.position;
    if (readEntries(json, from, to)) {
      byte[] body = Arrays.copyOfRange(json, from, to);
      scan.emitItem(Slice.Kind.RATES, item, 0, 0, scan.window.offset(from), 0, body);
      return;
    }
    if (size == 0) {
      return;
    }
    byte[] prefix = header(json, from, to).followedBy(Names.RATES_PREFIX);
    for (int i = 0; i < size; i += 3) {
      int stretchFrom = stretches[i + 1];
      int length = stretches[i + 2] - stretchFrom;
      byte[] body = new byte[prefix.length + length + Names.RATES_SUFFIX.length];
      System.arraycopy(prefix, 0, body, 0, prefix.length);
      System.arraycopy(json, stretchFrom, body, prefix.length, length);
      System.arraycopy(
          Names.RATES_SUFFIX, 0, body, prefix.length + length, Names.RATES_SUFFIX.length);
      long at = scan.window.offset(stretchFrom);
      scan.emitItem(Slice.Kind.RATES, item, stretches[i], i / 3, at, prefix.length, body);
    }
  }

  /** Finds the stretches; true if the item is to travel as it is. */
  private boolean readEntries(byte[] json, int from, int to) {
    size = 0;
    boolean found = false;
    boolean all = true;
    members.over(json, from, to);
    while (members.nextMember()) {
      if (!members.nameIs(Names.NEGOTIATED_RATES)) {
        continue;
      }
      if (found || members.valueStart() != '[') {
        return true;
      }
      found = true;
      all = readArray(json, members.valueFrom(), members.valueTo());
    }
    return !found || all || !members.isComplete();
  }

  private boolean readArray(byte[] json, int from, int to) {
    boolean all = true;
    boolean open = false;
    entries.over(json, from, to);
    for (int entry = 0; entries.nextElement(); entry++) {
      if (!sieve.wantsEntry(json, entries.valueFrom(), entries.valueTo())) {
        all = false;
        open = false;
      } else if (open) {
        stretches[size - 1] = entries.valueTo();
      } else {
        add(entry, entries.valueFrom(), entries.valueTo());
        open = true;
      }
    }
    return all || !entries.isComplete();
  }

  private void add(int entry, int from, int to) {
    if (size == stretches.length) {
      stretches = Arrays.copyOf(stretches, size * 2);
    }
    stretches[size++] = entry;
    stretches[size++] = from;
    stretches[size++] = to;
  }

  private Members header(byte[] json, int from, int to) {
    Members header = new Members();
    members.over(json, from, to);
    while (members.nextMember()) {
      if (Names.isItemHeader(Names.bytes(members.name()))) {
        header.put(
            members.name(), Arrays.copyOfRange(json, members.nameFrom() - 1, members.valueTo()));
      }
    }
    return header;
  }
}
