// SPDX-License-Identifier: MIT
// Placement as styled: anchors, offsets, overlap, fitted icons, turns and order against the specification's text.
#include "test_label_styled.h"

// Two ideographs of an em each: 24 pt at a size of 12, in a line of 1.2 ems: 14.4 pt. So every number
// below can be worked out by hand.
#define WORDS "平壤"

static void anchors_say_what_lies_at_the_point(void **state) {
  (void)state;
  static const struct {
    enum ct_anchor anchor;
    double x, y;
  } cases[] = {
      {CT_ANCHOR_CENTER, 88, 92.8},   {CT_ANCHOR_LEFT, 100, 92.8},        {CT_ANCHOR_RIGHT, 76, 92.8},
      {CT_ANCHOR_TOP, 88, 100},       {CT_ANCHOR_BOTTOM, 88, 85.6},       {CT_ANCHOR_TOP_LEFT, 100, 100},
      {CT_ANCHOR_TOP_RIGHT, 76, 100}, {CT_ANCHOR_BOTTOM_LEFT, 100, 85.6}, {CT_ANCHOR_BOTTOM_RIGHT, 76, 85.6}};
  for (size_t i = 0; i < 9; i++) {
    struct map *m = map_new(1);
    m->layers[0].style.text_anchor = cases[i].anchor;
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_box(&m->out.v[0].box, cases[i].x, cases[i].y, 24, 14.4);
    assert_float_equal(m->out.v[0].text_x, cases[i].x, NEAR);
    assert_float_equal(m->out.v[0].text_y, cases[i].y, NEAR);
    map_free(m);
  }
}

static void offsets_move_right_and_down(void **state) {
  (void)state;
  struct map *m = map_new(1);
  m->layers[0].style.text_anchor = CT_ANCHOR_LEFT;
  m->layers[0].style.text_dx = 6;
  m->layers[0].style.text_dy = -3;
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  assert_box(&m->out.v[0].box, 106, 89.8, 24, 14.4);
  map_free(m);
}

// symbol_layout.ts, evaluateVariableOffset: away from the point in the anchor's direction, of which
// texts above and below keep 7/24 em less; along a diagonal by r / sqrt 2 on each axis; never negative.
static void radial_offsets_lead_away(void **state) {
  (void)state;
  static const struct {
    enum ct_anchor anchor;
    float r;
    double x, y;
  } cases[] = {{CT_ANCHOR_LEFT, 24, 124, 92.8},
               {CT_ANCHOR_RIGHT, 24, 52, 92.8},
               {CT_ANCHOR_TOP, 24, 88, 100 + 24 - 3.5},
               {CT_ANCHOR_BOTTOM, 24, 88, 100 - 24 + 3.5 - 14.4},
               {CT_ANCHOR_TOP_LEFT, 24, 116.9706, 100 + 16.9706 - 3.5},
               {CT_ANCHOR_BOTTOM_RIGHT, 24, 100 - 16.9706 - 24, 100 - 16.9706 + 3.5 - 14.4},
               {CT_ANCHOR_CENTER, 24, 88, 92.8},
               {CT_ANCHOR_TOP, -5, 88, 96.5}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct map *m = map_new(1);
    m->layers[0].style.text_anchor = cases[i].anchor;
    m->layers[0].style.text_radial_offset = cases[i].r;
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_box(&m->out.v[0].box, cases[i].x, cases[i].y, 24, 14.4);
    map_free(m);
  }
}

static void set_variable(struct map *m, const struct ct_anchor_offset *list, size_t n) {
  m->layers[0].style.variable = list;
  m->layers[0].style.nvariable = n;
}

// placement.ts, calculateVariableLayoutShift: the box that is anchored includes text-padding.
static void variable_anchors_keep_padding_and_baseline(void **state) {
  (void)state;
  static const struct ct_anchor_offset own[] = {{CT_ANCHOR_TOP, 24, 12}}, left[] = {{CT_ANCHOR_LEFT, 0, 0}},
                                       right[] = {{CT_ANCHOR_TOP_RIGHT, 0, 0}};
  struct map *m = map_new(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->text_padding = 2;
  st->variable_offsets = true;
  set_variable(m, own, 1);
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  assert_box(&m->out.v[0].box, 88 + 24, 100 + 12 - 3.5 + 2, 24, 14.4);
  st->variable_offsets = false;
  st->has_radial_offset = true;
  st->text_radial_offset = 6;
  set_variable(m, left, 1);
  map_solve(m);
  assert_box(&m->out.v[0].box, 100 + 6 + 2, 92.8, 24, 14.4);
  // text-offset: its size alone counts, the direction is the anchor's.
  st->has_radial_offset = false;
  st->text_dx = 6;
  st->text_dy = -9;
  set_variable(m, right, 1);
  map_solve(m);
  assert_box(&m->out.v[0].box, 100 - 6 - 2 - 24, 100 + 9 - 3.5 + 2, 24, 14.4);
  map_free(m);
}

static void variable_anchors_are_tried_in_order(void **state) {
  (void)state;
  static const struct ct_anchor_offset list[] = {{CT_ANCHOR_LEFT, 0, 0}, {CT_ANCHOR_RIGHT, 0, 0}};
  struct map *m = map_new(1);
  set_variable(m, list, 2);
  for (int i = 0; i < 3; i++) map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  assert_box(&m->out.v[0].box, 100, 92.8, 24, 14.4);
  assert_box(&m->out.v[1].box, 76, 92.8, 24, 14.4);
  assert_int_equal(m->out.v[2].state, CT_LABEL_DROPPED);
  assert_non_null(m->out.v[2].reason);
  // Where all are taken, overlapping ones go back to the first.
  m->layers[0].style.text_overlap = CT_OVERLAP_ALWAYS;
  m->layers[0].style.z_order = CT_Z_SOURCE;
  map_solve(m);
  assert_box(&m->out.v[1].box, 76, 92.8, 24, 14.4);
  assert_box(&m->out.v[2].box, 100, 92.8, 24, 14.4);
  map_free(m);
}

// ---- Overlap

// text-overlap as the specification words it; the upper layer is placed first.
static void overlap_modes_are_heeded(void **state) {
  (void)state;
  static const bool drawn[3][3] = {// second: never, always, cooperative
                                   [CT_OVERLAP_NEVER] = {false, true, false},
                                   [CT_OVERLAP_ALWAYS] = {false, true, true},
                                   [CT_OVERLAP_COOPERATIVE] = {false, true, true}};
  for (int first = 0; first < 3; first++)
    for (int second = 0; second < 3; second++)
      for (int icons = 0; icons < 2; icons++) {
        struct map *m = map_new(2);
        m->layers[1].style.text_overlap = m->layers[1].style.icon_overlap = (enum ct_overlap)first;
        m->layers[0].style.text_overlap = m->layers[0].style.icon_overlap = (enum ct_overlap)second;
        for (int k = 0; k < 2; k++) {
          m->layers[k].style.has_icon = icons;
          map_add(m, k, 100, 100, icons ? NULL : WORDS);
        }
        map_solve(m);
        const struct ct_placement *p = m->out.v;
        assert_int_equal(icons ? p[0].icon_drawn : p[0].state == CT_LABEL_PLACED, drawn[first][second]);
        assert_true(icons ? p[1].icon_drawn : p[1].state == CT_LABEL_PLACED);
        map_free(m);
      }
}

static void ignored_ones_leave_room(void **state) {
  (void)state;
  struct map *m = map_new(2);
  m->layers[1].style.text_ignore_placement = true;
  map_add(m, 0, 100, 100, WORDS);
  map_add(m, 1, 100, 100, WORDS);
  map_solve(m);
  assert_int_equal(m->out.placed, 2);
  map_free(m);
}

static void padding_keeps_texts_apart(void **state) {
  (void)state;
  // A gap of 3 pt between two texts: room for 1 pt around each, not for 2.
  for (int pad = 1; pad <= 2; pad++) {
    struct map *m = map_new(1);
    m->layers[0].style.text_padding = (float)pad;
    map_add(m, 0, 100, 100, WORDS);
    map_add(m, 0, 127, 100, WORDS);
    map_solve(m);
    assert_int_equal(m->out.placed, pad == 1 ? 2 : 1);
    map_free(m);
  }
}

// An icon of 15 x 7.5 pt at the point and a text beside it: one of them meets an obstacle.
static void optional_parts_may_be_left_out(void **state) {
  (void)state;
  static const struct {
    bool text_optional, icon_optional, text_hit, text_drawn, icon_drawn;
  } cases[] = {{false, false, true, false, false},  {true, false, true, false, true},
               {false, true, true, false, false},   {true, true, true, false, true},
               {false, false, false, false, false}, {true, false, false, false, false},
               {false, true, false, true, false},   {true, true, false, true, false}};
  for (size_t i = 0; i < 8; i++) {
    struct map *m = map_new(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    st->has_icon = true;
    st->text_anchor = CT_ANCHOR_LEFT;
    st->text_dx = 20;
    st->text_optional = cases[i].text_optional;
    st->icon_optional = cases[i].icon_optional;
    m->obstacle = cases[i].text_hit ? (struct ct_rect){130, 95, 5, 5} : (struct ct_rect){95, 98, 5, 5};
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_int_equal(m->out.v[0].state == CT_LABEL_PLACED, cases[i].text_drawn);
    assert_int_equal(m->out.v[0].icon_drawn, cases[i].icon_drawn);
    map_free(m);
  }
}

static void edges_are_avoided_when_asked(void **state) {
  (void)state;
  for (int avoid = 0; avoid < 2; avoid++) {
    struct map *m = map_new(1);
    m->layers[0].style.avoid_edges = avoid;
    map_add(m, 0, 5, 100, WORDS);
    map_add(m, 0, 200, 100, WORDS);
    map_add(m, 0, -50, 100, WORDS);  // not on the page at all
    map_solve(m);
    assert_int_equal(m->out.v[0].state == CT_LABEL_PLACED, !avoid);
    assert_int_equal(m->out.v[1].state, CT_LABEL_PLACED);
    assert_int_equal(m->out.v[2].state, CT_LABEL_DROPPED);
    map_free(m);
  }
}

// ---- Icons

static void fit(struct map *m, enum ct_icon_fit how, const char *icon) {
  struct ct_symbol_style *st = &m->layers[0].style;
  static const float padding[4] = {1, 2, 3, 4};  // top, right, bottom, left
  st->has_icon = true;
  st->icon = icon;
  st->icon_fit = how;
  memcpy(st->icon_fit_padding, padding, sizeof padding);
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
}

// shaping.ts, fitIconToText, of an image of 15 x 7.5 pt.
static void icons_are_fitted_to_texts(void **state) {
  (void)state;
  static const struct {
    enum ct_icon_fit fit;
    double x, y, w, h;  // centre and size
  } cases[] = {{CT_ICON_FIT_WIDTH, 99, 100, 24 + 2 + 4, 7.5},
               {CT_ICON_FIT_HEIGHT, 100, 101, 15, 14.4 + 1 + 3},
               {CT_ICON_FIT_BOTH, 99, 101, 30, 18.4}};
  for (size_t i = 0; i < 3; i++) {
    struct map *m = map_new(1);
    fit(m, cases[i].fit, "dot");
    const struct ct_placement *p = &m->out.v[0];
    assert_true(p->icon_drawn && p->icon_fit);
    assert_float_equal(p->icon_x, cases[i].x, NEAR);
    assert_float_equal(p->icon_y, cases[i].y, NEAR);
    assert_float_equal(p->icon_w, cases[i].w, NEAR);
    assert_float_equal(p->icon_h, cases[i].h, NEAR);
    map_free(m);
  }
}

// shaping.ts, applyTextFit: content of 10 x 7 px, a text of 32 x 19.2 px without padding.
static void content_keeps_its_proportions(void **state) {
  (void)state;
  static const struct {
    const char *icon;
    double w, h;                            // px
  } cases[] = {{"proportional", 28, 19.2},  // ceil(19.2 * 10 / 7) = 28
               {"wide", 32, 23},            // ceil(32 / 10 * 7) = 23
               {"plain", 32, 19.2}};
  for (size_t i = 0; i < 3; i++) {
    struct map *m = map_new(1);
    fit(m, CT_ICON_FIT_BOTH, cases[i].icon);
    memset(m->layers[0].style.icon_fit_padding, 0, sizeof m->layers[0].style.icon_fit_padding);
    map_solve(m);
    assert_float_equal(m->out.v[0].icon_w, cases[i].w * CT_PX_PT, NEAR);
    assert_float_equal(m->out.v[0].icon_h, cases[i].h * CT_PX_PT, NEAR);
    assert_float_equal(m->out.v[0].icon_x, 100, NEAR);
    map_free(m);
  }
}

// placement.ts, placeBoxForVariableAnchors: a fitted icon must be free at the anchor too, though only if
// it never overlaps. The obstacle lies in the icon's left padding alone.
static void fitted_icons_choose_the_anchor(void **state) {
  (void)state;
  static const struct ct_anchor_offset list[] = {{CT_ANCHOR_LEFT, 0, 0}, {CT_ANCHOR_TOP, 0, 0}};
  for (int mode = 0; mode < 3; mode++) {
    struct map *m = map_new(1);
    set_variable(m, list, 2);
    m->obstacle = (struct ct_rect){97, 95, 2, 2};
    m->layers[0].style.icon_overlap = (enum ct_overlap)mode;
    m->layers[0].style.icon_optional = true;
    fit(m, CT_ICON_FIT_WIDTH, "dot");
    bool left = m->out.v[0].text_x > 99;
    assert_int_equal(left, mode != CT_OVERLAP_NEVER);
    map_free(m);
  }
}

// variable_anchors.ts, updateVariableAnchorsForBucket: without its text such an icon is hidden.
static void fitted_icons_do_not_stay_behind(void **state) {
  (void)state;
  static const struct ct_anchor_offset list[] = {{CT_ANCHOR_LEFT, 0, 0}};
  for (int variable = 0; variable < 2; variable++) {
    struct map *m = map_new(1);
    if (variable) set_variable(m, list, 1);
    m->obstacle = (struct ct_rect){104, 104, 2, 2};  // below the icon, in the text's way
    m->layers[0].style.text_optional = true;
    fit(m, CT_ICON_FIT_WIDTH, "dot");
    assert_int_equal(m->out.placed, 0);
    assert_int_equal(m->out.v[0].icon_drawn, !variable);
    map_free(m);
  }
}

static void missing_icons_are_told_once(void **state) {
  (void)state;
  struct map *m = map_new(2);
  label_told = 0;
  m->layers[0].style.has_icon = m->layers[1].style.has_icon = true;
  m->layers[0].style.icon = m->layers[1].style.icon = "no-such";
  map_add(m, 0, 100, 100, WORDS);
  map_add(m, 0, 200, 100, NULL);
  map_add(m, 1, 300, 100, WORDS);
  map_solve(m);
  assert_int_equal(label_told, 1);
  // As if no icon had been asked for: texts stand alone, and what has none is no symbol.
  assert_int_equal(m->out.n, 2);
  assert_int_equal(m->out.placed, 2);
  assert_false(m->out.v[0].icon_drawn);
  map_free(m);
}

// ---- Turns

static void texts_turn_about_the_point(void **state) {
  (void)state;
  struct map *m = map_new(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->text_anchor = CT_ANCHOR_LEFT;
  st->text_dx = 20;
  st->text_rotate_deg = 90;
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  // What was right of the point is below it.
  assert_box(&m->out.v[0].box, 92.8, 120, 14.4, 24);
  assert_float_equal(m->out.v[0].text_rotate_deg, 90, NEAR);
  map_free(m);
}

static void alignment_says_what_turns_with_the_map(void **state) {
  (void)state;
  static const struct {
    enum ct_alignment alignment;
    double deg;
  } cases[] = {{CT_ALIGN_AUTO, 10}, {CT_ALIGN_VIEWPORT, 10}, {CT_ALIGN_MAP, 40}};
  for (size_t i = 0; i < 3; i++) {
    struct map *m = map_new(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    m->view.rotation_deg = 30;
    st->has_icon = true;
    st->text_alignment = st->icon_alignment = cases[i].alignment;
    st->text_rotate_deg = st->icon_rotate_deg = 10;
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_float_equal(m->out.v[0].text_rotate_deg, cases[i].deg, NEAR);
    assert_float_equal(m->out.v[0].icon_rotate_deg, cases[i].deg, NEAR);
    map_free(m);
  }
}

// icon-offset: "as if the rotated direction was up".
static void icon_offsets_turn_with_the_icon(void **state) {
  (void)state;
  struct map *m = map_new(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->has_icon = true;
  st->icon_rotate_deg = 90;
  st->icon_dy = -10;
  map_add(m, 0, 100, 100, NULL);
  map_solve(m);
  assert_float_equal(m->out.v[0].icon_x, 110, NEAR);
  assert_float_equal(m->out.v[0].icon_y, 100, NEAR);
  map_free(m);
}

// On a map turned clockwise by a quarter, east is down the page.
static void translations_follow_their_anchor(void **state) {
  (void)state;
  for (int viewport = 0; viewport < 2; viewport++) {
    struct map *m = map_new(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    m->view.rotation_deg = 90;
    st->has_icon = true;
    st->text_tx = st->icon_tx = 10;
    st->text_translate_viewport = st->icon_translate_viewport = viewport;
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    double x = viewport ? 110 : 100, y = viewport ? 100 : 110;
    assert_box(&m->out.v[0].box, x - 12, y - 7.2, 24, 14.4);
    assert_float_equal(m->out.v[0].icon_x, x, NEAR);
    assert_float_equal(m->out.v[0].icon_y, y, NEAR);
    map_free(m);
  }
}

// ---- Order

static void add_steps(struct map *m) {
  map_add(m, 0, 100, 150, WORDS);
  map_add(m, 0, 100, 50, WORDS);
  map_add(m, 0, 100, 100, WORDS);
}

// symbol-z-order: by place on the page where things may overlap, unless a sort key says otherwise.
static void drawing_order_is_the_styles(void **state) {
  (void)state;
  static const struct {
    enum ct_z_order z;
    enum ct_overlap overlap;
    bool keyed, by_y;
  } cases[] = {{CT_Z_AUTO, CT_OVERLAP_ALWAYS, false, true},
               {CT_Z_AUTO, CT_OVERLAP_ALWAYS, true, false},
               {CT_Z_VIEWPORT_Y, CT_OVERLAP_ALWAYS, true, true},
               {CT_Z_SOURCE, CT_OVERLAP_ALWAYS, false, false},
               {CT_Z_AUTO, CT_OVERLAP_NEVER, false, false}};
  for (size_t i = 0; i < 5; i++) {
    struct map *m = map_new(1);
    m->layers[0].style.z_order = cases[i].z;
    m->layers[0].style.text_overlap = cases[i].overlap;
    m->keyed = cases[i].keyed;
    add_steps(m);
    map_solve(m);
    assert_int_equal(m->out.v[0].item, cases[i].by_y ? 1 : 0);
    assert_int_equal(m->out.v[1].item, cases[i].by_y ? 2 : 1);
    assert_int_equal(m->out.v[2].item, cases[i].by_y ? 0 : 2);
    map_free(m);
  }
}

// placement.ts, placeLayerBucketPart: the first of the features has its place first, and only with
// viewport-y (not auto) the lowest on the page. Icons that may overlap make no difference to that.
static void priority_is_the_sources_or_the_lowest(void **state) {
  (void)state;
  static const enum ct_z_order orders[] = {CT_Z_AUTO, CT_Z_SOURCE, CT_Z_VIEWPORT_Y};
  for (int i = 0; i < 6; i++) {
    struct map *m = map_new(1);
    m->layers[0].style.z_order = orders[i % 3];
    m->layers[0].style.icon_overlap = i < 3 ? CT_OVERLAP_ALWAYS : CT_OVERLAP_NEVER;
    map_add(m, 0, 100, 100, WORDS);
    map_add(m, 0, 100, 104, WORDS);
    map_solve(m);
    for (size_t k = 0; k < 2; k++)
      assert_int_equal(m->out.v[k].state == CT_LABEL_PLACED,
                       m->out.v[k].item == (orders[i % 3] == CT_Z_VIEWPORT_Y ? 1 : 0));
    map_free(m);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(anchors_say_what_lies_at_the_point),
      cmocka_unit_test(offsets_move_right_and_down),
      cmocka_unit_test(radial_offsets_lead_away),
      cmocka_unit_test(variable_anchors_keep_padding_and_baseline),
      cmocka_unit_test(variable_anchors_are_tried_in_order),
      cmocka_unit_test(overlap_modes_are_heeded),
      cmocka_unit_test(ignored_ones_leave_room),
      cmocka_unit_test(padding_keeps_texts_apart),
      cmocka_unit_test(optional_parts_may_be_left_out),
      cmocka_unit_test(edges_are_avoided_when_asked),
      cmocka_unit_test(icons_are_fitted_to_texts),
      cmocka_unit_test(content_keeps_its_proportions),
      cmocka_unit_test(fitted_icons_choose_the_anchor),
      cmocka_unit_test(fitted_icons_do_not_stay_behind),
      cmocka_unit_test(missing_icons_are_told_once),
      cmocka_unit_test(texts_turn_about_the_point),
      cmocka_unit_test(alignment_says_what_turns_with_the_map),
      cmocka_unit_test(icon_offsets_turn_with_the_icon),
      cmocka_unit_test(translations_follow_their_anchor),
      cmocka_unit_test(drawing_order_is_the_styles),
      cmocka_unit_test(priority_is_the_sources_or_the_lowest),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
