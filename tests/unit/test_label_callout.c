// SPDX-License-Identifier: MIT
// Tests of src/label/callout*.c: random pages, whose overlaps and crossings are counted anew from outside.
#include "test_label_help.h"

static const char *const names[] = {"Yongbyon",       "Institute of Nuclear Physics and Chemistry",
                                    "Sohae",          "Radiochemical laboratory (old)",
                                    "Kim Chaek port", "Special Economic Zone of Rason and the North-East",
                                    "Nampo",          "녕변 핵시설"};

static double next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

struct page {
  double w, h;
  size_t n;
  bool heaps, base;
};

static struct scene *page_scene(const struct page *p, uint64_t seed) {
  struct scene *s = scene_new(p->w, p->h);
  double cx[6], cy[6];
  s->icon_pt = 7;
  s->leaders = true;
  for (int i = 0; i < 6; i++) {
    cx[i] = p->w * (0.3 + 0.4 * next(&seed));
    cy[i] = p->h * (0.2 + 0.6 * next(&seed));
  }
  for (size_t i = 0; i < p->n; i++) {
    char words[96];
    snprintf(words, sizeof words, "%s %zu", names[(int)(next(&seed) * 8)], i);
    double x = p->w * (0.25 + 0.5 * next(&seed)), y = p->h * next(&seed), t = 6.283 * next(&seed);
    double r = 0.12 * p->w * next(&seed);
    int k = (int)(next(&seed) * 6);
    if (p->heaps) {
      x = cx[k] + r * cos(t);
      y = cy[k] + r * sin(t);
    }
    scene_add(s, MARK, (float)x, (float)y, words, (float)(i % 9));
  }
  for (int i = 0; p->base && i < 60; i++)
    scene_add(s, AREA, (float)(p->w * next(&seed)), (float)(p->h * next(&seed)), names[i % 8], 0);
  s->nfurniture = 2;
  s->furniture[0] = (struct ct_rect){p->w - 90, 0, 90, 60};
  s->furniture[1] = (struct ct_rect){6, p->h - 30, 120, 24};
  return s;
}

// ---- Counted from outside

static double side(const float *p, const float *q, const float *r) {
  return ((double)q[0] - p[0]) * ((double)r[1] - p[1]) - ((double)q[1] - p[1]) * ((double)r[0] - p[0]);
}

static bool segments_cross(const float *a, const float *b) {
  return side(a, a + 2, b) * side(a, a + 2, b + 2) < 0 && side(b, b + 2, a) * side(b, b + 2, a + 2) < 0;
}

static bool leaders_cross(const struct ct_placement *a, const struct ct_placement *b) {
  for (size_t i = 0; i + 1 < a->nleader; i++)
    for (size_t k = 0; k + 1 < b->nleader; k++)
      if (segments_cross(a->leader + 2 * i, b->leader + 2 * k)) return true;
  return false;
}

static bool segment_in(const float *l, const struct ct_rect *b, double m) {
  float x0 = (float)(b->x + m), y0 = (float)(b->y + m), x1 = (float)(b->x + b->w - m),
        y1 = (float)(b->y + b->h - m);
  const float diagonals[2][4] = {{x0, y0, x1, y1}, {x0, y1, x1, y0}};
  bool inside = l[0] > x0 && l[0] < x1 && l[1] > y0 && l[1] < y1;
  return x0 < x1 && y0 < y1 && (inside || segments_cross(l, diagonals[0]) || segments_cross(l, diagonals[1]));
}

static bool leader_in(const struct ct_placement *p, const struct ct_rect *b, double m) {
  for (size_t i = 0; i + 1 < p->nleader; i++)
    if (segment_in(p->leader + 2 * i, b, m)) return true;
  return false;
}

static bool overlap(const struct ct_rect *a, const struct ct_rect *b) {
  double e = 1e-3;
  return a->x + e < b->x + b->w && b->x + e < a->x + a->w && a->y + e < b->y + b->h && b->y + e < a->y + a->h;
}

// From the mark's edge to the middle of one of the text's upright sides.
static void check_ends(const struct scene *s, const struct ct_placement *p) {
  const float *a = p->leader, *z = p->leader + 2 * (p->nleader - 1);
  double r = hypot(a[0] - p->x, a[1] - p->y);
  assert_true(r >= 0.4 * s->icon_pt && r < s->icon_pt);
  bool left = z[0] <= p->box.x + 0.1, right = z[0] >= p->box.x + p->box.w - 0.1;
  assert_true(left || right);
  double gap = left ? p->box.x - z[0] : z[0] - p->box.x - p->box.w;
  assert_true(gap > 0.3 && gap < 3);
  assert_true(fabs(z[1] - p->box.y - p->box.h / 2) < 2.5);
}

static void check_pair(const struct ct_placement *a, const struct ct_placement *b) {
  if (a->run && b->run) assert_false(overlap(&a->box, &b->box));
  assert_false(leaders_cross(a, b));
  if (b->run) assert_false(leader_in(a, &b->box, 1));
  if (a->run) assert_false(leader_in(b, &a->box, 1));
}

static bool is(const struct ct_placement *p, const char *reason) {
  return p->reason && strcmp(p->reason, reason) == 0;
}

static bool is_column(const struct ct_placement *p) {
  return is(p, "callout column");
}

static void check(const struct scene *s) {
  const struct ct_rect *f = &s->view.frame;
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    if (!p->run) continue;
    assert_true((p->state == CT_LABEL_LEADER) == (p->nleader > 0));
    assert_true(p->box.x >= f->x && p->box.y >= f->y);
    assert_true(p->box.x + p->box.w <= f->x + f->w && p->box.y + p->box.h <= f->y + f->h);
    if (is_column(p)) check_ends(s, p);
    for (size_t k = 0; k < s->nfurniture; k++) {
      assert_false(overlap(&p->box, &s->furniture[k]));
      assert_false(leader_in(p, &s->furniture[k], 0.01));
    }
    for (size_t k = i + 1; k < s->out.n; k++) check_pair(p, &s->out.v[k]);
  }
}

// ---- Cases

static size_t count(const struct scene *s, const char *reason) {
  size_t n = 0;
  for (size_t i = 0; i < s->out.n; i++) n += is(&s->out.v[i], reason);
  return n;
}

static size_t columns(const struct scene *s) {
  return count(s, "callout column");
}

static size_t named(const struct scene *s) {
  size_t n = 0;
  for (size_t i = 0; i < s->out.n; i++) n += s->out.v[i].layer == MARK && s->out.v[i].run;
  return n;
}

static void random_pages(enum ct_label_mode mode) {
  static const struct page pages[] = {{774, 510, 5, false, true},   {774, 510, 40, false, true},
                                      {774, 510, 93, true, true},   {538, 730, 60, false, false},
                                      {538, 730, 150, false, true}, {538, 730, 150, true, false},
                                      {425, 560, 25, true, true},   {200, 120, 30, false, false}};
  for (size_t k = 0; k < 16; k++) {
    const struct page *p = &pages[k % 8];
    struct scene *s = page_scene(p, 31 + k);
    s->mode = mode;
    scene_solve(s);
    check(s);
    print_message("%3zu marks on %.0fx%.0f%s: %zu in columns, %zu in free space, %zu named\n", p->n, p->w,
                  p->h, p->heaps ? " in heaps" : "", count(s, "callout column"),
                  count(s, "no free place near its mark"), named(s));
    scene_free(s);
  }
}

static void columns_cross_nothing(void **state) {
  (void)state;
  random_pages(CT_LABELS_CALLOUTS);
}

static void callouts_of_what_is_left_cross_nothing(void **state) {
  (void)state;
  random_pages(CT_LABELS_AUTO);
}

static void few_marks_all_stand_in_columns(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed < 9; seed++) {
    const struct page p = {774, 510, 24, seed % 2, true};
    struct scene *s = page_scene(&p, seed);
    s->mode = CT_LABELS_CALLOUTS;
    scene_solve(s);
    check(s);
    assert_true(columns(s) >= 22);
    assert_int_equal(named(s), 24);
    scene_free(s);
  }
}

// Ends of leaders at the same side stand one above the other.
static void columns_are_aligned(void **state) {
  (void)state;
  const struct page p = {774, 510, 30, false, false};
  struct scene *s = page_scene(&p, 4);
  float x[2] = {-1, -1};
  s->mode = CT_LABELS_CALLOUTS;
  scene_solve(s);
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *q = &s->out.v[i];
    if (!is_column(q)) continue;
    float end = q->leader[2 * q->nleader - 2];
    int k = end > q->x;
    if (x[k] < 0) x[k] = end;
    assert_true(fabsf(x[k] - end) < 0.01F);
  }
  assert_true(x[0] > 0 && x[1] > x[0]);
  scene_free(s);
}

static void one_side_will_do(void **state) {
  (void)state;
  struct scene *s = scene_new(774, 510);
  s->leaders = true;
  s->mode = CT_LABELS_CALLOUTS;
  for (int i = 0; i < 8; i++)
    scene_add(s, MARK, 715 + (float)(i % 3) * 9, 150 + (float)i * 20, "A site at the edge", 0);
  scene_solve(s);
  check(s);
  assert_int_equal(columns(s), 8);
  for (size_t i = 0; i < s->out.n; i++) assert_true(s->out.v[i].box.x < 700);
  scene_free(s);
}

static void long_names_are_wrapped(void **state) {
  (void)state;
  struct scene *s = scene_new(400, 300);
  s->mode = CT_LABELS_CALLOUTS;
  scene_add(s, MARK, 200, 150, "The Institute of Very Long Names and Their Abbreviations", 0);
  scene_solve(s);
  check(s);
  const struct ct_placement *p = &s->out.v[0];
  assert_int_equal(p->state, CT_LABEL_LEADER);
  assert_true(p->box.w <= ct_label_column_pt(400) + 1);
  assert_true(p->box.h > 18);
  scene_free(s);
}

static void base_names_give_way(void **state) {
  (void)state;
  struct scene *bare = scene_new(500, 200), *full = scene_new(500, 200);
  struct scene *both[] = {bare, full};
  for (int i = 0; i < 300; i++)
    scene_add(full, AREA, 25 + (float)(i % 20) * 24, 6 + (float)(i / 20) * 13, "Base", 0);
  for (int k = 0; k < 2; k++) {
    both[k]->mode = CT_LABELS_CALLOUTS;
    for (int i = 0; i < 6; i++) scene_add(both[k], MARK, 220 + (float)i * 12, 60 + (float)i * 14, "Site", 0);
    scene_solve(both[k]);
    check(both[k]);
    assert_int_equal(columns(both[k]), 6);
  }
  scene_free(bare);
  scene_free(full);
}

static void odd_pages_do_no_harm(void **state) {
  (void)state;
  static const double sizes[][2] = {{0, 0}, {3, 900}, {900, 3}, {30, 30}};
  for (int k = 0; k < 4; k++) {
    struct scene *s = scene_new(sizes[k][0], sizes[k][1]);
    s->mode = CT_LABELS_CALLOUTS;
    for (int i = 0; i < 5; i++) scene_add(s, MARK, (float)sizes[k][0] / 2, (float)i, "Nowhere to stand", 0);
    scene_add(s, MARK, NAN, 1, "Nowhere", 0);
    scene_solve(s);
    check(s);
    scene_free(s);
  }
}

static void twice_is_the_same(void **state) {
  (void)state;
  const struct page p = {538, 730, 80, true, true};
  struct scene *s[2];
  for (int k = 0; k < 2; k++) {
    s[k] = page_scene(&p, 12);
    // Other addresses the second time.
    if (k) ct_arena_alloc(&s[k]->arena, 50000, 8);
    s[k]->mode = CT_LABELS_CALLOUTS;
    scene_solve(s[k]);
  }
  assert_int_equal(s[0]->out.n, s[1]->out.n);
  for (size_t i = 0; i < s[0]->out.n; i++) {
    const struct ct_placement *a = &s[0]->out.v[i], *b = &s[1]->out.v[i];
    assert_int_equal(a->nleader, b->nleader);
    assert_memory_equal(&a->box, &b->box, sizeof a->box);
    if (a->nleader) assert_memory_equal(a->leader, b->leader, 2 * a->nleader * sizeof *a->leader);
  }
  for (int k = 0; k < 2; k++) scene_free(s[k]);
}

// A corridor as high as a leader, with two chambers for a name: rings of places miss the nearer one.
static void a_long_leader_is_shortened(void **state) {
  (void)state;
  struct scene *s = scene_new(400, 200);
  const float cx = 100, cy = 100, near = cx + 71, far = cx + 108, room = 18;
  const struct {
    float x0, x1, half;
  } parts[] = {{cx + 3, near, 2}, {near, near + room, 9}, {near + room, far, 2}, {far, far + room, 9}};
  s->leaders = true;
  scene_add(s, MARK, cx, cy, "Ab", 0);
  s->furniture[s->nfurniture++] = (struct ct_rect){0, 0, cx + 3.0, 200};
  s->furniture[s->nfurniture++] = (struct ct_rect){far + room, 0, 400 - far - room, 200};
  for (int i = 0; i < 4; i++) {
    double w = parts[i].x1 - parts[i].x0, h = 100 - parts[i].half;
    s->furniture[s->nfurniture++] = (struct ct_rect){parts[i].x0, 0, w, h};
    s->furniture[s->nfurniture++] = (struct ct_rect){parts[i].x0, 200 - h, w, h};
  }
  scene_solve(s);
  check(s);
  const struct ct_placement *p = &s->out.v[0];
  assert_int_equal(p->state, CT_LABEL_LEADER);
  assert_true(p->box.x >= near && p->box.x + p->box.w <= near + room);
  scene_free(s);
}

// Two chambers at equal distance: the name goes where its leader passes no other mark.
static void leaders_brush_no_marks(void **state) {
  (void)state;
  for (int side = -1; side <= 1; side += 2) {
    struct scene *s = scene_new(400, 200);
    const double x[] = {0, 110, 140, 260, 290, 400}, half[] = {0, 9, 2, 9, 0};
    s->leaders = true;
    scene_add(s, MARK, 200, 100, "Ab", 0);
    scene_add(s, MARK, 200 + 12 * (float)side, 105.5F, NULL, 0);
    for (int i = 0; i < 5; i++) {
      double w = x[i + 1] - x[i], h = 100 - half[i];
      // Nothing stands beside the mark; the other leaves the leader its way.
      s->furniture[s->nfurniture++] = (struct ct_rect){x[i], 0, w, h};
      s->furniture[s->nfurniture++] = (struct ct_rect){x[i], 200 - h, w, h};
    }
    scene_solve(s);
    check(s);
    const struct ct_placement *p = &s->out.v[0];
    assert_int_equal(p->state, CT_LABEL_LEADER);
    assert_true(side > 0 ? p->box.x + p->box.w < 200 : p->box.x > 200);
    scene_free(s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_cross_nothing),
      cmocka_unit_test(callouts_of_what_is_left_cross_nothing),
      cmocka_unit_test(few_marks_all_stand_in_columns),
      cmocka_unit_test(columns_are_aligned),
      cmocka_unit_test(one_side_will_do),
      cmocka_unit_test(long_names_are_wrapped),
      cmocka_unit_test(base_names_give_way),
      cmocka_unit_test(odd_pages_do_no_harm),
      cmocka_unit_test(twice_is_the_same),
      cmocka_unit_test(a_long_leader_is_shortened),
      cmocka_unit_test(leaders_brush_no_marks),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
