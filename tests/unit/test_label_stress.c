// SPDX-License-Identifier: MIT
// Tests of src/label: many pages made at random; overlaps and crossings counted anew must be none.
#include "test_label_help.h"

static const char *const words[] = {
    "Nampo",
    "Wonsan",
    "Ust-Kamenogorsk",
    "Sohae Satellite Launching Station",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "A",
    "\xeb\x85\x95\xeb\xb3\x80 \xed\x95\xb5\xec\x8b\x9c\xec\x84\xa4",
    "Institute of\nNuclear Physics\nand Chemistry",
    "\xe0\xb8\x81\xe0\xb8\xa3\xe0\xb8\xb8\xe0\xb8\x87\xe0\xb9\x80\xe0\xb8\x97\xe0\xb8\x9e",
    "gypsy jog"};
enum { WORDS = sizeof words / sizeof *words };

static double next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

struct kind {
  double w, h;  // frame
  int n;
  double heap;  // half width of heaps; 0: spread evenly
  bool leaders, furniture;
  float turn_deg, icon;
};

static const struct kind kinds[] = {
    {774, 510, 150, 0, false, true, 0, 7},   {774, 510, 150, 60, true, true, 0, 7},
    {300, 200, 80, 40, true, false, 0, 8},   {120, 80, 40, 30, true, true, 0, 5},
    {60, 30, 10, 10, true, false, 0, 5},     {500, 300, 90, 50, false, false, 30, 6},
    {500, 300, 90, 0, false, true, -62, 6},  {774, 510, 160, 70, true, false, 0, 5},
    {774, 510, 300, 170, false, true, 0, 3}, {200, 900, 120, 25, true, false, 0, 9},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static struct scene *make(const struct kind *k, uint64_t seed) {
  struct scene *s = scene_new(k->w, k->h);
  s->leaders = k->leaders;
  s->icon_pt = k->icon;
  s->layers[MARK].style.text_rotate_deg = k->turn_deg;
  if (k->furniture) s->furniture[s->nfurniture++] = (struct ct_rect){k->w * 0.7, 0, k->w * 0.3, k->h * 0.3};
  double cx[4], cy[4];
  for (int i = 0; i < 4; i++) {
    cx[i] = next(&seed) * k->w;
    cy[i] = next(&seed) * k->h;
  }
  for (int i = 0; i < k->n; i++) {
    char text[120];
    int c = (int)(next(&seed) * 4), layer = i % 9 == 8 ? TOWN : i % 17 == 16 ? AREA : MARK;
    double x = next(&seed) * k->w, y = next(&seed) * k->h;
    if (k->heap > 0) {
      x = cx[c] + (next(&seed) + next(&seed) - 1) * k->heap;
      y = cy[c] + (next(&seed) + next(&seed) - 1) * k->heap;
    }
    snprintf(text, sizeof text, "%s %d", words[(int)(next(&seed) * WORDS)], i);
    scene_add(s, layer, (float)x, (float)y, text, (float)(i % 5));
  }
  return s;
}

// ---- Counted anew

// A text as the four corners of its box: by the fonts' ascent and descent, turned about its point.
struct quad {
  double x[4], y[4];
};

static struct quad quad_of(const struct ct_placement *p) {
  const struct ct_run_box *b = ct_run_box(p->run);
  double left = p->text_x, right = p->text_x + b->w, top = p->text_y + b->top, bottom = p->text_y + b->bottom;
  double t = p->text_rotate_deg * (M_PI / 180), c = cos(t), n = sin(t);
  struct quad q = {{left, right, right, left}, {top, top, bottom, bottom}};
  for (int i = 0; i < 4; i++) {
    double dx = q.x[i] - p->x, dy = q.y[i] - p->y;
    q.x[i] = p->x + dx * c - dy * n;
    q.y[i] = p->y + dx * n + dy * c;
  }
  return q;
}

// Are all of q's corners on the far side of one of a's edges?
static bool parted_by(const struct quad *a, const struct quad *q, int n) {
  for (int i = 0; i < 4; i++) {
    double ex = a->x[(i + 1) % 4] - a->x[i], ey = a->y[(i + 1) % 4] - a->y[i], length = hypot(ex, ey);
    bool parted = true;
    for (int k = 0; k < n; k++)
      if (ex * (q->y[k] - a->y[i]) - ey * (q->x[k] - a->x[i]) > 0.005 * length) parted = false;
    if (parted) return true;
  }
  return false;
}

static bool quads_overlap(const struct quad *a, const struct quad *b) {
  return !parted_by(a, b, 4) && !parted_by(b, a, 4);
}

static double side(const double *p, const double *q, const double *r) {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

static bool cross(const double *a, const double *b) {
  return side(a, a + 2, b) * side(a, a + 2, b + 2) < 0 && side(b, b + 2, a) * side(b, b + 2, a + 2) < 0;
}

static void line_of(const struct ct_placement *p, double l[4]) {
  for (int i = 0; i < 4; i++) l[i] = p->leader[i];
}

static bool runs_into(const struct ct_placement *p, const struct quad *q) {
  double l[4];
  line_of(p, l);
  for (int i = 0; i < 4; i++) {
    double edge[4] = {q->x[i], q->y[i], q->x[(i + 1) % 4], q->y[(i + 1) % 4]};
    if (cross(l, edge)) return true;
  }
  return false;
}

static bool leaders_cross(const struct ct_placement *a, const struct ct_placement *b) {
  double l[4], m[4];
  line_of(a, l);
  line_of(b, m);
  return cross(l, m);
}

struct totals {
  size_t overlaps, crossings, over_marks, outside, placed;
};

static void count_pair(const struct ct_placement *a, const struct ct_placement *b, struct totals *t) {
  struct quad qa = {{0}, {0}}, qb = {{0}, {0}};
  if (a->run) qa = quad_of(a);
  if (b->run) qb = quad_of(b);
  if (a->run && b->run) t->overlaps += quads_overlap(&qa, &qb);
  if (a->nleader && b->nleader) t->crossings += leaders_cross(a, b);
  if (a->nleader && b->run) t->crossings += runs_into(a, &qb);
  if (b->nleader && a->run) t->crossings += runs_into(b, &qa);
}

// Does a leader pass through the middle of another's mark?
static bool over_mark(const struct ct_placement *a, const struct ct_placement *b) {
  if (!a->nleader || !b->icon_drawn) return false;
  double l[4];
  line_of(a, l);
  double dx = l[2] - l[0], dy = l[3] - l[1],
         at = ((b->icon_x - l[0]) * dx + (b->icon_y - l[1]) * dy) / (dx * dx + dy * dy);
  at = fmin(fmax(at, 0), 1);
  return hypot(b->icon_x - l[0] - at * dx, b->icon_y - l[1] - at * dy) < 0.1 * b->icon_w;
}

static struct totals count(const struct scene *s) {
  struct totals t = {0};
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    if (!p->run && !p->icon_drawn) continue;
    if (p->run) {
      struct quad q = quad_of(p);
      t.placed++;
      for (int k = 0; k < 4; k++)
        t.outside += q.x[k] < 0 || q.y[k] < 0 || q.x[k] > s->view.frame.w || q.y[k] > s->view.frame.h;
    }
    for (size_t j = 0; j < s->out.n; j++) {
      if (j > i) count_pair(p, &s->out.v[j], &t);
      if (j != i) t.over_marks += over_mark(p, &s->out.v[j]);
    }
  }
  return t;
}

static void nothing_overlaps_or_crosses(void **state) {
  (void)state;
  enum { SEEDS = 2 };
  size_t placed = 0, led = 0;
  for (int k = 0; k < KINDS * SEEDS; k++) {
    struct scene *s = make(&kinds[k % KINDS], 77 + (uint64_t)k);
    scene_solve(s);
    struct totals t = count(s);
    if (t.overlaps || t.crossings || t.over_marks || t.outside)
      fail_msg("kind %d, seed %d: %zu overlaps, %zu crossings, %zu over marks, %zu outside", k % KINDS,
               77 + k, t.overlaps, t.crossings, t.over_marks, t.outside);
    placed += t.placed;
    led += s->out.leaders;
    scene_free(s);
  }
  print_message("%zu texts, %zu at leaders\n", placed, led);
  assert_true(placed > 1000 && led > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_overlaps_or_crosses)};
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
