// SPDX-License-Identifier: MIT
// Exam: points, findings and groups of rows for the checks of the doctor.
#include "doctor/exam.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "model/diag.h"
#include "model/table.h"

bool ct_exam_point(const struct ct_table *t, size_t i, double *lon, double *lat) {
  const struct ct_geoms *g = &t->geoms;
  if (!g->lonlat || ct_table_geom_type(t, i) != CT_GEOM_POINT) return false;
  size_t part = g->part0 ? g->part0[i] : i;
  if (g->part0 && g->part0[i + 1] != part + 1) return false;  // several points
  size_t coord = g->coord0 ? g->coord0[part] : part;
  *lon = g->lonlat[2 * coord];
  *lat = g->lonlat[2 * coord + 1];
  if (!isfinite(*lon) || !isfinite(*lat) || fabs(*lat) > 90) return false;
  if (fabs(*lon) > 180) *lon = remainder(*lon, 360);
  return true;
}

double ct_exam_precision_m(const struct ct_table *t, size_t i) {
  double m = t->precision_m ? t->precision_m[i] : NAN;
  return m > 0 && isfinite(m) ? m : 0;
}

long ct_exam_row(const struct ct_table *t, size_t i) {
  return t->row ? (long)t->row[i] : (long)i + 1;
}

const char *ct_exam_degrees(double deg, char buf[32]) {
  return ct_format_number(nearbyint(deg * 1e6) / 1e6 + 0.0, buf);
}

const char *ct_exam_pair(double lat, double lon, char buf[96]) {
  char a[32], b[32];
  snprintf(buf, 96, "%s, %s", ct_exam_degrees(lat, a), ct_exam_degrees(lon, b));
  return buf;
}

const char *ct_exam_published(const struct ct_table *t, size_t i, char buf[96]) {
  double lon, lat;
  if (t->published && t->published[i]) return t->published[i];
  return ct_exam_point(t, i, &lon, &lat) ? ct_exam_pair(lat, lon, buf) : NULL;
}

const char *ct_exam_name(const struct ct_exam_table *et, size_t i, char buf[32]) {
  const char *s = ct_table_text(et->t, et->roles.name, i, buf);
  return s && *s ? s : NULL;
}

static void tell(const struct ct_exam *x, const struct ct_exam_finding *f, const long *rows, size_t n,
                 const char *fmt, va_list ap) {
  char message[1024];
  vsnprintf(message, sizeof message, fmt, ap);
  struct ct_diagnostic d = {.code = f->code,
                            .severity = f->severity,
                            .file = f->t->file ? f->t->file : f->t->name,
                            .line = f->i >= 0 ? ct_exam_row(f->t, (size_t)f->i) : 0,
                            .field = f->column >= 0 ? f->t->columns[f->column].name : NULL,
                            .value = f->value,
                            .message = message,
                            .suggestion = f->suggestion,
                            .layer = f->t->layer,
                            .rows = rows,
                            .nrows = n};
  ct_diag_send(x->diags, &d);
}

void ct_exam_say(const struct ct_exam *x, const struct ct_exam_finding *f, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  tell(x, f, NULL, 0, fmt, ap);
  va_end(ap);
}

void ct_exam_say_of(const struct ct_exam *x, const struct ct_exam_finding *f, const uint32_t *rows, size_t n,
                    const char *fmt, ...) {
  long *numbers = CT_NEW_N(x->a, long, n);
  for (size_t k = 0; k < n; k++) numbers[k] = ct_exam_row(f->t, rows[k]);
  va_list ap;
  va_start(ap, fmt);
  tell(x, f, numbers, n, fmt, ap);
  va_end(ap);
}

const char *ct_exam_rows(const struct ct_exam *x, const struct ct_table *t, const uint32_t *rows, size_t n) {
  enum { SHOWN = 5 };
  struct ct_str s = {.arena = x->a};
  for (size_t k = 0; k < n && k < SHOWN; k++)
    ct_str_addf(&s, "%s%ld", !k ? "" : k + 1 == n ? " and " : ", ", ct_exam_row(t, rows[k]));
  if (n > SHOWN) ct_str_addf(&s, " and %zu more", n - SHOWN);
  return ct_str_text(&s);
}

void ct_exam_group(struct ct_arena *a, const uint64_t *hash, size_t n, struct ct_exam_groups *out) {
  size_t slots = 16;
  while (slots < n * 2) slots *= 2;
  uint32_t *slot = CT_NEW_N(a, uint32_t, slots);  // group + 1
  uint32_t *last = CT_NEW_N(a, uint32_t, n);
  *out = (struct ct_exam_groups){0, CT_NEW_N(a, uint32_t, n), CT_NEW_N(a, uint32_t, n),
                                 CT_NEW_N(a, uint32_t, n)};
  for (size_t i = 0; i < n; i++) {
    out->next[i] = CT_EXAM_END;
    if (!hash[i]) continue;
    size_t k = (size_t)((hash[i] ^ hash[i] >> 29) * 0x9E3779B97F4A7C15u >> 20) & (slots - 1);
    while (slot[k] && hash[out->first[slot[k] - 1]] != hash[i]) k = (k + 1) & (slots - 1);
    if (!slot[k]) {
      out->first[out->n] = last[out->n] = (uint32_t)i;
      out->count[out->n] = 1;
      slot[k] = (uint32_t)++out->n;
    } else {
      uint32_t g = slot[k] - 1;
      out->next[last[g]] = (uint32_t)i;
      last[g] = (uint32_t)i;
      out->count[g]++;
    }
  }
}
