// SPDX-License-Identifier: MIT
// Check, export: which row each finding is about, and the clean tables at the end.
#include "hall/check/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/same_file.h"
#include "base/str.h"
#include "export/export.h"
#include "hall/job/job.h"
#include "model/table.h"

static bool same(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

// Codes and places are few, and mostly the last one again.
static uint32_t code_index(struct ct_check_export *x, const char *code) {
  for (size_t i = x->codes.n; i-- > 0;)
    if (same(x->codes.v[i], code)) return (uint32_t)i;
  ct_vec_push(&x->job->arena, &x->codes, ct_arena_strdup(&x->job->arena, code));
  return (uint32_t)x->codes.n - 1;
}

static uint32_t place_index(struct ct_check_export *x, const struct ct_diagnostic *d) {
  struct ct_arena *a = &x->job->arena;
  for (size_t i = x->places.n; i-- > 0;) {
    const struct ct_check_place *p = &x->places.v[i];
    if (p->scope == x->scope && same(p->file, d->file) && same(p->layer, d->layer)) return (uint32_t)i;
  }
  struct ct_check_place p = {.file = ct_arena_strdup(a, d->file), .scope = x->scope};
  if (d->layer) p.layer = ct_arena_strdup(a, d->layer);
  ct_vec_push(a, &x->places, p);
  return (uint32_t)x->places.n - 1;
}

static void add_row(struct ct_check_export *x, const struct ct_diagnostic *d, long row) {
  if (row <= 0 || (unsigned long)row > UINT32_MAX) return;
  struct ct_check_finding f = {place_index(x, d), code_index(x, d->code), (uint32_t)row};
  const struct ct_check_finding *last = &x->last;
  if (last->row == f.row && last->code == f.code && last->place == f.place) return;
  x->last = f;
  ct_vec_push(&x->job->arena, &x->findings, f);
}

static void record(void *user, const struct ct_diagnostic *d) {
  struct ct_check_export *x = user;
  if (x->fn) x->fn(x->user, d);
  if (!d->code || !d->file) return;
  add_row(x, d, d->line);
  for (size_t i = 0; i < d->nrows; i++) add_row(x, d, d->rows[i]);
}

static bool overwrites(const struct ct_job *job, const char *input, struct ct_err *err) {
  for (size_t i = 0; i < job->exports.n; i++)
    if (ct_same_file(job->exports.v[i].path, input))
      return !ct_fail(err, "%s: is an input, which is not overwritten (give another name)",
                      job->exports.v[i].path);
  return false;
}

bool ct_check_export_begin(struct ct_check_export *x, struct ct_job *job, struct ct_err *err) {
  *x = (struct ct_check_export){.job = job, .fn = job->diags.fn, .user = job->diags.user};
  for (size_t i = 0; i < job->inputs.n; i++)
    if (overwrites(job, job->inputs.v[i], err)) return false;
  if (job->exports.n) {
    job->diags.fn = record;
    job->diags.user = x;
  }
  return true;
}

void ct_check_export_end(struct ct_check_export *x) {
  x->job->diags.fn = x->fn;
  x->job->diags.user = x->user;
}

void ct_check_export_enter(struct ct_check_export *x) {
  x->scope = ++x->nscopes;
}

void ct_check_export_leave(struct ct_check_export *x, const struct ct_table *t) {
  if (t) ct_vec_push(&x->job->arena, &x->tables, ((struct ct_check_entry){t, x->scope}));
  x->scope = 0;
}

void ct_check_export_table(struct ct_check_export *x, const struct ct_table *t) {
  ct_vec_push(&x->job->arena, &x->tables, ((struct ct_check_entry){t, 0}));
}

static bool about(const struct ct_check_place *p, const struct ct_check_entry *e) {
  if (p->scope) return p->scope == e->scope;
  return same(p->file, e->table->file) && (!p->layer || same(p->layer, e->table->layer));
}

static int by_row(const void *a, const void *b) {
  const struct ct_check_finding *x = a, *y = b;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  return x->code < y->code ? -1 : x->code > y->code;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Codes are numbered as they arise; in a table they stand in the order of their names.
static void rank_codes(const struct ct_check_export *x, uint32_t *rank, const char **sorted) {
  for (size_t i = 0; i < x->codes.n; i++) sorted[i] = x->codes.v[i];
  if (x->codes.n) qsort(sorted, x->codes.n, sizeof *sorted, by_name);
  for (size_t i = 0; i < x->codes.n; i++)
    for (size_t k = 0; k < x->codes.n; k++)
      if (strcmp(x->codes.v[i], sorted[k]) == 0) rank[i] = (uint32_t)k;
}

// The findings about a table, in the order of rows.
static size_t pick(const struct ct_check_export *x, const struct ct_check_entry *e, const uint32_t *rank,
                   struct ct_check_finding *out) {
  size_t n = 0;
  bool sorted = true;
  uint8_t *mine = CT_NEW_N(&x->job->arena, uint8_t, x->places.n);
  for (size_t i = 0; i < x->places.n; i++) mine[i] = about(&x->places.v[i], e);
  for (size_t i = 0; i < x->findings.n; i++) {
    struct ct_check_finding f = x->findings.v[i];
    if (!mine[f.place]) continue;
    f.code = rank[f.code];
    sorted = sorted && (!n || by_row(&out[n - 1], &f) <= 0);
    out[n++] = f;
  }
  if (!sorted) qsort(out, n, sizeof *out, by_row);
  return n;
}

static size_t first_of(const struct ct_check_finding *f, size_t n, uint32_t row) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (f[mid].row < row)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

// Each row's codes joined by blanks; equal ones are one text.
static const char *const *flags_of(const struct ct_check_export *x, const struct ct_check_entry *e,
                                   const uint32_t *rank, const char *const *codes,
                                   struct ct_check_finding *scratch) {
  struct ct_arena *a = &x->job->arena;
  const struct ct_table *t = e->table;
  const char **out = CT_NEW_N(a, const char *, t->n);
  size_t n = pick(x, e, rank, scratch), at = 0;
  struct ct_map seen = {.arena = a};
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < t->n && n; i++) {
    uint32_t row = t->row ? t->row[i] : (uint32_t)i + 1;
    if (at >= n || scratch[at].row != row) at = first_of(scratch, n, row);
    s.n = 0;
    for (size_t k = at; k < n && scratch[k].row == row; at = ++k) {
      if (k > 0 && scratch[k - 1].row == row && scratch[k - 1].code == scratch[k].code) continue;
      if (s.n) ct_str_add_n(&s, " ", 1);
      ct_str_add(&s, codes[scratch[k].code]);
    }
    if (s.n) out[i] = ct_map_add_string(&seen, s.v, 0, NULL)->key;
  }
  return out;
}

bool ct_check_export_write(struct ct_check_export *x, struct ct_err *err) {
  struct ct_job *job = x->job;
  struct ct_arena *a = &job->arena;
  size_t n = x->tables.n;
  if (!job->exports.n) return true;
  // Data that could not be read have been complained about.
  if (!n && job->diags.count[CT_ERROR]) return true;
  if (!n) return ct_fail(err, "%s: the inputs hold no data to write", job->exports.v[0].path);
  const struct ct_table **tables = CT_NEW_N(a, const struct ct_table *, n);
  const char *const **flags = CT_NEW_N(a, const char *const *, n);
  const char **codes = CT_NEW_N(a, const char *, x->codes.n);
  uint32_t *rank = CT_NEW_N(a, uint32_t, x->codes.n);
  struct ct_check_finding *scratch = CT_NEW_N(a, struct ct_check_finding, x->findings.n);
  rank_codes(x, rank, codes);
  for (size_t i = 0; i < n; i++) {
    tables[i] = x->tables.v[i].table;
    if (overwrites(job, tables[i]->file, err)) return false;
    flags[i] = flags_of(x, &x->tables.v[i], rank, codes, scratch);
  }
  for (size_t i = 0; i < job->exports.n; i++) {
    const struct ct_job_export *o = &job->exports.v[i];
    struct ct_export_request q = {o->path, o->format, tables, n, flags, false};
    if (!ct_export(&q, a, err)) return false;
  }
  return true;
}
