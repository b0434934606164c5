// SPDX-License-Identifier: MIT
// Graticule on the page: labels that stand outside the frame in room kept for them, apart from each other.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/format_degrees.h"
#include "base/vec.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/page.h"
#include "project/graticule.h"
#include "project/guide.h"
#include "project/project.h"
#include "text/text.h"

static struct ct_text *text;

struct drawn {
  struct ct_arena a;
  struct ct_document doc;
  struct ct_page *page;
  struct ct_view view;
  struct ct_graticule_net net;
  struct ct_scene scene;
  struct ct_rect frame;
};

typedef ct_vec(struct ct_rect) rects;
typedef ct_vec(const char *) words;

static const struct ct_op *find(const struct ct_op *group, const char *name) {
  for (const struct ct_op *op = group->group.first; op; op = op->next)
    if (op->kind == CT_OP_GROUP && strcmp(op->group.name, name) == 0) return op;
  return NULL;
}

static void settle(struct drawn *d, const struct ct_view_request *like) {
  struct ct_page_theme theme = {
      .ink = {0, 0, 0, 1}, .panel = {1, 1, 1, 1}, .graticule = {0.5f, 0.5f, 0.5f, 1}};
  struct ct_err err = {0};
  if (!ct_page_layout(&d->doc, &theme, text, &d->a, &d->page, &err)) fail_msg("%s", err.message);
  struct ct_view_request r = *like;
  d->frame = ct_page_frame(d->page);
  r.page_w_pt = d->doc.page.w_pt, r.page_h_pt = d->doc.page.h_pt;
  r.frame = d->frame;
  if (!ct_view_settle(&r, &d->a, &d->view, &err)) fail_msg("%s", err.message);
  ct_view_guide(&d->view, false, 0);
  if (!ct_project_graticule(&d->view, &d->doc.graticule, &d->a, &d->net, &err)) fail_msg("%s", err.message);
  ct_page_graticule(d->page, &d->net, &d->a);
}

// As the render does it: labels known, bands kept, all over again.
static void draw(struct drawn *d, const struct ct_view_request *like) {
  struct ct_err err = {0};
  settle(d, like);
  struct ct_graticule_fit fit;
  ct_page_graticule_bands(d->page, &fit);
  ct_view_release(&d->view);
  d->doc.graticule.fit = fit;
  settle(d, like);
  struct ct_legend none = {0};
  assert_true(ct_page_place(d->page, &d->view, &none, NULL, 0, &d->a, &err));
  ct_scene_init(&d->scene, d->doc.page.w_pt, d->doc.page.h_pt);
  struct ct_op *map = ct_scene_group(&d->a, &d->scene.root, "map");
  ct_page_graticule_lines(d->page, &d->a, map);
  assert_true(ct_page_compose(d->page, &d->view, NULL, &d->a, &d->scene.root, &err));
}

static void close_drawn(struct drawn *d) {
  ct_view_release(&d->view);
  ct_arena_release(&d->a);
}

static void gather(struct ct_arena *a, const struct ct_op *group, rects *out, words *said) {
  for (const struct ct_op *op = group ? group->group.first : NULL; op; op = op->next) {
    if (op->kind == CT_OP_GROUP) gather(a, op, out, said);
    if (op->kind != CT_OP_TEXT) continue;
    struct ct_rect r = ct_run_box(op->text.run)->ink;
    r.x += op->text.x;
    r.y += op->text.y;
    ct_vec_push(a, out, r);
    if (said) ct_vec_push(a, said, ct_run_text(op->text.run));
  }
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  return r->x < s->x + s->w && s->x < r->x + r->w && r->y < s->y + s->h && s->y < r->y + r->h;
}

static struct ct_document document(double w, double h, bool px) {
  static const char *const sources[] = {"UN Panel of Experts, S/2019/691", "Natural Earth"};
  struct ct_document d = {.title = "Sites", .as_of = "2019-09-05", .scale_bar = true, .nsources = 2};
  d.sources = sources;
  d.graticule = (struct ct_graticule){.on = true, .labels = true, .lines = true};
  d.page.w_pt = w;
  d.page.h_pt = h;
  d.page.in_pixels = px;
  return d;
}

static const struct {
  double w, h;
  bool px;
} pages[] = {{841.89, 595.28, false}, {595.28, 841.89, false}, {612, 792, false},    {1440, 810, true},
             {450, 540, true},        {900, 472.5, true},      {297.6, 419.5, false}};

static const struct {
  const char *projection;
  double box[4];
  double turn;
} views[] = {{"auto", {124, 37, 131, 43}, 0},
             {"auto", {-180, -90, 180, 90}, 0},
             {"auto", {140, -40, -110, 50}, 0},
             {"auto", {125.745, 39.79, 125.765, 39.8}, 0},
             {"auto", {-180, 60, 180, 90}, 0},
             {"+proj=laea +lat_0=-90", {-180, -90, 180, -60}, 0},
             {"+proj=lcc +lat_1=50 +lat_2=70 +lon_0=90", {20, 45, 150, 78}, 0},
             {"+proj=ortho +lat_0=30 +lon_0=110", {-180, -90, 180, 90}, 0},
             {"+proj=ortho +lat_0=0 +lon_0=110", {-180, -90, 180, 90}, 0},
             {"+proj=moll", {-180, -90, 180, 90}, 0},
             {"EPSG:3857", {-180, -60, 180, 75}, 0},
             {"auto", {124, 37, 131, 43}, 38},
             {"auto", {124, 37, 131, 43}, 90},
             {"auto", {124, 37, 131, 43}, -135},
             {"+proj=utm +zone=52", {128.9, 41.2, 129.2, 41.4}, 0}};

static void check_labels(struct drawn *d, const char *what) {
  rects labels = {0}, others = {0};
  gather(&d->a, find(&d->scene.root, "graticule-labels"), &labels, NULL);
  if (labels.n < 4) fail_msg("%s: %zu labels", what, labels.n);
  static const char *const groups[] = {"title", "foot", "scale-bar", "north-arrow"};
  for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
    gather(&d->a, find(&d->scene.root, groups[i]), &others, NULL);
  const struct ct_rect *f = &d->frame;
  for (size_t i = 0; i < labels.n; i++) {
    const struct ct_rect *r = &labels.v[i];
    if (!(r->x >= 0 && r->y >= 0 && r->x + r->w <= d->scene.w_pt && r->y + r->h <= d->scene.h_pt))
      fail_msg("%s: label %zu leaves the page: %g %g %g %g", what, i, r->x, r->y, r->w, r->h);
    bool in = r->x >= f->x && r->y >= f->y && r->x + r->w <= f->x + f->w && r->y + r->h <= f->y + f->h;
    if (!in && overlap(r, f)) fail_msg("%s: label %zu stands on the frame: %g %g", what, i, r->x, r->y);
    for (size_t k = 0; k < i; k++)
      if (overlap(r, &labels.v[k])) fail_msg("%s: labels %zu and %zu overlap", what, i, k);
    for (size_t k = 0; k < others.n; k++)
      if (overlap(r, &others.v[k])) fail_msg("%s: label %zu on other words at %g,%g", what, i, r->x, r->y);
  }
}

static void labels_stand_apart(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    for (size_t k = 0; k < sizeof views / sizeof *views; k++) {
      struct drawn d = {.doc = document(pages[i].w, pages[i].h, pages[i].px)};
      struct ct_view_request r = {.projection = views[k].projection, .has_bbox = true, .zoom = NAN};
      r.west = views[k].box[0], r.south = views[k].box[1], r.east = views[k].box[2],
      r.north = views[k].box[3];
      r.rotation_deg = views[k].turn;
      char what[160];
      snprintf(what, sizeof what, "page %zu, view %zu (%s)", i, k, views[k].projection);
      draw(&d, &r);
      check_labels(&d, what);
      close_drawn(&d);
    }
}

static bool says(const words *w, const char *text_wanted) {
  for (size_t i = 0; i < w->n; i++)
    if (!strcmp(w->v[i], text_wanted)) return true;
  return false;
}

static void labels_say_degrees(void **state) {
  (void)state;
  struct drawn d = {.doc = document(841.89, 595.28, false)};
  struct ct_view_request r = {.projection = "auto", .has_bbox = true, .zoom = NAN};
  r.west = 124, r.south = 37, r.east = 131, r.north = 43;
  draw(&d, &r);
  rects boxes = {0};
  words w = {0};
  gather(&d.a, find(&d.scene.root, "graticule-labels"), &boxes, &w);
  assert_true(says(&w, "40°\u00a0N") && says(&w, "126°\u00a0E"));
  assert_non_null(find(find(&d.scene.root, "map"), "graticule"));
  close_drawn(&d);
  // Ticks only; and nothing but lines.
  d = (struct drawn){.doc = document(841.89, 595.28, false)};
  d.doc.graticule.lines = false;
  draw(&d, &r);
  assert_null(find(find(&d.scene.root, "map"), "graticule"));
  assert_non_null(find(&d.scene.root, "graticule-labels"));
  close_drawn(&d);
  d = (struct drawn){.doc = document(841.89, 595.28, false)};
  d.doc.graticule.labels = false;
  draw(&d, &r);
  assert_non_null(find(find(&d.scene.root, "map"), "graticule"));
  assert_null(find(&d.scene.root, "graticule-labels"));
  close_drawn(&d);
}

static void degrees_are_written(void **state) {
  (void)state;
  static const struct {
    double deg;
    bool is_lat;
    double step;
    const char *format, *text;
  } cases[] = {{40, true, 1, NULL, "40°\u00a0N"},
               {-40, true, 10, "dms", "40°\u00a0S"},
               {127.5, false, 0.5, NULL, "127°30′\u00a0E"},
               {-0.5, false, 0.5, NULL, "0°30′\u00a0W"},
               {127, false, 0.5, NULL, "127°00′\u00a0E"},
               {0, true, 1, NULL, "0°"},
               {0, false, 1, NULL, "0°"},
               {180, false, 30, NULL, "180°"},
               {-180, false, 30, NULL, "180°"},
               {38 + 45.0 / 60 + 10.0 / 3600, true, 10.0 / 3600, NULL, "38°45′10″\u00a0N"},
               {39 + 59.0 / 60 + 59.9999999 / 3600, true, 10.0 / 3600, NULL, "40°00′00″\u00a0N"},
               {38.5 + 0.2 / 3600, true, 0.2 / 3600, NULL, "38°30′00.2″\u00a0N"},
               {38.75 + 0.5 / 60, true, 0.5 / 60, "dm", "38°45.5′\u00a0N"},
               {38.05, true, 0.05, "dm", "38°03′\u00a0N"},
               {38.75, true, 0.05, "decimal", "38.75°\u00a0N"},
               {38, true, 0.1, "decimal", "38.0°\u00a0N"},
               {-7.5, true, 7.5, NULL, "7°30′\u00a0S"}};
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ct_format_degrees(&a, cases[i].deg, cases[i].is_lat, cases[i].step, cases[i].format),
                        cases[i].text);
  ct_arena_release(&a);
}

// A length along the level line of the bar's latitude is what the bar's scale makes of it.
static void bars_are_true(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view v;
  struct ct_err err = {0};
  struct ct_view_request r = {.page_w_pt = 842,
                              .page_h_pt = 595,
                              .frame = {0, 0, 842, 595},
                              .projection = "EPSG:3857",
                              .has_bbox = true,
                              .west = -170,
                              .south = -60,
                              .east = 170,
                              .north = 75,
                              .zoom = NAN};
  assert_true(ct_view_settle(&r, &a, &v, &err));
  for (double lat = -50; lat <= 70; lat += 20) {
    assert_true(ct_view_guide(&v, true, lat));
    assert_true(v.bar_at && v.bar_lat == lat);
    double x, y, lon[2], at[2];
    assert_true(ct_project_point(&v, 0, lat, &x, &y));
    assert_true(ct_unproject_point(&v, x - 1, y, &lon[0], &at[0]) &&
                ct_unproject_point(&v, x + 1, y, &lon[1], &at[1]));
    double metres = ct_geodesic_distance(lon[0], at[0], lon[1], at[1]);
    assert_true(fabs(metres / (2 * 0.0254 / 72) / v.bar_scale - 1) < 1e-3);
  }
  assert_false(ct_view_guide(&v, true, 84));
  // Mercator varies: it says where the bar is true; and it is true at that very latitude.
  assert_true(ct_view_guide(&v, false, 0) && v.bar_at);
  assert_true(v.bar_lat == round(v.center_lat) && v.north_most_deg < 1e-6);
  ct_view_release(&v);
  // A local map does not.
  r.projection = "local", r.west = 127, r.east = 128, r.south = 38, r.north = 39;
  assert_true(ct_view_settle(&r, &a, &v, &err));
  assert_true(ct_view_guide(&v, false, 0) && !v.bar_at && v.bar_scale == 0);
  ct_view_release(&v);
  // A cone turns north by the sine of its latitude a degree of longitude.
  r.projection = "+proj=lcc +lat_1=40 +lat_2=40 +lat_0=40 +lon_0=100", r.west = 90, r.east = 110;
  r.south = 39.9, r.north = 40.1;
  assert_true(ct_view_settle(&r, &a, &v, &err));
  assert_true(ct_view_guide(&v, false, 0));
  double turn = v.north_most_deg - v.north_least_deg;
  assert_true(turn > 20 * sin(40 * 3.14159265 / 180) - 0.1 && turn < 20);
  ct_view_release(&v);
  ct_arena_release(&a);
}

static int set_up(void **state) {
  (void)state;
  static struct ct_diags diags;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", &diags, &text, &err) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  ct_text_free(text);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(labels_stand_apart),
                                     cmocka_unit_test(labels_say_degrees),
                                     cmocka_unit_test(degrees_are_written), cmocka_unit_test(bars_are_true)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
