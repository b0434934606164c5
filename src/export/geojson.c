// SPDX-License-Identifier: MIT
// GeoJSON: a dataset by RFC 7946, a feature a line.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/sink.h"
#include "base/str.h"
#include "base/value.h"
#include "export/export.h"
#include "export/plan.h"
#include "export/shape.h"

struct writer {
  const struct ct_export_plan *p;
  struct ct_sink *out;
  struct ct_str text;
  struct ct_export_shape shape;
  const char **keys;  // `"name":` of each column, with the comma before it
  const char *own[CT_EXPORT_OWNS];
};

static void put(struct writer *w, const char *text) {
  ct_sink_put(w->out, text, strlen(text));
}

static void put_string(struct writer *w, const char *s) {
  ct_sink_put(w->out, "\"", 1);
  for (;;) {
    const char *from = s;
    while ((unsigned char)*s >= 0x20 && *s != '"' && *s != '\\') s++;
    ct_sink_put(w->out, from, (size_t)(s - from));
    if (!*s) break;
    static const char hex[] = "0123456789abcdef";
    unsigned char c = (unsigned char)*s++;
    char escape[] = {'\\', (char)c}, code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    if (c == '\n' || c == '\t' || c == '\r') escape[1] = c == '\n' ? 'n' : c == '\t' ? 't' : 'r';
    if (c >= 0x20 || c == '\n' || c == '\t' || c == '\r')
      ct_sink_put(w->out, escape, 2);
    else
      ct_sink_put(w->out, code, 6);
  }
  ct_sink_put(w->out, "\"", 1);
}

static void put_number(struct writer *w, double x) {
  char buf[CT_EXPORT_NUMBER];
  if (isfinite(x))
    ct_sink_put(w->out, buf, ct_export_number(x, buf));
  else
    put(w, "null");
}

static void put_degrees(struct writer *w, double x, int decimals) {
  char buf[CT_EXPORT_NUMBER];
  ct_sink_put(w->out, buf, ct_export_rounded(x, decimals, buf));
}

static const char *key_of(struct ct_arena *a, const char *name, bool first) {
  struct ct_str s = {.arena = a};
  if (!first) ct_str_add(&s, ",");
  ct_value_write_json(ct_value_of_string(a, name), &s);
  ct_str_add(&s, ":");
  return ct_str_text(&s);
}

static void make_keys(struct writer *w) {
  const struct ct_export_plan *p = w->p;
  w->keys = CT_NEW_N(p->a, const char *, p->ncolumns);
  for (size_t i = 0; i < p->ncolumns; i++) w->keys[i] = key_of(p->a, p->columns[i].name, i == 0);
  for (int i = 0; i < CT_EXPORT_OWNS; i++)
    if (p->own[i]) w->own[i] = key_of(p->a, p->own[i], i == 0 && !p->ncolumns);
}

static void put_cell(struct writer *w, const struct ct_export_column *c, size_t table, size_t row) {
  const struct ct_column *from = c->at[table] < 0 ? NULL : &w->p->q->tables[table]->columns[c->at[table]];
  char buf[CT_EXPORT_NUMBER];
  if (from && c->type == CT_COLUMN_NUMBER) {
    put_number(w, from->number[row]);
    return;
  }
  const char *s = ct_export_text(w->p, c, table, row, buf, &w->text);
  if (!s || !from)
    put(w, "null");
  else if (c->type == CT_COLUMN_BOOL)
    put(w, s);
  else if (c->type != CT_COLUMN_JSON || from->json[row]->kind == CT_STRING)
    put_string(w, s);
  else
    put(w, s);
}

static void put_geometry(struct writer *w, const struct ct_table *t, size_t row) {
  int decimals = ct_export_decimals(ct_export_precision(t, row));
  double at[2];
  if (ct_export_point(t, row, at)) {
    put(w, "{\"type\":\"Point\",\"coordinates\":[");
    put_degrees(w, at[0], decimals);
    put(w, ",");
    put_degrees(w, at[1], decimals);
    put(w, "]}");
  } else if (ct_export_shape(t, row, &w->shape)) {
    w->text.n = 0;
    ct_export_shape_json(&w->shape, decimals, &w->text);
    put(w, ct_str_text(&w->text));
  } else {
    put(w, "null");
  }
}

// The feature's own id, as it was given.
static void put_id(struct writer *w, const struct ct_table *t, size_t row) {
  const char *key = t->feature_key ? t->feature_key[row] : NULL;
  if (!key && !(t->feature_id && isfinite(t->feature_id[row]))) return;
  put(w, "\"id\":");
  if (key)
    put_string(w, key);
  else
    put_number(w, t->feature_id[row]);
  put(w, ",");
}

static void put_own(struct writer *w, size_t table, size_t row) {
  const struct ct_table *t = w->p->q->tables[table];
  double at[2];
  bool point = ct_export_point(t, row, at);
  for (int i = 0; i < 2; i++) {
    put(w, w->own[CT_EXPORT_LON + i]);
    if (point)
      put_degrees(w, at[i], ct_export_decimals(NAN));
    else
      put(w, "null");
  }
  put(w, w->own[CT_EXPORT_PRECISION]);
  put_number(w, ct_export_precision(t, row));
  put(w, w->own[CT_EXPORT_NOTATION]);
  put_string(w, ct_export_notation(t, row));
  put(w, w->own[CT_EXPORT_ROW]);
  put_number(w, (double)ct_export_row(t, row));
  put(w, w->own[CT_EXPORT_FLAGS]);
  put_string(w, ct_export_flags(w->p, table, row));
  if (!w->own[CT_EXPORT_SOURCE]) return;
  put(w, w->own[CT_EXPORT_SOURCE]);
  put_string(w, w->p->source[table]);
}

bool ct_export_geojson(const struct ct_export_plan *p, struct ct_sink *out, struct ct_err *err) {
  (void)err;
  struct writer w = {.p = p, .out = out, .text = {.arena = p->a}, .shape = {.arena = p->a}};
  const char *between = "\n";
  make_keys(&w);
  put(&w, "{\"type\":\"FeatureCollection\",\"features\":[");
  for (size_t k = 0; k < p->q->ntables; k++)
    for (size_t i = 0; i < p->q->tables[k]->n; i++) {
      if (out->error) return false;
      put(&w, between);
      between = ",\n";
      put(&w, "{\"type\":\"Feature\",");
      put_id(&w, p->q->tables[k], i);
      put(&w, "\"geometry\":");
      put_geometry(&w, p->q->tables[k], i);
      put(&w, ",\"properties\":{");
      for (size_t c = 0; c < p->ncolumns; c++) {
        put(&w, w.keys[c]);
        put_cell(&w, &p->columns[c], k, i);
      }
      if (w.own[CT_EXPORT_LON]) put_own(&w, k, i);
      put(&w, "}}");
    }
  put(&w, "\n]}\n");
  return !out->error;
}
