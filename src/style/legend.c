// SPDX-License-Identifier: MIT
// Legend: entries made from what was drawn, keyed with the very styles used.
#include "style/legend.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/page.h"
#include "model/table.h"
#include "style/legend_line.h"
#include "style/legend_own.h"

struct builder {
  struct ct_arena *a;
  bool counts;
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
      .heading = heading, .label = label, .count = count, .show_count = b->counts && data};
  if (entry_for(items, k, &e)) ct_vec_push(b->a, &b->entries, e);
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

static const char *approx_label(struct builder *b, const char *label, bool alone) {
  return alone ? label : ct_arena_printf(b->a, "%s, approximate", label);
}

static void add_classes(struct builder *b, const struct ct_items *items, const struct ct_value *spec,
                        const char *heading) {
  const struct ct_value *values = ct_value_get(spec, "values");
  int column = ct_table_column(items->table, ct_value_string(ct_value_get(spec, "column")));
  int approx = ct_table_column(items->table, "ct_approx");
  struct group *groups = CT_NEW_N(b->a, struct group, 2 * (values->n + 2));
  count_classes(items, values, column, approx, groups);
  for (size_t v = 0; v <= values->n + 1; v++) {
    const char *label = v < values->n    ? ct_value_string(values->members[v].value)
                        : v == values->n ? "Other"
                                         : "Not stated";
    for (int x = 0; x < 2; x++) {
      const struct group *g = &groups[2 * v + (size_t)x];
      if (g->n) push(b, items, g->first, heading, x ? approx_label(b, label, false) : label, g->n);
    }
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
  if (g[0].n) push(b, items, g[0].first, heading, label, g[0].n);
  if (g[1].n) push(b, items, g[1].first, heading, approx_label(b, label, false), g[1].n);
}

// Thin spaces in thousands, no needless digits.
static const char *plain_number(struct ct_arena *a, double x) {
  return x < 0 ? ct_arena_printf(a, "\u2212%s", ct_format_rounded(a, -x, 6)) : ct_format_rounded(a, x, 6);
}

static bool whole_numbers(const struct ct_items *items, int column) {
  for (size_t k = 0; k < items->n; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]);
    if (isfinite(x) && x != floor(x)) return false;
  }
  return true;
}

// "3", "2–4", "10 or more", "under 2".
static const char *class_label(struct builder *b, const struct ct_value *breaks, size_t c, bool whole,
                               double least, double most) {
  double lo = c ? breaks->items[c - 1]->number : least;
  double hi = c < breaks->n ? breaks->items[c]->number - (whole ? 1 : 0) : most;
  const char *from = plain_number(b->a, lo), *to = plain_number(b->a, hi);
  if (hi <= lo) return from;
  return ct_arena_printf(b->a, "%s\xE2\x80\x93%s", from, to);
}

static void add_shade(struct builder *b, const struct ct_items *items, const struct ct_value *spec,
                      const char *heading) {
  const struct ct_value *breaks = ct_value_get(spec, "breaks");
  int column = ct_table_column(items->table, ct_value_string(ct_value_get(spec, "column")));
  if (column < 0 || !breaks) return;
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
  bool whole = whole_numbers(items, column);
  for (size_t c = breaks->n + 1; c-- > 0;)
    if (groups[c].n)
      push(b, items, groups[c].first, heading, class_label(b, breaks, c, whole, least, most), groups[c].n);
}

// The largest of 1, 2, 5 x 10^n not above x.
static double round_below(double x) {
  double unit = pow(10, floor(log10(x) + 1e-9));
  double lead = x / unit;
  return unit * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

// The smallest value drawn, 0 when there is none above.
static double least_of(const struct ct_items *items, int column) {
  double least = INFINITY;
  for (size_t k = 0; column >= 0 && k < items->n; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]);
    if (x > 0) least = fmin(least, x);
  }
  return isfinite(least) ? least : 0;
}

// Sample circles: the largest value and two round ones below it, none much smaller than what is drawn.
static void add_sizes(struct builder *b, const struct ct_items *items, const struct ct_value *spec) {
  double most = ct_value_number(ct_value_get(spec, "size_max"), 0);
  double max_px = ct_value_number(ct_value_get(spec, "size_max_px"), 0);
  double min_px = ct_value_number(ct_value_get(spec, "size_min_px"), 0);
  if (most <= 0 || max_px <= 0 || !items->n || items->type != CT_LAYER_CIRCLE) return;
  const char *heading = ct_value_string(ct_value_get(spec, "size_label"));
  double values[3] = {most, 0, 0};
  int column = ct_table_column(items->table, ct_value_string(ct_value_get(spec, "size_column")));
  bool whole = column >= 0 && whole_numbers(items, column);
  values[1] = round_below(most * 0.6);
  values[2] = round_below(most * 0.18);
  if (whole && values[2] < 1) values[2] = 1;
  double least = least_of(items, column);
  if (least > 0) values[2] = fmax(values[2], round_below(least));
  for (int i = 2; i >= 0; i--) {
    if (i == 1 && (values[1] <= values[2] || values[1] >= most)) continue;
    if (i == 2 && values[2] >= most) continue;
    struct ct_circle_style *c = CT_NEW(b->a, struct ct_circle_style);
    *c = items->styles.circle[style_of(items, 0)];
    c->radius = (float)(fmax(min_px / 2, max_px / 2 * sqrt(values[i] / most)) * CT_PX_PT);
    struct ct_legend_entry e = {
        .heading = heading, .label = plain_number(b->a, values[i]), .kind = CT_KEY_CIRCLE};
    e.style.circle = c;
    ct_vec_push(b->a, &b->entries, e);
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
  size_t n = ct_legend_widths(items, spec, own ? own : label, b->a, &v);
  for (size_t i = 0; i < n; i++) ct_vec_push(b->a, &b->entries, v[i]);
}

static void add_layer(struct builder *b, const struct ct_items *items, const struct ct_value *spec) {
  const char *heading = ct_value_string(ct_value_get(spec, "heading"));
  const char *label = ct_value_string(ct_value_get(spec, "label"));
  const char *kind = ct_value_string(ct_value_get(spec, "kind"));
  bool sized = ct_value_get(spec, "size_column") != NULL;
  if (kind && !strcmp(kind, "shade"))
    add_shade(b, items, spec, heading);
  else if (kind && !strcmp(kind, "own"))
    add_own(b, items, heading, label);
  else if (kind && !strcmp(kind, "radii"))
    add_single(b, items, heading, ct_legend_radii(items, b->a));
  else if (kind && !strcmp(kind, "width"))
    add_widths(b, items, spec, heading, label);
  else if (ct_value_is(ct_value_get(spec, "values"), CT_OBJECT))
    add_classes(b, items, spec, heading);
  else if (label && !sized)
    add_single(b, items, heading, label);
  if (sized) add_sizes(b, items, spec);
}

void ct_legend_build(const struct ct_items *const *layers, size_t n, double zoom, bool counts,
                     struct ct_arena *a, struct ct_legend *out) {
  struct builder b = {.a = a, .counts = counts};
  // Marks first, base lines last: data layers name their data.
  for (int base = 0; base < 2; base++)
    for (size_t i = 0; i < n; i++) {
      const struct ct_value *spec = ct_value_get(layers[i]->metadata, "cartouche:legend");
      if (!spec || !layers[i]->table || !layers[i]->n) continue;
      if (zoom < ct_value_number(ct_value_get(spec, "minzoom"), -100)) continue;
      if ((ct_value_get(spec, "data") == NULL) == (base == 1)) add_layer(&b, layers[i], spec);
    }
  out->n = b.entries.n;
  out->v = b.entries.v;
}
