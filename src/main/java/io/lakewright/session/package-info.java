/**
 * The Spark session: where the program runs, what it must configure there, and which versions it
 * found. The only place that sets Spark configuration.
 */
package io.lakewright.session;
