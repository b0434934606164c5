// SPDX-License-Identifier: MIT
// Render: what insets say need not be said twice: their names on the main map, their classes in the legend.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "model/table.h"
#include "style/legend.h"

// ---- Which rows an inset is fitted to

// Is the row called so, by its label or in a column of names or ids?
static bool is_called(struct ct_render *r, const struct ct_source_data *s, size_t row, const char *name) {
  static const char *const columns[] = {"name", "id"};
  char buf[32];
  const char *text = s->spec->label ? ct_render_label_of(r, s->spec, s->table, row) : NULL;
  if (text && ct_same_nocase(text, name)) return true;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    text = ct_table_text(s->table, ct_table_column_like(s->table, columns[i]), row, buf);
    if (text && ct_same_nocase(text, name)) return true;
  }
  return false;
}

struct named {
  struct ct_render *r;
  ct_vec(double) lonlat;
};

static void add_row(struct named *p, const struct ct_table *t, size_t row) {
  const struct ct_geoms *g = &t->geoms;
  size_t from = row, to = row + 1;
  if (g->part0) {
    from = g->coord0[g->part0[row]];
    to = g->coord0[g->part0[row + 1]];
  }
  for (size_t i = from; i < to; i++) {
    ct_vec_push(p->r->a, &p->lonlat, g->lonlat[2 * i]);
    ct_vec_push(p->r->a, &p->lonlat, g->lonlat[2 * i + 1]);
  }
}

static bool is_of(const struct ct_inset *in, const char *data) {
  for (size_t i = 0; i < in->view.nfit; i++)
    if (!strcmp(in->view.fit[i], data)) return true;
  return in->view.nfit == 0;
}

static void tell_unknown(struct ct_render *r, const char *name) {
  ct_vec(const char *) all = {0};
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *s = &r->sources.data[i];
    for (size_t row = 0; s->spec->label && row < s->table->n && row < 5000; row++) {
      const char *text = ct_render_label_of(r, s->spec, s->table, row);
      if (text && *text) ct_vec_push(r->a, &all, ct_arena_strdup(r->a, text));
    }
  }
  const char *near = all.n ? ct_nearest_name(name, all.v, all.n) : NULL;
  struct ct_diagnostic d = {.code = "CT-G304",
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = r->inset->line,
                            .field = "insets",
                            .value = name};
  d.message = ct_arena_printf(r->a, "'%s' under 'names' of an inset is the name of no row of the data", name);
  d.suggestion = near ? ct_arena_printf(r->a, "did you mean '%s'?", near)
                      : "names are written as the labels have them, or as the column 'id' has them";
  ct_diag_send(r->diags, &d);
}

const double *ct_render_inset_points(struct ct_render *r, bool tell, size_t *n) {
  const struct ct_inset *in = r->inset;
  struct named p = {.r = r};
  for (size_t k = 0; k < in->nnames; k++) {
    bool found = false;
    for (size_t i = 0; i < r->sources.ndata; i++) {
      const struct ct_source_data *s = &r->sources.data[i];
      if (!is_of(in, s->spec->name)) continue;
      for (size_t row = 0; row < s->table->n; row++) {
        if (!is_called(r, s, row, in->names[k])) continue;
        found = true;
        add_row(&p, s->table, row);
      }
    }
    if (!found && tell) tell_unknown(r, in->names[k]);
  }
  *n = p.lonlat.n / 2;
  return p.lonlat.v;
}

// ---- Names

struct said {
  struct ct_render *r;
  struct ct_map rows;  // layer's id, row: in an inset's names; the value is the inset
  const char **reason;
};

static struct ct_map_entry *row_entry(struct said *s, const char *layer, uint32_t row, size_t value,
                                      bool *added) {
  return ct_map_add_string(&s->rows, ct_arena_printf(s->r->a, "%u %s", row, layer), value, added);
}

static const struct ct_stack *stack_of(const struct ct_render_layer *l, uint32_t item) {
  uint32_t of = l->is_stacked && l->stacked.stack_of ? l->stacked.stack_of[item] : 0;
  return of ? &l->stacked.stacks[of - 1] : NULL;
}

// All rows that the label of a placement stands for.
static void add_placement(struct said *s, const struct ct_render *m, const struct ct_placement *p,
                          size_t inset) {
  const struct ct_render_layer *l = m->symbols[p->layer];
  const struct ct_stack *stack = stack_of(l, p->item);
  bool added;
  if (p->state == CT_LABEL_DROPPED || !l->of_data) return;
  row_entry(s, l->info.id, ct_render_symbols(l)->feature[p->item], inset, &added);
  if (!stack || (stack->mode == CT_STACK_FAN && stack->named_by != p->item + 1)) return;
  for (size_t k = 0; k < stack->n; k++)
    row_entry(s, l->info.id, l->items.feature[stack->member[k]], inset, &added);
}

// The reason why the item needs no name here, or NULL.
static const char *is_said(struct said *s, const struct ct_render_layer *l, uint32_t item) {
  const struct ct_stack *stack = stack_of(l, item);
  bool alone = !stack || stack->mode == CT_STACK_FAN;
  const char *reason = NULL;
  for (size_t k = 0; k < (alone ? 1 : stack->n); k++) {
    uint32_t row = alone ? ct_render_symbols(l)->feature[item] : l->items.feature[stack->member[k]];
    const struct ct_map_entry *e =
        ct_map_find_string(&s->rows, ct_arena_printf(s->r->a, "%u %s", row, l->info.id));
    if (!e) return NULL;
    reason = s->reason[e->value];
  }
  return reason;
}

void ct_render_insets_spare(struct ct_render *r) {
  struct said s = {.r = r, .rows = {.arena = r->a}};
  s.reason = CT_NEW_N(r->a, const char *, r->ninsets + 1);
  for (size_t i = 0; i < r->ninsets; i++) {
    const struct ct_render *m = r->insets[i].map;
    s.reason[i] = ct_arena_printf(r->a, "named in %s", ct_render_inset_name(r, r->insets[i].spec));
    // A map of the whole, or of somewhere else, takes no names away.
    if (!m || !r->on_page[i].has_box) continue;
    for (size_t k = 0; k < m->placements.n; k++) add_placement(&s, m, &m->placements.v[k], i);
  }
  if (!s.rows.n) return;
  for (size_t i = 0; i < r->nsymbols; i++) {
    struct ct_render_layer *l = r->symbols[i];
    const struct ct_items *items = ct_render_symbols(l);
    for (uint32_t k = 0; l->of_data && items->text && k < items->n; k++) {
      const struct ct_label_wish *w = l->wishes ? &l->wishes[k] : NULL;
      if (!items->text[k].n || (w && (w->pin || w->priority))) continue;
      const char *reason = is_said(&s, l, k);
      if (reason) ct_render_wishes_of(r, l)[k].elsewhere = reason;
    }
  }
}

// ---- The legend

static int approx_of(const struct ct_table *t, uint32_t row) {
  int c = ct_table_column(t, "ct_approx");
  return c >= 0 && t->columns[c].type == CT_COLUMN_BOOL && t->columns[c].boolean[row] == 1;
}

static const struct ct_render_layer *same_layer(const struct ct_render *r, const struct ct_render_layer *l) {
  for (size_t i = 0; i < r->nlayers; i++)
    if (!strcmp(r->layers[i].info.id, l->info.id)) return &r->layers[i];
  return NULL;
}

static int by_row(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

// Marks beyond the frame are looked at too, as they may reach into it; the legend does not speak of them.
static bool is_in_frame(const struct ct_render *m, const struct ct_render_layer *l, uint32_t row) {
  size_t at;
  if (l->info.type != CT_LAYER_CIRCLE && l->info.type != CT_LAYER_SYMBOL) return true;
  if (!ct_shapes_find(l->shapes, row, &at)) return false;
  const float *p = ct_render_point(l->shapes, at);
  return ct_rect_has(&m->view.frame, p[0], p[1]);
}

// Is the row in an inset before this one too? It is counted there.
static bool told_before(const struct ct_render *r, const struct ct_render *m, const struct ct_render_layer *l,
                        uint32_t row) {
  for (size_t i = 0; i < r->ninsets && r->insets[i].map != m; i++) {
    const struct ct_render *map = r->insets[i].map;
    const struct ct_render_layer *of = map ? same_layer(map, l) : NULL;
    for (size_t k = 0; of && k < of->items.n; k++)
      if (of->items.feature[k] == row && is_in_frame(map, of, row)) return true;
  }
  return false;
}

// Of an inset's layer what the main map does not have; with `again`, what it has otherwise (exact rows are
// approximate at a larger scale).
static const struct ct_items *only_here(struct ct_render *r, const struct ct_render *m,
                                        const struct ct_render_layer *l, bool again) {
  const struct ct_render_layer *of = same_layer(r, l);
  if (!l->of_data) return again ? NULL : &l->items;
  size_t n = of ? of->items.n : 0;
  uint32_t *rows = CT_NEW_N(r->a, uint32_t, n + 1);
  if (n) memcpy(rows, of->items.feature, n * sizeof *rows);
  if (n) qsort(rows, n, sizeof *rows, by_row);
  struct ct_items *out = CT_NEW(r->a, struct ct_items);
  uint32_t *feature = CT_NEW_N(r->a, uint32_t, l->items.n + 1);
  uint32_t *style = CT_NEW_N(r->a, uint32_t, l->items.n + 1);
  *out = l->items;
  out->n = 0;
  for (size_t k = 0; k < l->items.n; k++) {
    uint32_t row = l->items.feature[k];
    bool had = n && bsearch(&row, rows, n, sizeof *rows, by_row);
    bool other = had && approx_of(l->items.table, row) != approx_of(of->items.table, row);
    if ((again ? !other : had) || !is_in_frame(m, l, row) || told_before(r, m, l, row)) continue;
    feature[out->n] = row;
    style[out->n++] = l->items.style ? l->items.style[k] : 0;
  }
  out->feature = feature;
  out->style = style;
  out->text = NULL;
  out->sort_key = NULL;
  return out;
}

static bool same_text(const char *x, const char *y) {
  return x == y || (x && y && !strcmp(x, y));
}

struct entries {
  ct_vec(struct ct_legend_entry) v;
};

// After the one it is a variety of ("Port, approximate" after "Port"), else after the last mark of its heading.
static size_t place_of(const struct entries *list, const struct ct_legend_entry *e) {
  size_t at = list->v.n;
  for (size_t i = 0; i < list->v.n; i++) {
    const struct ct_legend_entry *had = &list->v.v[i];
    if (!same_text(had->heading, e->heading)) continue;
    if (had->kind != CT_KEY_STACK || at == list->v.n) at = i + (had->kind != CT_KEY_STACK);
    if (had->label && e->label && had->kind == e->kind && ct_starts_with(e->label, had->label)) return i + 1;
  }
  return at;
}

// The entry of that heading and label, or NULL.
static struct ct_legend_entry *entry_of(struct entries *list, const struct ct_legend_entry *e,
                                        const char *label) {
  for (size_t i = 0; i < list->v.n; i++) {
    struct ct_legend_entry *had = &list->v.v[i];
    if (same_text(had->heading, e->heading) && same_text(had->label, label) && had->kind == e->kind)
      return had;
  }
  return NULL;
}

// A row is counted once: as the inset has it, where the main map has it exact and others like it. Is it?
static bool take_over(struct entries *list, const struct ct_legend_entry *e) {
  struct ct_legend_entry *exact = e->exact_label ? entry_of(list, e, e->exact_label) : NULL;
  if (!exact || exact->count <= e->count) return false;
  exact->count -= e->count;
  return true;
}

// Adds to the entry of that name, if there is one.
static void merge(struct ct_render *r, struct entries *list, struct ct_legend_entry e, bool again) {
  bool counted = !again || take_over(list, &e);
  struct ct_legend_entry *had = entry_of(list, &e, e.label);
  if (had) {
    if (counted) had->count += e.count;
    return;
  }
  size_t at = place_of(list, &e);
  e.show_count = e.show_count && counted;
  ct_vec_push(r->a, &list->v, e);
  for (size_t i = list->v.n - 1; i > at; i--) list->v.v[i] = list->v.v[i - 1];
  list->v.v[at] = e;
}

static void add_inset(struct ct_render *r, struct ct_render *m, bool again, struct entries *list) {
  struct ct_legend_layer *layers = CT_NEW_N(r->a, struct ct_legend_layer, m->nlayers + 1);
  struct ct_legend_request q = {.layers = layers, .zoom = ct_render_zoom(m), .counts = r->doc.legend_counts};
  for (size_t i = 0; i < m->nlayers; i++) {
    layers[q.n] = (struct ct_legend_layer){only_here(r, m, &m->layers[i], again), NAN, NAN};
    if (layers[q.n].items) q.n++;
  }
  ct_legend_build(&q, r->a, &m->legend);
  if (!again) ct_render_stack_keys(m);
  for (size_t i = 0; i < m->legend.n; i++) merge(r, list, m->legend.v[i], again);
}

void ct_render_insets_legend(struct ct_render *r) {
  struct entries list = {0};
  if (!r->doc.legend) return;
  for (size_t i = 0; i < r->legend.n; i++) ct_vec_push(r->a, &list.v, r->legend.v[i]);
  for (size_t i = 0; i < r->ninsets; i++)
    for (int again = 0; r->insets[i].map && again < 2; again++) add_inset(r, r->insets[i].map, again, &list);
  r->legend.n = list.v.n;
  r->legend.v = list.v.v;
}
