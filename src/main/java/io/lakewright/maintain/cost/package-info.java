/** What work costs and saves in money, by prices that are data. */
package io.lakewright.maintain.cost;
