// SPDX-License-Identifier: MIT
// Atlas paint: what a page draws besides its map: its own marks larger, page numbers, links to pages.
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "text/text.h"

// A mark that the page is about, against the others; and on the index one that has no page.
#define STRESS 1.5F
#define RETREAT 0.6F
#define STRESS_TEXT 1.12F
#define FOLIO_PT 7.0F

uint32_t ct_atlas_page_of(const struct ct_render *r, const struct ct_render_layer *l, uint32_t row) {
  const struct ct_atlas_pages *p = r->atlas ? r->atlas->pages : NULL;
  // A page of its own rows only has them in a table of another kind.
  if (!p || !l->data || l->data != &r->doc.data[p->entry] || (r->atlas->number && r->doc.atlas.only))
    return 0;
  // Rows of tracks and rings are rows of another table.
  if (l->table->n != p->table->n || strcmp(l->table->name, p->table->name) != 0) return 0;
  return row < p->table->n ? p->page_of[row] : 0;
}

// ---- What the page is about

static bool is_own(const struct ct_render *r, const struct ct_render_layer *l, uint32_t row) {
  uint32_t page = ct_atlas_page_of(r, l, row);
  return page && (!r->atlas->number || page == r->atlas->number);
}

// Are there others beside the page's own, so that a reader has to be told?
static bool has_others(const struct ct_render *r, const struct ct_render_layer *l,
                       const struct ct_items *items) {
  bool own = false, other = false;
  for (size_t i = 0; i < items->n && !(own && other); i++) {
    bool mine = is_own(r, l, items->feature[i]);
    own |= mine;
    other |= !mine;
  }
  return own && other;
}

// Rings and ghosts of editions go with the marks of their data.
static bool tells_others(struct ct_render *r, const struct ct_render_layer *l, const struct ct_items *items) {
  bool found = has_others(r, l, items);
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  if (!role || strcmp(role, "edition-mark") != 0) return found;
  for (size_t i = 0; i < r->nlayers && !found; i++) {
    const struct ct_render_layer *m = &r->layers[i];
    if (m->data == l->data && m->info.type == CT_LAYER_SYMBOL)
      found = has_others(r, m, m->is_stacked ? &m->stacked.items : &m->items);
  }
  return found;
}

// A copy of each style for the page's own items; on the index for the others.
static void restyle(struct ct_render *r, const struct ct_render_layer *l, struct ct_items *items) {
  bool symbols = l->info.type == CT_LAYER_SYMBOL, own = r->atlas->number != 0;
  float scale = own ? STRESS : RETREAT;
  size_t n = items->nstyles;
  struct ct_symbol_style *symbol = symbols ? CT_NEW_N(r->a, struct ct_symbol_style, 2 * n) : NULL;
  struct ct_circle_style *circle = symbols ? NULL : CT_NEW_N(r->a, struct ct_circle_style, 2 * n);
  uint32_t *style = CT_NEW_N(r->a, uint32_t, items->n + 1);
  for (size_t i = 0; i < 2 * n && symbols; i++) symbol[i] = items->styles.symbol[i % n];
  for (size_t i = 0; i < 2 * n && circle; i++) circle[i] = items->styles.circle[i % n];
  for (size_t i = n; i < 2 * n && symbols; i++) {
    symbol[i].icon_size *= scale;
    if (own) symbol[i].text.size *= STRESS_TEXT;
  }
  for (size_t i = n; i < 2 * n && circle; i++) circle[i].radius *= scale;
  for (size_t i = 0; i < items->n; i++) {
    bool changed = is_own(r, l, items->feature[i]) == own;
    style[i] = (items->style ? items->style[i] : 0) + (changed ? (uint32_t)n : 0);
  }
  items->style = style;
  items->nstyles = 2 * n;
  if (symbols)
    items->styles.symbol = symbol;
  else
    items->styles.circle = circle;
}

void ct_atlas_stress(struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    bool marks = l->info.type == CT_LAYER_SYMBOL || l->info.type == CT_LAYER_CIRCLE;
    // Marks whose area shows a number must not be larger than it says.
    if (!marks || !l->data || l->data->size.column) continue;
    struct ct_items *items = l->is_stacked ? &l->stacked.items : &l->items;
    if (!tells_others(r, l, items)) continue;
    restyle(r, l, items);
    if (l->info.type != CT_LAYER_SYMBOL || !r->atlas->number) continue;
    struct ct_label_wish *wishes = ct_render_wishes_of(r, l);
    for (size_t k = 0; k < items->n; k++)
      if (is_own(r, l, items->feature[k])) wishes[k].priority = 1;
  }
}

// ---- Page numbers

struct folio {
  struct ct_render *r;
  struct ct_op *group;
  double right, baseline;
};

// A text that ends where the last began, and the page that it leads to.
static void add_text(struct folio *f, const char *text, const char *font, const char *page, double gap) {
  const struct ct_run *run = ct_text_plain(f->r->text, text, font, FOLIO_PT, f->r->page_theme.ink_soft, 0);
  const struct ct_run_box *b = run ? ct_run_box(run) : NULL;
  if (!b) return;
  double x = f->right - b->w, y = f->baseline - b->baseline;
  struct ct_op *op = ct_scene_add(f->r->a, f->group, CT_OP_TEXT);
  op->text = (struct ct_text_op){.run = run, .x = (float)x, .y = (float)y};
  f->right = x - gap;
  if (!page) return;
  struct ct_op *link = ct_scene_add(f->r->a, f->group, CT_OP_LINK);
  link->link = (struct ct_link_op){{x - 2, y - 1, b->w + 4, b->h + 2}, NULL, page};
}

static const char *dest_of(const struct ct_atlas_pages *p, size_t number) {
  return number >= 1 && number <= p->n ? p->v[number - 1].dest : NULL;
}

// "‹ 3 / 12 ›" in the lower margin: to the page before, the index, the page after.
static void paint_folio(struct ct_render *r, struct ct_op *root) {
  const struct ct_render_atlas *at = r->atlas;
  const struct ct_atlas_pages *p = at->pages;
  const struct ct_rect *frame = &r->view.frame;
  double margin = r->doc.page.w_pt - frame->x - frame->w;
  // With a key at the side the frame ends before the page's texts do.
  margin = fmin(margin, frame->x);
  if (r->doc.page.bare || !r->text || margin < FOLIO_PT) return;
  struct folio f = {r, ct_scene_group(r->a, root, "page-number"), r->doc.page.w_pt - margin,
                    r->doc.page.h_pt - fmax(0.42 * margin - 2, 3)};
  const char *bold = r->page_theme.font_bold, *plain = r->page_theme.font;
  if (at->number < p->n) add_text(&f, "›", bold, dest_of(p, at->number + 1), 5);
  const char *text = at->number ? ct_arena_printf(r->a, "%zu / %zu", at->number, p->n)
                                : ct_arena_printf(r->a, "%zu page%s", p->n, p->n == 1 ? "" : "s");
  bool to_index = at->number && r->doc.atlas.index;
  add_text(&f, text, plain, to_index ? CT_ATLAS_INDEX : NULL, 5);
  const char *before = at->number == 1 ? (to_index ? CT_ATLAS_INDEX : NULL) : dest_of(p, at->number - 1);
  if (before) add_text(&f, "‹", bold, before, 0);
}

// ---- Links to pages

static void link_to(struct ct_render *r, struct ct_op *group, struct ct_rect area, uint32_t page) {
  if (!page || page == r->atlas->number) return;
  struct ct_op *op = ct_scene_add(r->a, group, CT_OP_LINK);
  op->link = (struct ct_link_op){area, NULL, r->atlas->pages->v[page - 1].dest};
}

void ct_atlas_paint_links(struct ct_render *r, struct ct_op *root) {
  paint_folio(r, root);
  struct ct_op *group = ct_scene_group(r->a, root, "page-links");
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *l = r->symbols[p->layer];
    const struct ct_items *items = ct_render_symbols(l);
    uint32_t page = ct_atlas_page_of(r, l, items->feature[p->item]);
    struct ct_rect area;
    // What leads elsewhere by the document's own word does so on every page but the index.
    if (r->atlas->number && l->data && l->data->url) continue;
    if (ct_render_icon_area(r, p, &area)) link_to(r, group, area, page);
    if (ct_render_text_area(r, p, &area)) link_to(r, group, area, page);
  }
}
