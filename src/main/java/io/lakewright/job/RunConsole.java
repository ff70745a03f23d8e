package io.lakewright.job;

import java.io.PrintWriter;

/**
 * Where a run speaks to people: results to {@code out}, everything else to {@code err}.
 *
 * @param terminal whether {@code err} is a terminal, so that a line may be rewritten in place
 */
public record RunConsole(PrintWriter out, PrintWriter err, boolean terminal) {}
