/**
 * A lock per table, kept in the table itself, so that it works wherever the table does.
 *
 * <p>Each run writes a table property of its own, {@code lakewright.lock.<run>}, and then looks
 * whether another run's is there; if so it withdraws. Two runs can never both find themselves
 * alone, as whichever wrote second sees the first: this needs nothing of a catalog but that it
 * applies one change after the other, and so holds for REST catalogs too, which do not compare
 * properties when they commit. A lock names its end and its process: one that is past its end, or
 * whose process on this machine is gone, is removed by the next run.
 *
 * <p>Cost: two commits per table that is worked on, none for tables that need nothing.
 */
package io.lakewright.maintain.lock;
