package io.lakewright.source;

import java.io.Serializable;

/**
 * A file given as input, before it is opened.
 *
 * @param uri where to read it, with signature and all; never shown
 * @param name what it is called in tables and messages: the URI without query, fragment and user
 *     information
 * @param length bytes as stored, -1 if unknown
 */
public record SourceFile(String uri, String name, long length) implements Serializable {}
