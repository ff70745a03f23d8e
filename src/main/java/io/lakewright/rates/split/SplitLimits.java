package io.lakewright.rates.split;

import java.io.Serializable;

/**
 * Sizes that bound the splitter's memory: it holds at most about {@code 2 * sliceBytes +
 * elementBytes} of a file.
 *
 * @param sliceBytes items up to this size travel whole, larger ones are cut into slices of about it
 * @param elementBytes the largest single price that is read; larger ones are set aside
 * @param groupBytes provider groups and provider references up to this size travel whole, larger
 *     ones are cut between their groups and NPIs
 */
public record SplitLimits(int sliceBytes, int elementBytes, int groupBytes)
    implements Serializable {
  /** Enough for any file seen in the wild. */
  public static final SplitLimits DEFAULT = new SplitLimits(512 * 1024, 8 * 1024 * 1024);

  /** Limits with groups cut from the size on at which a price is set aside. */
  public SplitLimits(int sliceBytes, int elementBytes) {
    this(sliceBytes, elementBytes, elementBytes);
  }

  public SplitLimits {
    if (sliceBytes < 16) {
      throw new IllegalArgumentException(
          "Size of a slice must be at least 16 bytes, cannot be: " + sliceBytes);
    }
    if (elementBytes < sliceBytes) {
      throw new IllegalArgumentException(
          "Size of an element must be at least that of a slice, "
              + sliceBytes
              + ", cannot be: "
              + elementBytes);
    }
    if (groupBytes < 16 || groupBytes > elementBytes) {
      throw new IllegalArgumentException(
          "Size of a provider group must be from 16 to "
              + elementBytes
              + " bytes, cannot be: "
              + groupBytes);
    }
  }
}
