/** The choice between all pairs by tiles and DAMP, by counted work. */
package io.lakewright.discord.choice;
