/**
 * Raw files as inputs: finding them, reading them from wherever they are, seeing through their
 * packing. Knows nothing of what the files say.
 */
package io.lakewright.source;
