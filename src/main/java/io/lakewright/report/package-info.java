/**
 * What a run tells at its end, all from one {@link io.lakewright.job.RunRecord}: the summary on the
 * console, {@code run.json} for programs, {@code report.html} for people; and the printing of rows.
 */
package io.lakewright.report;
