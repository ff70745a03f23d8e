/**
 * The command line: entry points for a terminal, {@code spark-submit} and Glue, one small class per
 * command, and errors in words for people. {@link io.lakewright.cli.Commands} lists the commands;
 * {@link io.lakewright.cli.JobCommand} shows how to add one.
 */
package io.lakewright.cli;
