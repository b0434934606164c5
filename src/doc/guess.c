// SPDX-License-Identifier: MIT
// Guess: the document that plain data files stand for.
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/columns.h"
#include "doc/doc.h"
#include "model/simplestyle.h"
#include "model/table.h"

enum { MAX_LABELLED = 600, MAX_CLASSES = 7 };

// What a database is called: its dbname, or the last part of its address; of a file its stem.
static const char *stem_of(struct ct_arena *a, const char *path) {
  if (strcmp(path, "-") == 0) return "data";  // standard input
  if (!ct_path_has_scheme(path)) return ct_path_stem(a, path);
  const char *name = strstr(path, "dbname="), *shown = name ? name + 7 : ct_path_shown(a, path);
  shown += *shown == '\'';
  if (name) return ct_arena_strndup(a, shown, strcspn(shown, " '"));
  const char *stem = ct_path_stem(a, shown);
  return ct_arena_strndup(a, stem, strcspn(stem, "?&"));
}

static const char *source_of(struct ct_arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  if (ct_path_has_scheme(path))
    return ct_starts_with(path, "http") ? ct_path_shown(a, path) : stem_of(a, path);
  return slash ? slash + 1 : path;
}

static const struct ct_value *text_of(struct ct_arena *a, const char *s) {
  return ct_value_of_string(a, s);
}

// "missile-tests_2023-04" -> "Missile tests 2023-04".
static const char *humanise(struct ct_arena *a, const char *stem) {
  char *s = ct_arena_strdup(a, stem);
  for (char *p = s; *p; p++) {
    bool number = p > s && isdigit((unsigned char)p[-1]) && isdigit((unsigned char)p[1]);
    if (*p == '_' || (*p == '-' && !number)) *p = ' ';
  }
  if (s[0] >= 'a' && s[0] <= 'z') s[0] = (char)(s[0] - 'a' + 'A');
  return s;
}

// A class value as the legend prints it: "small_airport" -> "Small airport". Codes stay: mb_lg, VVER-440.
static const char *class_label(struct ct_arena *a, const char *value) {
  if (strspn(value, "abcdefghijklmnopqrstuvwxyz_ ") != strlen(value)) return value;
  return strpbrk(value, "aeiou") ? humanise(a, value) : value;
}

// The built-in themes have sources of these names.
static bool is_base_name(const char *name) {
  static const char *const names[] = {"land",    "countries", "lakes", "rivers", "admin1",
                                      "borders", "coast",     "seas",  "places"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return false;
}

// A key for the data mapping: letters, digits and hyphens.
static const char *entry_name(struct ct_arena *a, const char *stem, const struct ct_value *taken) {
  char *s = ct_arena_strdup(a, stem);
  for (char *p = s; *p; p++)
    if (!isalnum((unsigned char)*p) && (unsigned char)*p < 0x80) *p = '-';
  const char *name = !s[0] ? "data" : is_base_name(s) ? ct_arena_printf(a, "%s-data", s) : s;
  for (int i = 2; ct_value_get(taken, name); i++) name = ct_arena_printf(a, "%s-%d", s, i);
  return name;
}

static const struct ct_value *class_value(struct ct_arena *a, const struct ct_column_classes *c) {
  const struct ct_value *values = NULL, *out = NULL;
  for (size_t i = 0; i < c->n; i++)
    values = ct_value_with(a, values, c->value[i], text_of(a, class_label(a, c->value[i])));
  out = ct_value_with(a, out, "column", text_of(a, c->column));
  return ct_value_with(a, out, "values", values);
}

// Rows placed by distance from somewhere, say: what is known is drawn with its radius.
static bool has_approximate(const struct ct_table *t) {
  for (size_t i = 0; t->approx && t->precision_m && i < t->n; i++)
    if (t->approx[i] && ct_table_placed(t, i)) return true;
  return false;
}

static const struct ct_value *entry(struct ct_arena *a, const struct ct_doc_guess_input *in,
                                    struct ct_str *said) {
  const struct ct_table *t = in->table;
  const struct ct_value *e = ct_value_with(a, NULL, "path", text_of(a, in->path));
  struct ct_column_classes classes;
  bool classed = in->class_column ? ct_columns_values(t, in->class_column, MAX_CLASSES, a, &classes)
                                  : ct_columns_classes(t, MAX_CLASSES, a, &classes);
  if (!in->class_column && ct_simplestyle_of(t)) {
    e = ct_value_with(a, e, "styles", text_of(a, "own"));
    ct_str_add(said, ", its own colours and icons");
  } else if (classed) {
    e = ct_value_with(a, e, "class", class_value(a, &classes));
    ct_str_addf(said, ", classes by '%s'", classes.column);
  }
  int label = ct_columns_label(t);
  if (label >= 0 && t->placed <= MAX_LABELLED) {
    const char *name = t->columns[label].name;
    e = ct_value_with(a, e, "label", text_of(a, name));
    ct_str_addf(said, ", labels from '%s'", name);
  }
  int rank = ct_columns_rank(t);
  if (rank >= 0) e = ct_value_with(a, e, "sort", text_of(a, t->columns[rank].name));
  static const char *const doubts[][2] = {
      {"approx", "approx"}, {"precision", "precision_m"}, {"precision", "accuracy_m"}};
  for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
    if (ct_table_column(t, doubts[i][1]) >= 0)
      e = ct_value_with(a, e, doubts[i][0], text_of(a, doubts[i][1]));
  if (has_approximate(t)) e = ct_value_with(a, e, "uncertainty", text_of(a, "precision_m"));
  if (in->date_column >= 0) e = ct_value_with(a, e, "date", text_of(a, t->columns[in->date_column].name));
  return e;
}

static void widen(double box[4], const struct ct_table *t) {
  if (!t->placed) return;
  for (int i = 0; i < 2; i++) {
    box[i] = fmin(box[i], t->bbox[i]);
    box[i + 2] = fmax(box[i + 2], t->bbox[i + 2]);
  }
}

static const struct ct_value *page_value(struct ct_arena *a, const double box[4]) {
  double mid = (box[1] + box[3]) / 2 * 3.14159265358979 / 180;
  double wide = (box[2] - box[0]) * fmax(cos(mid), 0.1), tall = box[3] - box[1];
  const struct ct_value *p = ct_value_with(a, NULL, "size", text_of(a, "A4"));
  return ct_value_with(a, p, "orientation", text_of(a, tall > wide * 1.15 ? "portrait" : "landscape"));
}

// Data that name areas themselves need no second set of names.
static bool names_areas(const struct ct_doc_guess_input *in, size_t n) {
  for (size_t k = 0; k < n; k++)
    for (size_t i = 0; i < in[k].table->n; i++)
      if (ct_table_geom_type(in[k].table, i) == CT_GEOM_POLYGON) return ct_columns_label(in[k].table) >= 0;
  return false;
}

const struct ct_value *ct_doc_guess(const struct ct_doc_guess_input *in, size_t n, struct ct_arena *a,
                                    const char **sentence) {
  const struct ct_value *data = NULL, *doc = NULL, *sources[64];
  struct ct_str said = {.arena = a};
  double box[4] = {1e9, 1e9, -1e9, -1e9};
  int last = -1000000;
  char day[16];
  for (size_t i = 0; i < n; i++) {
    const char *stem = stem_of(a, in[i].path);
    data = ct_value_with(a, data, entry_name(a, stem, data), entry(a, &in[i], &said));
    widen(box, in[i].table);
    if (in[i].has_last_day && in[i].last_day > last) last = in[i].last_day;
    if (i < 64) sources[i] = text_of(a, source_of(a, in[i].path));
  }
  doc = ct_value_with(a, doc, "title", text_of(a, humanise(a, stem_of(a, in[0].path))));
  if (last > -1000000) doc = ct_value_with(a, doc, "as_of", text_of(a, ct_date_format(last, day)));
  doc = ct_value_with(a, doc, "style", text_of(a, "briefing"));
  doc = ct_value_with(a, doc, "data", data);
  const struct ct_value *page = page_value(a, box);
  doc = ct_value_with(a, doc, "view", ct_value_with(a, NULL, "projection", text_of(a, "auto")));
  doc = ct_value_with(a, doc, "page", page);
  doc = ct_value_with(a, doc, "locator", ct_value_of_bool(a, box[2] - box[0] < 60 && box[3] - box[1] < 40));
  if (names_areas(in, n))
    doc = ct_value_with(a, doc, "base", ct_value_with(a, NULL, "labels", ct_value_of_bool(a, false)));
  doc = ct_value_with(a, doc, "legend", ct_value_with(a, NULL, "counts", ct_value_of_bool(a, true)));
  doc = ct_value_with(a, doc, "sources", ct_value_of_items(a, sources, n < 64 ? n : 64));
  *sentence =
      ct_arena_printf(a, "all data in view%s, %s page, theme 'briefing'%s%s", ct_str_text(&said),
                      ct_value_string(ct_value_get(page, "orientation")), last > -1000000 ? ", as of " : "",
                      last > -1000000 ? ct_date_format(last, day) : "");
  return doc;
}
