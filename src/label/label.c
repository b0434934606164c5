// SPDX-License-Identifier: MIT
// Label: where texts and icons go, over all layers together.
#include "label/label.h"

#include <string.h>

#include "label/greedy.h"
#include "label/solver.h"
#include "text/text.h"

// Where the unit's text stands, or NULL.
static const struct ct_candidate *stands_at(const struct ct_solver *s, const struct ct_unit *u) {
  if (u->at == CT_DROPPED) return NULL;
  const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
  return c->text ? c : NULL;
}

static bool icon_drawn(const struct ct_unit *u, bool text_placed) {
  if (!u->has_icon) return false;
  if (!u->icon_stays) return u->at != CT_DROPPED;
  // As in MapLibre an icon goes with a text that found no place, unless the text is optional.
  return !u->text || text_placed || u->spared || u->style->text_optional;
}

// The same words justified to the side they stand on.
static const struct ct_run *justified(struct ct_solver *s, const struct ct_unit *u,
                                      const struct ct_candidate *c) {
  if ((!c->callout && u->style->text.justify != CT_JUSTIFY_AUTO) || ct_run_box(u->run)->lines < 2)
    return u->run;
  struct ct_text_style st = u->style->text;
  st.justify = (enum ct_justify)c->justify;
  if (u->wrap > 0) st.max_width = u->wrap;
  return ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
}

static struct ct_rect rect_of(const struct ct_box *b) {
  return (struct ct_rect){b->x0, b->y0, (double)b->x1 - b->x0, (double)b->y1 - b->y0};
}

static const char *why(const struct ct_candidate *c) {
  if (c->callout == CT_CALLOUT_COLUMN) return "callout column";
  if (c->callout == CT_CALLOUT_FREE) return "no free place near its mark";
  if (c->led) return "no free place by its mark";
  return c->moved ? "nearer places are taken" : NULL;
}

static void place_text(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                       struct ct_placement *p) {
  struct ct_box body = ct_box_grown(&c->box, -u->style->text_padding);
  p->run = justified(s, u, c);
  p->text_x = c->x;
  p->text_y = c->y;
  p->text_rotate_deg = c->rotate_deg;
  p->box = rect_of(&body);
  p->state = c->led ? CT_LABEL_LEADER : c->moved ? CT_LABEL_MOVED : CT_LABEL_PLACED;
  ct_label_set_images(s->text, s->arena, p);
  p->reason = why(c);
  if (!c->led) return;
  p->nleader = 2 + c->bends;
  float *line = CT_NEW_N(s->arena, float, 2 * p->nleader);
  memcpy(line, c->leader, 2 * p->nleader * sizeof *line);
  p->leader = line;
}

static void place_unit(struct ct_solver *s, const struct ct_unit *u, struct ct_placement *p) {
  const struct ct_candidate *c = stands_at(s, u);
  *p = (struct ct_placement){.layer = u->layer,
                             .item = u->item,
                             .x = u->x,
                             .y = u->y,
                             .icon_drawn = icon_drawn(u, c != NULL),
                             .icon_x = u->icon_x,
                             .icon_y = u->icon_y,
                             .icon_w = u->icon_w,
                             .icon_h = u->icon_h,
                             .icon_rotate_deg = u->style->icon_rotate_deg,
                             .state = CT_LABEL_DROPPED};
  if (c)
    place_text(s, u, c, p);
  else if (u->text || !p->icon_drawn)
    p->reason = u->reason ? u->reason : "no free place: overlaps another text";
}

static void count(struct ct_placements *out, const struct ct_unit *u, const struct ct_placement *p) {
  if (!u->text || u->outside) return;
  out->wanted++;
  out->placed += p->state == CT_LABEL_PLACED;
  out->moved += p->state == CT_LABEL_MOVED;
  out->leaders += p->state == CT_LABEL_LEADER;
  out->dropped += p->state == CT_LABEL_DROPPED;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are the contract of label.h
bool ct_label_solve(const struct ct_label_input *input, struct ct_text *text, ct_image_info_fn *image_info,
                    void *user, struct ct_arena *a, struct ct_diags *diags, struct ct_placements *out,
                    struct ct_err *err) {
  (void)err;
  if (input->method == CT_LABEL_AS_STYLED) {
    ct_greedy_place(input, text, image_info, user, a, diags, out);
    return true;
  }
  struct ct_solver s = {.in = input, .text = text, .image_info = image_info, .user = user, .arena = a};
  s.diags = diags;
  s.missing.arena = a;
  ct_units_collect(&s);
  ct_lines_init(&s.lines, a, input);
  ct_search_run(&s);
  *out = (struct ct_placements){.n = s.units.n};
  struct ct_placement *v = CT_NEW_N(a, struct ct_placement, s.units.n + 1);
  for (size_t i = 0; i < s.units.n; i++) {
    place_unit(&s, &s.units.v[i], &v[i]);
    count(out, &s.units.v[i], &v[i]);
  }
  out->v = v;
  return true;
}
