/** Several dimensions: one profile from the profiles of each, O(n·d²) at worst, without Spark. */
package io.lakewright.discord.combine;
