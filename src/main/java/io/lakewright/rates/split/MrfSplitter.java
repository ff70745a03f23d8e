package io.lakewright.rates.split;

import io.lakewright.job.Anomaly;
import io.lakewright.rates.split.ByteWindow.End;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Cuts a machine-readable file into {@linkplain Slice slices} in one pass, in memory that does not
 * depend on the file.
 *
 * <p>The file is a stream of JSON values: as a rule one object with the sections {@code
 * provider_references} and {@code in_network} in any order; or several objects, each of them an
 * item, a provider reference or a root, as other splitters leave them. Items up to {@link
 * SplitLimits#sliceBytes} are found by counting brackets and copied whole; larger ones are cut by
 * {@link LargeItemWalk}. All state is in fields, so the walk stops whenever a slice is ready and
 * nothing waits in memory.
 *
 * <p>Malformed JSON ends the file, with what was cut so far kept; the parser of the slices finds
 * what is wrong inside them.
 */
public final class MrfSplitter implements Iterator<Slice> {
  private static final int MIN_WINDOW = 256 * 1024;

  private enum State {
    TOP,
    ROOT,
    REFERENCES,
    ITEMS,
    DONE
  }

  private final String container;
  private final CodeFilter filter;
  private final SplitScan scan;
  private final Members fileHeader = new Members();

  private State state = State.TOP;
  private final RateSieve sieve;
  private final ReferenceSection references;
  private final SiftedItem siftedItem;
  private LargeItemWalk largeItem;
  private int topArrays;
  private long items;

  /** Splits a file that is a document by itself. */
  public MrfSplitter(String file, InputStream in, SplitLimits limits, CodeFilter filter) {
    this(file, file, in, limits, filter, RateFilter.ALL);
  }

  /**
   * Splits a document.
   *
   * @param container name of the stored file that the document stands in
   * @param file what the document is called in slices and anomalies
   * @param in its decompressed bytes; read to the end, not closed
   * @param limits how much to hold
   * @param filter the items to emit
   * @param rates what to emit of them; what is told by bytes alone is left out
   */
  public MrfSplitter(
      String container,
      String file,
      InputStream in,
      SplitLimits limits,
      CodeFilter filter,
      RateFilter rates) {
    this.container = container;
    this.filter = filter;
    this.scan =
        new SplitScan(
            file, limits, new ByteWindow(in, 0, Math.max(MIN_WINDOW, 2 * limits.sliceBytes())));
    this.sieve = new RateSieve(rates);
    this.references = new ReferenceSection(scan, sieve);
    this.siftedItem = sieve.isOpen() ? null : new SiftedItem(scan, sieve);
  }

  @Override
  public boolean hasNext() {
    while (scan.ready().isEmpty() && state != State.DONE) {
      try {
        step();
      } catch (SplitScan.Malformed noted) {
        salvage();
      }
    }
    return !scan.ready().isEmpty();
  }

  @Override
  public Slice next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The file " + scan.file + " has no more slices");
    }
    return scan.ready().remove();
  }

  private void step() {
    if (largeItem != null) {
      largeItem.step();
      if (largeItem.isDone()) {
        largeItem = null;
        items++;
      }
      return;
    }
    if (references.isWalking()) {
      references.step();
      return;
    }
    switch (state) {
      case TOP -> top();
      case ROOT -> root();
      case REFERENCES -> references();
      case ITEMS -> items();
      case DONE -> throw new IllegalStateException("Nothing left to split");
    }
  }

  /** Emits what was cut before the fault, and ends. */
  private void salvage() {
    if (largeItem != null) {
      largeItem.salvage();
      largeItem = null;
    } else {
      references.salvage();
    }
    end();
  }

  private void top() {
    references.flush();
    switch (scan.window.peek()) {
      case -1 -> {
        if (topArrays > 0 || scan.window.failure() != null) {
          scan.truncated(null, null, scan.window.position);
        }
        end();
      }
      case '[' -> {
        topArrays++;
        scan.window.position++;
      }
      case ']' -> {
        if (topArrays == 0) {
          throw scan.malformed(null, null, "expected an object");
        }
        topArrays--;
        scan.window.position++;
      }
      case ',' -> scan.window.position++;
      case '{' -> topObject();
      default -> throw scan.malformed(null, null, "expected an object");
    }
  }

  /** Tells what an object at the top level is by its first telling key. */
  private void topObject() {
    scan.window.mark = scan.window.position;
    switch (new Classifier(scan.window).classify(scan.memberBytes())) {
      case ITEM -> item();
      case REFERENCE -> references.element();
      case ROOT -> {
        scan.enter();
        state = State.ROOT;
      }
    }
  }

  private void root() {
    int next = scan.separatedPeek();
    if (next == '}') {
      scan.window.position++;
      state = State.TOP;
    } else if (next == -1) {
      scan.truncated(null, null, scan.window.position);
      end();
    } else {
      scan.key(null, null);
      rootValue(scan.window.peek());
    }
  }

  private void rootValue(int first) {
    boolean inNetwork = scan.keyIs(Names.IN_NETWORK);
    if (inNetwork || scan.keyIs(Names.PROVIDER_REFERENCES)) {
      if (first == '[') {
        scan.enter();
        state = inNetwork ? State.ITEMS : State.REFERENCES;
        return;
      }
      if (first != 'n') {
        noteSection(Kinds.UNEXPECTED_VALUE, "expected an array");
      }
      scan.member(null, null, null);
    } else if (scan.keyIs(Names.OUT_OF_NETWORK) || scan.keyIs(Names.REPORTING_STRUCTURE)) {
      noteSection(
          Kinds.NOT_IN_NETWORK,
          "this is a file of another kind: it has a section " + scan.keyName());
      scan.member(null, null, null);
    } else {
      scan.member(Names.isFileHeader(scan.keyBytes()) ? fileHeader : null, null, null);
    }
  }

  private void noteSection(String kind, String detail) {
    scan.note(kind, scan.keyName(), null, scan.window.position, detail, SplitScan.SAMPLE_BYTES);
  }

  private void references() {
    int next = scan.separatedPeek();
    if (next == ']') {
      references.flush();
      sieve.unwanted().complete();
      scan.window.position++;
      state = State.ROOT;
    } else if (next == '{') {
      references.element();
    } else if (next == -1) {
      scan.truncated(Names.PROVIDER_REFERENCES_SECTION, references.count(), scan.window.position);
      references.flush();
      end();
    } else {
      references.unexpected();
    }
  }

  private void items() {
    int next = scan.separatedPeek();
    if (next == ']') {
      scan.window.position++;
      state = State.ROOT;
    } else if (next == '{') {
      item();
    } else if (next == -1) {
      scan.truncated(Names.IN_NETWORK_SECTION, items, scan.window.position);
      end();
    } else {
      scan.unexpectedElement(Names.IN_NETWORK_SECTION, items++);
    }
  }

  private void item() {
    ByteWindow window = scan.window;
    window.mark = window.position;
    if (window.value(scan.limits.sliceBytes()) != End.CLOSED) {
      // Too large to travel whole, or cut off: its entries may still be had one by one.
      window.position = window.mark;
      largeItem = new LargeItemWalk(scan, filter, sieve, items);
      return;
    }
    scan.keys.find(window.bytes, window.mark, window.position);
    if (filter.wants(scan.keys.type(), scan.keys.code())) {
      emitItem(window);
    }
    items++;
    window.mark = -1;
  }

  private void emitItem(ByteWindow window) {
    if (siftedItem != null) {
      siftedItem.emit(items);
      return;
    }
    byte[] body = Arrays.copyOfRange(window.bytes, window.mark, window.position);
    scan.emitItem(Slice.Kind.RATES, items, 0, 0, window.offset(window.mark), 0, body);
  }

  private void end() {
    state = State.DONE;
    long bytes = scan.window.offset(scan.window.limit);
    scan.emit(Slice.Kind.FILE_HEADER, 0, 0, 0, fileHeader.toObject());
    for (Anomaly anomaly : scan.anomalies().anomalies()) {
      scan.emitJson(Slice.Kind.ANOMALY, 0, anomaly);
    }
    scan.emitJson(
        Slice.Kind.FILE_END,
        bytes,
        new FileTotals(container, bytes, items, references.count(), scan.isComplete()));
  }
}
