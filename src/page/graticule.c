// SPDX-License-Identifier: MIT
// Graticule: its labels around the frame, and its lines.
#include "page/graticule.h"

#include <math.h>

#include "base/arena.h"
#include "base/format_degrees.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

#define LABEL_GAP 1.8  // between tick and label
#define APART 4.0      // least between labels
#define EDGE_GAP 2.6   // from the edge of the world

// A label with the box of its letters.
struct ct_graticule_label {
  const struct ct_graticule_end *end;
  const struct ct_run *run;
  struct ct_rect box;
  bool kept;
  bool hidden;  // by furniture, where that stands now
};

static double tick_length(const struct ct_page *p) {
  return 0.42 * p->sizes.small;
}

static bool at_frame(const struct ct_graticule_end *e) {
  return e->side <= CT_GRATICULE_LEFT;
}

// The end of the tick, which goes on with the line.
static void tick_tip(const struct ct_page *p, const struct ct_graticule_end *e, double *x, double *y) {
  double reach = tick_length(p) / fmax(e->dx * e->nx + e->dy * e->ny, 0.4);
  *x = e->x + reach * e->dx;
  *y = e->y + reach * e->dy;
}

// Where a label of that size stands.
static struct ct_rect stand(const struct ct_page *p, const struct ct_graticule_end *e, double w, double h) {
  double x, y;
  switch (e->side) {
    case CT_GRATICULE_EDGE: {
      double reach = EDGE_GAP + fabs(e->nx) * w / 2 + fabs(e->ny) * h / 2;
      return (struct ct_rect){e->x + reach * e->nx - w / 2, e->y + reach * e->ny - h / 2, w, h};
    }
    case CT_GRATICULE_INSIDE:
      return (struct ct_rect){e->x + 2, e->y - 2 - h, w, h};
    default:
      break;
  }
  tick_tip(p, e, &x, &y);
  x += LABEL_GAP * e->nx - w / 2 + e->nx * w / 2;
  y += LABEL_GAP * e->ny - h / 2 + e->ny * h / 2;
  return (struct ct_rect){x, y, w, h};
}

static bool meet(const struct ct_rect *r, const struct ct_rect *s, double apart) {
  return r->x < s->x + s->w + apart && s->x < r->x + r->w + apart && r->y < s->y + s->h + apart &&
         s->y < r->y + r->h + apart;
}

static bool holds(const struct ct_rect *r, const struct ct_rect *s) {
  return s->x >= r->x + 1 && s->y >= r->y + 1 && s->x + s->w <= r->x + r->w - 1 &&
         s->y + s->h <= r->y + r->h - 1;
}

// Where the world's edge leaves no room inside the frame the label goes beyond the frame, at its height.
static bool move_out(const struct ct_page *p, struct ct_graticule_label *l, double w, double h,
                     struct ct_arena *a) {
  struct ct_graticule_end *e = CT_NEW(a, struct ct_graticule_end);
  *e = *l->end;
  if (e->side != CT_GRATICULE_EDGE || fmax(fabs(e->nx), fabs(e->ny)) < 0.8) return false;
  bool level = fabs(e->ny) > fabs(e->nx);
  const struct ct_rect *f = &p->frame;
  e->side = level ? (e->ny < 0 ? CT_GRATICULE_TOP : CT_GRATICULE_BOTTOM)
                  : (e->nx < 0 ? CT_GRATICULE_LEFT : CT_GRATICULE_RIGHT);
  if (level) e->y = e->ny < 0 ? f->y : f->y + f->h;
  if (!level) e->x = e->nx < 0 ? f->x : f->x + f->w;
  e->nx = level ? 0 : copysign(1, e->nx);
  e->ny = level ? copysign(1, e->ny) : 0;
  e->dx = e->nx, e->dy = e->ny;
  l->end = e;
  l->box = stand(p, e, w, h);
  return true;
}

static struct ct_graticule_label make(const struct ct_page *p, const struct ct_graticule_end *e,
                                      struct ct_arena *a) {
  const struct ct_graticule_net *net = p->net;
  double step = e->parallel ? net->step_lat : net->step_lon;
  struct ct_type type = {
      .size = p->sizes.small, .color = p->theme.ink_soft, .halo = e->side == CT_GRATICULE_INSIDE};
  const char *words = ct_format_degrees(a, e->deg, e->parallel, step, p->doc->graticule.format);
  struct ct_graticule_label l = {.end = e, .run = ct_sheet_text(p, words, &type)};
  if (!l.run) return l;
  const struct ct_run_box *b = ct_run_box(l.run);
  l.box = stand(p, e, b->w, b->cap_height);
  l.kept = at_frame(e) || holds(&p->frame, &l.box) || move_out(p, &l, b->w, b->cap_height, a);
  return l;
}

static long index_of(const struct ct_page *p, const struct ct_graticule_end *e) {
  return lround(e->deg / (e->parallel ? p->net->step_lat : p->net->step_lon));
}

static bool same_group(const struct ct_graticule_end *e, enum ct_graticule_side side, bool parallel) {
  return e->side == side && e->parallel == parallel;
}

// Do those of every k-th line of a group keep apart?
static bool fits(const struct ct_page *p, enum ct_graticule_side side, bool parallel, long k) {
  for (size_t i = 0; i < p->nlabels; i++) {
    const struct ct_graticule_label *l = &p->labels[i];
    if (!l->kept || !same_group(l->end, side, parallel) || index_of(p, l->end) % k) continue;
    for (size_t j = 0; j < i; j++) {
      const struct ct_graticule_label *m = &p->labels[j];
      if (!m->kept || !same_group(m->end, side, parallel) || index_of(p, m->end) % k) continue;
      if (meet(&l->box, &m->box, APART)) return false;
    }
  }
  return true;
}

// Where labels of one side would touch, every second is left out, or every third: the pattern stays regular.
static void thin_group(struct ct_page *p, enum ct_graticule_side side, bool parallel) {
  static const long every[] = {1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 100};
  for (size_t n = 0; n < sizeof every / sizeof *every; n++) {
    if (!fits(p, side, parallel, every[n])) continue;
    for (size_t i = 0; i < p->nlabels; i++)
      if (same_group(p->labels[i].end, side, parallel) && index_of(p, p->labels[i].end) % every[n])
        p->labels[i].kept = false;
    return;
  }
}

// What still touches, at corners and where lines crowd towards a pole: round numbers stay, then what came first.
static void part_all(struct ct_page *p) {
  for (size_t i = 0; i < p->nlabels; i++) {
    struct ct_graticule_label *l = &p->labels[i];
    for (size_t j = 0; l->kept && j < p->nlabels; j++) {
      const struct ct_graticule_label *m = &p->labels[j];
      if (i == j || !m->kept || !meet(&l->box, &m->box, APART)) continue;
      bool less = index_of(p, l->end) % 2 && index_of(p, m->end) % 2 == 0;
      bool more = index_of(p, m->end) % 2 && index_of(p, l->end) % 2 == 0;
      if (less || (!more && j < i)) l->kept = false;
    }
  }
}

void ct_page_graticule(struct ct_page *p, const struct ct_graticule_net *net, struct ct_arena *a) {
  p->net = net;
  p->nlabels = 0;
  if (p->doc->page.bare || !p->doc->graticule.labels) return;
  p->labels = CT_NEW_N(a, struct ct_graticule_label, net->nends + 1);
  for (size_t i = 0; i < net->nends; i++) {
    struct ct_graticule_label l = make(p, &net->ends[i], a);
    if (l.run && l.kept) p->labels[p->nlabels++] = l;
  }
  for (int side = CT_GRATICULE_TOP; side <= CT_GRATICULE_INSIDE; side++) {
    if (side == CT_GRATICULE_EDGE) continue;
    thin_group(p, (enum ct_graticule_side)side, false);
    thin_group(p, (enum ct_graticule_side)side, true);
  }
  part_all(p);
}

void ct_page_graticule_bands(const struct ct_page *p, struct ct_graticule_fit *out) {
  double *band[] = {&out->top, &out->right, &out->bottom, &out->left};
  double reach = tick_length(p) + LABEL_GAP + 0.6;
  *out = (struct ct_graticule_fit){.step_lon = p->net->step_lon, .step_lat = p->net->step_lat};
  for (size_t i = 0; i < p->nlabels; i++) {
    const struct ct_graticule_label *l = &p->labels[i];
    if (!l->kept || !at_frame(l->end)) continue;
    bool level = l->end->side == CT_GRATICULE_TOP || l->end->side == CT_GRATICULE_BOTTOM;
    double reach_here = reach;
    // The foot follows close below.
    if (l->end->side == CT_GRATICULE_BOTTOM) reach_here += 0.35 * p->sizes.small;
    *band[l->end->side] = fmax(*band[l->end->side], reach_here + (level ? l->box.h : l->box.w));
  }
}

void ct_graticule_shrink(const struct ct_page *p, struct ct_rect *frame) {
  const struct ct_graticule_fit *f = &p->doc->graticule.fit;
  frame->x += f->left;
  frame->y += f->top;
  frame->w -= f->left + f->right;
  frame->h -= f->top + f->bottom;
}

void ct_graticule_settle(struct ct_page *p) {
  size_t furniture = p->nobstacles;
  for (size_t i = 0; i < p->nlabels; i++) {
    struct ct_graticule_label *l = &p->labels[i];
    l->hidden = false;
    if (!l->kept || at_frame(l->end)) continue;
    for (size_t k = 0; k < furniture; k++) l->hidden |= meet(&l->box, &p->obstacles[k], 0);
    if (l->hidden) continue;
    if (p->nobstacles < p->ninsets + CT_FURNITURE_MOST - 1 + CT_GRATICULE_INSIDE_MOST)
      p->obstacles[p->nobstacles++] =
          (struct ct_rect){l->box.x - 1.5, l->box.y - 1.5, l->box.w + 3, l->box.h + 3};
    else
      l->hidden = true;
  }
}

static void draw_ticks(const struct ct_page *p, struct ct_arena *a, struct ct_op *group) {
  for (size_t i = 0; i < p->net->nends; i++) {
    const struct ct_graticule_end *e = &p->net->ends[i];
    if (!at_frame(e)) continue;
    double x, y;
    tick_tip(p, e, &x, &y);
    // Without lines a tick reaches into the map as well, so that its place can be read off.
    double in = p->doc->graticule.lines ? 0 : tick_length(p);
    float xy[] = {(float)(e->x - in * e->dx), (float)(e->y - in * e->dy), (float)x, (float)y};
    ct_sheet_add_line(a, group, xy, p->theme.frame_line, 0.4);
  }
}

void ct_graticule_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  if (!p->net || !p->doc->graticule.labels) return;
  struct ct_op *group = ct_scene_group(a, root, "graticule-labels");
  draw_ticks(p, a, group);
  for (size_t i = 0; i < p->nlabels; i++) {
    const struct ct_graticule_label *l = &p->labels[i];
    if (!l->kept || l->hidden || (p->key && p->key_panel && meet(&l->box, &p->key_at, 0))) continue;
    const struct ct_run_box *b = ct_run_box(l->run);
    ct_sheet_add_text(a, group, l->run, l->box.x, l->box.y - (b->baseline - b->cap_height));
  }
}

static void add_lines(const struct ct_page *p, const struct ct_shapes *s, bool closed, struct ct_arena *a,
                      struct ct_op *group) {
  if (!s || s->nparts == 0 || s->ncoords == 0 || !s->coord0) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = {.nparts = (uint32_t)s->nparts,
                                              .part0 = s->coord0,
                                              .n = (uint32_t)s->ncoords,
                                              .xy = s->xy,
                                              .closed = closed},
                                     .color = p->theme.graticule,
                                     .width = p->sizes.paper ? 0.3f : 0.4f,
                                     .join = CT_JOIN_ROUND,
                                     .miter_limit = 4};
}

void ct_page_graticule_lines(const struct ct_page *p, struct ct_arena *a, struct ct_op *map) {
  if (!p->net || !p->doc->graticule.lines) return;
  struct ct_op *group = ct_scene_group(a, map, "graticule");
  add_lines(p, p->net->lines, false, a, group);
  add_lines(p, p->net->outline, true, a, group);
}
