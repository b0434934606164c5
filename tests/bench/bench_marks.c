// SPDX-License-Identifier: MIT
// Bench: marks to pixels and to PDF: seconds, bytes and peak memory.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/write.h"

struct bench {
  const char *name, *format;
  size_t n;
  size_t nsymbols;
  const char *icon;
};

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void add_marks(struct ct_arena *a, struct ct_op *body, const struct bench *b) {
  static const struct ct_color colors[] = {
      {0.84f, 0.37f, 0, 1}, {0, 0.45f, 0.7f, 1}, {0, 0.62f, 0.45f, 1}, {0.8f, 0.47f, 0.65f, 1}};
  struct ct_symbol *symbols = CT_NEW_N(a, struct ct_symbol, b->nsymbols);
  for (size_t i = 0; i < b->nsymbols; i++) {
    symbols[i] = (struct ct_symbol){.color = colors[i % 4],
                                    .edge_color = {1, 1, 1, 1},
                                    .edge_width = 0.375f,
                                    .radius = 1.5f + 0.05f * (float)(i / 4 % 40)};
    if (b->nsymbols > 4) symbols[i].color.g = (float)(i % 997) / 997;
    if (!b->icon) continue;
    symbols[i].kind = CT_SYMBOL_ICON;
    symbols[i].icon = b->icon;
    symbols[i].icon_w = symbols[i].icon_h = 8;
  }
  uint16_t *symbol = CT_NEW_N(a, uint16_t, b->n);
  float *xy = CT_NEW_N(a, float, 2 * b->n);
  uint32_t state = 7;
  for (size_t i = 0; i < b->n; i++) {
    symbol[i] = (uint16_t)(next_random(&state) % b->nsymbols);
    xy[2 * i] = (float)next_random(&state) * (1200.0f / (1 << 24));
    xy[2 * i + 1] = (float)next_random(&state) * (900.0f / (1 << 24));
  }
  ct_scene_add(a, body, CT_OP_MARKS)->marks =
      (struct ct_marks_op){symbols, b->nsymbols, symbol, b->n, xy, NULL};
}

static bool count(void *user, const void *data, size_t size) {
  (void)data;
  *(size_t *)user += size;
  return true;
}

static int run(const struct bench *b) {
  struct ct_arena a = {0};
  struct ct_scene scene;
  struct ct_err err = {0};
  struct ct_draw *draw;
  ct_scene_init(&scene, 1200, 900);
  add_marks(&a, &scene.root, b);
  struct ct_write_options options = {1600, 1200, 96, "bench", false};
  const struct ct_writer *w = ct_writer_find(b->format, &err);
  size_t size = 0;
  if (!w || !ct_draw_new("styles/icons", NULL, &draw, &err)) {
    fprintf(stderr, "%s\n", err.message);
    return 1;
  }
  double t = seconds(), cpu0 = (double)clock() / CLOCKS_PER_SEC;
  bool ok = ct_write_stream(w, &scene, draw, &options, count, &size, &err);
  t = seconds() - t;
  double cpu = (double)clock() / CLOCKS_PER_SEC - cpu0;
  if (!ok) fprintf(stderr, "%s\n", err.message);
  const char *keep = getenv("BENCH_KEEP");
  char path[256];
  if (keep) {
    snprintf(path, sizeof path, "%s/%s.%s", keep, b->name, b->format);
    if (!ct_write_file(w, &scene, draw, &options, path, &err)) fprintf(stderr, "%s\n", err.message);
  }
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  printf("%-28s %7.3f s  %7.3f s cpu %9zu bytes %5ld MB\n", b->name, t, cpu, size, u.ru_maxrss / 1024);
  ct_draw_free(draw);
  ct_arena_release(&a);
  return ok ? 0 : 1;
}

int main(int argc, char **argv) {
  static const struct bench benches[] = {
      {"no marks, png", "png", 0, 1, NULL},
      {"100k marks, png", "png", 100000, 4, NULL},
      {"1M marks, png", "png", 1000000, 4, NULL},
      {"1M marks 60k symbols, png", "png", 1000000, 60000, NULL},
      {"100k icons, png", "png", 100000, 1, "rocket"},
      {"100k marks, pdf", "pdf", 100000, 1, NULL},
      {"100k marks 4 colours, pdf", "pdf", 100000, 4, NULL},
      {"100k icons, pdf", "pdf", 100000, 1, "rocket"},
      {"10k marks 5k symbols, pdf", "pdf", 10000, 5000, NULL},
      {"1M marks, pdf", "pdf", 1000000, 4, NULL},
  };
  int failed = 0;
  for (size_t i = 0; i < sizeof benches / sizeof *benches; i++) {
    if (argc > 1 && !strstr(benches[i].name, argv[1])) continue;
    // A process each, so that peak memory is its own.
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
      int rc = run(&benches[i]);
      fflush(stdout);
      _exit(rc);
    }
    int status = 1;
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || status != 0) failed = 1;
  }
  return failed;
}
