// SPDX-License-Identifier: MIT
// Render: the legend of what is drawn, and of classes that are not in the frame when they are asked for.
#include <math.h>
#include <string.h>

#include "base/value.h"
#include "hall/render/render.h"
#include "model/table.h"
#include "style/legend.h"

// So many rows are tried for one that the layer would draw.
enum { TRIED = 200 };

// The table with all rows exact and, when there is a value, of that class.
static const struct ct_table *rows_of_class(struct ct_render *r, const struct ct_table *t, int column,
                                            const char *value) {
  struct ct_table *out = CT_NEW(r->a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(r->a, struct ct_column, t->ncolumns);
  memcpy(columns, t->columns, t->ncolumns * sizeof *columns);
  int approx = ct_table_column(t, "ct_approx");
  if (approx >= 0)
    columns[approx] = (struct ct_column){
        .name = columns[approx].name, .type = CT_COLUMN_BOOL, .boolean = CT_NEW_N(r->a, int8_t, t->n)};
  if (value) {
    const char **text = CT_NEW_N(r->a, const char *, t->n);
    for (size_t i = 0; i < t->n; i++) text[i] = value;
    columns[column] =
        (struct ct_column){.name = columns[column].name, .type = CT_COLUMN_STRING, .string = text};
  }
  *out = *t;
  out->columns = columns;
  return out;
}

static const struct ct_items *absent(void *user, size_t layer, const char *value) {
  struct ct_render *r = user;
  const struct ct_render_layer *l = &r->layers[layer];
  const struct ct_table *t = l->table;
  const struct ct_value *spec = ct_value_get(l->info.metadata, "cartouche:legend");
  int column = t && value ? ct_table_column(t, ct_value_string(ct_value_get(spec, "column"))) : -1;
  if (!t || !t->n || (value && column < 0)) return NULL;
  t = rows_of_class(r, t, column, value);
  size_t n = t->n < TRIED ? t->n : TRIED;
  uint32_t *row = CT_NEW_N(r->a, uint32_t, n);
  for (size_t i = 0; i < n; i++) row[i] = (uint32_t)i;
  struct ct_items *items = CT_NEW(r->a, struct ct_items);
  struct ct_err ignored = {0};
  bool ok = ct_style_resolve(r->style, l->index, t, &(struct ct_rows){.n = n, .v = row}, ct_render_zoom(r),
                             r->a, r->diags, items, &ignored);
  return ok ? items : NULL;
}

// Rings that are hidden under their marks are not on the map.
static const struct ct_items *seen_rings(struct ct_render *r, const struct ct_render_layer *l) {
  const char *kind =
      ct_value_string(ct_value_get(ct_value_get(l->info.metadata, "cartouche:legend"), "kind"));
  if (!kind || strcmp(kind, "ring") != 0 || !l->shapes) return &l->items;
  const bool *hidden = ct_render_hidden_rings(r, l);
  struct ct_items *out = CT_NEW(r->a, struct ct_items);
  uint32_t *feature = CT_NEW_N(r->a, uint32_t, l->items.n), *style = CT_NEW_N(r->a, uint32_t, l->items.n);
  *out = l->items;
  out->feature = feature;
  out->style = style;
  out->n = 0;
  for (size_t k = 0; k < l->items.n; k++) {
    size_t shape;
    if (!ct_shapes_find(l->shapes, l->items.feature[k], &shape) || hidden[shape]) continue;
    feature[out->n] = l->items.feature[k];
    style[out->n++] = l->items.style ? l->items.style[k] : 0;
  }
  return out;
}

void ct_render_legend(struct ct_render *r) {
  struct ct_legend_layer *layers = CT_NEW_N(r->a, struct ct_legend_layer, r->nlayers);
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    layers[i] = (struct ct_legend_layer){seen_rings(r, l), NAN, NAN};
    if (l->info.type == CT_LAYER_COLOR_RELIEF && ct_value_get(l->info.metadata, "cartouche:legend"))
      ct_render_heights(r, l, &layers[i].lo, &layers[i].hi);
  }
  const struct ct_legend_request q = {.n = r->nlayers,
                                      .layers = layers,
                                      .zoom = ct_render_zoom(r),
                                      .counts = r->doc.legend_counts,
                                      .absent = r->doc.legend_all ? absent : NULL,
                                      .user = r};
  ct_legend_build(&q, r->a, &r->legend);
  if (r->legend.n) ct_render_stack_keys(r);
}
