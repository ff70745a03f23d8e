/** The alternative detector: scores of a Random Cut Forest in the place of distances. */
package io.lakewright.discord.forest;
