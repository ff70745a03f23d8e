package io.lakewright.rates.explode;

import java.io.Serializable;

/**
 * A provider group's id, which is local to its file.
 *
 * @param file source file
 * @param id normalised
 * @param shard 0 for a group that is kept whole, from 1 on a part of one that is too large for that
 */
record GroupKey(String file, String id, int shard) implements Serializable {}
