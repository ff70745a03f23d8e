/** The exact left matrix profile of a series in memory. */
package io.lakewright.discord.kernel;
