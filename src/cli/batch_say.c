// SPDX-License-Identifier: MIT
// Say, of a batch: answers and counts on standard output, failures and findings on standard error.
#include "batch_say.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "path.h"
#include "say.h"

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
  say->findings.quiet = say->quiet;
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

// "maps/x.yaml:4:3: error: unknown key", where the message begins with the document and its place.
static void put_failure(const struct ct_batch_event *e) {
  char buf[4096];
  const char *why = e->reason && *e->reason ? e->reason : "failed", *place = ":";
  size_t n = e->document ? strlen(e->document) : 0, span = 1;
  if (n && strncmp(why, e->document, n) == 0 && why[n] == ':') {
    place = why + n;
    span = strspn(place, ":0123456789");
    why = place + span + strspn(place + span, " ");
  }
  ct_cli_batch_put_map(stderr, e, place, span);
  fputs("error: ", stderr);
  ct_cli_put_text(stderr, ct_cli_path_shown(why, buf, sizeof buf));
  fputc('\n', stderr);
}

static void put_fate(const struct ct_batch_event *e) {
  static const char *const fates[] = {"rendered", "unchanged", "failed", "would be rendered"};
  ct_cli_batch_put_map(stdout, e, ":", 1);
  fputs(fates[e->state], stdout);
  if (e->state == CT_BATCH_UNCHANGED && e->noutputs) fputs(" on the map; manifest renewed", stdout);
  if (e->reason && *e->reason) {
    fputs(": ", stdout);
    ct_cli_put_text(stdout, e->reason);
    if (e->state == CT_BATCH_UNCHANGED && !e->noutputs) fputs(", but nothing that the map shows", stdout);
  }
  fputc('\n', stdout);
}

// Files that no document makes any more.
static bool is_left(const struct ct_batch_event *e) {
  return e->diagnostic && e->diagnostic->code && strcmp(e->diagnostic->code, "CT-B101") == 0;
}

static void put_left(const struct ct_batch_event *e) {
  ct_cli_batch_put_map(stdout, e, ":", 1);
  ct_cli_put_text(stdout, e->diagnostic->message);
  fputc('\n', stdout);
}

static void say_text(struct ct_cli_batch_say *say, const struct ct_batch_event *e) {
  if (e->state == CT_BATCH_FINDING && say->explain && is_left(e))
    put_left(e);
  else if (e->state == CT_BATCH_FINDING)
    ct_cli_batch_finding(&say->findings, e);
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

static void put_outputs(const struct ct_batch_event *e) {
  printf(",\"outputs\":[");
  for (size_t i = 0; i < e->noutputs; i++) {
    if (i) putchar(',');
    ct_cli_put_json(stdout, e->outputs[i]);
  }
  putchar(']');
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
    if (e->state == CT_BATCH_DONE || e->noutputs) put_outputs(e);
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
  ct_cli_batch_findings_end(&say->findings);
  if (!summary) return;
  if (say->json)
    put_json_counts(say, summary, stopped);
  else if (!say->quiet)
    put_counts(say, summary, stopped);
}
