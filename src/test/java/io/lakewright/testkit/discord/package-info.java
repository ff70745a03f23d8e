/** Plain reference implementations for time series. */
package io.lakewright.testkit.discord;
