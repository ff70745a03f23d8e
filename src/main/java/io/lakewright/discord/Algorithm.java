package io.lakewright.discord;

/** How discords are looked for. */
public enum Algorithm {
  /** Every distance, exactly. */
  EXACT,
  /** Only the top discord is exact, for long series far sooner (Lu et al., KDD 2022). */
  DAMP,
  /** A Random Cut Forest: scores instead of distances, for comparison. */
  FOREST,
  /** Exact or DAMP, by size, by what is asked for and by a short measurement. */
  AUTO
}
