package io.lakewright.sample;

import java.nio.file.Path;

/**
 * The table of contents that was written.
 *
 * @param jsonBytes its size before compression
 * @param structures elements of {@code reporting_structure}
 * @param plans plans in all structures
 * @param references in-network files in all structures, however often the same
 * @param files different in-network files
 * @param allowedAmounts references to allowed-amount files
 */
public record TocResult(
    Path path,
    long jsonBytes,
    long structures,
    long plans,
    long references,
    long files,
    long allowedAmounts) {}
