// SPDX-License-Identifier: MIT
// Page templates with everything on the page: nothing overlaps, leaves the page or hides the map.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "doc/template.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/page.h"
#include "text/text.h"

static struct ct_text *text;

static const struct {
  const char *name, *base;
  double w, h;
  bool px;
} pages[] = {
    {"briefing-a4", NULL, 841.89, 595.28, false}, {"briefing-letter", "briefing-a4", 612, 792, false},
    {"slide", "screen", 1440, 810, true},         {"column", "screen", 450, 540, true},
    {"social", "screen", 900, 472.5, true},       {"screen", NULL, 480, 330, true}};
enum { NPAGES = sizeof pages / sizeof *pages };

static void read_template(struct ct_arena *a, const char *name, struct ct_template *t) {
  const struct ct_value *v;
  struct ct_err err = {0};
  const char *path = ct_arena_printf(a, "styles/pages/%s.yaml", name);
  if (!ct_value_read(a, path, &v, &err) || !ct_doc_read_template(v, path, a, t, &err))
    fail_msg("%s", err.message);
}

static const struct ct_circle_style small = {.radius = 3}, large = {.radius = 12};
static const struct ct_line_style line = {.width = 1};
#define FACILITY(name, n)                                                                              \
  {                                                                                                    \
    .heading = "Facilities \u00b9", .label = name, .kind = CT_KEY_CIRCLE, .style = {.circle = &small}, \
    .count = n, .show_count = true                                                                     \
  }
#define MISSILES(name, look)                                                                         \
  {                                                                                                  \
    .heading = "Missiles launched", .label = name, .kind = CT_KEY_CIRCLE, .style = {.circle = look}, \
    .count = 1                                                                                       \
  }

static const struct ct_legend_entry entries[] = {
    FACILITY("Nuclear", 14),
    FACILITY("Missile base", 31),
    FACILITY("Port or anchorage", 12),
    MISSILES("1", &small),
    MISSILES("20", &large),
    {.label = "Ceasefire or demarcation line", .kind = CT_KEY_LINE, .style = {.line = &line}, .count = 1}};

static const char *const sources[] = {"CSIS Beyond Parallel", "UN Panel of Experts, S/2019/691", "FAS"};
static const struct ct_source_note notes[] = {{"FAS", "fas", "https://fas.org/"}};

static struct ct_document document(int k, const struct ct_template *t, enum ct_legend_at at) {
  struct ct_document d = {.title = "Nuclear and missile facilities of North Korea named in reports",
                          .kicker = "Exercise",
                          .subtitle = "Facilities named in reports to the Security Council since 2018",
                          .as_of = "2019-09-05",
                          .note = "Hollow marks are placed to within several kilometres only",
                          .legend = true,
                          .locator = true,
                          .scale_bar = true,
                          .nsources = 3,
                          .sources = sources};
  d.page.w_pt = pages[k].w, d.page.h_pt = pages[k].h, d.page.in_pixels = pages[k].px;
  d.furniture = (struct ct_furniture){.as_template = t,
                                      .legend_at = at,
                                      .map_number = "Map No. 4163 Rev. 2\nNovember 2026",
                                      .classification = {.text = "TOP SECRET//SI//NOFORN"},
                                      .logo = "logo.svg",
                                      .logo_ratio = 2.5,
                                      .disclaimer = "Boundaries do not imply endorsement",
                                      .nnotes = 1,
                                      .notes = notes,
                                      .nnumbered = 2};
  return d;
}

typedef ct_vec(struct ct_rect) rects;

static void gather(struct ct_arena *a, const struct ct_op *group, rects *texts, rects *links) {
  for (const struct ct_op *op = group->group.first; op; op = op->next) {
    if (op->kind == CT_OP_GROUP) gather(a, op, texts, links);
    if (op->kind == CT_OP_LINK) ct_vec_push(a, links, op->link.area);
    struct ct_rect r = {0, 0, 0, 0};
    if (op->kind == CT_OP_TEXT) r = ct_run_box(op->text.run)->ink;
    if (op->kind == CT_OP_MARKS && !strcmp(group->group.name, "logo")) {
      const struct ct_symbol *s = op->marks.symbols;
      r = (struct ct_rect){op->marks.xy[0] - s->icon_w / 2, op->marks.xy[1] - s->icon_h / 2, s->icon_w,
                           s->icon_h};
    }
    if (!(r.w > 0)) continue;
    if (op->kind == CT_OP_TEXT) r.x += op->text.x, r.y += op->text.y;
    ct_vec_push(a, texts, r);
  }
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  return r->x + 0.05 < s->x + s->w && s->x + 0.05 < r->x + r->w && r->y + 0.05 < s->y + s->h &&
         s->y + 0.05 < r->y + r->h;
}

static const struct ct_op *find(const struct ct_op *group, const char *name) {
  for (const struct ct_op *op = group->group.first; op; op = op->next)
    if (op->kind == CT_OP_GROUP && strcmp(op->group.name, name) == 0) return op;
  fail_msg("no group '%s'", name);
  return NULL;
}

static bool inside(const struct ct_rect *r, const struct ct_rect *f) {
  return r->x >= f->x && r->y >= f->y && r->x + r->w <= f->x + f->w && r->y + r->h <= f->y + f->h;
}

static void check_legend(struct ct_arena *a, const struct ct_op *root, const struct ct_rect *frame,
                         enum ct_legend_at at) {
  rects texts = {0}, none = {0};
  gather(a, find(root, "legend"), &texts, &none);
  assert_int_equal(texts.n, 8);
  for (size_t i = 0; i < texts.n; i++) {
    assert_true(inside(&texts.v[i], frame) == (at == CT_LEGEND_ON_MAP));
    if (at == CT_LEGEND_BELOW) assert_true(texts.v[i].y > frame->y + frame->h);
    if (at == CT_LEGEND_BESIDE) assert_true(texts.v[i].x > frame->x + frame->w);
  }
}

static void check_page(int k, enum ct_legend_at at) {
  struct ct_arena a = {0};
  struct ct_template t = {0};
  if (pages[k].base) read_template(&a, pages[k].base, &t);
  read_template(&a, pages[k].name, &t);
  struct ct_document d = document(k, &t, at);
  static const struct ct_legend legend = {6, entries};
  struct ct_foreknown known = {&legend, false,
                               "Lambert azimuthal equal-area, centred on 39\u00b0 N 127\u00b0 E", true};
  d.foreknown = &known;
  struct ct_page_theme theme = {.paper = {1, 1, 1, 1}, .panel = {1, 1, 1, 1}};
  struct ct_page *p;
  struct ct_err err = {0};
  if (!ct_page_layout(&d, &theme, text, &a, &p, &err)) fail_msg("%s: %s", pages[k].name, err.message);
  struct ct_rect frame = ct_page_frame(p);
  struct ct_view view = {.page_w_pt = pages[k].w,
                         .page_h_pt = pages[k].h,
                         .frame = frame,
                         .crs_name = known.crs_name,
                         .crs_auto = true,
                         .scale = 3e6,
                         .scale_variation = 1.01,
                         .west = 124,
                         .east = 131};
  assert_true(ct_page_place(p, &view, &legend, NULL, 0, &a, &err));
  assert_false(ct_page_is_outgrown(p, &legend, &a));
  struct ct_scene scene;
  ct_scene_init(&scene, pages[k].w, pages[k].h);
  struct ct_page_locator_map locator = {0};
  assert_true(ct_page_compose(p, &view, &locator, &a, &scene.root, &err));
  rects texts = {0}, links = {0};
  gather(&a, &scene.root, &texts, &links);
  const struct ct_rect page = {0, 0, pages[k].w, pages[k].h};
  for (size_t i = 0; i < texts.n; i++) {
    assert_true(inside(&texts.v[i], &page));
    for (size_t j = 0; j < i; j++)
      if (overlap(&texts.v[i], &texts.v[j])) fail_msg("%s: texts %zu and %zu overlap", pages[k].name, j, i);
  }
  assert_true(links.n >= 1 && inside(&links.v[0], &page) && links.v[0].y > frame.y + frame.h);
  assert_true(frame.w * frame.h > 0.3 * pages[k].w * pages[k].h);
  check_legend(&a, &scene.root, &frame, at);
  ct_arena_release(&a);
}

static void everything(void **state) {
  (void)state;
  for (int k = 0; k < NPAGES; k++)
    for (int at = CT_LEGEND_ON_MAP; at <= CT_LEGEND_BELOW; at++) check_page(k, (enum ct_legend_at)at);
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
  const struct CMUnitTest tests[] = {cmocka_unit_test(everything)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
