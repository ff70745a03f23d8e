package io.lakewright.rates.split;

/**
 * Walks an object that is too large to be held: keeps the members that say what it is, and cuts one
 * list of it, after those members are known. If the list stands before them, it waits on local
 * disk.
 */
abstract class ObjectWalk {
  private enum State {
    MEMBERS,
    LIST,
    DONE
  }

  final SplitScan scan;
  final String section;
  final long ordinal;
  final Members header = new Members();

  private final byte[] list;
  private State state = State.MEMBERS;
  private SpilledArray spilled;
  private ByteWindow outer;

  /** Begins at the object's opening bracket. */
  ObjectWalk(SplitScan scan, String section, long ordinal, byte[] list) {
    this.scan = scan;
    this.section = section;
    this.ordinal = ordinal;
    this.list = list;
    scan.enter();
  }

  /** Whether a member says what the object is. */
  abstract boolean isHeader(byte[] name);

  /** Whether enough of the header is known to cut the list. */
  abstract boolean canCut();

  /** Reads an element of the list, at the window's position. */
  abstract void element();

  /** Emits the elements read so far. */
  abstract void flush();

  /** The object ends, by itself or because the file does. */
  void end() {}

  boolean isDone() {
    return state == State.DONE;
  }

  void step() {
    switch (state) {
      case MEMBERS -> member();
      case LIST -> list();
      case DONE -> throw new IllegalStateException("The object was walked to its end");
    }
  }

  /** Emits what was cut before a fault, and lets go of the local disk. */
  void salvage() {
    if (state == State.LIST) {
      flush();
    }
    finish();
  }

  private void member() {
    int next = scan.separatedPeek();
    if (next == '}') {
      scan.window.position++;
      replayOrFinish(true);
    } else if (next == -1) {
      scan.truncated(section, ordinal, scan.window.position);
      replayOrFinish(canCut());
    } else {
      scan.key(section, ordinal);
      if (scan.keyIs(list) && scan.window.peek() == '[') {
        open();
      } else {
        scan.member(isHeader(scan.keyBytes()) ? header : null, section, ordinal);
      }
    }
  }

  private void open() {
    if (canCut()) {
      enter();
    } else if (spilled == null) {
      spilled = SpilledArray.take(scan.window);
    } else {
      scan.note(
          Kinds.UNEXPECTED_VALUE,
          section,
          ordinal,
          scan.window.position,
          Names.text(list) + " stands twice in one object; the second is set aside",
          SplitScan.RAW_BYTES);
      scan.member(null, section, ordinal);
    }
  }

  private void enter() {
    scan.enter();
    state = State.LIST;
  }

  private void replayOrFinish(boolean replay) {
    if (spilled == null || !replay) {
      finish();
      return;
    }
    outer = scan.window;
    scan.window = spilled.open();
    enter();
  }

  private void list() {
    int next = scan.separatedPeek();
    if (next == ']') {
      flush();
      scan.window.position++;
      leave();
    } else if (next == -1) {
      scan.truncated(section, ordinal, scan.window.position);
      flush();
      leave();
    } else {
      element();
    }
  }

  private void leave() {
    if (outer == null) {
      state = State.MEMBERS;
    } else {
      finish();
    }
  }

  private void finish() {
    if (outer != null) {
      scan.window = outer;
      outer = null;
    }
    if (spilled != null) {
      spilled.delete();
      spilled = null;
    }
    if (state != State.DONE) {
      state = State.DONE;
      end();
    }
  }
}
