// SPDX-License-Identifier: MIT
// Atlas index: the frames of the pages as boxes, their numbers, and the key that names them.
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "page/page.h"
#include "project/project.h"
#include "text/text.h"

// Boxes smaller than this say nothing that their numbers do not.
#define LEAST_BOX_PT 14.0F
// Boxes that are nearer than this on all sides are one.
#define APART_PT 7.0F
#define BOX_LINE_PT 0.6F
#define BOX_ALPHA 0.55F
#define TAG_PT 6.5F
#define TAG_PAD_PT 1.8

struct ct_atlas_index {
  const struct ct_shapes *frames;
  size_t ntags;
  struct tag *tags;
};

// A page's number on its box.
struct tag {
  uint32_t page;
  struct ct_rect at;
  const struct ct_run *run;
};

// ---- Frames

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

// ---- Numbers of pages that are made of several rows

static bool meet(const struct ct_rect *a, const struct ct_rect *b) {
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool holds(const struct ct_rect *r, float x, float y) {
  const double near = 3;
  return x > r->x - near && x < r->x + r->w + near && y > r->y - near && y < r->y + r->h + near;
}

struct tagging {
  struct ct_render *r;
  struct ct_atlas_index *index;
  const float *points;  // npoints: the data's
  size_t npoints;
};

// What a place costs: others' numbers and furniture hidden, then marks.
static double cost_of(const struct tagging *t, const struct ct_rect *at) {
  const struct ct_rect f = t->r->view.frame, *furniture;
  double cost = 0;
  if (at->x < f.x + 1 || at->y < f.y + 1 || at->x + at->w > f.x + f.w - 1 || at->y + at->h > f.y + f.h - 1)
    cost += 5000;
  size_t n = ct_page_obstacles(t->r->page, &furniture);
  for (size_t i = 0; i < n; i++) cost += meet(at, &furniture[i]) ? 5000 : 0;
  for (size_t i = 0; i < t->index->ntags; i++) cost += meet(at, &t->index->tags[i].at) ? 1000 : 0;
  for (size_t i = 0; i < t->npoints; i++) cost += holds(at, t->points[2 * i], t->points[2 * i + 1]) ? 10 : 0;
  return cost;
}

// In the corners of the box, along its edges, in its middle, then outside of it.
static struct ct_rect place_tag(const struct tagging *t, const float box[4], double w, double h) {
  static const float spots[][4] = {{0, 0, 0, 0},         {1, 0, 1, 0},     {0, 1, 0, 1},     {1, 1, 1, 1},
                                   {.5F, 0, .5F, 0},     {.5F, 1, .5F, 1}, {0, .5F, 0, .5F}, {1, .5F, 1, .5F},
                                   {.5F, .5F, .5F, .5F}, {0, 0, 0, 1},     {1, 0, 1, 1},     {0, 1, 0, 0},
                                   {1, 1, 1, 0}};
  struct ct_rect best = {0};
  double least = INFINITY;
  for (size_t i = 0; i < sizeof spots / sizeof *spots; i++) {
    const float *s = spots[i];
    struct ct_rect at = {box[0] + s[0] * (box[2] - box[0]) - s[2] * w,
                         box[1] + s[1] * (box[3] - box[1]) - s[3] * h, w, h};
    double cost = cost_of(t, &at) + (double)i * 0.1;
    if (cost >= least) continue;
    least = cost;
    best = at;
  }
  return best;
}

static void add_tag(const struct tagging *t, uint32_t page, const float box[4]) {
  struct ct_render *r = t->r;
  const char *number = ct_arena_printf(r->a, "%u", (unsigned)page);
  const struct ct_run *run =
      ct_text_plain(r->text, number, r->page_theme.font_bold, TAG_PT, r->page_theme.panel, 0);
  if (!run) return;
  const struct ct_run_box *b = ct_run_box(run);
  double h = b->cap_height + 2 * TAG_PAD_PT, w = fmax(b->w + 2 * TAG_PAD_PT, h);
  struct tag *tag = &t->index->tags[t->index->ntags];
  struct ct_rect at = place_tag(t, box, w, h);
  *tag = (struct tag){page, at, run};
  t->index->ntags++;
}

static bool is_grouped(const struct ct_render *r) {
  return r->doc.atlas.by != NULL;
}

// The key stands before the numbers, which keep off it.
static void place_key(struct ct_render *r) {
  const struct ct_atlas_pages *p = r->atlas->pages;
  struct ct_key_entry *v = CT_NEW_N(r->a, struct ct_key_entry, p->n);
  for (size_t i = 0; i < p->n; i++) v[i] = (struct ct_key_entry){(uint32_t)i + 1, p->v[i].name, p->v[i].dest};
  struct ct_page_key key = {.n = p->n, .v = v};
  key.points = ct_render_data_points(r, &key.npoints);
  ct_page_place_key(r->page, &key, r->a);
}

bool ct_atlas_index_begin(struct ct_render *r, struct ct_err *err) {
  struct ct_atlas_index *x = r->atlas->index = CT_NEW(r->a, struct ct_atlas_index);
  const struct ct_table *t = frames_table(r, r->atlas->pages);
  struct ct_rows all = {.all = true, .n = t->n};
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project(&r->view, t, &all, CT_AS_LINES, 2, r->a, s, err)) return false;
  x->frames = s;
  if (!is_grouped(r) || !r->text) return true;
  if (!r->doc.page.bare) place_key(r);
  x->tags = CT_NEW_N(r->a, struct tag, s->n + 1);
  struct tagging tagging = {.r = r, .index = x};
  tagging.points = ct_render_data_points(r, &tagging.npoints);
  for (size_t k = 0; k < s->n; k++) {
    float box[4];
    box_of(s, k, box);
    add_tag(&tagging, s->feature[k] + 1, box);
  }
  return true;
}

size_t ct_atlas_index_tag(const struct ct_render *r, size_t i, struct ct_rect *out) {
  const struct ct_atlas_index *x = r->atlas ? r->atlas->index : NULL;
  if (x && i < x->ntags) *out = x->tags[i].at;
  return x ? x->ntags : 0;
}

// ---- Painting

void ct_atlas_paint_frames(struct ct_render *r, struct ct_op *body) {
  if (r->atlas->number) return;
  const struct ct_shapes *s = r->atlas->index->frames;
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
}

static void paint_tag(struct ct_render *r, struct ct_op *group, const struct tag *t) {
  const struct ct_run_box *b = ct_run_box(t->run);
  float *xy = CT_NEW_N(r->a, float, 8);
  const float x0 = (float)t->at.x, y0 = (float)t->at.y, x1 = (float)(t->at.x + t->at.w),
              y1 = (float)(t->at.y + t->at.h);
  memcpy(xy, (float[]){x0, y0, x1, y0, x1, y1, x0, y1}, 8 * sizeof *xy);
  struct ct_op *op = ct_scene_add(r->a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = {.nparts = 1, .n = 4, .xy = xy, .closed = true},
                                 .color = r->page_theme.accent,
                                 .antialias = true};
  op = ct_scene_add(r->a, group, CT_OP_TEXT);
  op->text = (struct ct_text_op){.run = t->run,
                                 .x = (float)(t->at.x + (t->at.w - b->w) / 2),
                                 .y = (float)(t->at.y + TAG_PAD_PT + b->cap_height - b->baseline)};
  op = ct_scene_add(r->a, group, CT_OP_LINK);
  op->link = (struct ct_link_op){t->at, NULL, r->atlas->pages->v[t->page - 1].dest};
}

void ct_atlas_paint_tags(struct ct_render *r, struct ct_op *body) {
  const struct ct_atlas_index *x = r->atlas->index;
  if (!x || !x->ntags) return;
  struct ct_op *group = ct_scene_group(r->a, body, "page-numbers");
  for (size_t i = 0; i < x->ntags; i++) paint_tag(r, group, &x->tags[i]);
}
