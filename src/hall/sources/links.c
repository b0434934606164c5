// SPDX-License-Identifier: MIT
// Sources: links between places that rows name: the places found, rows of one pair bundled.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "hall/sources/edition.h"
#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/edition.h"
#include "select/select.h"

// Places by what they are called.
struct gazette {
  const struct ct_table *t;
  int key;
  struct ct_map exact, folded;  // text -> row
  bool *several;                // the row's key stands for another place too
};

struct linking {
  struct ct_sources *s;
  const struct ct_data *d;
  const struct ct_table *all;
  struct gazette places;
  int end_column[2], width, class_column, edition;
  struct ct_map pairs, told;
  ct_vec(uint32_t) row;            // by pair: its first row
  ct_vec(double) end, sum, count;  // end: 4 a pair
  ct_vec(struct ct_edition_tally) became;
};

static bool place_at(const struct ct_table *t, size_t i, double p[2]) {
  if (ct_table_geom_type(t, i) != CT_GEOM_POINT || !ct_table_placed(t, i)) return false;
  size_t part = t->geoms.part0 ? t->geoms.part0[i] : i;
  memcpy(p, t->geoms.lonlat + 2 * (t->geoms.coord0 ? t->geoms.coord0[part] : part), 2 * sizeof *p);
  return true;
}

static const char *folded(struct ct_arena *a, const char *text) {
  size_t n = strlen(text), size = 3 * n + 16;
  char *out = CT_NEW_N(a, char, size);
  ct_fold_words(text, n, out, size);
  return out;
}

static void index_places(struct ct_arena *a, const struct ct_table *t, int key, struct gazette *g) {
  *g = (struct gazette){.t = t, .key = key, .exact = {.arena = a}, .folded = {.arena = a}};
  g->several = CT_NEW_N(a, bool, t->n + 1);
  for (size_t i = 0; i < t->n; i++) {
    char buf[32];
    double p[2], q[2];
    const char *text = ct_table_text(t, key, i, buf);
    bool added = false;
    if (!text || !*text) continue;
    struct ct_map_entry *e = ct_map_add_string(&g->exact, text, i, &added);
    const char *plain = folded(a, text);
    if (*plain) ct_map_add_string(&g->folded, plain, i, NULL);
    if (added || !place_at(t, i, p)) continue;
    if (!place_at(t, e->value, q))
      e->value = i;  // one with a position rather than one without
    else if (p[0] != q[0] || p[1] != q[1])
      g->several[e->value] = true;
  }
}

static bool find(struct ct_arena *a, const struct gazette *g, const char *text, size_t *row) {
  const struct ct_map_entry *e = ct_map_find_string(&g->exact, text);
  const char *plain = e ? "" : folded(a, text);
  if (!e && *plain) e = ct_map_find_string(&g->folded, plain);
  if (e) *row = e->value;
  return e != NULL;
}

// ---- which column names the places

static size_t hits(struct linking *l, const struct gazette *g) {
  size_t n = 0, row;
  char buf[32];
  for (size_t i = 0; i < l->all->n; i++)
    for (int end = 0; end < 2; end++) {
      const char *text = ct_table_text(l->all, l->end_column[end], i, buf);
      n += text && *text && find(l->s->a, g, text, &row);
    }
  return n;
}

static bool given_key(struct linking *l, const struct ct_table *t, struct ct_err *err) {
  const struct ct_data_links *k = &l->d->links;
  int column = ct_table_column_like(t, k->key);
  if (column < 0) {
    const char **names = CT_NEW_N(l->s->a, const char *, t->ncolumns);
    for (size_t i = 0; i < t->ncolumns; i++) names[i] = t->columns[i].name;
    const char *near = ct_nearest_name(k->key, names, t->ncolumns);
    return ct_fail(err, "%s:%d: data '%s' has no column '%s' to look places up by%s",
                   l->s->doc->file ? l->s->doc->file : "links", k->line, k->places ? k->places : l->d->name,
                   k->key, near ? ct_arena_printf(l->s->a, " (did you mean '%s'?)", near) : "");
  }
  index_places(l->s->a, t, column, &l->places);
  return true;
}

// The column in which most of the names are found; ids and names before others.
static bool choose_key(struct linking *l, const struct ct_table *t, struct ct_err *err) {
  static const char *const usual[] = {"id", "key", "code", "name"};
  enum { USUAL = sizeof usual / sizeof *usual };
  size_t best = 0;
  for (size_t i = 0; i < USUAL + t->ncolumns; i++) {
    int column = i < USUAL ? ct_table_column_like(t, usual[i]) : (int)(i - USUAL);
    struct gazette g;
    if (column < 0 || t->columns[column].type == CT_COLUMN_JSON) continue;
    // The ends themselves name no places.
    if (t == l->all && (column == l->end_column[0] || column == l->end_column[1])) continue;
    index_places(l->s->a, t, column, &g);
    size_t n = hits(l, &g);
    if (n <= best) continue;
    best = n;
    l->places = g;
  }
  const struct ct_data_links *k = &l->d->links;
  return best || ct_fail(err,
                         "%s:%d: no '%s' or '%s' is in any column of data '%s' (name the column by 'key', or "
                         "the data that have the places by 'places')",
                         l->s->doc->file ? l->s->doc->file : "links", k->line, k->from, k->to,
                         k->places ? k->places : l->d->name);
}

// ---- findings

struct finding {
  const char *code;
  size_t row;
  int end;
  const char *value, *message, *suggestion;
};

static void tell(struct linking *l, const struct finding *f) {
  const struct ct_table *t = l->all;
  // What is gone was told of by the edition that had it.
  if (ct_sources_is_removed(t, f->row)) return;
  struct ct_diagnostic d = {.code = f->code,
                            .severity = CT_WARNING,
                            .file = t->file,
                            .line = t->row ? (long)t->row[f->row] : (long)f->row + 1,
                            .field = t->columns[l->end_column[f->end]].name,
                            .value = f->value,
                            .message = f->message,
                            .suggestion = f->suggestion};
  ct_diag_send(l->s->diags, &d);
}

static void tell_unknown(struct linking *l, size_t row, int end, const char *text) {
  struct ct_arena *a = l->s->a;
  const struct gazette *g = &l->places;
  const char **names = CT_NEW_N(a, const char *, g->t->n), **plain = CT_NEW_N(a, const char *, g->t->n);
  size_t n = 0;
  for (size_t i = 0; i < g->t->n; i++) {
    char buf[32];
    const char *name = ct_table_text(g->t, g->key, i, buf);
    if (!name || !*name) continue;
    names[n] = ct_arena_printf(a, "%s", name);
    plain[n] = folded(a, name);
    n++;
  }
  const char *near = ct_nearest_name(folded(a, text), plain, n), *suggestion = NULL;
  for (size_t i = 0; near && i < n && !suggestion; i++)
    if (plain[i] == near) suggestion = names[i];
  struct finding f = {"CT-D301", row, end, text, NULL, suggestion};
  f.message = ct_arena_printf(a, "no place '%.80s' in column '%s' of '%s': the link is not drawn", text,
                              g->t->columns[g->key].name, g->t->name);
  tell(l, &f);
}

// ---- rows to pairs

// The row of the place that an end names, and where it is; false with a finding.
static bool find_end(struct linking *l, size_t i, int end, size_t *row, double p[2]) {
  char buf[32];
  const char *text = ct_table_text(l->all, l->end_column[end], i, buf);
  struct ct_arena *a = l->s->a;
  if (!text || !*text) {
    tell(l, &(struct finding){"CT-D302", i, end, NULL,
                              end ? "says not where the link goes: it is not drawn"
                                  : "says not where the link comes from: it is not drawn",
                              NULL});
    return false;
  }
  if (!find(a, &l->places, text, row)) {
    tell_unknown(l, i, end, text);
    return false;
  }
  bool fresh = false;
  if (l->places.several[*row]) ct_map_add_string(&l->told, text, 0, &fresh);
  if (fresh)
    tell(l, &(struct finding){"CT-D304", i, end, text,
                              ct_arena_printf(a, "'%.80s' names several places: the first is taken", text),
                              "a 'key' column whose values differ"});
  if (place_at(l->places.t, *row, p)) return true;
  tell(l, &(struct finding){
              "CT-D303", i, end, text,
              ct_arena_printf(a, "the place '%.80s' has no position: the link is not drawn", text), NULL});
  return false;
}

static const char *pair_key(struct linking *l, size_t i, const size_t ends[2]) {
  char buf[32];
  if (!l->d->links.bundle) return ct_arena_printf(l->s->a, "%zu", i);
  const char *class = l->class_column >= 0 ? ct_table_text(l->all, l->class_column, i, buf) : NULL;
  return ct_arena_printf(l->s->a, "%zu %zu %s", ends[0], ends[1], class ? class : "");
}

static void add_row(struct linking *l, size_t i) {
  size_t ends[2];
  double p[4];
  bool from = find_end(l, i, 0, &ends[0], p), to = find_end(l, i, 1, &ends[1], p + 2), added = false;
  if (!from || !to) return;
  if (p[0] == p[2] && p[1] == p[3]) {
    tell(l, &(struct finding){"CT-D305", i, 1, NULL, "begins and ends at one place: no link is drawn", NULL});
    return;
  }
  double value = l->width >= 0 ? ct_table_number(l->all, l->width, i) : 1;
  size_t at = ct_map_add_string(&l->pairs, pair_key(l, i, ends), l->row.n, &added)->value;
  if (added) {
    ct_vec_push(l->s->a, &l->row, (uint32_t)i);
    for (int k = 0; k < 4; k++) ct_vec_push(l->s->a, &l->end, p[k]);
    ct_vec_push(l->s->a, &l->sum, 0);
    ct_vec_push(l->s->a, &l->count, 0);
    ct_vec_push(l->s->a, &l->became, (struct ct_edition_tally){0});
  }
  if (l->edition >= 0) ct_sources_tally(&l->became.v[at], l->all->columns[l->edition].string[i]);
  if (ct_sources_is_removed(l->all, i)) return;
  // The row that shows a pair is one that is there.
  if (!l->count.v[at]) l->row.v[at] = (uint32_t)i;
  l->count.v[at]++;
  if (value > 0) l->sum.v[at] += value;
}

static const struct ct_table *places_of(const struct linking *l) {
  const char *name = l->d->links.places;
  for (size_t i = 0; name && i < l->s->ndata; i++)
    if (!strcmp(l->s->data[i].spec->name, name)) return l->s->data[i].raw;
  return l->all;
}

static int column_of(const struct ct_table *t, const char *name) {
  return name ? ct_table_column_like(t, name) : -1;
}

// Pairs have become what their rows have.
static const struct ct_table *with_editions(struct linking *l, const struct ct_table *t) {
  if (l->edition < 0) return t;
  const char **v = CT_NEW_N(l->s->a, const char *, l->row.n + 1);
  for (size_t i = 0; i < l->row.n; i++) v[i] = ct_sources_tally_edition(&l->became.v[i]);
  return ct_sources_with_column(
      l->s->a, t, (struct ct_column){.name = CT_EDITION_COLUMN, .type = CT_COLUMN_STRING, .string = v});
}

bool ct_sources_links(struct ct_sources *s, const struct ct_source_data *e, const struct ct_table *all,
                      struct ct_derived *out, struct ct_err *err) {
  const struct ct_data_links *k = &e->spec->links;
  struct linking *l = CT_NEW(s->a, struct linking);
  *l = (struct linking){.s = s, .d = e->spec, .all = all, .pairs = {.arena = s->a}, .told = {.arena = s->a}};
  l->end_column[0] = column_of(all, k->from);
  l->end_column[1] = column_of(all, k->to);
  l->width = column_of(all, k->width.column);
  l->class_column = column_of(all, e->spec->class_column);
  l->edition = ct_table_column(all, CT_EDITION_COLUMN);
  const struct ct_table *places = places_of(l);
  const size_t n = all->n;
  bool found = n && (k->key ? given_key(l, places, err) : choose_key(l, places, err));
  if (n && (!found || !l->places.t)) return false;
  for (size_t i = 0; i < n; i++) add_row(l, i);
  struct ct_table t;
  ct_select_take(all, &(struct ct_rows){.n = l->row.n, .v = l->row.v}, s->a, &t);
  const struct ct_column width = {.name = CT_DERIVED_WIDTH, .type = CT_COLUMN_NUMBER, .number = l->sum.v};
  const struct ct_column count = {.name = CT_DERIVED_COUNT, .type = CT_COLUMN_NUMBER, .number = l->count.v};
  out->rows = with_editions(l, ct_sources_with_column(s->a, ct_sources_with_column(s->a, &t, width), count));
  out->ends = l->end.v;
  return true;
}
