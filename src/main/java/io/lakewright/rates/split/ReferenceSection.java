package io.lakewright.rates.split;

import io.lakewright.rates.split.ByteWindow.End;
import java.io.ByteArrayOutputStream;

/**
 * The elements of {@code provider_references}: whole ones many to a slice, larger ones in parts. Of
 * those that a filter leaves out only the id travels, so that it still can be told from an id that
 * no one defines.
 */
final class ReferenceSection {
  private static final String SECTION = Names.PROVIDER_REFERENCES_SECTION;
  private static final byte[] BEFORE = {'['};
  private static final byte[] AFTER = {']'};
  private static final byte[] NETWORK = Names.bytes("network_name");

  private final SplitScan scan;
  private final RateSieve sieve;
  private final JsonCursor members = new JsonCursor();
  private final ByteArrayOutputStream stubs = new ByteArrayOutputStream();
  private long firstStub;
  private long stubOffset;
  private long count;
  private ReferenceWalk walk;

  ReferenceSection(SplitScan scan, RateSieve sieve) {
    this.scan = scan;
    this.sieve = sieve;
  }

  /** Elements seen. */
  long count() {
    return count;
  }

  /** Whether an element is being cut, to be gone on with by {@link #step}. */
  boolean isWalking() {
    return walk != null;
  }

  void step() {
    walk.step();
    if (walk.isDone()) {
      walk = null;
    }
  }

  /** Reads the object at the window's position. */
  void element() {
    End end = scan.element(count, scan.limits.groupBytes());
    long ordinal = count++;
    if (end == End.CLOSED) {
      if (!sieve.isOpen()) {
        sift(ordinal);
      }
      if (scan.regionIsFull()) {
        flush();
      }
    } else if (end == End.TOO_LONG) {
      int start = scan.elementStart();
      flush();
      scan.window.position = start;
      walk = new ReferenceWalk(scan, ordinal, sieve);
    } else {
      scan.setAside(end, SECTION, ordinal, scan.limits.groupBytes());
      flush();
      scan.abandon(end);
    }
  }

  /** Passes over a value that is no object. */
  void unexpected() {
    flush();
    scan.unexpectedElement(SECTION, count++);
  }

  /** Emits the elements read so far. */
  void flush() {
    flushRegion();
    emitStubs();
  }

  private void flushRegion() {
    if (scan.hasRegion()) {
      long at = scan.regionOffset();
      byte[] body = scan.takeRegion(BEFORE, AFTER);
      scan.emit(Slice.Kind.PROVIDERS, scan.regionFirst(), at, BEFORE.length, body);
    }
    scan.dropRegion();
  }

  private void emitStubs() {
    if (stubs.size() > 0) {
      stubs.write(']');
      scan.emit(Slice.Kind.PROVIDERS, firstStub, stubOffset, stubs.size(), stubs.toByteArray());
      stubs.reset();
    }
  }

  /** Emits what was cut before a fault. */
  void salvage() {
    if (walk != null) {
      walk.salvage();
      walk = null;
    } else {
      flush();
    }
  }

  private void sift(long ordinal) {
    byte[] json = scan.window.bytes;
    int from = scan.elementStart();
    int to = scan.window.position;
    boolean wanted = sieve.wantsReference(json, from, to);
    int idFrom = -1;
    int idTo = -1;
    int networkFrom = -1;
    int networkTo = -1;
    members.over(json, from, to);
    while (members.nextMember()) {
      if (members.nameIs(Names.PROVIDER_GROUP_ID)) {
        idFrom = members.valueFrom();
        idTo = members.valueTo();
      } else if (members.nameIs(NETWORK)) {
        networkFrom = members.valueFrom();
        networkTo = members.valueTo();
      }
    }
    if (idFrom >= 0) {
      sieve.unwanted().seen(json, idFrom, idTo, wanted);
    }
    if (wanted || idFrom < 0) {
      // A slice holds neighbours: what is read next begins another.
      emitStubs();
      return;
    }
    long at = scan.window.offset(from);
    scan.rejectElement();
    flushRegion();
    if (stubs.size() == 0) {
      firstStub = ordinal;
      stubOffset = at;
    }
    stub(json, idFrom, idTo, networkFrom, networkTo);
    if (stubs.size() >= scan.limits.sliceBytes()) {
      emitStubs();
    }
  }

  private void stub(byte[] json, int idFrom, int idTo, int networkFrom, int networkTo) {
    stubs.write(stubs.size() == 0 ? '[' : ',');
    stubs.writeBytes(Names.bytes("{\"provider_group_id\":"));
    stubs.write(json, idFrom, idTo - idFrom);
    if (networkFrom >= 0) {
      stubs.writeBytes(Names.bytes(",\"network_name\":"));
      stubs.write(json, networkFrom, networkTo - networkFrom);
    }
    stubs.writeBytes(Names.bytes(",\"provider_groups\":[]}"));
  }
}
