// SPDX-License-Identifier: MIT
// Say, of a batch: answers and counts on standard output, failures and findings on standard error.
#include "batch_say.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "say.h"

// Two hundred maps of one table find the same fault two hundred times.
enum { SHOWN = 3 };

static double seconds_since(const struct timespec *from) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

// ---- The bar

// "120 of 200, 3 failed, 40 unchanged, 21.3 maps/s, 4 s left"
static void words(void *user, double seconds, char *out, size_t size) {
  const struct ct_cli_batch_say *say = user;
  size_t over = say->done + say->failed + say->unchanged, made = say->done + say->failed;
  char failed[48] = "", unchanged[48] = "", pace[64] = "";
  if (say->failed) snprintf(failed, sizeof failed, ", %zu failed", say->failed);
  if (say->unchanged) snprintf(unchanged, sizeof unchanged, ", %zu unchanged", say->unchanged);
  if (made && over <= say->total && say->last_s > 0) {
    double pace_s = say->last_s / (double)made;
    double left = fmax(0, (double)(say->total - over) * pace_s - (seconds - say->last_s));
    snprintf(pace, sizeof pace, ", %.1f maps/s, %.0f s left", 1 / pace_s, ceil(left));
  }
  if (say->total)
    snprintf(out, size, "%zu of %zu%s%s%s", over, say->total, failed, unchanged, pace);
  else
    snprintf(out, size, "looking what is to be done");
}

void ct_cli_batch_say_begin(struct ct_cli_batch_say *say) {
  clock_gettime(CLOCK_MONOTONIC, &say->start);
  if (say->json || say->quiet || !ct_cli_progress_begin(&say->progress)) return;
  ct_cli_progress_hold(&say->progress);
  say->progress.words = words;
  say->progress.user = say;
  ct_cli_progress_go_on(&say->progress);
}

static void count(struct ct_cli_batch_say *say, const struct ct_batch_event *e) {
  if (e->done + e->failed > say->done + say->failed) say->last_s = seconds_since(&say->start);
  say->done = e->done;
  say->failed = e->failed;
  say->unchanged = e->unchanged;
  say->total = e->total;
  if (e->total) say->progress.share = (double)(e->done + e->failed + e->unchanged) / (double)e->total;
}

// ---- For people

// Paths below the current folder as people write them.
static const char *shown(const char *path) {
  static char here[PATH_MAX];
  if (!path) return "cartouche";
  if (!*here && !getcwd(here, sizeof here)) return path;
  size_t n = strlen(here);
  return n > 1 && strncmp(path, here, n) == 0 && path[n] == '/' && path[n + 1] ? path + n + 1 : path;
}

static bool is_stem(const char *map, const char *document) {
  const char *slash = strrchr(document, '/'), *name = slash ? slash + 1 : document, *dot = strrchr(name, '.');
  size_t n = dot ? (size_t)(dot - name) : strlen(name);
  return strlen(map) == n && memcmp(map, name, n) == 0;
}

// "maps/region.yaml: region_KP: "
static void put_map(FILE *to, const struct ct_batch_event *e) {
  const char *document = e->document ? e->document : "";
  ct_cli_put_text(to, shown(document));
  fputs(": ", to);
  if (!e->map || is_stem(e->map, document)) return;
  ct_cli_put_text(to, e->map);
  fputs(": ", to);
}

static void put_failure(const struct ct_batch_event *e) {
  put_map(stderr, e);
  fputs("error: ", stderr);
  ct_cli_put_text(stderr, e->reason && *e->reason ? e->reason : "failed");
  fputc('\n', stderr);
}

static void put_finding(struct ct_cli_batch_say *say, const struct ct_batch_event *e) {
  const struct ct_diagnostic *d = e->diagnostic;
  if (!d || d->severity == CT_NOTE || (say->quiet && d->severity != CT_ERROR)) return;
  struct ct_cli_kind *kind = ct_cli_kinds_of(&say->kinds, d);
  if (kind && ++kind->count > SHOWN) return;
  put_map(stderr, e);
  if (d->file && (!e->document || strcmp(d->file, e->document) != 0)) {
    ct_cli_put_text(stderr, shown(d->file));
    fputs(":", stderr);
  }
  if (d->line > 0) fprintf(stderr, "%ld:", d->line);
  if (d->line > 0 && d->column > 0) fprintf(stderr, "%ld:", d->column);
  fprintf(stderr, "%s%s: ", d->file || d->line > 0 ? " " : "", d->severity == CT_ERROR ? "error" : "warning");
  ct_cli_put_text(stderr, d->message ? d->message : "");
  if (d->suggestion) {
    fputs(" (", stderr);
    ct_cli_put_text(stderr, d->suggestion);
    fputc(')', stderr);
  }
  if (d->code) fprintf(stderr, " [%s]", d->code);
  fputc('\n', stderr);
}

static void put_fate(const struct ct_batch_event *e) {
  static const char *const fates[] = {"rendered", "unchanged", "failed", "would be rendered"};
  put_map(stdout, e);
  fputs(fates[e->state], stdout);
  if (e->reason && *e->reason && e->state != CT_BATCH_UNCHANGED) {
    fputs(": ", stdout);
    ct_cli_put_text(stdout, e->reason);
  }
  fputc('\n', stdout);
}

static void say_text(struct ct_cli_batch_say *say, const struct ct_batch_event *e) {
  if (e->state == CT_BATCH_FINDING)
    put_finding(say, e);
  else if (e->state == CT_BATCH_FAILED)
    put_failure(e);
  else if (say->explain || e->state == CT_BATCH_WOULD_RENDER)
    put_fate(e);
}

// ---- As JSON

static void put_member(const char *key, const char *text) {
  printf(",\"%s\":", key);
  ct_cli_put_json(stdout, text);
}

static void put_json_finding(const struct ct_diagnostic *d) {
  static const char *const severities[] = {"note", "warning", "error"};
  put_member("code", d->code);
  put_member("severity", severities[d->severity]);
  put_member("file", d->file);
  printf(",\"row\":");
  if (d->line > 0)
    printf("%ld", d->line);
  else
    printf("null");
  if (d->field || d->column <= 0)
    put_member("column", d->field);
  else
    printf(",\"column\":%ld", d->column);
  put_member("value", d->value);
  put_member("message", d->message ? d->message : "");
  put_member("suggestion", d->suggestion);
}

static void say_json(const struct ct_cli_batch_say *say, const struct ct_batch_event *e) {
  static const char *const states[] = {"done", "unchanged", "failed", "would-render"};
  bool finding = e->state == CT_BATCH_FINDING;
  if (say->quiet && (finding ? e->diagnostic->severity != CT_ERROR : e->state != CT_BATCH_FAILED)) return;
  printf("{\"event\":\"%s\"", finding ? "finding" : "map");
  put_member("document", e->document);
  put_member("map", e->map);
  if (finding) {
    put_json_finding(e->diagnostic);
  } else {
    put_member("state", states[e->state]);
    put_member("reason", e->reason && *e->reason ? e->reason : NULL);
    printf(",\"seconds\":%.3f", e->seconds);
  }
  puts("}");
  // Whoever follows the log sees what is, not what was a while ago.
  fflush(stdout);
}

void ct_cli_batch_say_event(void *user, const struct ct_batch_event *event) {
  struct ct_cli_batch_say *say = user;
  ct_cli_progress_hold(&say->progress);
  count(say, event);
  if (say->json)
    say_json(say, event);
  else
    say_text(say, event);
  if (say->progress.on) fflush(stdout);
  ct_cli_progress_go_on(&say->progress);
}

// ---- The end

static void put_more(struct ct_cli_batch_say *say) {
  for (size_t i = 0; i < say->kinds.n; i++) {
    const struct ct_cli_kind *k = &say->kinds.v[i];
    if (k->count <= SHOWN) continue;
    ct_cli_put_text(stderr, shown(k->file));
    fprintf(stderr, ": %s: and %zu more", k->severity == CT_ERROR ? "error" : "warning", k->count - SHOWN);
    if (k->code) fprintf(stderr, " [%s]", k->code);
    fputc('\n', stderr);
  }
}

// "shard 2/4: 50 maps: 3 rendered, 46 unchanged, 1 failed, 2.1 s"
static void put_counts(const struct ct_cli_batch_say *say, const struct ct_batch_summary *s, bool stopped) {
  if (say->shard->text[0]) printf("shard %s", say->shard->text);
  if (say->shard->text[0] && say->shard->source) printf(" (%s)", say->shard->source);
  if (say->shard->text[0]) printf(": ");
  printf("%zu map%s: %zu %s, %zu unchanged", s->total, s->total == 1 ? "" : "s", s->done,
         say->dry ? "would be rendered" : "rendered", s->unchanged);
  if (s->failed) printf(", %zu failed", s->failed);
  size_t over = s->done + s->unchanged + s->failed;
  if (stopped && over < s->total) printf(", %zu not begun", s->total - over);
  printf(", %.1f s\n", seconds_since(&say->start));
}

static void put_json_counts(const struct ct_cli_batch_say *say, const struct ct_batch_summary *s,
                            bool stopped) {
  printf("{\"event\":\"summary\",\"total\":%zu,\"done\":%zu,\"unchanged\":%zu,\"failed\":%zu,\"removed\":%zu",
         s->total, s->done, s->unchanged, s->failed, s->removed);
  put_member("shard", say->shard->text[0] ? say->shard->text : NULL);
  printf(",\"dry\":%s,\"stopped\":%s,\"seconds\":%.3f}\n", say->dry ? "true" : "false",
         stopped ? "true" : "false", seconds_since(&say->start));
}

void ct_cli_batch_say_end(struct ct_cli_batch_say *say, const struct ct_batch_summary *summary,
                          bool stopped) {
  ct_cli_progress_end(&say->progress);
  if (!say->json) put_more(say);
  ct_cli_kinds_release(&say->kinds);
  if (!summary) return;
  if (say->json)
    put_json_counts(say, summary, stopped);
  else if (!say->quiet)
    put_counts(say, summary, stopped);
}
