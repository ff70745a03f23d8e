/**
 * Raw files as inputs: finding them, reading them from wherever they are, seeing through their
 * packing. Knows nothing of what the files say.
 *
 * <h2>What it costs</h2>
 *
 * <ul>
 *   <li>Listing: one flat listing per folder, however deep; one request per web address. The list
 *       is held in memory, some 300 bytes a file.
 *   <li>Reading: every stored byte once, from front to back, for content and identity together.
 *       Only a zip is looked at twice: 64 KiB at its end tell whether it holds several documents.
 *   <li>Memory: a buffer of 128 KiB per layer of packing, whatever the size of the file.
 *   <li>Time, measured on one busy core with the hash included: plain files 250 to 600 MB a second,
 *       gzip and zip 500 to 700 MB of unpacked bytes, Deflate64 some 80.
 *   <li>Broken connections: reading goes on at the byte where it stopped; nothing is read again,
 *       unless a web server gives no ranges.
 * </ul>
 *
 * <p>A packed file cannot be entered in its middle, so one file is one task; many files share
 * tasks.
 */
package io.lakewright.source;
