/** Anomalies in time series: left-discords on the matrix profile. */
package io.lakewright.discord;
