package io.lakewright.rates.split;

import java.io.Serializable;

/**
 * What was found in one file.
 *
 * @param container name of the stored file it was read from, its own unless that is an archive
 * @param bytes decompressed size, as far as it was read
 * @param items in-network items seen, wanted or not
 * @param references elements of provider_references seen
 * @param complete whether the file was read to its proper end
 */
public record FileTotals(
    String container, long bytes, long items, long references, boolean complete)
    implements Serializable {}
