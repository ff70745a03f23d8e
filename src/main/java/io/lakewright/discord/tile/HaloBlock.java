package io.lakewright.discord.tile;

import java.io.Serializable;

/** A block of the grid with its halo: all points of the subsequences that start in it. */
record HaloBlock(int block, double[] values) implements Serializable {}
