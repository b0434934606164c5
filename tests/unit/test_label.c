// SPDX-License-Identifier: MIT
// Tests of src/label: what must hold of any result, checked from outside by brute force.
#include <time.h>

#include "test_label_help.h"

static const char *const names[] = {"Pyongyang",     "Wonsan", "Hamhung", "Kim Chaek", "Sinpo",
                                    "Sohae Station", "Nampo",  "Haeju",   "Chongjin",  "Rason Special City"};

static double next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

// n marks with names, spread evenly or in heaps.
static struct scene *problem(size_t n, bool heaps, uint64_t seed, double icon) {
  struct scene *s = scene_new(774, 510);
  s->icon_pt = (float)icon;
  double cx[10], cy[10];
  for (int i = 0; i < 10; i++) {
    cx[i] = 60 + next(&seed) * 650;
    cy[i] = 60 + next(&seed) * 390;
  }
  for (size_t i = 0; i < n; i++) {
    char words[64];
    double x = next(&seed) * 774, y = next(&seed) * 510, t = next(&seed) * 6.283, r = 50 * next(&seed);
    int k = (int)(next(&seed) * 10);
    snprintf(words, sizeof words, "%s %zu", names[(int)(next(&seed) * 10)], i);
    if (heaps)
      scene_add(s, MARK, (float)(cx[k] + r * cos(t)), (float)(cy[k] + r * sin(t)), words, (float)(i % 7));
    else
      scene_add(s, MARK, (float)x, (float)y, words, (float)(i % 7));
  }
  return s;
}

static bool overlap(const struct ct_rect *a, const struct ct_rect *b) {
  double e = 1e-3;
  return a->x + e < b->x + b->w && b->x + e < a->x + a->w && a->y + e < b->y + b->h && b->y + e < a->y + a->h;
}

static double side(const float *p, const float *q, const float *r) {
  return ((double)q[0] - p[0]) * ((double)r[1] - p[1]) - ((double)q[1] - p[1]) * ((double)r[0] - p[0]);
}

static bool cross(const float *a, const float *b) {
  return side(a, a + 2, b) * side(a, a + 2, b + 2) < 0 && side(b, b + 2, a) * side(b, b + 2, a + 2) < 0;
}

// Does the leader run through the box?
static bool cuts(const float *l, const struct ct_rect *b) {
  double m = 0.01;
  float c[4][2] = {{(float)(b->x + m), (float)(b->y + m)},
                   {(float)(b->x + b->w - m), (float)(b->y + m)},
                   {(float)(b->x + b->w - m), (float)(b->y + b->h - m)},
                   {(float)(b->x + m), (float)(b->y + b->h - m)}};
  for (int i = 0; i < 4; i++) {
    float edge[4] = {c[i][0], c[i][1], c[(i + 1) % 4][0], c[(i + 1) % 4][1]};
    if (cross(l, edge)) return true;
  }
  return false;
}

static void check_pair(const struct ct_placement *a, const struct ct_placement *b) {
  if (a->run && b->run) assert_false(overlap(&a->box, &b->box));
  if (a->nleader && b->nleader) assert_false(cross(a->leader, b->leader));
  if (a->nleader && b->run) assert_false(cuts(a->leader, &b->box));
  if (b->nleader && a->run) assert_false(cuts(b->leader, &a->box));
}

static struct ct_rect icon_rect(const struct scene *s, const struct ct_placement *p) {
  return (struct ct_rect){p->icon_x - s->icon_pt / 2, p->icon_y - s->icon_pt / 2, s->icon_pt, s->icon_pt};
}

static void check(const struct scene *s) {
  size_t state[5] = {0}, texts = 0;
  const struct ct_rect *f = &s->view.frame;
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    state[p->state]++;
    texts++;
    if (p->state == CT_LABEL_DROPPED) {
      assert_null(p->run);
      assert_non_null(p->reason);
      continue;
    }
    assert_non_null(p->run);
    assert_true((p->state == CT_LABEL_LEADER) == (p->nleader > 0));
    assert_true(p->box.x >= f->x && p->box.y >= f->y);
    assert_true(p->box.x + p->box.w <= f->x + f->w && p->box.y + p->box.h <= f->y + f->h);
    for (size_t k = 0; k < s->nfurniture; k++) assert_false(overlap(&p->box, &s->furniture[k]));
    for (size_t k = 0; k < s->out.n; k++) {
      struct ct_rect icon = icon_rect(s, &s->out.v[k]), ink = scene_ink(p);
      if (s->out.v[k].icon_drawn) assert_false(overlap(&ink, &icon));
    }
    for (size_t j = i + 1; j < s->out.n; j++) check_pair(p, &s->out.v[j]);
  }
  const struct ct_placements *o = &s->out;
  assert_int_equal(o->wanted, texts);
  assert_int_equal(o->placed, state[CT_LABEL_PLACED]);
  assert_int_equal(o->moved, state[CT_LABEL_MOVED]);
  assert_int_equal(o->leaders, state[CT_LABEL_LEADER]);
  assert_int_equal(o->dropped, state[CT_LABEL_DROPPED]);
  assert_int_equal(o->placed + o->moved + o->leaders + o->keyed + o->dropped, o->wanted);
}

static void nothing_overlaps(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 20, 93, 300};
  for (size_t k = 0; k < 16; k++) {
    struct scene *s = problem(sizes[k % 4], k & 4, 1000 + k, 7);
    s->leaders = k & 8;
    s->nfurniture = 2;
    s->furniture[0] = (struct ct_rect){600, 10, 160, 200};
    s->furniture[1] = (struct ct_rect){10, 470, 180, 30};
    scene_solve(s);
    check(s);
    scene_free(s);
  }
}

static void few_marks_are_all_named(void **state) {
  (void)state;
  struct scene *s = problem(60, false, 5, 6);
  scene_solve(s);
  check(s);
  assert_true(s->out.dropped <= 2);
  scene_free(s);
}

static void leaders_name_more(void **state) {
  (void)state;
  struct scene *near = problem(120, true, 9, 6), *far = problem(120, true, 9, 6);
  far->leaders = true;
  scene_solve(near);
  scene_solve(far);
  check(far);
  assert_true(far->out.leaders > 0);
  assert_true(far->out.dropped < near->out.dropped);
  scene_free(near);
  scene_free(far);
}

// Everything that is drawn, as text: no addresses in it.
static char *printed(const struct scene *s) {
  size_t size = 64 + s->out.n * 220, n = 0;
  char *v = malloc(size);
  assert_non_null(v);
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    n += (size_t)snprintf(v + n, size - n, "%u %u %a %a %d %d %a %a %s %a %a %s\n", p->layer, p->item, p->x,
                          p->y, p->icon_drawn, (int)p->state, p->text_x, p->text_y,
                          p->run ? ct_run_text(p->run) : "-", p->nleader ? p->leader[2] : 0,
                          p->nleader ? p->leader[3] : 0, p->reason ? p->reason : "");
  }
  return v;
}

static void twice_is_the_same(void **state) {
  (void)state;
  char *text[2];
  for (int k = 0; k < 2; k++) {
    struct scene *s = problem(250, true, 77, 7);
    // Other addresses the second time.
    if (k) ct_arena_alloc(&s->arena, 100000, 7);
    s->leaders = true;
    scene_solve(s);
    text[k] = printed(s);
    scene_free(s);
  }
  assert_string_equal(text[0], text[1]);
  free(text[0]);
  free(text[1]);
}

static void time_grows_little_faster_than_size(void **state) {
  (void)state;
  static const size_t sizes[] = {1000, 10000};
  for (int k = 0; k < 2; k++) {
    struct scene *s = problem(sizes[k], k, 3, 2);
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    scene_solve(s);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double seconds = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
    print_message("%zu labels: %zu placed, %.2f s\n", sizes[k], s->out.wanted - s->out.dropped, seconds);
    // Generous: the sanitizers and a busy machine take their time.
    assert_true(seconds < (k ? 50 : 5));
    check(s);
    scene_free(s);
  }
}

static void hostile_numbers_do_no_harm(void **state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY, 3e38F, -3e38F, 0};
  struct scene *s = scene_new(300, 200);
  for (int i = 0; i < 6; i++) {
    scene_add(s, MARK, bad[i], 50, "bad x", bad[i]);
    scene_add(s, MARK, 50, bad[5 - i], "bad y", 0);
  }
  scene_add(s, MARK, 150, 100, "good", 0);
  s->layers[MARK].style.text_padding = 1e9F;
  scene_solve(s);
  scene_free(s);
  s = scene_new(0, 0);
  scene_add(s, MARK, 0, 0, "no room", 0);
  scene_solve(s);
  assert_int_equal(s->out.placed, 0);
  scene_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_overlaps),
      cmocka_unit_test(few_marks_are_all_named),
      cmocka_unit_test(leaders_name_more),
      cmocka_unit_test(twice_is_the_same),
      cmocka_unit_test(time_grows_little_faster_than_size),
      cmocka_unit_test(hostile_numbers_do_no_harm),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
