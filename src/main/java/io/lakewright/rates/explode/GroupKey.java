package io.lakewright.rates.explode;

import java.io.Serializable;

/**
 * A provider group's id, which is local to its file.
 *
 * @param file source file
 * @param id normalised
 */
record GroupKey(String file, String id) implements Serializable {}
