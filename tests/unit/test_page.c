// SPDX-License-Identifier: MIT
// Page layout: frames are large, nothing overlaps or leaves the page, bars are true.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/page.h"
#include "text/text.h"

static struct ct_text *text;

struct size {
  double w, h;
  bool px;
  double share;  // least part of the page that is map
};

static const struct size sizes[] = {
    {841.89, 595.28, false, 0.70}, {595.28, 841.89, false, 0.70}, {792, 612, false, 0.70},
    {612, 792, false, 0.70},       {1190.6, 841.9, false, 0.70},  {1440, 810, true, 0.70},
    {900, 472.5, true, 0.68},      {1200, 900, true, 0.70},       {450, 540, true, 0.50},
    {419.5, 595.3, false, 0.60},   {297.6, 419.5, false, 0.40},   {300, 300, true, 0.3},
};
enum { NSIZES = sizeof sizes / sizeof *sizes };

static const char *const sources[] = {"UN Panel of Experts, S/2019/691", "James Martin Center",
                                      "Natural Earth"};

static struct ct_document usual(const struct size *z) {
  static const struct ct_class classes[] = {
      {.label = "Nuclear"}, {.label = "Missile base"}, {.label = "Port"}};
  static const struct ct_data data = {.name = "facilities",
                                      .heading = "Facilities",
                                      .class_column = "class",
                                      .nclasses = 3,
                                      .classes = classes};
  struct ct_document d = {.title = "Nuclear and missile facilities of North Korea",
                          .subtitle = "Facilities named in reports to the Security Council",
                          .as_of = "2019-09-05",
                          .legend = true,
                          .legend_counts = true,
                          .locator = true,
                          .scale_bar = true,
                          .nsources = 3,
                          .sources = sources,
                          .ndata = 1,
                          .data = &data};
  d.page.w_pt = z->w;
  d.page.h_pt = z->h;
  d.page.in_pixels = z->px;
  return d;
}

static struct ct_view view_of(const struct ct_document *d) {
  return (struct ct_view){.page_w_pt = d->page.w_pt,
                          .page_h_pt = d->page.h_pt,
                          .crs_name = "Lambert azimuthal equal-area, centred on 39° N 127° E",
                          .crs_auto = true,
                          .scale = 2850000,
                          .scale_variation = 1.01,
                          .west = 124,
                          .east = 131,
                          .south = 37,
                          .north = 43};
}

static const struct ct_circle_style dot = {.radius = 3, .stroke_width = 0.5f, .color = {1, 0, 0, 1}};

static const struct ct_legend_entry entries[] = {
    {.heading = "Facilities",
     .label = "Nuclear",
     .kind = CT_KEY_CIRCLE,
     .style.circle = &dot,
     .count = 14,
     .show_count = true},
    {.heading = "Facilities",
     .label = "Missile base",
     .kind = CT_KEY_CIRCLE,
     .style.circle = &dot,
     .count = 31,
     .show_count = true},
    {.heading = "Facilities",
     .label = "Port or anchorage",
     .kind = CT_KEY_CIRCLE,
     .style.circle = &dot,
     .count = 12345,
     .show_count = true},
};
static const struct ct_legend legend3 = {3, entries};

struct page {
  struct ct_arena a;
  struct ct_page *page;
  struct ct_scene scene;
  struct ct_rect frame;
};

static bool make(struct page *p, const struct ct_document *d, const struct ct_view *v,
                 const struct ct_legend *legend, struct ct_err *err) {
  struct ct_page_theme theme = {.paper = {1, 1, 1, 1}, .ink = {0, 0, 0, 1}, .panel = {1, 1, 1, 1}};
  *p = (struct page){.frame = {0, 0, 0, 0}};
  if (!ct_page_layout(d, &theme, text, &p->a, &p->page, err)) return false;
  p->frame = ct_page_frame(p->page);
  struct ct_view view = *v;
  view.frame = p->frame;
  assert_true(ct_page_place(p->page, &view, legend, NULL, 0, &p->a, err));
  ct_scene_init(&p->scene, d->page.w_pt, d->page.h_pt);
  ct_page_underlay(p->page, &p->a, &p->scene.root);
  struct ct_page_locator_map locator = {0};
  assert_true(ct_page_compose(p->page, &view, &locator, &p->a, &p->scene.root, err));
  return true;
}

typedef ct_vec(struct ct_rect) rects;

// Ink of all texts of a group and its groups.
static void gather_inks(struct ct_arena *a, const struct ct_op *group, rects *out) {
  for (const struct ct_op *op = group->group.first; op; op = op->next) {
    if (op->kind == CT_OP_GROUP) gather_inks(a, op, out);
    if (op->kind != CT_OP_TEXT) continue;
    struct ct_rect r = ct_run_box(op->text.run)->ink;
    r.x += op->text.x;
    r.y += op->text.y;
    ct_vec_push(a, out, r);
  }
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  return r->x + 0.05 < s->x + s->w && s->x + 0.05 < r->x + r->w && r->y + 0.05 < s->y + s->h &&
         s->y + 0.05 < r->y + r->h;
}

static const struct ct_op *find(const struct ct_op *group, const char *name) {
  for (const struct ct_op *op = group->group.first; op; op = op->next)
    if (op->kind == CT_OP_GROUP && strcmp(op->group.name, name) == 0) return op;
  return NULL;
}

// On the page, apart from each other, titles above the frame and feet below it.
static void check_texts(struct page *p) {
  rects all = {0};
  gather_inks(&p->a, &p->scene.root, &all);
  for (size_t i = 0; i < all.n; i++) {
    const struct ct_rect *r = &all.v[i];
    if (!(r->x >= 0 && r->y >= 0 && r->x + r->w <= p->scene.w_pt && r->y + r->h <= p->scene.h_pt))
      fail_msg("text %zu leaves the page: %g %g %g %g of %g %g", i, r->x, r->y, r->w, r->h, p->scene.w_pt,
               p->scene.h_pt);
    for (size_t k = 0; k < i; k++) assert_false(overlap(r, &all.v[k]));
  }
  rects title = {0}, foot = {0};
  if (find(&p->scene.root, "title")) gather_inks(&p->a, find(&p->scene.root, "title"), &title);
  if (find(&p->scene.root, "foot")) gather_inks(&p->a, find(&p->scene.root, "foot"), &foot);
  for (size_t i = 0; i < title.n; i++) assert_true(title.v[i].y + title.v[i].h < p->frame.y);
  for (size_t i = 0; i < foot.n; i++) assert_true(foot.v[i].y > p->frame.y + p->frame.h);
}

static void usual_pages(void **state) {
  (void)state;
  for (size_t i = 0; i < NSIZES; i++) {
    struct ct_document d = usual(&sizes[i]);
    struct ct_view v = view_of(&d);
    struct page p;
    struct ct_err err = {0};
    assert_true(make(&p, &d, &v, &legend3, &err));
    assert_true(p.frame.w * p.frame.h >= sizes[i].share * sizes[i].w * sizes[i].h);
    assert_true(p.frame.x > 0 && p.frame.x + p.frame.w < sizes[i].w);
    assert_non_null(find(&p.scene.root, "legend"));
    assert_non_null(find(&p.scene.root, "scale-bar"));
    check_texts(&p);
    ct_arena_release(&p.a);
  }
}

static void long_texts(void **state) {
  (void)state;
  static char words[4000], solid[2000];
  for (size_t i = 0; i + 6 < sizeof words; i += 6) memcpy(words + i, "words ", 6);
  memset(solid, 'M', sizeof solid - 1);
  const char *many[120];
  for (int i = 0; i < 120; i++)
    many[i] = "UN Panel of Experts on the DPRK, S/2019/691, annex 17, paragraphs 3–9";
  for (size_t i = 0; i < NSIZES; i++) {
    struct ct_document d = usual(&sizes[i]);
    d.kicker = i % 2 ? words : solid;
    d.title = i % 2 ? solid : words;
    d.subtitle = words;
    d.note = words;
    d.sources = many;
    d.nsources = 120;
    d.legend_title = words;
    struct ct_legend_entry long_entries[40];
    for (size_t k = 0; k < 40; k++) {
      long_entries[k] = entries[k % 3];
      if (k % 5 == 0) long_entries[k].label = k % 2 ? solid : words;
      if (k == 7) long_entries[k].heading = words;
    }
    struct ct_view v = view_of(&d);
    v.crs_name = words;
    struct page p;
    struct ct_err err = {0};
    if (make(&p, &d, &v, &(struct ct_legend){40, long_entries}, &err)) {
      assert_true(p.frame.w >= 48 && p.frame.h >= 48);
      check_texts(&p);
    } else {
      assert_non_null(strstr(err.message, "no room for a map"));
    }
    ct_arena_release(&p.a);
  }
}

static void bare(void **state) {
  (void)state;
  struct ct_document d = usual(&sizes[0]);
  d.page.bare = true;
  struct ct_view v = view_of(&d);
  struct page p;
  struct ct_err err = {0};
  assert_true(make(&p, &d, &v, &legend3, &err));
  assert_true(p.frame.x == 0 && p.frame.y == 0 && p.frame.w == d.page.w_pt && p.frame.h == d.page.h_pt);
  const struct ct_rect *obstacles;
  assert_int_equal(ct_page_obstacles(p.page, &obstacles), 0);
  assert_true(ct_page_locator(p.page).w == 0);
  assert_null(find(&p.scene.root, "frame"));
  ct_arena_release(&p.a);
}

static void too_small(void **state) {
  (void)state;
  const struct size tiny[] = {
      {40, 30, true, 0}, {45, 500, false, 0}, {500, 60, true, 0}, {NAN, 5, false, 0}, {0, 0, true, 0}};
  for (size_t i = 0; i < sizeof tiny / sizeof *tiny; i++) {
    struct ct_document d = usual(&tiny[i]);
    d.file = "maps/x.yaml";
    struct ct_view v = view_of(&d);
    struct page p;
    struct ct_err err = {0};
    assert_false(make(&p, &d, &v, &legend3, &err));
    assert_true(err.failed && strncmp(err.message, "maps/x.yaml: ", 13) == 0);
    ct_arena_release(&p.a);
  }
}

// The drawn length of the whole bar, times the scale, is the length its last label says.
static void bar_is_true(void **state) {
  (void)state;
  static const double unit_m[] = {1000, 1609.344, 1852};
  for (int unit = 0; unit < 3; unit++)
    for (double scale = 3e5; scale < 4e7; scale *= 1.7) {
      struct ct_document d = usual(&sizes[0]);
      d.unit = (enum ct_length_unit)unit;
      struct ct_view v = view_of(&d);
      v.scale = scale;
      struct page p;
      struct ct_err err = {0};
      assert_true(make(&p, &d, &v, &legend3, &err));
      const struct ct_op *bar = find(&p.scene.root, "scale-bar");
      double x0 = INFINITY, x1 = -INFINITY, said = 0;
      for (const struct ct_op *op = bar->group.first; op; op = op->next) {
        if (op->kind == CT_OP_FILL)
          for (uint32_t i = 0; i < op->fill.path.n; i++) {
            x0 = fmin(x0, op->fill.path.xy[2 * i]);
            x1 = fmax(x1, op->fill.path.xy[2 * i]);
          }
        const char *words = op->kind == CT_OP_TEXT ? ct_run_text(op->text.run) : "";
        if (strchr(words, 'm') && !strchr(words, ':'))
          for (; *words; words++)
            if (*words >= '0' && *words <= '9') said = said * 10 + (*words - '0');
      }
      double metres = (x1 - x0) / 72 * 0.0254 * scale;
      assert_true(fabs(metres - said * unit_m[unit]) < 2e-5 * metres);
      assert_true(x1 - x0 <= 60 * 72 / 25.4 + 0.01);
      ct_arena_release(&p.a);
    }
}

static void obstacles_have_clearance(void **state) {
  (void)state;
  struct ct_document d = usual(&sizes[0]);
  struct ct_view v = view_of(&d);
  v.north_deg = -30;
  struct page p;
  struct ct_err err = {0};
  assert_true(make(&p, &d, &v, &legend3, &err));
  const struct ct_rect *obstacles;
  size_t n = ct_page_obstacles(p.page, &obstacles);
  assert_int_equal(n, 4);
  const char *const names[] = {"legend", "scale-bar", "north-arrow"};
  for (int i = 0; i < 3; i++) {
    rects inks = {0};
    gather_inks(&p.a, find(&p.scene.root, names[i]), &inks);
    for (size_t k = 0; k < inks.n; k++) {
      bool held = false;
      for (size_t o = 0; o < n; o++)
        held |= inks.v[k].x >= obstacles[o].x && inks.v[k].y >= obstacles[o].y &&
                inks.v[k].x + inks.v[k].w <= obstacles[o].x + obstacles[o].w &&
                inks.v[k].y + inks.v[k].h <= obstacles[o].y + obstacles[o].h;
      assert_true(held);
    }
  }
  ct_arena_release(&p.a);
}

static void odd_views(void **state) {
  (void)state;
  static const double odd[] = {NAN, INFINITY, -1, 0, 1e-9, 1e30};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct ct_document d = usual(&sizes[i]);
    struct ct_view v = view_of(&d);
    v.scale = odd[i];
    v.north_deg = odd[i];
    v.scale_variation = i % 2 ? odd[i] : 1;
    v.west = odd[i];
    v.crs_name = NULL;
    struct page p;
    struct ct_err err = {0};
    assert_true(make(&p, &d, &v, NULL, &err));
    check_texts(&p);
    ct_arena_release(&p.a);
  }
}

static int setup(void **state) {
  (void)state;
  static struct ct_diags diags;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", &diags, &text, &err) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(usual_pages), cmocka_unit_test(long_texts),
      cmocka_unit_test(bare),        cmocka_unit_test(too_small),
      cmocka_unit_test(bar_is_true), cmocka_unit_test(obstacles_have_clearance),
      cmocka_unit_test(odd_views)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
