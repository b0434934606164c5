// SPDX-License-Identifier: MIT
// Label: where texts and icons go, over all layers together.
#include "label/label.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "label/greedy.h"
#include "label/solver.h"
#include "text/text.h"

// Where the unit's text stands, or NULL.
static const struct ct_candidate *stands_at(const struct ct_solver *s, const struct ct_unit *u) {
  if (u->at == CT_DROPPED) return NULL;
  const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
  return c->text ? c : NULL;
}

static bool icon_drawn(const struct ct_solver *s, const struct ct_unit *u, bool text_placed) {
  if (!u->has_icon) return false;
  if (u->at != CT_DROPPED && s->cands.v[u->cand0 + (uint32_t)u->at].bare) return false;
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

// Ends the line where it meets the box.
static void stop_at(const struct ct_box *b, float l[4]) {
  float dx = l[2] - l[0], dy = l[3] - l[1], t = 0;
  if (dx != 0) t = fmaxf(t, ((dx > 0 ? b->x0 : b->x1) - l[0]) / dx);
  if (dy != 0) t = fmaxf(t, fminf(((dy > 0 ? b->y0 : b->y1) - l[1]) / dy, 1));
  if (t > 1) return;
  l[2] = l[0] + dx * t;
  l[3] = l[1] + dy * t;
}

static const char *why(const struct ct_unit *u, const struct ct_candidate *c) {
  if (u->wish->pin) return u->unpinned ? u->unpinned : "pinned by the document";
  if (c->callout == CT_CALLOUT_COLUMN) return "callout column";
  if (c->callout == CT_CALLOUT_FREE) return "no free place near its mark";
  if (c->led) return "no free place by its mark";
  return c->moved ? "nearer places are taken" : NULL;
}

static void place_text(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                       struct ct_placement *p) {
  bool slanted = c->bent || (c->nparts && !c->led);
  p->run = c->bent ? c->bent->run : justified(s, u, c);
  if (c->bent) p->spots = c->bent->spots;
  struct ct_box body =
      slanted ? ct_box_grown(&c->box, -u->style->text_padding) : ct_candidate_body(u, p->run, c->x, c->y);
  p->text_x = c->x;
  p->text_y = c->y;
  p->text_rotate_deg = c->rotate_deg;
  p->box = rect_of(&body);
  p->state = c->led ? CT_LABEL_LEADER : c->moved ? CT_LABEL_MOVED : CT_LABEL_PLACED;
  p->boxed = u->wish->boxed;
  ct_label_set_images(s->text, s->arena, p);
  p->reason = why(u, c);
  if (u->wish->key) {
    p->state = CT_LABEL_KEYED;
    p->key = u->wish->key;
    bool asked = s->in->layers[u->layer].mode == CT_LABELS_NUMBERS;
    if (!u->unpinned) p->reason = asked ? "its name is in the key" : "no free place: its name is in the key";
  }
  if (!c->led) return;
  p->nleader = 2 + c->bends;
  float *line = CT_NEW_N(s->arena, float, 2 * p->nleader);
  memcpy(line, c->leader, 2 * p->nleader * sizeof *line);
  if (p->boxed) stop_at(&body, line + 2 * c->bends);
  p->leader = line;
}

static void move_icon(const struct ct_candidate *c, struct ct_placement *p) {
  if (!c->icon) return;
  p->icon_x = c->icon->x;
  p->icon_y = c->icon->y;
  p->icon_w = c->icon->w;
  p->icon_h = c->icon->h;
  p->icon_rotate_deg = c->icon->deg;
  p->icon_fit = c->icon->fit;
}

static void place_unit(struct ct_solver *s, const struct ct_unit *u, struct ct_placement *p) {
  const struct ct_candidate *c = stands_at(s, u);
  *p = (struct ct_placement){.layer = u->layer,
                             .item = u->item,
                             .x = u->x,
                             .y = u->y,
                             .icon_drawn = icon_drawn(s, u, c != NULL),
                             .icon_x = u->icon_x,
                             .icon_y = u->icon_y,
                             .icon_w = u->icon_w,
                             .icon_h = u->icon_h,
                             .icon_rotate_deg = u->icon_deg,
                             .state = CT_LABEL_DROPPED};
  if (u->at != CT_DROPPED) move_icon(&s->cands.v[u->cand0 + (uint32_t)u->at], p);
  if (c)
    place_text(s, u, c, p);
  else if (u->text || !p->icon_drawn)
    p->reason = u->reason ? u->reason : "no free place: overlaps another text";
}

static void count(struct ct_placements *out, const struct ct_unit *u, const struct ct_placement *p) {
  if (!u->text || u->outside || u->repeat) return;
  out->wanted++;
  out->placed += p->state == CT_LABEL_PLACED;
  out->moved += p->state == CT_LABEL_MOVED;
  out->keyed += p->state == CT_LABEL_KEYED;
  out->leaders += p->state == CT_LABEL_LEADER;
  out->dropped += p->state == CT_LABEL_DROPPED;
}

static double since(const struct timespec *t) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - t->tv_sec) + (double)(now.tv_nsec - t->tv_nsec) / 1e9;
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
  struct ct_solver *s = CT_NEW(a, struct ct_solver);
  *s = (struct ct_solver){.in = input, .text = text, .image_info = image_info, .user = user, .arena = a};
  s->diags = diags;
  s->missing.arena = s->numbered.arena = a;
  struct ct_rect *furniture = CT_NEW_N(a, struct ct_rect, input->nobstacles + 1);
  if (input->nobstacles) memcpy(furniture, input->obstacles, input->nobstacles * sizeof *furniture);
  s->furniture = furniture;
  s->nfurniture = input->nobstacles;
  struct timespec begun;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  ct_units_collect(s);
  ct_lines_init(&s->lines, a, &input->view->frame, input->lines, input->nlines);
  ct_lines_init(&s->tracks, a, &input->view->frame, input->tracks, input->ntracks);
  ct_areas_init(&s->areas, a, input);
  ct_search_run(s);
  ct_apart_run(s);
  ct_numbers_on_marks(s);
  ct_order_repeats(s);
  const uint32_t *order = ct_order_drawn(s);
  *out = (struct ct_placements){.n = s->units.n, .solve_seconds = since(&begun), .state = s};
  struct ct_placement *v = CT_NEW_N(a, struct ct_placement, s->units.n + 1);
  for (size_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[order[i]];
    place_unit(s, u, &v[i]);
    v[i].repeat = u->repeat;
    count(out, u, &v[i]);
  }
  out->v = v;
  return true;
}
