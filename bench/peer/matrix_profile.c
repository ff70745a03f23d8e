/* The left matrix profile as STOMP and SCAMP compute it, in plain C: along diagonals, the
 * covariance updated by differences. Eight diagonals go down together, as in SCAMP's loop for
 * CPUs, so that the compiler can use vectors. No tiles, no NaN, no constant runs. A peer for
 * bench/discords.
 * Licensed under the Apache License, Version 2.0.
 *
 *   gcc -O3 -march=native -ffast-math -pthread matrix_profile.c -o matrix_profile -lm
 *   matrix_profile FILE_OF_DOUBLES POINTS LENGTH THREADS
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WIDTH 8

static double *x, *mean, *inverse, *df, *dg;
static long n, m, starts, threads;

typedef struct {
  long id;
  double *best;
  long *index;
} Worker;

/* Row i against columns i - d - k, k = 0..7. */
static void strip(long d, double *best, long *index) {
  double covariance[WIDTH] = {0};
  for (long i = d; i < starts; i++) {
    long lanes = i - d + 1 < WIDTH ? i - d + 1 : WIDTH;
    if (lanes < WIDTH || i == d + WIDTH - 1) {
      /* A diagonal begins at column 0: a direct product. */
      long k = lanes - 1, j = i - d - k;
      for (long l = 0; l < k; l++) {
        long c = i - d - l;
        covariance[l] += df[i] * dg[c] + dg[i] * df[c];
      }
      double sum = 0;
      for (long p = 0; p < m; p++) sum += (x[i + p] - mean[i]) * (x[j + p] - mean[j]);
      covariance[k] = sum;
    } else {
      for (int l = 0; l < WIDTH; l++) {
        long c = i - d - l;
        covariance[l] += df[i] * dg[c] + dg[i] * df[c];
      }
    }
    double largest = best[i];
    long at = -1;
    for (int l = 0; l < lanes; l++) {
      double correlation = covariance[l] * inverse[i] * inverse[i - d - l];
      if (correlation > largest) {
        largest = correlation;
        at = i - d - l;
      }
    }
    if (at >= 0) {
      best[i] = largest;
      index[i] = at;
    }
  }
}

static void *work(void *argument) {
  Worker *worker = argument;
  for (long d = m + worker->id * WIDTH; d < starts; d += threads * WIDTH) {
    strip(d, worker->best, worker->index);
  }
  return NULL;
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  n = atol(arguments[2]);
  m = atol(arguments[3]);
  threads = atol(arguments[4]);
  starts = n - m + 1;
  x = malloc(n * sizeof(double));
  FILE *file = fopen(arguments[1], "rb");
  if (!file || fread(x, sizeof(double), n, file) != (size_t)n) return 1;
  mean = malloc(starts * sizeof(double));
  inverse = malloc(starts * sizeof(double));
  df = calloc(starts, sizeof(double));
  dg = calloc(starts, sizeof(double));
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (long i = 0; i < starts; i++) {
    double sum = 0, squares = 0;
    for (long p = 0; p < m; p++) sum += x[i + p];
    mean[i] = sum / m;
    for (long p = 0; p < m; p++) squares += (x[i + p] - mean[i]) * (x[i + p] - mean[i]);
    inverse[i] = 1 / sqrt(squares);
    if (i > 0) {
      df[i] = (x[i + m - 1] - x[i - 1]) / 2;
      dg[i] = x[i + m - 1] - mean[i] + x[i - 1] - mean[i - 1];
    }
  }
  pthread_t *handles = malloc(threads * sizeof(pthread_t));
  Worker *workers = malloc(threads * sizeof(Worker));
  for (long t = 0; t < threads; t++) {
    workers[t].id = t;
    workers[t].best = malloc(starts * sizeof(double));
    workers[t].index = calloc(starts, sizeof(long));
    for (long i = 0; i < starts; i++) workers[t].best[i] = -2;
    pthread_create(&handles[t], NULL, work, &workers[t]);
  }
  for (long t = 0; t < threads; t++) pthread_join(handles[t], NULL);
  double checksum = 0;
  for (long i = m; i < starts; i++) {
    double best = -2;
    for (long t = 0; t < threads; t++) best = fmax(best, workers[t].best[i]);
    checksum += sqrt(2 * m * (1 - fmin(1, best)));
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("seconds %.4f\nsum %.6f\n",
         end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9, checksum);
  return 0;
}
