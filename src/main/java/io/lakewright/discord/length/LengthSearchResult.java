package io.lakewright.discord.length;

import java.util.List;
import java.util.SortedSet;

/**
 * The discords of several lengths.
 *
 * @param discords by contrast, largest first; none shares a point with another
 * @param lengths that were searched, each exactly; no other was
 */
public record LengthSearchResult(List<RankedDiscord> discords, SortedSet<Integer> lengths) {
  public LengthSearchResult {
    discords = List.copyOf(discords);
  }
}
