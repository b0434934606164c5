// SPDX-License-Identifier: MIT
// Sources: the columns that a document names, which its data must have.
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "hall/sources/sources.h"
#include "model/document.h"

struct names {
  ct_vec(const char *) v;
};

static void add_name(struct ct_arena *a, struct names *n, const char *name) {
  if (name) ct_vec_push(a, &n->v, name);
}

// The columns inside "{a} and {b|date}", or the one the label is.
static void add_label_columns(struct ct_arena *a, struct names *n, const char *label) {
  if (!label || !strchr(label, '{')) {
    add_name(a, n, label);
    return;
  }
  for (const char *p = strchr(label, '{'); p; p = strchr(p + 1, '{')) {
    const char *close = strchr(p, '}');
    if (!close) break;
    const char *name = ct_arena_strndup(a, p + 1, (size_t)(close - p - 1));
    add_name(a, n, ct_ends_with(name, "|date") ? ct_arena_strndup(a, name, strlen(name) - 5) : name);
  }
}

// Those of a ring's label but for its radius, which comes with the rings.
static void add_ring_columns(struct ct_arena *a, struct names *n, const char *label) {
  static const char *const made[] = {"km", "m", "mi", "nm"};
  size_t had = n->v.n, kept = had;
  add_label_columns(a, n, label);
  for (size_t i = had; i < n->v.n; i++) {
    bool own = false;
    for (size_t k = 0; k < sizeof made / sizeof *made; k++) own = own || !strcmp(n->v.v[i], made[k]);
    if (!own) n->v.v[kept++] = n->v.v[i];
  }
  n->v.n = kept;
}

// The columns of the table that the entry names (not those made by grouping).
static void named_columns(struct ct_arena *a, const struct ct_data *d, struct names *n) {
  add_name(a, n, d->class_column);
  add_label_columns(a, n, d->label);
  add_label_columns(a, n, d->label_second);
  add_label_columns(a, n, d->url);
  add_ring_columns(a, n, d->rings.label);
  const struct ct_data_sectors *c = &d->sectors;
  const char *const plain[] = {d->id,
                               d->date,
                               d->group_by,
                               d->sort,
                               d->precision,
                               d->uncertainty,
                               d->join.on,
                               d->tracks.bearing,
                               d->tracks.distance_km,
                               d->tracks.width.column,
                               d->rings.column,
                               c->from.column,
                               c->to.column,
                               c->bearing.column,
                               c->width_deg.column,
                               c->radius_km.column,
                               c->inner_km.column,
                               d->links.from,
                               d->links.to,
                               d->links.width.column,
                               d->size.column,
                               d->shade.column,
                               d->source_column};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) add_name(a, n, plain[i]);
  if (d->approx && strcmp(d->approx, "true") != 0) add_name(a, n, d->approx);
}

bool ct_sources_check_columns(const struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                              struct ct_err *err) {
  struct names wanted = {0};
  named_columns(s->a, d, &wanted);
  const char **have = CT_NEW_N(s->a, const char *, t->ncolumns);
  struct ct_str list = {.arena = s->a};
  for (size_t i = 0; i < t->ncolumns; i++) {
    have[i] = t->columns[i].name;
    if (i < 30) ct_str_addf(&list, "%s%s", i ? ", " : "", have[i]);
  }
  for (size_t i = 0; i < wanted.v.n; i++) {
    const char *name = wanted.v.v[i];
    if (ct_table_column(t, name) >= 0 || (d->group_by && strcmp(name, "count") == 0)) continue;
    const char *near = ct_nearest_name(name, have, t->ncolumns);
    const char *file = s->doc->file ? s->doc->file : ct_path_shown(s->a, d->path);
    if (near)
      return ct_fail(err, "%s:%d: data '%s' has no column '%s' (did you mean '%s'?)", file, d->line, d->name,
                     name, near);
    return ct_fail(err, "%s:%d: data '%s' has no column '%s' (it has %s)", file, d->line, d->name, name,
                   ct_str_text(&list));
  }
  return true;
}
