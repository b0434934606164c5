// SPDX-License-Identifier: MIT
// SVG: every op of a scene as elements, and what may not get into a document.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "model/table.h"
#include "text/piece.h"
#include "text/text.h"
#include "write/svg_icon.h"
#include "write/svg_out.h"
#include "write/write.h"

static struct ct_arena arena;
static struct ct_text *fonts;

static bool keep(void *user, const void *data, size_t size) {
  char **out = user;
  *out = strndup(data, size);
  return *out != NULL;
}

static char *svg_with(const struct ct_scene *scene, const struct ct_write_options *options) {
  struct ct_err err = {0};
  struct ct_draw *draw;
  char *out = NULL;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_write_stream(ct_writer_find("svg", &err), scene, draw, options, keep, &out, &err));
  ct_draw_free(draw);
  return out;
}

static char *svg_as(const struct ct_scene *scene, bool outline_text) {
  const struct ct_write_options options = {.program = "Test -- 1", .outline_text = outline_text};
  return svg_with(scene, &options);
}

// The op alone on a page.
static char *svg_of(const struct ct_op *op) {
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 50);
  struct ct_op copy = *op;
  copy.next = NULL;
  struct ct_op *group = ct_scene_group(&arena, &scene.root, "layer");
  group->group.first = group->group.last = &copy;
  return svg_as(&scene, false);
}

static void expect_in(const struct ct_op *op, const char *want) {
  char *got = svg_of(op);
  if (!strstr(got, want)) fail_msg("no %s in\n%s", want, got);
  free(got);
}

static void expect_none_of(const struct ct_op *op, const char *not_wanted) {
  char *got = svg_of(op);
  if (strstr(got, not_wanted)) fail_msg("%s in\n%s", not_wanted, got);
  free(got);
}

static void expect_number(double x, int decimals, const char *want) {
  struct ct_svg s = {0};
  ct_sink_open_memory(&s.body);
  s.to = &s.body;
  ct_svg_number(&s, x, decimals);
  assert_int_equal(s.body.n, strlen(want));
  assert_memory_equal(s.body.data, want, s.body.n);
  ct_sink_drop(&s.body);
}

static void numbers_are_short(void **state) {
  (void)state;
  expect_number(0, 2, "0");
  expect_number(-0.001, 2, "0");
  expect_number(-0.0, 3, "0");
  expect_number(0.5, 2, ".5");
  expect_number(-0.05, 2, "-.05");
  expect_number(12.30, 2, "12.3");
  expect_number(10, 2, "10");
  expect_number(100, 0, "100");
  expect_number(2.675, 3, "2.675");
  expect_number(-1234.5678, 2, "-1234.57");
  expect_number(NAN, 2, "0");
  expect_number(INFINITY, 2, "1000000000");
  expect_number(-1e300, 6, "-1000000000");
}

static void ids_are_never_used_twice(void **state) {
  (void)state;
  struct ct_svg s = {.arena = &arena};
  s.ids.arena = &arena;
  static const char *const names[][2] = {{"land", "land"},      {"land", "land-2"}, {"land-2", "land-2-2"},
                                         {"land", "land-3"},    {"12 a", "_12_a"},  {"", "_"},
                                         {"\xeb\x85\x95", "_"}, {"a\"<b", "a_b"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *id = ct_svg_id(&s, names[i][0]);
    if (i != 6) assert_string_equal(id, names[i][1]);
    for (size_t k = 0; k < s.ids.n; k++)
      for (size_t l = 0; l < k; l++) assert_string_not_equal(s.ids.entries[k].key, s.ids.entries[l].key);
  }
}

static void paths_are_told_in_steps(void **state) {
  (void)state;
  static const float xy[] = {10, 10, 20.5F, 10, 20.5F, 10.001F, NAN, 3, 20.5F, 9.25F, 1e9F, 0};
  struct ct_op op = {.kind = CT_OP_FILL};
  op.fill = (struct ct_fill_op){.path = {.n = 6, .xy = xy, .closed = true}, .color = {1, 0.5F, 0, 0.25F}};
  expect_in(&op,
            "<path fill=\"#ff8000\" fill-opacity=\".25\" shape-rendering=\"crispEdges\" "
            "d=\"M10 10l10.5 0 0-.75 99979.5-9.25z\"/>");
  static const uint32_t parts[] = {0, 2, 3};
  static const float dash[] = {0, 3};
  op = (struct ct_op){.kind = CT_OP_STROKE};
  op.stroke = (struct ct_stroke_op){.path = {.nparts = 2, .part0 = parts, .n = 3, .xy = xy},
                                    .color = {0, 0, 0, 1},
                                    .width = 0.35F,
                                    .cap = CT_CAP_ROUND,
                                    .join = CT_JOIN_MITER,
                                    .miter_limit = 2,
                                    .dash_n = 2,
                                    .dash = dash,
                                    .dash_start = 4};
  expect_in(&op,
            "<path fill=\"none\" stroke=\"#000\" stroke-width=\".35\" stroke-linecap=\"round\" "
            "stroke-miterlimit=\"2\" stroke-dasharray=\".01 3\" stroke-dashoffset=\"1\" "
            "d=\"M10 10l10.5 0M20.5 10h0\"/>");
}

// Parts of one path are elements of their features; neighbours of one colour leave no seam.
static void features_are_elements(void **state) {
  (void)state;
  static const float xy[] = {0, 0, 9, 0, 9, 9, 10, 0, 19, 0, 19, 9, 20, 0, 29, 0, 29, 9};
  static const uint32_t parts[] = {0, 3, 6, 9}, features[] = {1, 1, 2};
  static const char *const names[] = {"A & B", NULL}, *const kinds[] = {"x", "y"},
                           *const columns[] = {"Kind", "none"};
  const struct ct_column column = {.name = "Kind", .type = CT_COLUMN_STRING, .string = kinds};
  const struct ct_table table = {.n = 2, .ncolumns = 1, .columns = &column};
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 50);
  scene.map = (struct ct_georef){{1, 2, 3, 4.5}, "EPSG:3857", {0.1, 1, 0, 5e6, 0, -1}};
  struct ct_op *group = ct_scene_group(&arena, &scene.root, "areas");
  group->group.table = &table;
  group->group.names = names;
  const struct ct_path path = {3, parts, 9, xy, true, features};
  ct_scene_add(&arena, group, CT_OP_FILL)->fill =
      (struct ct_fill_op){.path = path, .color = {1, 0, 0, 1}, .antialias = true};
  ct_scene_add(&arena, group, CT_OP_STROKE)->stroke = (struct ct_stroke_op){
      .path = {1, parts, 3, xy, false, features}, .color = {0, 0, 0, 1}, .width = 1, .miter_limit = 4};
  struct ct_write_options options = {.nsvg_columns = 2, .svg_columns = columns};
  char *got = svg_with(&scene, &options);
  static const char *const want[] = {
      "<g fill=\"#f00\" stroke=\"#f00\" stroke-width=\".1\" stroke-linejoin=\"round\">\n",
      "<path id=\"areas-1\" data-kind=\"x\" d=\"M0 0l9 0 0 9zM10 0l9 0 0 9z\"><title>A &amp; "
      "B</title></path>",
      "<path id=\"areas-2\" data-kind=\"y\" d=\"M20 0l9 0 0 9z\"/>",
      "<path fill=\"none\" stroke=\"#000\" stroke-width=\"1\" id=\"areas-1-2\" data-kind=\"x\" d=\"M0 0l9 0 "
      "0 9\">",
      "<cartouche:map xmlns:cartouche=\"https://cartouche.example/ns\" crs=\"EPSG:3857\" frame=\"1 2 3 4.5\" "
      "to-crs=\"0.10000000000000001 1 0 5000000 0 -1\"/></rdf:RDF></metadata>"};
  for (size_t i = 0; i < sizeof want / sizeof *want; i++)
    if (!strstr(got, want[i])) fail_msg("no %s in\n%s", want[i], got);
  free(got);
  // Without a table the path is one.
  group->group.table = NULL;
  got = svg_with(&scene, &options);
  assert_non_null(strstr(got, "<path fill=\"#f00\" d=\"M0 0l9 0 0 9zM10 0l9 0 0 9zM20 0l9 0 0 9z\"/>"));
  free(got);
}

static void ramps_are_pieces_with_gradients(void **state) {
  (void)state;
  static const float xy[] = {0, 0, 10, 0, 10, 0, 10, 20}, along[] = {0, 0.5F, 0.5F, 1};
  static const float at[] = {0, 0.25F, 0.5F};
  static const struct ct_color colors[] = {{1, 0, 0, 1}, {0, 1, 0, 1}, {0, 0, 1, 1}};
  static const struct ct_gradient ramp = {3, at, colors};
  struct ct_op op = {.kind = CT_OP_STROKE};
  op.stroke = (struct ct_stroke_op){.path = {.n = 4, .xy = xy},
                                    .color = {0, 0, 0, 0.5F},
                                    .width = 2,
                                    .join = CT_JOIN_ROUND,
                                    .ramp = &ramp,
                                    .along = along};
  expect_in(&op, "<stop offset=\".5\" stop-color=\"#0f0\"/>");
  expect_in(&op, "opacity=\".5\"");
  expect_in(&op, "stroke=\"url(#fade)\" d=\"M0 0L10 0l0 .3\"/>");
  static const float dash[] = {3, 1};
  op.stroke.dash = dash;
  op.stroke.dash_n = 2;
  expect_in(&op, "stroke-dasharray=\"3 1\" stroke-dashoffset=\"2\" stroke=\"#00f\" d=\"M10 0L10 20\"/>");
  op.stroke.dash_n = 0;
  // Behind the last stop there is one colour.
  expect_in(&op, "stroke=\"#00f\" d=\"M10 0L10 20\"/>");
}

static const struct ct_symbol disc = {
    .color = {1, 0, 0, 1}, .edge_color = {1, 1, 1, 1}, .edge_width = 0.5F, .radius = 2};

static void marks_share_symbols(void **state) {
  (void)state;
  static const float xy[] = {1, 2, 3.456F, 4, NAN, 5};
  static const uint32_t rows[] = {6, 7, 8};
  struct ct_op op = {.kind = CT_OP_MARKS};
  op.marks = (struct ct_marks_op){.symbols = &disc, .nsymbols = 1, .n = 3, .xy = xy, .feature = rows};
  expect_in(&op,
            "<symbol id=\"circle\" overflow=\"visible\"><circle r=\"2.25\" fill=\"#f00\" stroke=\"#fff\" "
            "stroke-width=\".5\"/></symbol>");
  expect_in(&op, "<use id=\"layer-7\" xlink:href=\"#circle\" x=\"1\" y=\"2\"/>");
  expect_in(&op, "<use id=\"layer-8\" xlink:href=\"#circle\" x=\"3.46\" y=\"4\"/>");
  expect_none_of(&op, "layer-9");
  // Where the fill or the edge is seen through, each has its own part.
  struct ct_symbol clear = disc;
  clear.edge_color.a = 0.5F;
  op.marks.symbols = &clear;
  expect_in(&op,
            "<circle fill=\"none\" r=\"2.25\" stroke=\"#fff\" stroke-opacity=\".5\" stroke-width=\".5\"/>"
            "<circle r=\"2\" fill=\"#f00\"/>");
}

static void icons_are_shapes(void **state) {
  (void)state;
  static const float xy[] = {1, 2};
  struct ct_symbol icon = disc;
  icon.kind = CT_SYMBOL_ICON;
  icon.icon = "maki/rocket";
  icon.icon_w = icon.icon_h = 30;
  icon.rotate_deg = 45;
  struct ct_op op = {.kind = CT_OP_MARKS};
  op.marks = (struct ct_marks_op){.symbols = &icon, .nsymbols = 1, .n = 1, .xy = xy};
  expect_in(&op,
            "<symbol id=\"rocket\" overflow=\"visible\"><g transform=\"matrix(2 0 0 2 -15 -15)\" "
            "fill=\"#fff\" stroke=\"#fff\" stroke-width=\".5\" stroke-linejoin=\"round\" "
            "stroke-linecap=\"round\"><path d=\"m");
  expect_in(&op, "</g><g transform=\"matrix(2 0 0 2 -15 -15)\" fill=\"#f00\"><path d=\"m");
  expect_in(&op, "transform=\"translate(1 2)rotate(45)\"");
  icon.icon = "no such icon";
  expect_none_of(&op, "<use");
}

// A style's own file that needs more than shapes is a picture.
static void fancy_files_are_pictures(void **state) {
  (void)state;
  static const float xy[] = {1, 2};
  const struct ct_symbol icon = {
      .kind = CT_SYMBOL_ICON, .color = {0, 0, 0, 0.5F}, .icon = "fancy", .icon_w = 12, .icon_h = 12};
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 50);
  struct ct_op *op = ct_scene_add(&arena, &scene.root, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = &icon, .nsymbols = 1, .n = 1, .xy = xy};
  char folder[] = "/tmp/ct_test_svg_XXXXXX", path[64], *out = NULL;
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/fancy.svg", folder);
  FILE *f = fopen(path, "we");
  assert_non_null(f);
  fputs(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><linearGradient id='a'><stop "
      "stop-color='red'/>"
      "</linearGradient><circle cx='4' cy='4' r='4' fill='url(#a)'/></svg>",
      f);
  fclose(f);
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_draw_add_sprite(draw, NULL, folder, false, &err));
  const struct ct_write_options options = {.program = "test"};
  assert_true(ct_write_stream(ct_writer_find("svg", &err), &scene, draw, &options, keep, &out, &err));
  ct_draw_free(draw);
  remove(path);
  remove(folder);
  assert_non_null(strstr(out,
                         "<symbol id=\"fancy\" overflow=\"visible\"><image x=\"-6\" y=\"-6\" width=\"12\" "
                         "height=\"12\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,"));
  free(out);
}

static bool is_taken(const char *text, bool own_colors) {
  struct ct_svg_icon icon;
  return ct_svg_icon_read(text, strlen(text), own_colors, &icon);
}

#define ROOT "<svg xmlns='http://www.w3.org/2000/svg' viewBox='1 2 30 40'>"

static void only_plain_files_are_taken_in(void **state) {
  (void)state;
  struct ct_svg_icon icon;
  static const char plain[] =
      "<?xml version='1.0'?><!-- > -->" ROOT "<title>a</title><g><path d='M0 0'/></g></svg>";
  assert_true(ct_svg_icon_read(plain, strlen(plain), false, &icon));
  assert_true(icon.x == 1 && icon.y == 2 && icon.w == 30 && icon.h == 40);
  assert_true(is_taken(ROOT "<path fill='none' d=''/></svg>", false));
  assert_true(is_taken(ROOT "<path fill='#f00' stroke='red' d=''/></svg>", true));
  assert_false(is_taken(ROOT "<path stroke='red' d=''/></svg>", false));
  assert_false(is_taken(ROOT "<path fill='url(#a)' d=''/></svg>", true));
  static const char *const refused[] = {
      "",
      "<svg>",
      "<svg/>",
      "<a/>",
      ROOT,
      ROOT "</g></svg></svg>",
      ROOT "<script>x</script></svg>",
      ROOT "<style>*{fill:red}</style></svg>",
      ROOT "<use href='#a'/></svg>",
      ROOT "<image href='http://example.org/x.png'/></svg>",
      ROOT "<path onclick='x' d=''/></svg>",
      ROOT "<path style='fill:red' d=''/></svg>",
      ROOT "<path d='<'/></svg>",
      ROOT "<path d=M0/></svg>",
      ROOT "<path d='/></svg>",
      ROOT "<x:path d=''/></svg>",
      ROOT "<![CDATA[<script>]]></svg>",
      "<!DOCTYPE svg [<!ENTITY a 'b'>]>" ROOT "<path d='&a;'/></svg>",
      "<svg viewBox='0 0 0 0'></svg>",
      "<svg viewBox='0 0 10 10' fill='red'></svg>",
      "<",
      "<!--",
      "<?",
  };
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (is_taken(refused[i], true)) fail_msg("taken in: %s", refused[i]);
}

static void pictures_and_links(void **state) {
  (void)state;
  static const uint32_t pixels[] = {0xff102030, 0, 0x80400000, 0xffffffff};
  struct ct_op op = {.kind = CT_OP_IMAGE};
  op.image = (struct ct_image_op){{1, 2, 10, 20}, 2, 2, pixels, false};
  expect_in(
      &op,
      "<image x=\"1\" y=\"2\" width=\"10\" height=\"20\" preserveAspectRatio=\"none\" "
      "image-rendering=\"optimizeSpeed\" xlink:href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAI");
  op = (struct ct_op){.kind = CT_OP_LINK};
  op.link = (struct ct_link_op){.area = {1, 2, 3, 4}, .url = "https://example.org/?a=1&b=\"2\""};
  expect_in(&op, "<a xlink:href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\"><rect x=\"1\"");
  op.link.url = "javascript:alert(1)";
  expect_none_of(&op, "script");
}

static void groups_clip_and_fade(void **state) {
  (void)state;
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 50);
  static const float xy[] = {0, 0, 1, 0, 1, 1};
  for (int i = 0; i < 2; i++) {
    struct ct_op *group = ct_scene_group(&arena, &scene.root, "a & b");
    group->group.has_clip = true;
    group->group.clip = (struct ct_rect){1, 2, 3, 4};
    group->group.fade = 0.25F;
    struct ct_op *op = ct_scene_add(&arena, group, CT_OP_FILL);
    op->fill = (struct ct_fill_op){.path = {.n = 3, .xy = xy, .closed = true}, .color = {0, 0, 0, 1}};
  }
  ct_scene_group(&arena, &scene.root, "empty");
  char *got = svg_as(&scene, false);
  assert_non_null(strstr(got,
                         "<g id=\"a_b\" inkscape:groupmode=\"layer\" inkscape:label=\"a &amp; b\" "
                         "clip-path=\"url(#clip)\" opacity=\".75\">"));
  assert_non_null(strstr(got, "<g id=\"a_b-2\""));
  assert_null(strstr(got, "clip-2"));
  assert_null(strstr(got, "empty"));
  assert_non_null(strstr(got, "<!-- Test  1 -->"));
  free(got);
}

// ---- Texts

static const struct ct_run *shape(const char *words, float halo, float spacing) {
  struct ct_span span = {.text = words, .scale = 1};
  static const char *const font = "Source Sans 3 Semibold";
  struct ct_text_style style = {.fonts = &font,
                                .nfonts = 1,
                                .size = 10,
                                .line_height = 1.2F,
                                .letter_spacing = spacing,
                                .color = {0, 0, 0, 1},
                                .halo_color = {1, 1, 1, 1},
                                .halo_width = halo};
  return ct_text_shape(fonts, &(struct ct_rich_text){1, &span}, &style, "test");
}

static void one_stretch_is_one_text(void **state) {
  (void)state;
  const struct ct_run *run = shape("A <b> & c", 1, 0);
  struct ct_op op = {.kind = CT_OP_TEXT};
  op.text = (struct ct_text_op){.run = run, .x = 10, .y = 20, .rotate_deg = 30, .pivot_x = 1, .pivot_y = 2};
  op.text.feature = 3;
  expect_in(&op, "<text id=\"layer-3-name\" x=\"10\" y=\"");
  expect_in(
      &op,
      "font-family=\"'Source Sans 3', 'Source Sans Pro', sans-serif\" font-size=\"10\" font-weight=\"600\"");
  expect_in(&op,
            "stroke=\"#fff\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\" "
            "paint-order=\"stroke fill\">A &lt;b&gt; &amp; c</text>");
  expect_in(&op, "transform=\"rotate(30 1 2)\"");
  expect_none_of(&op, "<tspan");
}

// A halo drawn with each span would lie over the letters of the one before.
static void many_stretches_have_one_halo(void **state) {
  (void)state;
  struct ct_op op = {.kind = CT_OP_TEXT};
  op.text = (struct ct_text_op){.run = shape("one\ntwo \xeb\x85\x95", 1, 0)};
  expect_in(&op, "<use aria-hidden=\"true\" fill=\"#fff\" stroke=\"#fff\"");
  expect_in(&op, "xlink:href=\"#text\"/>");
  expect_in(&op, "<text id=\"text\"");
  expect_in(&op, ">one</tspan> <tspan");
  expect_in(&op, "font-family=\"'Noto Sans CJK KR'");
  op.text.run = shape("one\ntwo", 0, 0);
  expect_none_of(&op, "<use");
}

static void pieces_fill_the_run(void **state) {
  (void)state;
  static const char *const words[] = {"Wonsan", " a  b ", "one\ntwo lines",
                                      "ab \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 12", "\xeb\x85\x95\xeb\xb3\x80 x"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    for (int spaced = 0; spaced < 2; spaced++) {
      const struct ct_run *run = shape(words[i], 0, spaced ? 0.2F : 0);
      const struct ct_run_box *box = ct_run_box(run);
      struct ct_run_piece *v;
      size_t n = ct_run_pieces(run, NULL, &arena, &v);
      assert_true(n > 0);
      for (size_t k = 0; k < n; k++) {
        assert_true(v[k].x >= -0.01F && v[k].x + v[k].w <= box->w + 0.01F);
        assert_true(v[k].y > 0 && v[k].y < box->h);
        assert_true(v[k].text[0] != ' ' && v[k].text[v[k].bytes - 1] != ' ');
        if (k) assert_true(v[k].text >= v[k - 1].text + v[k - 1].bytes);
      }
      if (i == 0) assert_true(n == 1 && fabsf(v[0].w - box->w) < (spaced ? 2.1F : 0.01F));
    }
}

static void curved_letters_stand_at_their_spots(void **state) {
  (void)state;
  const struct ct_run *run = shape("ab c", 0, 0);
  const struct ct_cluster *clusters;
  size_t n = ct_run_clusters(fonts, run, &clusters);
  assert_int_equal(n, 4);
  struct ct_cluster_spot spots[4];
  for (int i = 0; i < 4; i++) spots[i] = (struct ct_cluster_spot){10 + 10 * (float)i, 20, (float)i};
  struct ct_run_piece *v;
  assert_int_equal(ct_run_pieces(run, spots, &arena, &v), 3);
  assert_true(fabsf(v[0].x - (10 - clusters[0].w / 2)) < 0.01F && v[2].deg == 3 && v[2].blank_before);
  struct ct_op op = {.kind = CT_OP_TEXT};
  op.text = (struct ct_text_op){.run = run, .spots = spots};
  expect_in(&op, ") rotate(1)\">b</text>");
  expect_in(&op, "role=\"img\" aria-label=\"ab c\"");
  // Joined letters are only right together.
  run = shape("\xd8\xa8\xd8\xad\xd8\xb1", 0, 0);
  assert_int_equal(ct_run_clusters(fonts, run, &clusters), 3);
  op.text.run = run;
  expect_in(&op, "role=\"img\" aria-label=\"\xd8\xa8\xd8\xad\xd8\xb1\">");
  expect_none_of(&op, "<text");
}

static void outlines_say_what_they_are(void **state) {
  (void)state;
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 50);
  struct ct_op *op = ct_scene_add(&arena, &scene.root, CT_OP_TEXT);
  op->text = (struct ct_text_op){.run = shape("I", 1, 0), .x = 10, .y = 20};
  char *got = svg_as(&scene, true);
  assert_null(strstr(got, "<text"));
  assert_non_null(strstr(got, "<g role=\"img\" aria-label=\"I\">"));
  assert_non_null(strstr(got, "<path fill=\"none\" stroke=\"#fff\" stroke-width=\"2\""));
  assert_non_null(strstr(got, "<path fill=\"#000\" d=\"M1"));
  free(got);
}

static int open_fonts(void **state) {
  (void)state;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", NULL, &fonts, &err) ? 0 : -1;
}

static int close_all(void **state) {
  (void)state;
  ct_text_free(fonts);
  ct_arena_release(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_short),
      cmocka_unit_test(ids_are_never_used_twice),
      cmocka_unit_test(paths_are_told_in_steps),
      cmocka_unit_test(features_are_elements),
      cmocka_unit_test(ramps_are_pieces_with_gradients),
      cmocka_unit_test(marks_share_symbols),
      cmocka_unit_test(icons_are_shapes),
      cmocka_unit_test(fancy_files_are_pictures),
      cmocka_unit_test(only_plain_files_are_taken_in),
      cmocka_unit_test(pictures_and_links),
      cmocka_unit_test(groups_clip_and_fade),
      cmocka_unit_test(one_stretch_is_one_text),
      cmocka_unit_test(many_stretches_have_one_halo),
      cmocka_unit_test(pieces_fill_the_run),
      cmocka_unit_test(curved_letters_stand_at_their_spots),
      cmocka_unit_test(outlines_say_what_they_are),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_all);
}
