// SPDX-License-Identifier: MIT
// The numbered key: balanced columns with numbers ranged right, a place that hides no mark, room kept outside.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/key_list.h"
#include "page/page.h"
#include "page/sheet.h"
#include "text/text.h"

enum { MOST = 120, POINTS = 4000 };

static struct ct_text *text;
static struct ct_arena arena;
static struct ct_key_entry entries[MOST];
static const char *names[MOST];
static float points[2 * POINTS];

static const struct {
  double w, h;
  bool px;
} sizes[] = {{841.89, 595.28, false}, {595.28, 841.89, false}, {419.5, 595.3, false},
             {1440, 810, true},       {450, 540, true},        {900, 472.5, true}};
enum { NSIZES = sizeof sizes / sizeof *sizes };

static struct ct_document document(int k) {
  struct ct_document d = {.title = "Facilities", .scale_bar = true, .legend = true, .as_of = "2019"};
  d.page.w_pt = sizes[k].w;
  d.page.h_pt = sizes[k].h;
  d.page.in_pixels = sizes[k].px;
  return d;
}

static struct ct_page *layout(const struct ct_document *d) {
  static const struct ct_circle_style dot = {.radius = 3, .color = {1, 0, 0, 1}};
  static const struct ct_legend_entry row = {.heading = "Sites",
                                             .label = "Ports",
                                             .kind = CT_KEY_CIRCLE,
                                             .style.circle = &dot,
                                             .count = 9,
                                             .show_count = true};
  static const struct ct_legend legend = {1, &row};
  struct ct_page_theme theme = {.paper = {1, 1, 1, 1}, .ink = {0, 0, 0, 1}, .panel = {1, 1, 1, 1}};
  struct ct_page *p = NULL;
  struct ct_err err = {0};
  assert_true(ct_page_layout(d, &theme, text, &arena, &p, &err));
  struct ct_view view = {.page_w_pt = d->page.w_pt,
                         .page_h_pt = d->page.h_pt,
                         .frame = ct_page_frame(p),
                         .scale = 3e6,
                         .scale_variation = 1.01};
  assert_true(ct_page_place(p, &view, &legend, NULL, 0, &arena, &err));
  return p;
}

static struct ct_page_key key_of(size_t n) {
  return (struct ct_page_key){.n = n, .v = entries};
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  return r->x + 0.05 < s->x + s->w && s->x + 0.05 < r->x + r->w && r->y + 0.05 < s->y + s->h &&
         s->y + 0.05 < r->y + r->h;
}

static void within(const struct ct_rect *in, const struct ct_rect *r) {
  assert_true(r->x >= in->x - 0.1 && r->y >= in->y - 0.1);
  assert_true(r->x + r->w <= in->x + in->w + 0.1 && r->y + r->h <= in->y + in->h + 0.1);
}

// Every row once, in order, columns about as high as each other, names apart and inside the block.
static void check_block(const struct ct_key_block *b, size_t n) {
  double tallest = 0, lowest = INFINITY;
  assert_int_equal(b->nrows, n);
  assert_int_equal(b->first[0], 0);
  assert_int_equal(b->first[b->ncolumns], n);
  for (int c = 0; c < b->ncolumns; c++) {
    double h = -b->space;
    assert_true(b->first[c + 1] > b->first[c]);
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++) {
      h += b->rows[i].h + b->space;
      assert_true(b->number_w + b->number_gap + ct_run_box(b->rows[i].name)->w <= b->column_w + 0.01);
      assert_true(ct_run_box(b->rows[i].number)->w <= b->number_w + 0.01);
    }
    tallest = fmax(tallest, h);
    if (c + 1 < b->ncolumns) lowest = fmin(lowest, h);
  }
  assert_true(fabs(tallest - b->h) < 0.01);
  // A full column is at most a row of three lines lower than the tallest.
  if (b->ncolumns > 1) assert_true(tallest - lowest < 4.5 * b->size);
  assert_true(b->size >= 5.5F);
  double w = b->ncolumns * b->column_w + (b->ncolumns - 1) * b->column_gap;
  assert_true(fabs(w - b->w) < 0.01);
}

static void columns_balance(void **state) {
  (void)state;
  struct ct_document d = document(1);
  struct ct_page *p = layout(&d);
  for (size_t n = 1; n <= MOST; n += 7)
    for (int columns = 1; columns <= CT_KEY_COLUMNS; columns++) {
      struct ct_page_key key = key_of(n);
      struct ct_key_setting s = {6.65F, 80, columns};
      struct ct_key_block b;
      if (ct_key_list_set(p, &key, &s, &arena, &b)) {
        assert_int_equal(b.ncolumns, columns);
        check_block(&b, n);
      } else {
        assert_true(n < 30);
      }
    }
}

// Room kept for 3, 30 and 90 names on every page: outside frame and foot, and it holds them.
static void room_is_kept(void **state) {
  (void)state;
  static const size_t counts[] = {3, 30, 90};
  for (int k = 0; k < NSIZES; k++)
    for (int i = 0; i < 3; i++) {
      struct ct_document d = document(k);
      d.nkeyed = counts[i];
      d.keyed = names;
      struct ct_page *p = layout(&d);
      struct ct_page_key key = key_of(counts[i]);
      struct ct_rect page = {0, 0, d.page.w_pt, d.page.h_pt};
      assert_true(p->key_room.w > 0);
      assert_false(overlap(&p->key_room, &p->frame));
      assert_false(overlap(&p->key_room, &p->foot));
      within(&page, &p->key_room);
      if (!ct_page_place_key(p, &key, &arena)) fail_msg("%zu names: page %d", counts[i], k);
      assert_false(p->key_panel);
      check_block(p->key, counts[i]);
      assert_false(overlap(&p->key_at, &p->frame));
      assert_false(overlap(&p->key_at, &p->foot));
      within(&page, &p->key_at);
      // Beside or below the map, but the map stays the most of the page.
      if (d.page.w_pt > 500) assert_true(p->frame.w * p->frame.h > 0.4 * page.w * page.h);
    }
}

static uint32_t chance(uint32_t n) {
  static uint64_t x = 88172645463325252u;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return (uint32_t)(x % n);
}

// Marks in blobs: the key hides none, nor the other furniture, and is an obstacle itself.
static void place_hides_nothing(void **state) {
  (void)state;
  size_t placed = 0;
  for (int round = 0; round < 120; round++) {
    struct ct_document d = document(round % NSIZES);
    struct ct_page *p = layout(&d);
    size_t npoints = 20 + chance(200), n = 1 + chance(40);
    double cx = p->frame.x + chance(1000) * 0.001 * p->frame.w, cy = p->frame.y + p->frame.h / 2;
    for (size_t i = 0; i < npoints; i++) {
      points[2 * i] = (float)(cx + (chance(1000) - 500.0) * 0.0007 * p->frame.w);
      points[2 * i + 1] = (float)(cy + (chance(1000) - 500.0) * 0.0006 * p->frame.h);
    }
    struct ct_page_key key = key_of(n);
    key.points = points;
    key.npoints = npoints;
    const struct ct_rect *o;
    size_t before = ct_page_obstacles(p, &o);
    if (!ct_page_place_key(p, &key, &arena)) {
      assert_int_equal(ct_page_obstacles(p, &o), before);
      assert_null(p->key);
      continue;
    }
    placed++;
    check_block(p->key, n);
    within(&p->frame, &p->key_at);
    assert_false(overlap(&p->key_at, &p->legend_at));
    assert_false(overlap(&p->key_at, &p->bar_at));
    for (size_t i = 0; i < npoints; i++)
      assert_false(points[2 * i] > p->key_at.x - 3 && points[2 * i] < p->key_at.x + p->key_at.w + 3 &&
                   points[2 * i + 1] > p->key_at.y - 3 && points[2 * i + 1] < p->key_at.y + p->key_at.h + 3);
    assert_int_equal(ct_page_obstacles(p, &o), before + 1);
    // Placed again it takes the place of the first; nothing to place removes it.
    struct ct_rect first = p->key_at;
    assert_true(ct_page_place_key(p, &key, &arena));
    assert_int_equal(ct_page_obstacles(p, &o), before + 1);
    assert_true(first.x == p->key_at.x && first.y == p->key_at.y);
    key.n = 0;
    assert_false(ct_page_place_key(p, &key, &arena));
    assert_int_equal(ct_page_obstacles(p, &o), before);
  }
  assert_true(placed > 60);
}

// Marks all over the frame: no key rather than one that hides some.
static void no_place(void **state) {
  (void)state;
  struct ct_document d = document(0);
  struct ct_page *p = layout(&d);
  size_t n = 0;
  for (double y = p->frame.y; y < p->frame.y + p->frame.h; y += 15)
    for (double x = p->frame.x; x < p->frame.x + p->frame.w; x += 15) {
      points[2 * n] = (float)x;
      points[2 * n++ + 1] = (float)y;
    }
  assert_true(n < POINTS);
  struct ct_page_key key = key_of(5);
  key.points = points;
  key.npoints = n;
  assert_false(ct_page_place_key(p, &key, &arena));
  d.page.bare = true;
  struct ct_page *bare = NULL;
  struct ct_page_theme theme = {.ink = {0, 0, 0, 1}};
  struct ct_err err = {0};
  assert_true(ct_page_layout(&d, &theme, text, &arena, &bare, &err));
  key.npoints = 0;
  assert_false(ct_page_place_key(bare, &key, &arena));
}

// Drawn in a group of its own, numbers on the lines of their names and ranged right.
static void drawn(void **state) {
  (void)state;
  struct ct_document d = document(0);
  struct ct_page *p = layout(&d);
  struct ct_page_key key = key_of(12);
  struct ct_scene scene;
  struct ct_view view = {.frame = ct_page_frame(p), .scale = 3e6, .scale_variation = 1.01};
  struct ct_err err = {0};
  assert_true(ct_page_place_key(p, &key, &arena));
  ct_scene_init(&scene, d.page.w_pt, d.page.h_pt);
  assert_true(ct_page_compose(p, &view, NULL, &arena, &scene.root, &err));
  const struct ct_op *group = scene.root.group.first;
  while (group && !(group->kind == CT_OP_GROUP && strcmp(group->group.name, "key") == 0)) group = group->next;
  assert_non_null(group);
  size_t n = 0;
  double right = 0;
  for (const struct ct_op *op = group->group.first; op; op = op->next) {
    if (op->kind != CT_OP_TEXT) continue;
    char number[24];
    snprintf(number, sizeof number, "%zu", n / 2 + 1);
    const struct ct_run_box *b = ct_run_box(op->text.run);
    if (n % 2 == 0) {
      assert_string_equal(ct_run_text(op->text.run), number);
      double end = op->text.x + b->w;
      if (n > 0 && op->text.y > p->key_at.y + 20) assert_true(end >= right - 0.01);
      right = end;
    } else {
      assert_string_equal(ct_run_text(op->text.run), names[n / 2]);
      assert_true(op->text.x > right);
    }
    n++;
  }
  assert_int_equal(n, 24);
}

static int setup(void **state) {
  (void)state;
  static struct ct_diags diags;
  static const char *const parts[] = {"Yongbyon", "Institute of Nuclear Physics", "Sohae",
                                      "Punggye-ri station", "Radiochemical laboratory of the complex"};
  struct ct_err err = {0};
  for (size_t i = 0; i < MOST; i++) {
    names[i] = i < 12 ? parts[i % 3 == 1 ? 0 : 2] : parts[i % 5];
    entries[i] = (struct ct_key_entry){(uint32_t)i + 1, names[i], NULL};
  }
  return ct_text_new("styles/fonts", &diags, &text, &err) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  ct_arena_release(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(columns_balance), cmocka_unit_test(room_is_kept),
                                     cmocka_unit_test(place_hides_nothing), cmocka_unit_test(no_place),
                                     cmocka_unit_test(drawn)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
