// SPDX-License-Identifier: MIT
// Pin: texts that stand where the document says; all others keep off them.
#include <math.h>

#include "label/solver.h"
#include "text/text.h"

static int sign(float v) {
  return (v > 0) - (v < 0);
}

// What stays on the page but not marks: a pinned text may lie on another's mark.
static bool is_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                     const char **reason) {
  struct ct_box body = ct_candidate_body(u, u->run, c->x, c->y);
  const struct ct_rect *f = &s->in->view->frame;
  if (body.x0 < f->x || body.y0 < f->y || body.x1 > f->x + f->w || body.y1 > f->y + f->h) {
    *reason = "pinned where it would leave the frame";
    return false;
  }
  ct_grid_find(&s->still, &c->box, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if (e->kind == CT_BOX_MARK || e->kind == CT_BOX_ICON || ct_cost_own(s, u, e)) continue;
    *reason =
        e->kind == CT_BOX_FURNITURE ? "pinned where the furniture is" : "pinned where another pinned name is";
    return false;
  }
  return true;
}

// The text's body with its near edge or corner at x, y.
static struct ct_candidate stand(const struct ct_unit *u, int sx, int sy, float x, float y) {
  const struct ct_run_box *b = ct_run_box(u->run);
  struct ct_candidate c = {.text = true, .justify = CT_JUSTIFY_CENTER};
  struct ct_box body = ct_candidate_body(u, u->run, 0, 0);
  c.x = sx > 0 ? x - body.x0 : sx < 0 ? x - body.x1 : x - b->w / 2;
  c.y = sy > 0 ? y - body.y0 : sy < 0 ? y - body.y1 : y - ct_candidate_middle(u->run);
  if (sx) c.justify = sx > 0 ? CT_JUSTIFY_LEFT : CT_JUSTIFY_RIGHT;
  return c;
}

static void finish(const struct ct_unit *u, struct ct_candidate *c) {
  struct ct_box body = ct_candidate_body(u, u->run, c->x, c->y);
  c->ink = ct_candidate_ink(u, u->run, c->x, c->y);
  c->box = ct_candidate_padded(u, &body, &c->ink);
}

// ---- By the mark

// On the side that is asked for, slid along it and then farther off until it is clear.
static bool on_side(struct ct_solver *s, const struct ct_unit *u, struct ct_candidate *c,
                    const char **reason) {
  static const float slides[] = {0, -0.5F, 0.5F, -1, 1};
  enum { SLIDES = sizeof slides / sizeof *slides, RINGS = 4 };
  const struct ct_label_pin *pin = u->wish->pin;
  float em = ct_unit_em(u), half = ct_run_box(u->run)->w / 2;
  int sx = sign((float)pin->side_x), sy = sign((float)pin->side_y);
  for (int k = 0; k < SLIDES * RINGS; k++) {
    int ring = k / SLIDES;
    float t = slides[k % SLIDES], off = CT_MARK_GAP + 0.6F * em * (float)ring;
    float gap = sx && sy ? 0.7F * off : off;
    // Capitals and baseline keep the distance, as the body has room above and below them.
    float roof = ct_run_box(u->run)->baseline - ct_run_box(u->run)->cap_height - ct_run_box(u->run)->top;
    float floor = ct_run_box(u->run)->bottom - ct_run_box(u->run)->last_baseline;
    float x = sx > 0 ? u->mark.x1 + gap : sx < 0 ? u->mark.x0 - gap : u->x + (sy ? t * half : 0);
    float y = sy > 0 ? u->mark.y1 + gap - roof : sy < 0 ? u->mark.y0 - gap + floor : u->y + t * em;
    if (sx && sy) y += (sy > 0 ? -0.42F : 0.42F) * em * (1 + t);
    *c = stand(u, sx, sy, x, y);
    finish(u, c);
    if (is_clear(s, u, c, reason)) return true;
  }
  return false;
}

// ---- At an offset

// From the mark's edge to the middle of the text's nearest side; none when that is as near as a text is high.
static void lead(struct ct_solver *s, const struct ct_unit *u, struct ct_candidate *c) {
  const float gap = 1.2F;
  struct ct_box b = c->ink;
  float high = ct_unit_em(u) * 1.2F;
  float dx = fmaxf(fmaxf(b.x0 - u->x, u->x - b.x1), 0), dy = fmaxf(fmaxf(b.y0 - u->y, u->y - b.y1), 0);
  if (hypotf(dx, dy) <= high) return;
  float ex = (b.x0 + b.x1) / 2, ey = c->y + ct_candidate_middle(u->run);
  if (dx > 0)
    ex = b.x0 > u->x ? b.x0 - gap : b.x1 + gap;
  else
    ey = b.y0 > u->y ? b.y0 - gap : b.y1 + gap;
  float r = 0.4F + fmaxf(u->mark.x1 - u->mark.x0, u->mark.y1 - u->mark.y0) / 2;
  float far = hypotf(ex - u->x, ey - u->y);
  if (far <= r + 1) return;
  c->led = true;
  c->leader[0] = u->x + (ex - u->x) * r / far;
  c->leader[1] = u->y + (ey - u->y) * r / far;
  c->leader[2] = ex;
  c->leader[3] = ey;
  ct_polyline_cover(s, c);
}

// As asked, else as near to that as the frame allows.
static bool at_offset(struct ct_solver *s, const struct ct_unit *u, struct ct_candidate *c,
                      const char **reason) {
  const struct ct_label_pin *pin = u->wish->pin;
  const struct ct_rect *f = &s->in->view->frame;
  int sx = pin->dx_pt != 0 ? sign(pin->dx_pt) : pin->side_x,
      sy = pin->dy_pt != 0 ? sign(pin->dy_pt) : pin->side_y;
  *c = stand(u, sx, sy, u->x + pin->dx_pt, u->y + pin->dy_pt);
  finish(u, c);
  if (!is_clear(s, u, c, reason)) {
    struct ct_box body = ct_candidate_body(u, u->run, c->x, c->y);
    float left = (float)f->x - body.x0, right = (float)(f->x + f->w) - body.x1;
    float up = (float)f->y - body.y0, down = (float)(f->y + f->h) - body.y1;
    if (left > 0 || right < 0) c->x += left > 0 ? left + 1.5F : right - 1.5F;
    if (up > 0 || down < 0) c->y += up > 0 ? up + 1.5F : down - 1.5F;
    finish(u, c);
    if (!is_clear(s, u, c, reason)) return false;
  }
  lead(s, u, c);
  return true;
}

// What is pinned stays: others' candidates keep off it as off furniture.
static void nail(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c) {
  ct_grid_add(&s->still, &c->box, unit, CT_BOX_TEXT);
  for (uint32_t k = 0; c->led && k < c->nparts; k++)
    ct_grid_add(&s->still, &s->parts.v[c->part0 + k], unit, CT_BOX_LEADER);
}

void ct_pin_put(struct ct_solver *s, uint32_t unit) {
  struct ct_unit *u = &s->units.v[unit];
  struct ct_candidate c = {0};
  u->cand0 = (uint32_t)s->cands.n;
  u->ncand = 0;
  u->run = ct_candidate_shape(s, u);
  if (!(u->wish->pin->has_offset ? at_offset : on_side)(s, u, &c, &u->unpinned)) return;
  u->unpinned = NULL;
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand = 1;
  u->reason = NULL;
  ct_search_put(s, unit, 0);
  nail(s, unit, &c);
}
