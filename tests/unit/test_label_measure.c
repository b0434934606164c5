// SPDX-License-Identifier: MIT
// Tests of src/label/measure: overlaps and crossings counted, also of turned texts; against brute force.
#include "label/measure.h"

#include "test_label_help.h"

enum { MOST = 400 };

// Placements made by hand.
struct page {
  struct ct_arena arena;
  struct ct_placement v[MOST];
  size_t n;
};

static const struct ct_run *shaped(struct page *p, const char *words) {
  struct ct_span *span = CT_NEW(&p->arena, struct ct_span);
  struct ct_rich_text *text = CT_NEW(&p->arena, struct ct_rich_text);
  static const struct ct_text_style style = {
      .fonts = label_font, .nfonts = 1, .size = 10, .line_height = 1.1F, .color = {0, 0, 0, 1}};
  *span = (struct ct_span){.text = ct_arena_strdup(&p->arena, words), .scale = 1};
  *text = (struct ct_rich_text){1, span};
  return ct_text_shape(label_text, text, &style, "test");
}

// A text whose words begin at x, y, about that point turned.
static struct ct_placement *put(struct page *p, const char *words, float x, float y, float deg) {
  struct ct_placement *k = &p->v[p->n++];
  *k = (struct ct_placement){.x = x, .y = y, .state = CT_LABEL_PLACED, .run = shaped(p, words)};
  struct ct_rect w = ct_run_words(k->run);
  k->text_x = x - (float)w.x;
  k->text_y = y - (float)w.y;
  k->text_rotate_deg = deg;
  return k;
}

static void lead(struct page *p, struct ct_placement *k, const float *xy, size_t n) {
  float *line = CT_NEW_N(&p->arena, float, 2 * n);
  memcpy(line, xy, 2 * n * sizeof *line);
  k->state = CT_LABEL_LEADER;
  k->leader = line;
  k->nleader = n;
}

static struct ct_label_measures measured(struct page *p) {
  struct ct_placements all = {.n = p->n, .v = p->v};
  struct ct_rect sheet = {0, 0, 600, 400};
  struct ct_label_measures m;
  ct_label_measure(label_text, &p->arena, &all, &sheet, &m);
  return m;
}

static void test_overlaps(void **state) {
  (void)state;
  struct page p = {.arena = {0}};
  put(&p, "Pyongyang", 100, 100, 0);
  struct ct_rect w = ct_run_words(p.v[0].run);
  // One em of Source Sans 3 is 1.326 em high to a reader of the page.
  assert_true(fabs(w.h - 13.26) < 0.01 && w.w > 40 && w.w < 60);
  struct ct_placement *other = put(&p, "Nampo", 100, (float)(100 + w.h), 0);
  assert_int_equal(measured(&p).overlaps, 0);
  other->text_y -= 0.04F;
  assert_int_equal(measured(&p).overlaps, 0);
  other->text_y -= 0.1F;
  assert_int_equal(measured(&p).overlaps, 1);
  other->state = CT_LABEL_DROPPED;
  assert_int_equal(measured(&p).overlaps, 0);
  ct_arena_release(&p.arena);
}

static void test_turned(void **state) {
  (void)state;
  struct page p = {.arena = {0}};
  put(&p, "Taedong River", 100, 100, 45);
  // In the turned text's box, but not in its words; then on them.
  struct ct_placement *other = put(&p, "Up", 140, 98, 0);
  assert_int_equal(measured(&p).overlaps, 0);
  other->text_y += 30;
  assert_int_equal(measured(&p).overlaps, 1);
  const struct ct_quad *q;
  assert_int_equal(ct_label_cover(label_text, &p.arena, &p.v[0], &q), 1);
  assert_true(fabsf(q->xy[0] - 100) < 0.01F && fabsf(q->xy[1] - 100) < 0.01F);
  assert_true(fabsf((q->xy[2] - q->xy[0]) - (q->xy[3] - q->xy[1])) < 0.01F);
  ct_arena_release(&p.arena);
}

static void test_curved(void **state) {
  (void)state;
  struct page p = {.arena = {0}};
  struct ct_placement *k = put(&p, "a b", 0, 0, 0);
  struct ct_cluster_spot spots[3] = {{100, 100, 0}, {120, 100, 45}, {140, 120, 90}};
  const struct ct_cluster *clusters;
  assert_int_equal(ct_run_clusters(label_text, k->run, &clusters), 3);
  k->spots = spots;
  const struct ct_quad *q;
  assert_int_equal(ct_label_cover(label_text, &p.arena, k, &q), 2);
  struct ct_rect b = ct_label_cover_box(q, 2);
  assert_true(b.x < 100 && b.x > 90 && b.x + b.w > 140 && b.y + b.h > 120);
  // Between the letters there is nothing, on them something.
  struct ct_placement *other = put(&p, "x", 118, 90, 0);
  assert_int_equal(measured(&p).overlaps, 0);
  other->text_x -= 18;
  assert_int_equal(measured(&p).overlaps, 1);
  ct_arena_release(&p.arena);
}

static void test_crossings(void **state) {
  (void)state;
  struct page p = {.arena = {0}};
  lead(&p, put(&p, "A", 200, 100, 0), (float[]){100, 100, 200, 107}, 2);
  lead(&p, put(&p, "B", 200, 300, 0), (float[]){100, 120, 150, 200, 200, 307}, 3);
  assert_int_equal(measured(&p).crossings, 0);
  lead(&p, put(&p, "C", 200, 20, 0), (float[]){120, 200, 120, 90, 200, 27}, 3);
  // Across the leader of A and that of B.
  assert_int_equal(measured(&p).crossings, 2);
  put(&p, "In the way", 115, 160, 0);
  // B's and C's leaders both go through it.
  assert_int_equal(measured(&p).crossings, 4);
  // A leader that ends at its own text goes into no other.
  lead(&p, put(&p, "D", 400, 100, 0), (float[]){350, 105, 410, 105}, 2);
  assert_int_equal(measured(&p).crossings, 4);
  ct_arena_release(&p.arena);
}

static void test_displacement(void **state) {
  (void)state;
  struct page p = {.arena = {0}};
  struct ct_placement *k = put(&p, "Aa", 100, 100, 0);
  k->x = 97;
  k->y = 96;
  assert_true(fabs(measured(&p).mean_displacement_pt - 5) < 0.01);
  put(&p, "Bb", 300, 100, 0)->x += 2;  // inside
  assert_true(fabs(measured(&p).mean_displacement_pt - 2.5) < 0.01);
  p.v[0].state = CT_LABEL_DROPPED;
  assert_true(measured(&p).mean_displacement_pt < 0.01);
  ct_arena_release(&p.arena);
}

static double next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

// Level texts on a page, many of them beyond its edges: pair by pair.
static size_t brute(struct page *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->n; i++)
    for (size_t k = 0; k < i; k++) {
      struct ct_rect a = ct_run_words(p->v[i].run), b = ct_run_words(p->v[k].run);
      double ax = p->v[i].text_x + a.x, ay = p->v[i].text_y + a.y;
      double bx = p->v[k].text_x + b.x, by = p->v[k].text_y + b.y;
      double w = fmin(ax + a.w, bx + b.w) - fmax(ax, bx), h = fmin(ay + a.h, by + b.h) - fmax(ay, by);
      n += w > 0.05 && h > 0.05;
    }
  return n;
}

static void test_many(void **state) {
  (void)state;
  static const char *const names[] = {"Pyongyang", "Wonsan", "Kim Chaek\nwharf", "O", "Rason Special City"};
  struct page *p = calloc(1, sizeof *p);
  uint64_t seed = 7;
  assert_non_null(p);
  for (int i = 0; i < MOST; i++)
    put(p, names[(int)(next(&seed) * 5)], (float)(next(&seed) * 900 - 150), (float)(next(&seed) * 600 - 100),
        0);
  size_t wanted = brute(p);
  assert_true(wanted > 100);
  assert_int_equal(measured(p).overlaps, wanted);
  struct ct_arena a = p->arena;
  ct_arena_release(&a);
  free(p);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_overlaps),     cmocka_unit_test(test_turned),
                                     cmocka_unit_test(test_curved),       cmocka_unit_test(test_crossings),
                                     cmocka_unit_test(test_displacement), cmocka_unit_test(test_many)};
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
