/**
 * A job and the life of its run: context, progress, Spark totals, failures in words for people,
 * interrupts, exit code. Knows neither the command line nor any feature; what tells about a
 * finished run is handed in as {@link io.lakewright.job.RunReporter}.
 */
package io.lakewright.job;
