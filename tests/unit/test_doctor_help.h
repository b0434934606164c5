// SPDX-License-Identifier: MIT
// What the doctor's tests share: tables out of texts, findings as lines, the real base layers.
#ifndef CT_TEST_DOCTOR_HELP_H
#define CT_TEST_DOCTOR_HELP_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "doctor/doctor.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

enum { MAX_COLUMNS = 8, MAX_ROWS = 64 };

static struct ct_arena base_arena;
static struct ct_table countries, land, lakes, places;

struct fixture {
  struct ct_arena arena;
  struct ct_str log;
  struct ct_diags diags;
  struct ct_doctor_request q;
  const struct ct_table *tables[4];
};

static inline void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  ct_str_addf(&f->log, "%s %s:%ld %s %s: %s (%s)\n", d->code, d->file, d->line,
              d->severity == CT_NOTE ? "note" : "warning", d->field ? d->field : "-", d->message,
              d->suggestion ? d->suggestion : "-");
}

static inline void base(const char *name, struct ct_table *t) {
  char path[128];
  struct ct_err err = {0};
  snprintf(path, sizeof path, "layers/base/%s_10m.fgb", name);
  struct ct_load_request r = {.name = name, .path = path, .all_columns = true, .quiet_rows = true};
  if (!ct_load(&r, &base_arena, NULL, t, &err)) fail_msg("%s", err.message);
}

static inline int load_base(void **state) {
  (void)state;
  base("countries", &countries);
  base("land", &land);
  base("lakes", &lakes);
  base("places", &places);
  return 0;
}

static inline int release_base(void **state) {
  (void)state;
  ct_arena_release(&base_arena);
  return 0;
}

static inline void start(struct fixture *f) {
  *f = (struct fixture){0};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  f->q = (struct ct_doctor_request){
      .tables = f->tables, .countries = &countries, .land = &land, .lakes = &lakes, .places = &places};
}

// A table of texts: cells parted by '|', rows by line breaks, the header first. Columns lat and lon are the
// position; as the loader does, the row keeps it as written.
static inline void table(struct fixture *f, const char *file, const char *text) {
  struct ct_arena *a = &f->arena;
  struct ct_table *t = CT_NEW(a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, MAX_COLUMNS);
  const char **cells[MAX_COLUMNS], **published = CT_NEW_N(a, const char *, MAX_ROWS);
  double *lonlat = CT_NEW_N(a, double, 2 * MAX_ROWS);
  uint32_t *row = CT_NEW_N(a, uint32_t, MAX_ROWS);
  char *line, *lines = ct_arena_strdup(a, text);
  for (int k = 0; k < MAX_COLUMNS; k++) cells[k] = CT_NEW_N(a, const char *, MAX_ROWS);
  *t = (struct ct_table){.name = file, .file = file, .columns = columns, .row = row, .published = published};
  for (size_t r = 0; (line = strsep(&lines, "\n")) && *line; r++) {
    const char *cell, *lat = NULL, *lon = NULL;
    for (size_t k = 0; (cell = strsep(&line, "|")); k++) {
      if (!r) {
        columns[k] = (struct ct_column){.name = cell, .type = CT_COLUMN_STRING, .string = cells[k]};
        t->ncolumns++;
        continue;
      }
      cells[k][r - 1] = *cell ? cell : NULL;
      if (strcmp(columns[k].name, "lat") == 0) lat = cells[k][r - 1];
      if (strcmp(columns[k].name, "lon") == 0) lon = cells[k][r - 1];
    }
    if (!r) continue;
    assert_true(r <= MAX_ROWS);
    double *p = &lonlat[2 * (r - 1)];
    bool placed = lat && lon && ct_parse_number(lat, &p[1]) && ct_parse_number(lon, &p[0]);
    if (!placed) p[0] = p[1] = NAN;
    published[r - 1] = placed ? ct_arena_printf(a, "%s, %s", lat, lon) : NULL;
    t->placed += placed;
    row[r - 1] = (uint32_t)r + 1;
    t->n = r;
  }
  t->geoms = (struct ct_geoms){.nparts = t->n, .ncoords = t->n, .lonlat = lonlat};
  f->tables[f->q.ntables++] = t;
}

static inline void examine(struct fixture *f) {
  ct_doctor_examine(&f->q, &f->arena, &f->diags);
}

static inline void finish(struct fixture *f) {
  ct_arena_release(&f->arena);
}

static inline void says(struct fixture *f, const char *line) {
  if (!strstr(ct_str_text(&f->log), line)) fail_msg("'%s' is not in:\n%s", line, ct_str_text(&f->log));
}

static inline void silent_on(struct fixture *f, const char *part) {
  if (strstr(ct_str_text(&f->log), part)) fail_msg("'%s' is in:\n%s", part, ct_str_text(&f->log));
}

static inline size_t count(struct fixture *f, const char *part) {
  size_t n = 0;
  for (const char *s = ct_str_text(&f->log); (s = strstr(s, part)); s++) n++;
  return n;
}

// The whole of it for one table.
static inline void look(struct fixture *f, const char *text) {
  start(f);
  table(f, "t.csv", text);
  examine(f);
}

#endif
