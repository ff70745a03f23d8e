package io.lakewright.discord.series;

import java.io.Serializable;

/**
 * A part of a long series.
 *
 * @param first position of its first point
 */
record LaidPart(long first, Points points, Tally tally) implements Serializable {}
