/** The table that remembers what each run decided and did, and the trend drawn from it. */
package io.lakewright.maintain.history;
