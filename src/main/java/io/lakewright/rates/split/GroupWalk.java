package io.lakewright.rates.split;

import io.lakewright.rates.split.ByteWindow.End;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Cuts a provider group that is too large to be held between its NPIs: it becomes several groups
 * with the same TIN, which means the same.
 */
final class GroupWalk extends ObjectWalk {
  private static final byte[] TIN = Names.bytes("tin");

  private final RateSieve sieve;
  private final Pieces pieces;
  private final long offset;
  private boolean hasTin;
  private boolean hasNpis;

  /** What surrounds a group, and where a piece of it goes. */
  interface Pieces {
    byte[] before();

    byte[] after();

    /**
     * Takes a piece.
     *
     * @param offset position in the file of the byte at {@code prefix} in the body
     */
    void emit(byte[] body, int prefix, long offset);
  }

  GroupWalk(SplitScan scan, String section, long ordinal, RateSieve sieve, Pieces pieces) {
    super(scan, section, ordinal, Names.NPI);
    this.sieve = sieve;
    this.pieces = pieces;
    this.offset = scan.window.offset(scan.window.position);
  }

  @Override
  boolean isHeader(byte[] name) {
    boolean isTin = Arrays.equals(name, TIN);
    hasTin |= isTin;
    return isTin || Arrays.equals(name, Names.NPI);
  }

  @Override
  boolean canCut() {
    return hasTin;
  }

  @Override
  void element() {
    hasNpis = true;
    End end = scan.element(0, scan.limits.sliceBytes());
    if (end == End.CLOSED) {
      if (scan.window.position == scan.elementStart()) {
        throw scan.malformed(section, ordinal, "expected a value");
      }
      if (scan.regionIsFull()) {
        flush();
      }
      return;
    }
    scan.setAside(end, section, ordinal, scan.limits.sliceBytes());
    flush();
    scan.abandon(end);
  }

  @Override
  void flush() {
    if (scan.hasRegion() && scan.regionWanted(sieve::wantsAnyOf)) {
      byte[] before = concat(pieces.before(), header.followedBy(Names.bytes("\"npi\":[")));
      byte[] after = concat(Names.RATES_SUFFIX, pieces.after());
      long at = scan.regionOffset();
      pieces.emit(scan.takeRegion(before, after), before.length, at);
    }
    scan.dropRegion();
  }

  /** A group without a list of NPIs is large for another reason, and small without it. */
  @Override
  void end() {
    if (!hasNpis) {
      byte[] before = pieces.before();
      byte[] body = concat(concat(before, header.toObject()), pieces.after());
      pieces.emit(body, before.length, offset);
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(one.length + other.length);
    out.writeBytes(one);
    out.writeBytes(other);
    return out.toByteArray();
  }
}
