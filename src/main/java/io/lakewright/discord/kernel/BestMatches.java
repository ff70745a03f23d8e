package io.lakewright.discord.kernel;

import java.util.Arrays;

/**
 * For each query of a block the best earlier subsequence so far: the one of the largest score, and
 * among equals of the smallest start. Scores of one query are comparable with each other only.
 */
final class BestMatches {
  double[] score = {};
  long[] start = {};

  void reset(int queries) {
    if (score.length < queries) {
      score = new double[queries];
      start = new long[queries];
    }
    Arrays.fill(score, 0, queries, Double.NEGATIVE_INFINITY);
    Arrays.fill(start, 0, queries, -1);
  }

  void offer(int query, double candidate, long candidateStart) {
    if (candidate > score[query] || (candidate == score[query] && candidateStart < start[query])) {
      score[query] = candidate;
      start[query] = candidateStart;
    }
  }

  /** Notes what is better than the best so far, and returns its score. */
  double take(int query, double candidate, long candidateStart) {
    score[query] = candidate;
    start[query] = candidateStart;
    return candidate;
  }

  /**
   * Notes those of some scores that are better than the best so far.
   *
   * @param query the first of {@link TileKernel#ROWS} successive ones
   * @param scores {@code lanes} of the first query, then of the next
   * @param candidateStart of the first query's first; the next query's first is one further on
   */
  void takeBetter(int query, double[] scores, int lanes, long candidateStart) {
    for (int i = 0; i < TileKernel.ROWS * lanes; i++) {
      int row = i / lanes;
      if (scores[i] > score[query + row]) {
        take(query + row, scores[i], candidateStart + row + i % lanes);
      }
    }
  }
}
