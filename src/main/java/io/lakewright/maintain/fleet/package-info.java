/**
 * Many tables at once. Each table has a thread of its own, at most so many at a time, a scheduler
 * pool so that a large table leaves cores to the small ones, and a time-out after which its Spark
 * jobs are cancelled and its thread is interrupted; a thread that does not end even then is given
 * up, and the next table takes its place.
 */
package io.lakewright.maintain.fleet;
