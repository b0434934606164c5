// SPDX-License-Identifier: MIT
// Legend: entries made from what was drawn, keyed with the very styles used.
#include "style/legend.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/page.h"
#include "model/table.h"
#include "style/legend_line.h"
#include "style/legend_own.h"
#include "style/legend_scale.h"

struct builder {
  struct ct_arena *a;
  const struct ct_legend_request *q;
  size_t layer;  // that is being looked at
  ct_vec(struct ct_legend_entry) entries;
};

static uint32_t style_of(const struct ct_items *items, size_t k) {
  return items->style ? items->style[k] : 0;
}

// An entry keyed with the style of item k; false for layer types without keys.
static bool entry_for(const struct ct_items *items, size_t k, struct ct_legend_entry *e) {
  uint32_t s = style_of(items, k);
  switch (items->type) {
    case CT_LAYER_FILL:
      e->kind = CT_KEY_FILL;
      e->style.fill = &items->styles.fill[s];
      return true;
    case CT_LAYER_LINE:
      e->kind = CT_KEY_LINE;
      e->style.line = &items->styles.line[s];
      e->arrow = ct_value_get(items->metadata, "cartouche:arrow") != NULL;
      return true;
    case CT_LAYER_CIRCLE:
      e->kind = CT_KEY_CIRCLE;
      e->style.circle = &items->styles.circle[s];
      return true;
    case CT_LAYER_SYMBOL:
      e->kind = CT_KEY_SYMBOL;
      e->style.symbol = &items->styles.symbol[s];
      return items->styles.symbol[s].has_icon;
    default:
      return false;
  }
}

static void push(struct builder *b, const struct ct_items *items, size_t k, const char *heading,
                 const char *label, size_t count) {
  bool data = ct_value_get(ct_value_get(items->metadata, "cartouche:legend"), "data") != NULL;
  struct ct_legend_entry e = {
      .heading = heading, .label = label, .count = count, .show_count = b->q->counts && data};
  if (entry_for(items, k, &e)) ct_vec_push(b->a, &b->entries, e);
}

// An entry for what is not in the frame, when all are asked for.
static void push_absent(struct builder *b, const char *heading, const char *label, const char *value) {
  const struct ct_items *items = b->q->absent ? b->q->absent(b->q->user, b->layer, value) : NULL;
  if (items && items->n) push(b, items, 0, heading, label, 0);
}

static bool approx_at(const struct ct_items *items, int column, size_t k) {
  if (column < 0) return false;
  const struct ct_column *c = &items->table->columns[column];
  return c->type == CT_COLUMN_BOOL && c->boolean[items->feature[k]] == 1;
}

// First item and number of items of one class, exact or approximate.
struct group {
  size_t first, n;
};

static void count_classes(const struct ct_items *items, const struct ct_value *values, int column, int approx,
                          struct group *groups) {
  char buf[32];
  for (size_t k = 0; k < items->n; k++) {
    const char *text = column >= 0 ? ct_table_text(items->table, column, items->feature[k], buf) : NULL;
    size_t v = 0;
    while (v < values->n && (!text || strcmp(values->members[v].key, text) != 0)) v++;
    if (!text || !*text) v = values->n + 1;
    struct group *g = &groups[2 * v + approx_at(items, approx, k)];
    if (g->n++ == 0) g->first = k;
  }
}

// An entry for exact or for approximate rows.
static void push_group(struct builder *b, const struct ct_items *items, const struct group *g,
                       const char *heading, const char *label, bool approx) {
  size_t had = b->entries.n;
  if (!g->n) return;
  push(b, items, g->first, heading, approx ? ct_arena_printf(b->a, "%s, approximate", label) : label, g->n);
  if (approx && b->entries.n > had) b->entries.v[had].exact_label = label;
}

static void add_classes(struct builder *b, const struct ct_items *items, const struct ct_value *spec,
                        const char *heading) {
  const struct ct_value *values = ct_value_get(spec, "values");
  int column = ct_table_column(items->table, ct_value_string(ct_value_get(spec, "column")));
  int approx = ct_table_column(items->table, "ct_approx");
  struct group *groups = CT_NEW_N(b->a, struct group, 2 * (values->n + 2));
  count_classes(items, values, column, approx, groups);
  for (size_t v = 0; v <= values->n + 1; v++) {
    const char *label = v == values->n ? "Other" : "Not stated";
    if (v < values->n) {
      label = ct_value_string(values->members[v].value);
      if (!label) label = values->members[v].key;
    }
    for (size_t x = 0; x < 2; x++) push_group(b, items, &groups[2 * v + x], heading, label, x);
    if (v < values->n && !groups[2 * v].n && !groups[2 * v + 1].n)
      push_absent(b, heading, label, values->members[v].key);
  }
}

static void add_single(struct builder *b, const struct ct_items *items, const char *heading,
                       const char *label) {
  int approx = ct_table_column(items->table, "ct_approx");
  struct group g[2] = {{0, 0}, {0, 0}};
  for (size_t k = 0; k < items->n; k++) {
    struct group *x = &g[approx_at(items, approx, k)];
    if (x->n++ == 0) x->first = k;
  }
  for (int x = 0; x < 2; x++) push_group(b, items, &g[x], heading, label, x);
  if (!g[0].n && !g[1].n) push_absent(b, heading, label, NULL);
}

// "3", "2–4", "10 or more", "under 2".
static const char *class_label(struct builder *b, const struct ct_value *breaks, size_t c, bool whole,
                               double least, double most) {
  double lo = c ? breaks->items[c - 1]->number : least;
  double hi = c < breaks->n ? breaks->items[c]->number - (whole ? 1 : 0) : most;
  const char *from = ct_legend_number(b->a, lo), *to = ct_legend_number(b->a, hi);
  if (hi <= lo) return from;
  return ct_arena_printf(b->a, "%s\xE2\x80\x93%s", from, to);
}

static void add_shade(struct builder *b, const struct ct_items *items, const struct ct_value *spec,
                      const char *heading) {
  const struct ct_value *breaks = ct_value_get(spec, "breaks");
  int column = ct_table_column(items->table, ct_value_string(ct_value_get(spec, "column")));
  if (column < 0 || !ct_value_is(breaks, CT_ARRAY)) return;
  struct group *groups = CT_NEW_N(b->a, struct group, breaks->n + 1);
  double least = INFINITY, most = -INFINITY;
  for (size_t k = 0; k < items->n; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]);
    if (!isfinite(x)) continue;
    least = fmin(least, x);
    most = fmax(most, x);
    size_t c = 0;
    while (c < breaks->n && x >= breaks->items[c]->number) c++;
    if (groups[c].n++ == 0) groups[c].first = k;
  }
  bool whole = ct_legend_is_whole(items, column);
  for (size_t c = breaks->n + 1; c-- > 0;)
    if (groups[c].n) {
      size_t had = b->entries.n;
      push(b, items, groups[c].first, heading, class_label(b, breaks, c, whole, least, most), groups[c].n);
      if (b->entries.n > had) b->entries.v[had].joined = b->entries.v[had].kind == CT_KEY_FILL;
    }
}

static void add_own(struct builder *b, const struct ct_items *items, const char *heading, const char *label) {
  struct ct_own_entry *v;
  size_t n = ct_legend_own(items, label, b->a, &v);
  for (size_t i = 0; i < n; i++) {
    size_t had = b->entries.n;
    push(b, items, v[i].first, heading, v[i].label, v[i].n);
    if (v[i].fill && b->entries.n > had) b->entries.v[had].style.fill = v[i].fill;
  }
}

// The entries from `had` on go round a place; where classes differ they have nobody's colour.
static void make_rings(struct builder *b, const struct ct_items *items, size_t had) {
  bool differ = false;
  for (size_t i = 1; items->type == CT_LAYER_LINE && i < items->nstyles; i++)
    differ |= !ct_color_same(items->styles.line[i].color, items->styles.line[0].color);
  for (size_t i = had; i < b->entries.n; i++) {
    struct ct_legend_entry *e = &b->entries.v[i];
    if (e->kind != CT_KEY_LINE) continue;
    e->kind = CT_KEY_RING;
    if (!differ) continue;
    struct ct_line_style *s = CT_NEW(b->a, struct ct_line_style);
    *s = *e->style.line;
    s->color = (struct ct_color){0.45f, 0.45f, 0.45f, 1};
    e->style.line = s;
  }
}

// What has become of rows since an earlier edition: one entry for all data, whose key goes round a mark of usual size.
static void add_edition(struct builder *b, const struct ct_items *items, const char *heading,
                        const char *label) {
  const float most = 4.8f, most_gap = 3.0f;
  bool over = ct_value_get(ct_value_get(items->metadata, "cartouche:legend"), "over") != NULL;
  if (!items->n) return;
  for (size_t i = 0; i < b->entries.n; i++) {
    struct ct_legend_entry *e = &b->entries.v[i];
    if (!e->heading || strcmp(e->heading, heading) != 0 || strcmp(e->label, label) != 0) continue;
    // What goes over ghosts has been counted with them.
    if (!over)
      e->count += items->n;
    else if (e->kind == CT_KEY_SYMBOL && items->type == CT_LAYER_SYMBOL)
      e->over = &items->styles.symbol[style_of(items, 0)];
    return;
  }
  size_t had = b->entries.n;
  push(b, items, 0, heading, label, items->n);
  if (b->entries.n == had) return;
  if (b->entries.v[had].kind == CT_KEY_LINE && b->entries.v[had].style.line->gap_width > most_gap) {
    struct ct_line_style *line = CT_NEW(b->a, struct ct_line_style);
    *line = *b->entries.v[had].style.line;
    line->gap_width = most_gap;
    b->entries.v[had].style.line = line;
  }
  if (b->entries.v[had].kind != CT_KEY_CIRCLE) return;
  struct ct_circle_style *s = CT_NEW(b->a, struct ct_circle_style);
  *s = *b->entries.v[had].style.circle;
  if (s->radius > most) s->radius = most;
  b->entries.v[had].style.circle = s;
}

// Marks first, then what stands around them, editions by their kind, base lines last: data layers name their data.
enum { RANKS = 8, RANK_EDITIONS = 2 };

static int rank_of(const struct ct_value *spec) {
  const char *kind = ct_value_string(ct_value_get(spec, "kind"));
  if (!ct_value_get(spec, "data")) return RANKS - 1;
  if (kind && !strcmp(kind, "edition"))
    return RANK_EDITIONS + (int)ct_value_number(ct_value_get(spec, "order"), 0);
  return kind && strcmp(kind, "ring") == 0;
}

// Lines whose width shows a number: what they are, then samples.
static void add_widths(struct builder *b, const struct ct_items *items, const struct ct_value *spec,
                       const char *heading, const char *label) {
  const char *own = ct_value_string(ct_value_get(spec, "width_label"));
  bool classes = ct_value_is(ct_value_get(spec, "values"), CT_OBJECT);
  size_t had = b->entries.n;
  if (classes)
    add_classes(b, items, spec, label ? label : heading);
  else if (own && label)
    add_single(b, items, heading, label);
  for (size_t i = had; i < b->entries.n; i++)
    b->entries.v[i].style.line = ct_legend_plain_width(b->entries.v[i].style.line, spec, b->a);
  struct ct_legend_entry *v;
  size_t n = ct_legend_widths(items, spec, own ? own : label ? label : items->layer_id, b->a, &v);
  for (size_t i = 0; i < n; i++) ct_vec_push(b->a, &b->entries, v[i]);
}

static void add_layer(struct builder *b, const struct ct_legend_layer *layer, const struct ct_value *spec) {
  const struct ct_items *items = layer->items;
  const char *heading = ct_value_string(ct_value_get(spec, "heading"));
  const char *label = ct_value_string(ct_value_get(spec, "label"));
  const char *kind = ct_value_string(ct_value_get(spec, "kind"));
  bool sized = ct_value_get(spec, "size_column") != NULL;
  struct ct_legend_entry scale;
  size_t had = b->entries.n;
  if (ct_legend_ramp(layer, spec, b->a, &scale)) {
    ct_vec_push(b->a, &b->entries, scale);
    return;
  }
  if (!items->table) return;
  if (kind && !strcmp(kind, "shade"))
    add_shade(b, items, spec, heading);
  else if (kind && !strcmp(kind, "own"))
    add_own(b, items, heading, label ? label : layer->items->layer_id);
  else if (kind && !strcmp(kind, "edition"))
    add_edition(b, items, heading ? heading : "", label ? label : layer->items->layer_id);
  else if (kind && !strcmp(kind, "radii"))
    add_single(b, items, heading, ct_legend_radii(items, b->a));
  else if (kind && !strcmp(kind, "width"))
    add_widths(b, items, spec, heading, label);
  else if (ct_value_is(ct_value_get(spec, "values"), CT_OBJECT))
    add_classes(b, items, spec, heading);
  else if (label && !sized)
    add_single(b, items, heading, label);
  if (kind && !strcmp(kind, "ring")) make_rings(b, items, had);
  if (sized && ct_legend_sizes(items, spec, b->a, &scale)) ct_vec_push(b->a, &b->entries, scale);
}

void ct_legend_build(const struct ct_legend_request *q, struct ct_arena *a, struct ct_legend *out) {
  struct builder b = {.a = a, .q = q};
  for (int rank = 0; rank < RANKS; rank++)
    for (size_t i = 0; i < q->n; i++) {
      const struct ct_legend_layer *layer = &q->layers[i];
      const struct ct_value *spec = ct_value_get(layer->items->metadata, "cartouche:legend");
      bool pixels = layer->items->type == CT_LAYER_COLOR_RELIEF;
      if (!spec || (!layer->items->n && !pixels && !q->absent)) continue;
      if (q->zoom < ct_value_number(ct_value_get(spec, "minzoom"), -100)) continue;
      b.layer = i;
      if (rank_of(spec) == rank) add_layer(&b, layer, spec);
    }
  out->n = b.entries.n;
  out->v = b.entries.v;
}
