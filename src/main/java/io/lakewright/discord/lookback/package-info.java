/**
 * The exact left profile with a bounded look-back: what a stream can afford, and what continues
 * from a saved state to the bit.
 *
 * <p>Each {@linkplain io.lakewright.discord.lookback.BoundedProfile block of starts} has its own
 * recurrences, one for each gap (lag) between two starts. None depends on another, so that a long
 * look-back is divided among tasks by lag, and the parts are merged as tiles are.
 *
 * <p>Cost for each start: as many multiply-adds as the look-back has lags, about a nanosecond each,
 * and for each block, which has at least 4m starts, m for each lag. Memory: 70 bytes for each point
 * of the look-back.
 */
package io.lakewright.discord.lookback;
