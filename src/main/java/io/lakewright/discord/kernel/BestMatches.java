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
    if (candidate > score[query]
        || (candidate == score[query] && candidateStart < start[query])) {
      score[query] = candidate;
      start[query] = candidateStart;
    }
  }
}
