// SPDX-License-Identifier: MIT
// Render: links of names and marks, after labels are placed.
#include <math.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "hall/render/wording.h"
#include "model/diag.h"

// A link is some hundred bytes of a PDF: of more marks than these only the names lead somewhere.
enum { MOST_MARKS = 5000 };

// What of an area can be seen; false: nothing.
static bool in_frame(const struct ct_render *r, struct ct_rect *area) {
  const struct ct_rect *f = &r->view.frame;
  double x0 = fmax(area->x, f->x), y0 = fmax(area->y, f->y);
  double x1 = fmin(area->x + area->w, f->x + f->w), y1 = fmin(area->y + area->h, f->y + f->h);
  *area = (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
  return x1 > x0 && y1 > y0;
}

bool ct_render_icon_area(const struct ct_render *r, const struct ct_placement *p, struct ct_rect *out) {
  if (!p->icon_drawn || !(p->icon_w > 0)) return false;
  *out = (struct ct_rect){p->icon_x - p->icon_w / 2, p->icon_y - p->icon_h / 2, p->icon_w, p->icon_h};
  return in_frame(r, out);
}

bool ct_render_text_area(const struct ct_render *r, const struct ct_placement *p, struct ct_rect *out) {
  if (p->state == CT_LABEL_DROPPED || !p->run || !(p->box.w > 0)) return false;
  *out = p->box;
  return in_frame(r, out);
}

static bool is_web(const char *url) {
  return ct_starts_with(url, "https://") || ct_starts_with(url, "http://") || ct_starts_with(url, "mailto:");
}

// The addresses of one entry's rows.
struct addresses {
  struct ct_render *r;
  const struct ct_table *table;
  struct ct_wording *template;
  const char **of;  // by row; NULL: not looked up yet, "": none
  size_t bad;
  const char *example;
};

static const char *address(struct addresses *x, uint32_t row) {
  if (row >= x->table->n) return "";
  if (x->of[row]) return x->of[row];
  const char *url = ct_wording_text(x->template, row, x->r->a);
  bool good = url && is_web(url);
  if (url && !good && !x->bad++) x->example = url;
  return x->of[row] = good ? url : "";
}

// Of several at one place: where all of them lead to the same.
static const char *address_of_item(struct addresses *x, const struct ct_render_layer *l, uint32_t item) {
  uint32_t of = l->is_stacked && l->stacked.stack_of ? l->stacked.stack_of[item] : 0;
  const struct ct_stack *s = of ? &l->stacked.stacks[of - 1] : NULL;
  const char *url = address(x, ct_render_symbols(l)->feature[item]);
  for (size_t i = 0; s && s->mode != CT_STACK_FAN && i < s->n; i++)
    if (strcmp(url, address(x, l->items.feature[s->member[i]])) != 0) return "";
  return url;
}

static void add(struct ct_render *r, struct ct_op *group, struct ct_rect area, const char *url) {
  if (*url) ct_scene_add(r->a, group, CT_OP_LINK)->link = (struct ct_link_op){area, url, NULL};
}

static void link_symbols(struct addresses *x, const struct ct_render_layer *l, size_t layer,
                         struct ct_op *group) {
  struct ct_render *r = x->r;
  bool marks = ct_render_symbols(l)->n <= MOST_MARKS;
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    struct ct_rect area;
    if (p->layer != layer) continue;
    if (marks && ct_render_icon_area(r, p, &area)) add(r, group, area, address_of_item(x, l, p->item));
    if (ct_render_text_area(r, p, &area)) add(r, group, area, address_of_item(x, l, p->item));
  }
}

static void link_circles(struct addresses *x, const struct ct_render_layer *l, struct ct_op *group) {
  for (size_t k = 0; l->items.n <= MOST_MARKS && k < l->items.n; k++) {
    size_t at;
    const struct ct_circle_style *c = &l->items.styles.circle[l->items.style ? l->items.style[k] : 0];
    if (!ct_shapes_find(l->shapes, l->items.feature[k], &at)) continue;
    const float *p = ct_render_point(l->shapes, at);
    double radius = c->radius + c->stroke_width;
    struct ct_rect area = {p[0] - radius, p[1] - radius, 2 * radius, 2 * radius};
    if (in_frame(x->r, &area)) add(x->r, group, area, address(x, l->items.feature[k]));
  }
}

static void tell_bad(struct ct_render *r, const struct ct_data *d, const struct addresses *x) {
  if (!x->bad) return;
  struct ct_diagnostic m = {.code = "CT-G402",
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = d->line,
                            .field = "url",
                            .value = x->example};
  m.message = ct_arena_printf(r->a, "data '%s': '%.200s'%s is no address to link to", d->name, x->example,
                              x->bad > 1 ? ct_arena_printf(r->a, " (and %zu more)", x->bad - 1) : "");
  m.suggestion = "links begin with https://, http:// or mailto:";
  ct_diag_send(r->diags, &m);
}

// Layers of one entry may read tables of different columns, but of the same rows.
static bool begin(struct ct_render *r, const struct ct_render_layer *l, struct addresses *x,
                  struct ct_err *err) {
  if (x->template && x->table == l->table) return true;
  *x = (struct addresses){.r = r, .table = l->table, .bad = x->bad, .example = x->example};
  x->of = CT_NEW_N(r->a, const char *, l->table->n + 1);
  bool column = !ct_wording_is(l->data->url);
  return ct_wording_new(l->data->url, column, l->table, l->table, r->a, &x->template, err);
}

static bool link_entry(struct ct_render *r, const struct ct_data *d, struct ct_op *group,
                       struct ct_err *err) {
  struct addresses x = {0};
  size_t symbols = 0;
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    bool symbol = l->info.type == CT_LAYER_SYMBOL;
    if (l->data == d && (symbol || l->info.type == CT_LAYER_CIRCLE)) {
      if (!begin(r, l, &x, err)) return false;
      if (symbol)
        link_symbols(&x, l, symbols, group);
      else
        link_circles(&x, l, group);
    }
    symbols += symbol;
  }
  tell_bad(r, d, &x);
  return true;
}

bool ct_render_links(struct ct_render *r, struct ct_op *root, struct ct_err *err) {
  struct ct_op *group = NULL;
  for (size_t i = 0; i < r->doc.ndata; i++) {
    // The names on an atlas's index lead to its pages.
    if (!r->doc.data[i].url || (r->atlas && !r->atlas->number)) continue;
    if (!group) group = ct_scene_group(r->a, root, "links");
    if (!link_entry(r, &r->doc.data[i], group, err)) return false;
  }
  return true;
}
