/**
 * Erasure: rows that fit a condition leave a table for good, with every snapshot that may hold
 * them.
 *
 * <ol>
 *   <li>All data files of every branch and tag are read <b>without</b> their delete files: a row
 *       that a delete file hides is still there.
 *   <li>Files with such rows are written anew without them, on main and, if told so, on branches
 *       and tags; files under equality deletes, whose values may be what is to be erased, too.
 *   <li>Every snapshot that is not the newest of a branch or a tag's is expired. Old manifests,
 *       which hold bounds of columns, go with them; those of main that remember removed files are
 *       rewritten.
 *   <li>Each file that went is looked for and, where a soft delete has left it, deleted. Orphans
 *       and what quarantine holds go as well.
 *   <li>Proof: everything that any snapshot still reaches is read once more.
 * </ol>
 *
 * <p>Cost: the table is read twice, files with such rows are written once. The driver holds at most
 * {@value io.lakewright.maintain.erasure.RawScan#BATCH} files at a time.
 */
package io.lakewright.maintain.erasure;
