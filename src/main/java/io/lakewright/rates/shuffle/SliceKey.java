package io.lakewright.rates.shuffle;

import io.lakewright.rates.split.Slice;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a slice goes and where it stands there.
 *
 * @param partition number of the partition
 * @param route slices with the same route come together
 * @param file name of the source file
 * @param item position of its item in the file
 * @param entry position of its first entry in the item
 * @param kind of the slice: within an oversized entry, providers before prices
 * @param part position within an oversized entry
 */
public record SliceKey(
    int partition, String route, String file, long item, long entry, Slice.Kind kind, int part)
    implements Serializable {

  /** Routes together, and within a route the order of the files. */
  public static final Comparator<SliceKey> ORDER = new InOrder();

  static SliceKey of(Slice slice, int partition, String route) {
    return new SliceKey(
        partition, route, slice.file(), slice.item(), slice.entry(), slice.kind(), slice.part());
  }

  private static final class InOrder implements Comparator<SliceKey>, Serializable {
    private static final Comparator<SliceKey> FIELDS =
        Comparator.comparing(SliceKey::route)
            .thenComparing(SliceKey::file)
            .thenComparingLong(SliceKey::item)
            .thenComparingLong(SliceKey::entry)
            .thenComparing(SliceKey::kind)
            .thenComparingInt(SliceKey::part);

    @Override
    public int compare(SliceKey one, SliceKey other) {
      return FIELDS.compare(one, other);
    }
  }
}
