/*
 * The simulation of a dose-finding design in plain C, for comparison: the same generator, the same stream, the same
 * number of draws as packages/stats, so that both must count the same ends.
 *
 *   gcc -O2 -o boin-kernel boin-kernel.c -lm
 *   boin-kernel walk  graph.bin trials s0 s1 s2 s3   walks the merged states, as packages/stats does
 *   boin-kernel plain graph.bin trials s0 s1 s2 s3   counts participants and events, looks up boundaries, pools at the end
 *
 * graph.bin, all little endian: int32 nodes, followers, treatments, stride, ends, doses, cohort, cohorts, mostN;
 * int32 row[nodes], first[nodes], after[followers]; double limits[treatments * stride]; then for `plain`
 * int32 up[mostN + 1], down[mostN + 1], close[mostN + 1]; double cumulative[doses * (cohort + 1)], target.
 * Prints: milliseconds, then how often each end came (walk) or each dose level was selected, none first (plain).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint32_t s0, s1, s2, s3;

static inline uint32_t rotate(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }

static inline uint32_t next_word(void) {
  uint32_t result = rotate(s1 * 5, 7) * 9, shifted = s1 << 9;
  s2 ^= s0; s3 ^= s1; s1 ^= s2; s0 ^= s3; s2 ^= shifted; s3 = rotate(s3, 11);
  return result;
}

static inline double next_double(void) {
  uint32_t high = next_word() >> 5, low = next_word() >> 6;
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

static void *take(FILE *file, size_t size, size_t count) {
  void *data = malloc(size * (count ? count : 1));
  if (data == NULL || fread(data, size, count, file) != count) { fprintf(stderr, "graph.bin is too short\n"); exit(2); }
  return data;
}

int main(int argc, char **argv) {
  if (argc != 8) { fprintf(stderr, "boin-kernel walk|plain graph.bin trials s0 s1 s2 s3\n"); return 2; }
  FILE *file = fopen(argv[2], "rb");
  if (file == NULL) { fprintf(stderr, "no graph.bin\n"); return 2; }
  int32_t *head = take(file, 4, 9);
  int nodes = head[0], stride = head[3], ends = head[4], doses = head[5], cohort = head[6], cohorts = head[7], most = head[8];
  int32_t *row = take(file, 4, nodes), *first = take(file, 4, nodes), *after = take(file, 4, head[1]);
  double *limits = take(file, 8, (size_t)head[2] * stride);
  int32_t *up = take(file, 4, most + 1), *down = take(file, 4, most + 1), *closes = take(file, 4, most + 1);
  double *cumulative = take(file, 8, (size_t)doses * (cohort + 1)), *target = take(file, 8, 1);
  long trials = atol(argv[3]);
  s0 = (uint32_t)strtol(argv[4], NULL, 10); s1 = (uint32_t)strtol(argv[5], NULL, 10);
  s2 = (uint32_t)strtol(argv[6], NULL, 10); s3 = (uint32_t)strtol(argv[7], NULL, 10);
  int walk = strcmp(argv[1], "walk") == 0, kinds = walk ? ends : doses + 1;
  double *counts = calloc(kinds, sizeof(double));
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (long trial = 0; trial < trials; trial++) {
    if (walk) {
      int node = 0, place = row[0];
      while (place >= 0) {
        double uniform = next_double();
        int events = 0;
        while (uniform >= limits[place * stride + events]) events++;
        node = after[first[node] + events];
        place = row[node];
      }
      counts[-1 - place]++;
      continue;
    }
    int n[50] = {0}, y[50] = {0}, dose = 0, closed = doses;
    for (int step = 0; step < cohorts; step++) {
      double uniform = next_double();
      int events = 0;
      while (uniform >= cumulative[dose * (cohort + 1) + events]) events++;
      n[dose] += cohort;
      y[dose] += events;
      if (y[dose] >= closes[n[dose]]) {
        closed = dose < closed ? dose : closed;
        if (closed == 0) break;
        dose--;
      } else if (y[dose] <= up[n[dose]]) {
        if (dose + 1 < closed) dose++;
      } else if (y[dose] >= down[n[dose]] && dose > 0) dose--;
    }
    double rate[50], weight[50];
    int size[50], which[50], blocks = 0, open = 0;
    for (int at = 0; at < closed; at++) {
      if (n[at] == 0) continue;
      double a = y[at] + 0.05, sum = n[at] + 0.1, mean = a / sum, w = sum * sum * (sum + 1) / (a * (sum - a));
      int length = 1;
      while (blocks > 0 && rate[blocks - 1] > mean) {
        blocks--;
        mean = (rate[blocks] * weight[blocks] + mean * w) / (weight[blocks] + w);
        w += weight[blocks];
        length += size[blocks];
      }
      rate[blocks] = mean; weight[blocks] = w; size[blocks] = length; blocks++;
      which[open++] = at;
    }
    int best = -1, rank = 0;
    double least = INFINITY;
    for (int block = 0; block < blocks; block++) for (int k = 0; k < size[block]; k++, rank++) {
      double distance = fabs(rate[block] + (rank + 1) * 1e-10 - *target);
      if (distance < least) { least = distance; best = which[rank]; }
    }
    counts[best + 1]++;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%.3f", (end.tv_sec - begin.tv_sec) * 1e3 + (end.tv_nsec - begin.tv_nsec) / 1e6);
  for (int kind = 0; kind < kinds; kind++) printf(" %.0f", counts[kind]);
  printf("\n");
  return 0;
}
