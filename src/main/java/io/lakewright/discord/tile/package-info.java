/** The exact left matrix profile of one long series on a cluster. */
package io.lakewright.discord.tile;
