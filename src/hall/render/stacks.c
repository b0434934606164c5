// SPDX-License-Identifier: MIT
// Render: marks that share a place, layer by layer, and what the legend says of them.
#include <math.h>
#include <string.h>

#include "base/format.h"
#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "hall/render/edition.h"
#include "hall/render/render.h"
#include "label/label.h"
#include "model/diag.h"
#include "model/table_dates.h"

enum { AUTO_MOST = 2000 };

static bool is_mark_layer(const struct ct_render_layer *l) {
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  return l->of_data && l->data && l->info.type == CT_LAYER_SYMBOL && role && !strcmp(role, "mark");
}

// How the layer's marks are stacked; CT_STACK_NONE: not at all.
static enum ct_stack_mode mode_of(const struct ct_render_layer *l) {
  if (l->data->stack != CT_STACK_AUTO) return l->data->stack;
  return l->items.n <= AUTO_MOST ? CT_STACK_COUNT : CT_STACK_NONE;
}

static int date_column(const struct ct_render_layer *l) {
  return l->data->date ? ct_table_column(l->table, l->data->date) : ct_table_date_column(l->table);
}

static bool names_date(struct ct_render *r, const struct ct_items *items, size_t k, const char *raw,
                       const char *printed) {
  if (!items->text || !items->text[k].n) return false;
  const char *words = ct_render_plain_text(r, &items->text[k]);
  return strstr(words, raw) || strstr(words, printed);
}

// Ranks the items by date; in lists names are preceded by it unless they have it themselves.
static void fill_dates(struct ct_render *r, const struct ct_render_layer *l, struct ct_stack_ask *ask) {
  const struct ct_items *items = &l->items;
  int column = date_column(l);
  if (column < 0) return;
  struct ct_date_style style = ct_table_date_style(l->table, column, NULL);
  double *order = CT_NEW_N(r->a, double, items->n);
  const char **dates = CT_NEW_N(r->a, const char *, items->n);
  for (size_t k = 0; k < items->n; k++) {
    struct ct_date d;
    char buf[32];
    bool dated = ct_table_date(l->table, column, &style, items->feature[k], &d);
    order[k] = dated ? d.days.first : NAN;
    if (ask->mode != CT_STACK_LIST) continue;
    const char *raw = ct_table_text(l->table, column, items->feature[k], buf);
    const char *printed = raw && *raw ? ct_format_date_as(r->a, &style, raw) : NULL;
    if (printed && !names_date(r, items, k, raw, printed)) dates[k] = printed;
  }
  ask->order = order;
  ask->dates = dates;
}

// Marks whose rings differ are not counted as one. In lists, which are one mark, lines say what is new.
static void tell_editions(struct ct_render *r, const struct ct_render_layer *l, struct ct_stack_ask *ask) {
  ask->kind = ct_render_edition_kinds(r, l);
  if (!ask->kind || ask->mode != CT_STACK_LIST) return;
  const char **dates = CT_NEW_N(r->a, const char *, l->items.n + 1);
  for (size_t k = 0; k < l->items.n; k++) {
    const char *date = ask->dates ? ask->dates[k] : NULL, *word = ct_render_edition_word(ask->kind[k]);
    dates[k] = date && word ? ct_arena_printf(r->a, "%s, %s", date, word) : word ? word : date;
  }
  ask->dates = dates;
}

static void box_lists(struct ct_render *r, struct ct_render_layer *l) {
  for (size_t i = 0; i < l->stacked.nstacks; i++)
    if (l->stacked.stacks[i].mode == CT_STACK_LIST)
      ct_render_wishes_of(r, l)[l->stacked.stacks[i].item].boxed = true;
}

// A fan that would be a wreath rather than a place is counted instead.
static void tell_deep(struct ct_render *r, const struct ct_render_layer *l) {
  if (mode_of(l) != CT_STACK_FAN) return;
  for (size_t i = 0; i < l->stacked.nstacks; i++) {
    const struct ct_stack *s = &l->stacked.stacks[i];
    if (s->mode == CT_STACK_COUNT && s->n > 1)
      ct_diag_say(r->diags, "CT-L411", CT_NOTE, r->doc.file, l->data->line,
                  "data '%s': %zu marks at one place have no room for a fan: they are counted (a larger "
                  "scale, or 'stack: "
                  "list', shows more)",
                  l->data->name, s->n);
  }
}

bool ct_render_stacks(struct ct_render *r, struct ct_err *err) {
  (void)err;
  if (r->doc.style_value) return true;
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (!is_mark_layer(l) || mode_of(l) == CT_STACK_NONE) continue;
    struct ct_stack_ask ask = {.items = &l->items,
                               .shapes = l->shapes,
                               .frame = &r->view.frame,
                               .mode = mode_of(l),
                               .near = l->data->stack != CT_STACK_AUTO && l->data->stack_near,
                               .image_info = ct_draw_image_info,
                               .user = r->draw,
                               .text = r->text,
                               .badge_font = r->page_theme.font_bold,
                               .list_font = r->page_theme.font,
                               .badge_color = r->page_theme.panel,
                               .badge_scale = (float)ct_template_enlarge(&r->doc).names};
    fill_dates(r, l, &ask);
    tell_editions(r, l, &ask);
    ct_label_stack(&ask, r->a, &l->stacked);
    l->is_stacked = l->stacked.nstacks > 0;
    if (!l->is_stacked) continue;
    box_lists(r, l);
    tell_deep(r, l);
  }
  ct_render_edition_follow(r);
  return true;
}

// ---- What labels keep clear of

const struct ct_rect *ct_render_badges(struct ct_render *r, const struct ct_render_layer *l) {
  if (!l->is_stacked) return NULL;
  struct ct_rect *v = CT_NEW_N(r->a, struct ct_rect, l->stacked.items.n + 1);
  for (size_t i = 0; i < l->stacked.nstacks; i++) v[l->stacked.stacks[i].item] = l->stacked.stacks[i].badge;
  return v;
}

// A slanting line as small boxes.
static void cover_spoke(struct ct_render *r, const float *l, struct ct_rects *out) {
  const double piece = 2.5, half = 0.5;
  double dx = l[2] - l[0], dy = l[3] - l[1];
  int n = (int)ceil(hypot(dx, dy) / piece) + 1;
  for (int k = 0; k < n; k++) {
    double x0 = l[0] + dx * k / n, y0 = l[1] + dy * k / n, x1 = x0 + dx / n, y1 = y0 + dy / n;
    ct_vec_push(r->a, &out->v,
                ((struct ct_rect){fmin(x0, x1) - half, fmin(y0, y1) - half, fabs(dx / n) + 2 * half,
                                  fabs(dy / n) + 2 * half}));
  }
}

void ct_render_stack_boxes(struct ct_render *r, struct ct_rects *out) {
  for (size_t i = 0; i < r->nlayers; i++)
    for (size_t k = 0; r->layers[i].is_stacked && k < r->layers[i].stacked.nstacks; k++) {
      const struct ct_stack *s = &r->layers[i].stacked.stacks[k];
      for (size_t n = 0; n < s->nspokes; n++) cover_spoke(r, s->spokes + 4 * n, out);
    }
}

const char *ct_render_stack_said(struct ct_render *r, const struct ct_render_layer *l, uint32_t item,
                                 const char *text) {
  uint32_t of = l->is_stacked && l->stacked.stack_of ? l->stacked.stack_of[item] : 0;
  const struct ct_stack *s = of ? &l->stacked.stacks[of - 1] : NULL;
  if (!s || s->mode == CT_STACK_FAN || s->n < 2) return text;
  const char *first = l->items.text ? ct_render_plain_text(r, &l->items.text[s->member[0]]) : "";
  return ct_arena_printf(r->a, "%s and %s more at its place", first, ct_format_count(r->a, s->n - 1));
}

// ---- The legend

static bool in_frame(const struct ct_render *r, const struct ct_stack *s) {
  return ct_rect_has(&r->view.frame, s->x, s->y);
}

static const char *key_label(enum ct_stack_mode mode) {
  if (mode == CT_STACK_FAN) return "Spread around one place";
  return mode == CT_STACK_LIST ? "Several at one place (number), listed" : "Several at one place (number)";
}

// The look of the layer's marks; where there are several, that of none.
static const struct ct_symbol_style *key_style(struct ct_render *r, const struct ct_render_layer *l,
                                               const struct ct_stack *s) {
  const struct ct_items *items = &l->items;
  uint32_t of = items->style ? items->style[s->member[0]] : 0;
  const struct ct_symbol_style *own = &items->styles.symbol[of];
  if (items->nstyles < 2) return own;
  struct ct_symbol_style *plain = CT_NEW(r->a, struct ct_symbol_style);
  *plain = *own;
  plain->icon = "circle";
  plain->icon_color = r->page_theme.ink_soft;
  return plain;
}

struct entries {
  ct_vec(struct ct_legend_entry) v;
};

// After the layer's own entries, which are keyed with its styles; under their heading.
static void insert(struct ct_render *r, struct entries *list, const struct ct_items *items,
                   struct ct_legend_entry e) {
  size_t at = list->v.n;
  for (size_t i = 0; i < list->v.n; i++) {
    const struct ct_legend_entry *had = &list->v.v[i];
    bool own = had->kind == CT_KEY_SYMBOL && had->style.symbol >= items->styles.symbol &&
               had->style.symbol < items->styles.symbol + items->nstyles;
    if (!own) continue;
    at = i + 1;
    e.heading = had->heading;
  }
  ct_vec_push(r->a, &list->v, e);
  for (size_t i = list->v.n - 1; i > at; i--) list->v.v[i] = list->v.v[i - 1];
  list->v.v[at] = e;
}

void ct_render_stack_keys(struct ct_render *r) {
  struct entries list = {0};
  bool told[CT_STACK_LIST + 1] = {false};
  for (size_t i = 0; i < r->legend.n; i++) ct_vec_push(r->a, &list.v, r->legend.v[i]);
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    for (size_t k = 0; l->is_stacked && k < l->stacked.nstacks; k++) {
      const struct ct_stack *s = &l->stacked.stacks[k];
      if (told[s->mode] || !in_frame(r, s) || (s->mode == CT_STACK_COUNT && !(s->badge.w > 0))) continue;
      told[s->mode] = true;
      struct ct_legend_entry e = {.label = key_label(s->mode), .kind = CT_KEY_STACK, .stack = s->mode};
      e.style.symbol = key_style(r, l, s);
      insert(r, &list, &l->items, e);
    }
  }
  r->legend.n = list.v.n;
  r->legend.v = list.v.v;
}
