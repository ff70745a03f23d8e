package io.lakewright.discord.tile;

import java.io.Serializable;

/**
 * The left matrix profile of successive subsequences.
 *
 * @param first start of the first one in the series, from 0
 * @param distances as in {@link io.lakewright.discord.LeftProfile}
 * @param neighbors as in {@link io.lakewright.discord.LeftProfile}
 */
public record ProfileBlock(long first, double[] distances, long[] neighbors)
    implements Serializable {}
