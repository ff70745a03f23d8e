package io.lakewright.discord.series;

import java.io.Serializable;

/**
 * A discord, with what its row says.
 *
 * @param dimension its column; null if there is only one
 * @param neighborIndex position of the neighbour's first point; -1 for none
 * @param neighborTime time of that point
 * @param score the distance on a scale that is the same for all lengths
 */
public record Finding(
    String dimension,
    int rank,
    long startIndex,
    long endIndex,
    long startTime,
    long endTime,
    double distance,
    long neighborIndex,
    long neighborTime,
    int length,
    double score)
    implements Serializable {}
