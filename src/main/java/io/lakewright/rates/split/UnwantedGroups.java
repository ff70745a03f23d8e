package io.lakewright.rates.split;

/**
 * Ids of the provider groups of one file that were seen and are not wanted, so that entries which
 * name no others need not travel. Only ids that are whole numbers, and only so many: entries that
 * name others travel.
 */
final class UnwantedGroups {
  private static final int MAX_IDS = 2_000_000;

  private final LongSet unwanted = new LongSet();
  private final LongSet wanted = new LongSet();
  private boolean usable;
  private boolean off;

  /** Takes note of a definition. */
  void seen(byte[] json, int from, int to, boolean isWanted) {
    long id = PlainNumbers.read(json, from, to);
    if (id < 0) {
      id = parsed(json, from, to);
    }
    if (id < 0 || off) {
      return;
    }
    (isWanted ? wanted : unwanted).add(id);
    off = wanted.size() + unwanted.size() > MAX_IDS;
  }

  /** From now on all definitions are known. */
  void complete() {
    usable = true;
  }

  /** Definitions may follow that were not seen. */
  void incomplete() {
    usable = false;
  }

  /** Whether the id that fills [from, to) is that of a group known and not wanted. */
  boolean has(byte[] json, int from, int to) {
    if (!usable || off) {
      return false;
    }
    long id = PlainNumbers.read(json, from, to);
    return id >= 0 && unwanted.contains(id) && !wanted.contains(id);
  }

  /** A whole number that is written in an unusual way, such as 690.0. */
  private static long parsed(byte[] json, int from, int to) {
    String text = ItemKeys.scalar(json, from, to);
    String id = text == null ? null : GroupIds.normalise(text);
    return id != null && id.matches("[1-9]\\d{0,17}|0") ? Long.parseLong(id) : -1;
  }
}
