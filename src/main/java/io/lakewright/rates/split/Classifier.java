package io.lakewright.rates.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lakewright.rates.split.ByteWindow.End;

/** Tells what an object at the top level of a file is, by the first key that tells. */
final class Classifier {
  /** What an object at the top level may be. */
  enum Type {
    ROOT,
    ITEM,
    REFERENCE
  }

  private final ByteWindow window;

  Classifier(ByteWindow window) {
    this.window = window;
  }

  /** Looks ahead from the mark, at most {@code max} bytes; the position is the mark's again. */
  Type classify(int max) {
    window.position = window.mark + 1;
    Type type = Type.ROOT;
    while (window.position - window.mark < max) {
      int next = window.peek();
      if (next == ',') {
        window.position++;
        continue;
      }
      if (next != '"') {
        break;
      }
      int from = window.position - window.mark + 1;
      if (window.value(max) != End.CLOSED) {
        break;
      }
      byte[] key = Names.key(window.bytes, window.mark + from, window.position - 1);
      String name = new String(key, UTF_8);
      Type told = told(name);
      if (told != null) {
        type = told;
        break;
      }
      if (window.peek() != ':') {
        break;
      }
      window.position++;
      if (window.value(max) != End.CLOSED) {
        break;
      }
    }
    window.position = window.mark;
    return type;
  }

  private static Type told(String name) {
    if (Names.marksRoot(name)) {
      return Type.ROOT;
    }
    if (Names.marksItem(name)) {
      return Type.ITEM;
    }
    return Names.marksReference(name) ? Type.REFERENCE : null;
  }
}
