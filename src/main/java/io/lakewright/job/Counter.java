package io.lakewright.job;

import java.util.function.LongSupplier;

/**
 * Something counted while a phase runs.
 *
 * @param total where it ends, or -1 if unknown
 */
record Counter(String label, Progress.Unit unit, long total, LongSupplier value) {}
