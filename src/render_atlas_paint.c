// SPDX-License-Identifier: MIT
// Atlas paint: what a page draws besides its map: frames on the index, page numbers, links to pages.
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "project/project.h"
#include "render.h"
#include "render_atlas.h"
#include "text/text.h"

// A mark that the page is about, against the others.
#define STRESS 1.5F
#define STRESS_TEXT 1.12F
// Boxes smaller than this on the index say nothing that their numbers do not.
#define LEAST_BOX_PT 14.0
// Boxes that are nearer than this on all sides are one.
#define APART_PT 7.0F
#define BOX_LINE_PT 0.6F
#define BOX_ALPHA 0.55F
#define FOLIO_PT 7.0F

uint32_t ct_atlas_page_of(const struct ct_render *r, const struct ct_render_layer *l, uint32_t row) {
  const struct ct_atlas_pages *p = r->atlas ? r->atlas->pages : NULL;
  // A page of its own rows only has them in a table of another kind.
  if (!p || !l->data || l->data != &r->doc.data[p->entry] || (r->atlas->number && r->doc.atlas.only)) return 0;
  // Rows of tracks and rings are rows of another table.
  if (l->table->n != p->table->n || strcmp(l->table->name, p->table->name) != 0) return 0;
  return row < p->table->n ? p->page_of[row] : 0;
}

// ---- What the page is about

static bool is_own(const struct ct_render *r, const struct ct_render_layer *l, uint32_t row) {
  uint32_t page = ct_atlas_page_of(r, l, row);
  return page && page == r->atlas->number;
}

// Are there others beside the page's own, so that a reader has to be told?
static bool has_others(const struct ct_render *r, const struct ct_render_layer *l, const struct ct_items *items) {
  bool own = false, other = false;
  for (size_t i = 0; i < items->n && !(own && other); i++) {
    bool mine = is_own(r, l, items->feature[i]);
    own |= mine;
    other |= !mine;
  }
  return own && other;
}

// A copy of each style for the page's own items.
static void enlarge(struct ct_render *r, const struct ct_render_layer *l, struct ct_items *items) {
  bool symbols = l->info.type == CT_LAYER_SYMBOL;
  size_t n = items->nstyles;
  struct ct_symbol_style *symbol = symbols ? CT_NEW_N(r->a, struct ct_symbol_style, 2 * n) : NULL;
  struct ct_circle_style *circle = symbols ? NULL : CT_NEW_N(r->a, struct ct_circle_style, 2 * n);
  uint32_t *style = CT_NEW_N(r->a, uint32_t, items->n + 1);
  for (size_t i = 0; i < 2 * n && symbols; i++) symbol[i] = items->styles.symbol[i % n];
  for (size_t i = 0; i < 2 * n && circle; i++) circle[i] = items->styles.circle[i % n];
  for (size_t i = n; i < 2 * n && symbols; i++) {
    symbol[i].icon_size *= STRESS;
    symbol[i].text.size *= STRESS_TEXT;
  }
  for (size_t i = n; i < 2 * n && circle; i++) circle[i].radius *= STRESS;
  for (size_t i = 0; i < items->n; i++)
    style[i] = (items->style ? items->style[i] : 0) + (is_own(r, l, items->feature[i]) ? (uint32_t)n : 0);
  items->style = style;
  items->nstyles = 2 * n;
  if (symbols)
    items->styles.symbol = symbol;
  else
    items->styles.circle = circle;
}

void ct_atlas_stress(struct ct_render *r) {
  if (!r->atlas->number) return;
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    bool marks = l->info.type == CT_LAYER_SYMBOL || l->info.type == CT_LAYER_CIRCLE;
    // Marks whose area shows a number must not be larger than it says.
    if (!marks || !l->data || l->data->size.column) continue;
    struct ct_items *items = l->is_stacked ? &l->stacked.items : &l->items;
    if (!has_others(r, l, items)) continue;
    enlarge(r, l, items);
    if (l->info.type != CT_LAYER_SYMBOL) continue;
    struct ct_label_wish *wishes = ct_render_wishes_of(r, l);
    for (size_t k = 0; k < items->n; k++)
      if (is_own(r, l, items->feature[k])) wishes[k].priority = 1;
  }
}

// ---- The index

// One line for each page's frame.
static struct ct_table *frames_table(struct ct_render *r, const struct ct_atlas_pages *p) {
  struct ct_arena *a = r->a;
  size_t n = 0, at = 0;
  for (size_t i = 0; i < p->n; i++) n += p->v[i].nframe;
  double *xy = CT_NEW_N(a, double, 2 * n + 2);
  uint8_t *type = CT_NEW_N(a, uint8_t, p->n);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, p->n + 1), *coord0 = CT_NEW_N(a, uint32_t, p->n + 1);
  for (size_t i = 0; i < p->n; i++) {
    type[i] = p->v[i].nframe ? CT_GEOM_LINE : CT_GEOM_NONE;
    if (p->v[i].nframe) memcpy(xy + 2 * at, p->v[i].frame, 2 * p->v[i].nframe * sizeof *xy);
    at += p->v[i].nframe;
    part0[i + 1] = (uint32_t)i + 1;
    coord0[i + 1] = (uint32_t)at;
  }
  struct ct_table *t = CT_NEW(a, struct ct_table);
  *t = (struct ct_table){.name = "pages", .n = p->n, .placed = p->n};
  t->geoms = (struct ct_geoms){
      .type = type, .part0 = part0, .coord0 = coord0, .nparts = p->n, .ncoords = n, .lonlat = xy};
  return t;
}

// Left, top, right, bottom.
static void box_of(const struct ct_shapes *s, size_t k, float box[4]) {
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (size_t c = s->coord0[s->part0[k]]; c < s->coord0[s->part0[k + 1]]; c++)
    for (int d = 0; d < 2; d++) {
      box[d] = fminf(box[d], s->xy[2 * c + (size_t)d]);
      box[d + 2] = fmaxf(box[d + 2], s->xy[2 * c + (size_t)d]);
    }
}

// Is the box worth drawing: large, and not nearly one that is drawn already?
static bool is_new_box(const struct ct_shapes *s, size_t k, float *drawn, size_t *n) {
  float box[4];
  box_of(s, k, box);
  if (fmaxf(box[2] - box[0], box[3] - box[1]) < LEAST_BOX_PT) return false;
  for (size_t i = 0; i < *n; i++) {
    float off = 0;
    for (size_t d = 0; d < 4; d++) off = fmaxf(off, fabsf(drawn[4 * i + d] - box[d]));
    if (off < APART_PT) return false;
  }
  memcpy(drawn + 4 * (*n)++, box, sizeof box);
  return true;
}

bool ct_atlas_paint_frames(struct ct_render *r, struct ct_op *body, struct ct_err *err) {
  if (r->atlas->number) return true;
  const struct ct_table *t = frames_table(r, r->atlas->pages);
  struct ct_rows all = {.all = true, .n = t->n};
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project(&r->view, t, &all, CT_AS_LINES, 2, r->a, s, err)) return false;
  struct ct_op *group = ct_scene_group(r->a, body, "pages");
  struct ct_color color = r->page_theme.accent;
  color.a *= BOX_ALPHA;
  float *drawn = CT_NEW_N(r->a, float, 4 * s->n + 4);
  size_t ndrawn = 0;
  for (size_t k = 0; k < s->n; k++) {
    if (!is_new_box(s, k, drawn, &ndrawn)) continue;
    uint32_t first = s->part0[k], n = s->part0[k + 1] - first;
    uint32_t *part0 = CT_NEW_N(r->a, uint32_t, n + 1);
    for (uint32_t m = 0; m <= n; m++) part0[m] = s->coord0[first + m] - s->coord0[first];
    struct ct_op *op = ct_scene_add(r->a, group, CT_OP_STROKE);
    op->stroke = (struct ct_stroke_op){
        .path = {.nparts = n, .part0 = part0, .n = part0[n], .xy = s->xy + 2 * s->coord0[first]},
        .color = color,
        .width = BOX_LINE_PT,
        .join = CT_JOIN_MITER,
        .miter_limit = 4};
  }
  return true;
}

// ---- Page numbers

struct folio {
  struct ct_render *r;
  struct ct_op *group;
  double right, baseline;
};

// A text that ends where the last began, and the page that it leads to.
static void add_text(struct folio *f, const char *text, const char *font, const char *page, double gap) {
  const struct ct_run *run =
      ct_text_plain(f->r->text, text, font, FOLIO_PT, f->r->page_theme.ink_soft, 0);
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
