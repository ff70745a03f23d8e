package io.lakewright.rates.split;

import java.io.Serializable;

/**
 * Sizes that bound the splitter's memory: it holds at most about {@code 2 * sliceBytes +
 * elementBytes} of a file.
 *
 * @param sliceBytes items up to this size travel whole, larger ones are cut into slices of about it
 * @param elementBytes the largest price, provider group or provider reference that is read; larger
 *     ones are set aside
 */
public record SplitLimits(int sliceBytes, int elementBytes) implements Serializable {
  /** Enough for any file seen in the wild. */
  public static final SplitLimits DEFAULT = new SplitLimits(512 * 1024, 8 * 1024 * 1024);

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
  }
}
