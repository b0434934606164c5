// SPDX-License-Identifier: MIT
// Render, edition marks: rings, old places and names of what is gone, fitted to the marks as they stand on the page.
#include <math.h>
#include <string.h>

#include "base/value.h"
#include "hall/render/edition.h"
#include "hall/render/render.h"
#include "model/edition.h"
#include "model/labels.h"
#include "model/table.h"

static const char *edition_word(const struct ct_render_layer *l) {
  const char *word = ct_value_string(ct_value_get(l->info.metadata, "cartouche:edition"));
  return word ? word : "";
}

static const char *role_of(const struct ct_render_layer *l) {
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  return role ? role : "";
}

// Where the marks of rows stand now, by row of the table; NaN: as they did.
struct standing {
  float *xy;
};

static void stand(const struct ct_stacked *s, size_t item, uint32_t row, struct standing *out) {
  size_t k;
  if (!ct_shapes_find(s->shapes, s->items.feature[item], &k)) return;
  const float *p = ct_render_point(s->shapes, k);
  out->xy[2 * (size_t)row] = p[0];
  out->xy[2 * (size_t)row + 1] = p[1];
}

static struct standing where(struct ct_render *r, const struct ct_render_layer *marks) {
  const struct ct_stacked *s = &marks->stacked;
  size_t n = marks->table->n;
  struct standing out = {CT_NEW_N(r->a, float, 2 * n + 2)};
  for (size_t i = 0; i < n; i++) out.xy[2 * i] = NAN;
  for (size_t i = 0; i < s->nstacks; i++)
    for (size_t k = 0; s->stacks[i].mode != CT_STACK_FAN && k < s->stacks[i].n; k++)
      stand(s, s->stacks[i].item, marks->items.feature[s->stacks[i].member[k]], &out);
  for (size_t i = 0; i < s->items.n; i++) stand(s, i, s->items.feature[i], &out);
  return out;
}

// The ring layer's items at the places of the marks that stand for them.
static void follow(struct ct_render *r, struct ct_render_layer *l, const struct ct_render_layer *marks) {
  struct standing at = where(r, marks);
  struct ct_shapes *shapes = CT_NEW(r->a, struct ct_shapes);
  uint32_t *feature = CT_NEW_N(r->a, uint32_t, l->items.n + 1);
  uint32_t *style = l->items.style ? CT_NEW_N(r->a, uint32_t, l->items.n + 1) : NULL;
  float *xy = CT_NEW_N(r->a, float, 2 * l->items.n + 2);
  size_t n = 0, k;
  for (size_t i = 0; i < l->items.n; i++) {
    uint32_t row = l->items.feature[i];
    if (!ct_shapes_find(l->shapes, row, &k)) continue;
    const float *p = isnan(at.xy[2 * (size_t)row]) ? ct_render_point(l->shapes, k) : at.xy + 2 * (size_t)row;
    memcpy(xy + 2 * n, p, 2 * sizeof *xy);
    if (style) style[n] = l->items.style[i];
    feature[n++] = row;
  }
  *shapes = (struct ct_shapes){.n = n, .feature = feature, .ncoords = n, .xy = xy};
  l->items.n = n;
  l->items.feature = feature;
  l->items.style = style;
  l->shapes = shapes;
}

// ---- Moves that are too short to be seen

// Old places are drawn where an arrow leads from them.
static void drop_near(struct ct_render *r, struct ct_render_layer *l, const struct ct_render_layer *moves) {
  const bool *is_short = ct_render_short_moves(r, moves);
  uint32_t *feature = CT_NEW_N(r->a, uint32_t, l->items.n + 1);
  uint32_t *style = l->items.style ? CT_NEW_N(r->a, uint32_t, l->items.n + 1) : NULL;
  struct ct_rich_text *text = NULL;
  size_t n = 0, k;
  if (l->items.text) text = CT_NEW_N(r->a, struct ct_rich_text, l->items.n + 1);
  for (size_t i = 0; i < l->items.n; i++) {
    uint32_t row = l->items.feature[i];
    if (ct_shapes_find(moves->shapes, row, &k) && is_short[k]) continue;
    if (style) style[n] = l->items.style[i];
    if (text) text[n] = l->items.text[i];
    feature[n++] = row;
  }
  l->items.n = n;
  l->items.feature = feature;
  if (style) l->items.style = style;
  if (text) l->items.text = text;
}

static void fit_old_places(struct ct_render *r, struct ct_render_layer *l) {
  for (size_t k = 0; k < r->nlayers; k++) {
    const struct ct_render_layer *m = &r->layers[k];
    if (m->data == l->data && !strcmp(role_of(m), "move")) drop_near(r, l, m);
  }
}

void ct_render_edition_follow(struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (!strcmp(role_of(l), "moved-from")) fit_old_places(r, l);
    if (l->info.type != CT_LAYER_CIRCLE || strcmp(role_of(l), "edition-mark") != 0) continue;
    for (size_t k = 0; k < r->nlayers; k++) {
      const struct ct_render_layer *m = &r->layers[k];
      if (m->is_stacked && m->data == l->data && m->table == l->table) follow(r, l, m);
    }
  }
}

// ---- Stacks

static const char *const told[] = {NULL, CT_EDITION_NEW, CT_EDITION_CHANGED, CT_EDITION_MOVED};

const uint8_t *ct_render_edition_kinds(struct ct_render *r, const struct ct_render_layer *l) {
  int column = ct_table_column(l->table, CT_EDITION_COLUMN);
  uint8_t *out = column >= 0 ? CT_NEW_N(r->a, uint8_t, l->items.n + 1) : NULL;
  for (size_t i = 0; out && i < l->items.n; i++) {
    const char *word = l->table->columns[column].string[l->items.feature[i]];
    for (uint8_t k = 1; word && k < sizeof told / sizeof *told; k++)
      if (!strcmp(word, told[k])) out[i] = k;
  }
  return out;
}

const char *ct_render_edition_word(uint8_t kind) {
  return told[kind];
}

// ---- Names

bool ct_render_is_edition_ring(const struct ct_render_layer *l) {
  return l->info.type == CT_LAYER_CIRCLE && !strncmp(role_of(l), "edition-", 8);
}

void ct_render_edition_wishes(struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_SYMBOL || !l->of_data || strcmp(edition_word(l), CT_EDITION_REMOVED) != 0)
      continue;
    struct ct_label_wish *w = ct_render_wishes_of(r, l);
    for (size_t k = 0; k < ct_render_symbols(l)->n; k++) w[k].modest = true;
  }
}
