/**
 * What machine-readable files are and mean, written a second time and as plainly as possible:
 * random files with every quirk seen in the wild, and a flattener that holds all in memory.
 * Independent of the product's code, so that the two can be compared.
 */
package io.lakewright.testkit.mrf;
