// SPDX-License-Identifier: MIT
// CSV: a dataset by RFC 4180, in UTF-8; lines and areas as WKT.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sink.h"
#include "base/str.h"
#include "export/export.h"
#include "export/plan.h"
#include "export/shape.h"

struct writer {
  const struct ct_export_plan *p;
  struct ct_sink *out;
  bool first;  // in its record
  struct ct_str json;
  struct ct_export_shape shape;
};

static void put(struct writer *w, const char *text, size_t n) {
  ct_sink_put(w->out, text, n);
}

// Blanks at the ends are kept by quotes; many readers take them off otherwise.
static bool needs_quotes(const char *s, size_t n) {
  return s[strcspn(s, ",\"\r\n")] || (n && (s[0] == ' ' || s[n - 1] == ' '));
}

static void put_cell(struct writer *w, const char *s) {
  if (!w->first) put(w, ",", 1);
  w->first = false;
  if (!s) return;
  size_t n = strlen(s);
  if (!needs_quotes(s, n)) {
    put(w, s, n);
    return;
  }
  put(w, "\"", 1);
  for (const char *quote; (quote = strchr(s, '"')); s = quote + 1) {
    put(w, s, (size_t)(quote - s) + 1);
    put(w, "\"", 1);
  }
  put(w, s, strlen(s));
  put(w, "\"", 1);
}

static void put_header(struct writer *w) {
  w->first = true;
  for (size_t i = 0; i < w->p->ncolumns; i++) put_cell(w, w->p->columns[i].name);
  for (int i = 0; i < CT_EXPORT_OWNS; i++)
    if (w->p->own[i]) put_cell(w, w->p->own[i]);
  put(w, "\r\n", 2);
}

static const char *wkt(struct writer *w, const struct ct_table *t, size_t row) {
  if (!ct_export_shape(t, row, &w->shape)) return NULL;
  w->json.n = 0;
  ct_export_shape_wkt(&w->shape, ct_export_decimals(NAN), &w->json);
  return ct_str_text(&w->json);
}

static void put_own(struct writer *w, size_t table, size_t row) {
  const struct ct_export_plan *p = w->p;
  const struct ct_table *t = p->q->tables[table];
  char buf[CT_EXPORT_NUMBER];
  double at[2], precision = ct_export_precision(t, row);
  bool point = ct_export_point(t, row, at);
  for (int i = 0; i < 2 && p->own[CT_EXPORT_LON]; i++) {
    if (point) ct_export_rounded(at[i], ct_export_decimals(NAN), buf);
    put_cell(w, point ? buf : NULL);
  }
  if (p->own[CT_EXPORT_PRECISION]) {
    if (isfinite(precision)) ct_export_number(precision, buf);
    put_cell(w, isfinite(precision) ? buf : NULL);
    put_cell(w, ct_export_notation(t, row));
    ct_export_number((double)ct_export_row(t, row), buf);
    put_cell(w, buf);
    put_cell(w, ct_export_flags(p, table, row));
  }
  if (p->own[CT_EXPORT_SOURCE]) put_cell(w, p->source[table]);
  if (p->own[CT_EXPORT_WKT]) put_cell(w, wkt(w, t, row));
}

bool ct_export_csv(const struct ct_export_plan *p, struct ct_sink *out, struct ct_err *err) {
  (void)err;
  struct writer w = {.p = p, .out = out, .json = {.arena = p->a}, .shape = {.arena = p->a}};
  char buf[CT_EXPORT_NUMBER];
  put_header(&w);
  for (size_t k = 0; k < p->q->ntables; k++)
    for (size_t i = 0; i < p->q->tables[k]->n; i++) {
      if (out->error) return false;
      w.first = true;
      for (size_t c = 0; c < p->ncolumns; c++)
        put_cell(&w, ct_export_text(p, &p->columns[c], k, i, buf, &w.json));
      put_own(&w, k, i);
      put(&w, "\r\n", 2);
    }
  return !out->error;
}
