package io.lakewright.discord.damp;

import io.lakewright.discord.Discord;
import io.lakewright.discord.LeftProfile;
import java.util.List;

/**
 * The discords that DAMP found, and what it knows of all others.
 *
 * @param discords largest first, exact: start, distance and neighbour are those of the full left
 *     profile
 * @param bounds for each start an upper bound of its left distance, with the neighbour that proves
 *     it: the distance itself for {@code discords}, a larger or equal one elsewhere; NaN where a
 *     value is missing; infinity where nothing was compared (before the training part's end, or no
 *     history)
 * @param work what it has cost
 */
public record DampResult(List<Discord> discords, LeftProfile bounds, DampWork work) {
  public DampResult {
    discords = List.copyOf(discords);
  }
}
