// SPDX-License-Identifier: MIT
// Symbol properties in the solve: fitted icons, columns, overlap modes, what is optional, turns, edges, order.
#include "test_label_styled.h"

#define WORDS "平壤市"

static struct map *solved_map(size_t nlayers) {
  struct map *m = map_new(nlayers);
  m->method = CT_LABEL_SOLVE;
  m->mode = CT_LABELS_NEAR;
  return m;
}

static bool is_drawn(const struct ct_placement *p) {
  return p->state != CT_LABEL_DROPPED;
}

static bool overlap(const struct ct_rect *a, const struct ct_rect *b) {
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

// ---- Fitted icons

static struct map *shield_map(const char *words) {
  struct map *m = solved_map(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->has_icon = true;
  st->icon_fit = CT_ICON_FIT_BOTH;
  memcpy(st->icon_fit_padding, (float[]){1, 2, 3, 4}, sizeof st->icon_fit_padding);
  map_add(m, 0, 100, 100, words);
  return m;
}

static void icons_are_fitted_to_texts(void **state) {
  (void)state;
  static const char *const words[] = {"6", "A 1234"};
  for (int k = 0; k < 2; k++) {
    struct map *m = shield_map(words[k]);
    map_solve(m);
    const struct ct_placement *p = &m->out.v[0];
    const struct ct_run_box *b = ct_run_box(p->run);
    assert_true(p->icon_drawn && p->icon_fit);
    assert_float_equal(p->icon_w, b->w + 6, NEAR);
    assert_float_equal(p->icon_h, b->h + 4, NEAR);
    assert_float_equal(p->icon_x - p->icon_w / 2, p->text_x - 4, NEAR);
    assert_float_equal(p->icon_y - p->icon_h / 2, p->text_y - 1, NEAR);
    map_free(m);
  }
}

// What a stretchable image has round its content keeps its size; others keep off all of it.
static void fitted_icons_have_room_for_their_frame(void **state) {
  (void)state;
  for (int clear = 0; clear < 2; clear++) {
    struct map *m = solved_map(2);
    struct ct_symbol_style *st = &m->layers[1].style;
    st->has_icon = true;
    st->icon = "plain";
    st->icon_fit = CT_ICON_FIT_BOTH;
    map_add(m, 1, 100, 100, "65");
    m->layers[0].style.text_anchor = CT_ANCHOR_LEFT;
    // The text and the content end at 106; the image has 3.75 pt more on the right.
    map_add(m, 0, clear ? 112 : 107, 100, "x");
    map_solve(m);
    assert_true(is_drawn(&m->out.v[1]));
    assert_int_equal(is_drawn(&m->out.v[0]), clear);
    map_free(m);
  }
}

// A shield goes where its text goes, and not at all without it.
static void fitted_icons_move_with_their_texts(void **state) {
  (void)state;
  static const struct ct_anchor_offset sides[] = {{CT_ANCHOR_LEFT, 6, 0}, {CT_ANCHOR_RIGHT, -6, 0}};
  struct map *m = shield_map("65");
  m->layers[0].style.nvariable = 2;
  m->layers[0].style.variable = sides;
  m->layers[0].style.variable_offsets = true;
  m->obstacle = (struct ct_rect){108, 90, 30, 20};
  map_solve(m);
  const struct ct_placement *p = &m->out.v[0];
  assert_true(p->icon_drawn && p->icon_x < 94);
  assert_float_equal(p->icon_x - p->icon_w / 2, p->text_x - 4, NEAR);
  map_free(m);
  m = shield_map("65");
  m->obstacle = (struct ct_rect){90, 90, 30, 20};
  map_solve(m);
  assert_false(is_drawn(&m->out.v[0]));
  assert_false(m->out.v[0].icon_drawn);
  map_free(m);
}

// ---- Columns

static void columns_run_down(void **state) {
  (void)state;
  struct map *m = solved_map(1);
  m->layers[0].style.writing = CT_WRITING_VERTICAL;
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  assert_int_equal(l.n, 3);
  for (size_t i = 0; i < 3; i++) {
    assert_float_equal(l.spots[i].x, 100, NEAR);
    assert_float_equal(l.spots[i].deg, 0, NEAR);
    if (i) assert_float_equal(l.spots[i].y - l.spots[i - 1].y, 12, NEAR);
  }
  assert_box(&m->out.v[0].box, 92.8, 82, 14.4, 36);
  map_free(m);
}

static void columns_stand_at_a_side(void **state) {
  (void)state;
  static const struct ct_anchor_offset sides[] = {{CT_ANCHOR_LEFT, 6, 0}, {CT_ANCHOR_RIGHT, -6, 0}};
  struct map *m = solved_map(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->writing = CT_WRITING_VERTICAL;
  st->nvariable = 2;
  st->variable = sides;
  st->variable_offsets = true;
  m->obstacle = (struct ct_rect){115, 90, 5, 5};
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  assert_box(&m->out.v[0].box, 100 - 6 - 14.4, 82, 14.4, 36);
  map_free(m);
}

static void latin_stays_level(void **state) {
  (void)state;
  struct map *m = solved_map(1);
  m->layers[0].style.writing = CT_WRITING_VERTICAL;
  map_add(m, 0, 100, 100, "Sohae");
  map_solve(m);
  assert_true(is_drawn(&m->out.v[0]));
  assert_null(m->out.v[0].spots);
  map_free(m);
}

// The obstacle is beside the point, in the way of level text alone.
static void writing_modes_are_tried_in_order(void **state) {
  (void)state;
  static const struct {
    enum ct_writing writing;
    bool obstacle, placed, column;
  } cases[] = {{CT_WRITING_HORIZONTAL, true, false, false},   {CT_WRITING_BOTH, false, true, false},
               {CT_WRITING_BOTH, true, true, true},           {CT_WRITING_VERTICAL_FIRST, false, true, true},
               {CT_WRITING_VERTICAL_FIRST, true, true, true}, {CT_WRITING_VERTICAL, true, true, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct map *m = solved_map(1);
    m->layers[0].style.writing = cases[i].writing;
    // An icon's place, so that the level name cannot step aside.
    m->layers[0].style.text_ignore_placement = true;
    m->layers[0].style.text_overlap = CT_OVERLAP_COOPERATIVE;
    if (cases[i].obstacle) m->obstacle = (struct ct_rect){112, 98, 3, 3};
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_int_equal(is_drawn(&m->out.v[0]), cases[i].placed);
    assert_int_equal(m->out.v[0].spots != NULL, cases[i].column);
    map_free(m);
  }
}

// ---- Overlap

static bool allowed(enum ct_overlap mine, enum ct_overlap theirs) {
  return mine == CT_OVERLAP_ALWAYS || (mine != CT_OVERLAP_NEVER && theirs != CT_OVERLAP_NEVER);
}

// Two texts over each other: the later layer is first, the other may come, or not.
static void texts_overlap_as_both_allow(void **state) {
  (void)state;
  for (enum ct_overlap below = CT_OVERLAP_NEVER; below <= CT_OVERLAP_COOPERATIVE; below++)
    for (enum ct_overlap above = CT_OVERLAP_NEVER; above <= CT_OVERLAP_COOPERATIVE; above++) {
      struct map *m = solved_map(2);
      for (int i = 0; i < 2; i++) {
        m->layers[i].style.text_overlap = i ? above : below;
        // Anchored at a side, so that the name stays where it is.
        m->layers[i].style.text_anchor = CT_ANCHOR_LEFT;
        map_add(m, i, 100, 100, i ? "above" : "below");
      }
      map_solve(m);
      bool both = is_drawn(&m->out.v[0]) && is_drawn(&m->out.v[1]);
      // On paper a text that never overlaps gives way to one that always stands, whichever is above.
      bool expected = allowed(below, above) && allowed(above, below);
      assert_int_equal(both, expected);
      map_free(m);
    }
}

static void ignored_texts_are_no_obstacles(void **state) {
  (void)state;
  struct map *m = solved_map(2);
  for (int i = 0; i < 2; i++) {
    m->layers[i].style.text_anchor = CT_ANCHOR_LEFT;
    map_add(m, i, 100, 100, i ? "above" : "below");
  }
  m->layers[1].style.text_ignore_placement = true;
  map_solve(m);
  assert_true(is_drawn(&m->out.v[0]) && is_drawn(&m->out.v[1]));
  map_free(m);
}

// Two icons over each other: those that never overlap give way.
static void icons_overlap_as_both_allow(void **state) {
  (void)state;
  for (enum ct_overlap below = CT_OVERLAP_NEVER; below <= CT_OVERLAP_COOPERATIVE; below++)
    for (enum ct_overlap above = CT_OVERLAP_NEVER; above <= CT_OVERLAP_COOPERATIVE; above++) {
      struct map *m = solved_map(2);
      for (int i = 0; i < 2; i++) {
        m->layers[i].style.has_icon = true;
        m->layers[i].style.icon_overlap = i ? above : below;
        map_add(m, i, 100 + 3 * (float)i, 100, NULL);
      }
      map_solve(m);
      bool both = m->out.v[0].icon_drawn && m->out.v[1].icon_drawn;
      bool expected = below != CT_OVERLAP_NEVER && above != CT_OVERLAP_NEVER;
      assert_int_equal(both, expected);
      map_free(m);
    }
}

static void paddings_are_of_each_side(void **state) {
  (void)state;
  for (int side = 0; side < 2; side++) {
    struct map *m = solved_map(2);
    for (int i = 0; i < 2; i++) {
      m->layers[i].style.has_icon = true;
      map_add(m, i, 100 + 18 * (float)i, 100, NULL);
    }
    // The icons are 15 pt wide, 3 apart.
    m->layers[1].style.icon_paddings[side ? 1 : 3] = 5;
    map_solve(m);
    assert_int_equal(m->out.v[0].icon_drawn, side);
    map_free(m);
  }
}

// ---- Optional

static void what_is_optional_may_be_missing(void **state) {
  (void)state;
  for (int k = 0; k < 8; k++) {
    bool icon_optional = k & 1, text_optional = k & 2, at_icon = k & 4;
    struct map *m = solved_map(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    st->has_icon = true;
    st->text_anchor = CT_ANCHOR_LEFT;
    st->text_dx = 10;
    st->icon_optional = icon_optional;
    st->text_optional = text_optional;
    m->obstacle = at_icon ? (struct ct_rect){94, 98, 3, 3} : (struct ct_rect){118, 98, 3, 3};
    map_add(m, 0, 100, 100, "Sohae");
    map_solve(m);
    assert_int_equal(is_drawn(&m->out.v[0]), at_icon && icon_optional);
    assert_int_equal(m->out.v[0].icon_drawn, !at_icon && text_optional);
    map_free(m);
  }
}

// ---- Turns

static void turns_go_with_the_map_when_asked(void **state) {
  (void)state;
  for (int k = 0; k < 2; k++) {
    struct map *m = solved_map(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    m->view.rotation_deg = 30;
    st->has_icon = true;
    st->icon_overlap = CT_OVERLAP_ALWAYS;
    st->text_rotate_deg = 5;
    st->icon_rotate_deg = 7;
    st->text_alignment = st->icon_alignment = k ? CT_ALIGN_MAP : CT_ALIGN_VIEWPORT;
    st->text_anchor = CT_ANCHOR_LEFT;
    st->text_dx = 12;
    map_add(m, 0, 100, 100, "Sohae");
    map_solve(m);
    assert_float_equal(m->out.v[0].text_rotate_deg, k ? 35 : 5, NEAR);
    assert_float_equal(m->out.v[0].icon_rotate_deg, k ? 37 : 7, NEAR);
    map_free(m);
  }
}

// text-translate and icon-translate: in the map's axes unless the page's are asked for.
static void translations_go_with_the_map_unless_asked(void **state) {
  (void)state;
  for (int k = 0; k < 2; k++) {
    struct map *m = solved_map(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    m->view.rotation_deg = 90;
    st->has_icon = true;
    st->icon_tx = 5;
    st->text_tx = 30;
    st->icon_translate_viewport = st->text_translate_viewport = k;
    map_add(m, 0, 100, 100, "Sohae");
    map_solve(m);
    const struct ct_rect *b = &m->out.v[0].box;
    assert_float_equal(m->out.v[0].icon_x, k ? 105 : 100, NEAR);
    assert_float_equal(m->out.v[0].icon_y, k ? 100 : 105, NEAR);
    assert_float_equal(b->x + b->w / 2, k ? 130 : 100, 1);
    assert_float_equal(b->y + b->h / 2, k ? 100 : 130, 2);
    map_free(m);
  }
}

// icon-offset is in the icon's own axes, as far as it is large; icon-anchor tells what lies at the point.
static void icons_have_anchors_and_offsets(void **state) {
  (void)state;
  struct map *m = solved_map(1);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->has_icon = true;
  st->icon_anchor = CT_ANCHOR_BOTTOM;
  st->icon_dx = 4;
  st->icon_rotate_deg = 90;
  map_add(m, 0, 100, 100, NULL);
  map_solve(m);
  // 20 x 10 px are 15 x 7.5 pt: half of its height above the point, then turned clockwise with its offset.
  assert_float_equal(m->out.v[0].icon_x, 100 + 3.75, NEAR);
  assert_float_equal(m->out.v[0].icon_y, 104, NEAR);
  map_free(m);
}

// ---- Edges and order

static void cut_icons_are_left_out_when_asked(void **state) {
  (void)state;
  for (int avoid = 0; avoid < 2; avoid++) {
    struct map *m = solved_map(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    st->has_icon = true;
    st->icon_overlap = CT_OVERLAP_ALWAYS;
    st->avoid_edges = avoid;
    map_add(m, 0, 3, 100, NULL);
    map_solve(m);
    size_t drawn = 0;
    for (size_t i = 0; i < m->out.n; i++) drawn += m->out.v[i].icon_drawn;
    assert_int_equal(drawn, !avoid);
    map_free(m);
  }
}

// symbol-z-order: the lower on the page the later, where symbols may overlap; else as they come.
static void order_is_the_sources_or_the_lowest(void **state) {
  (void)state;
  static const struct {
    enum ct_z_order order;
    bool keyed, overlap, by_y;
  } cases[] = {{CT_Z_AUTO, false, true, true},
               {CT_Z_AUTO, true, true, false},
               {CT_Z_SOURCE, false, true, false},
               {CT_Z_VIEWPORT_Y, true, true, true},
               {CT_Z_AUTO, false, false, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct map *m = solved_map(1);
    struct ct_symbol_style *st = &m->layers[0].style;
    st->has_icon = true;
    st->icon_overlap = cases[i].overlap ? CT_OVERLAP_ALWAYS : CT_OVERLAP_NEVER;
    st->z_order = cases[i].order;
    m->keyed = cases[i].keyed;
    map_add(m, 0, 100, 150, NULL);
    map_add(m, 0, 130, 50, NULL);
    map_solve(m);
    assert_int_equal(m->out.n, 2);
    assert_int_equal(m->out.v[0].item, cases[i].by_y ? 1 : 0);
    map_free(m);
  }
}

// Small sort keys are placed first.
static void sort_keys_rank(void **state) {
  (void)state;
  struct map *m = solved_map(1);
  m->keyed = true;
  m->layers[0].style.text_anchor = CT_ANCHOR_LEFT;
  map_add(m, 0, 100, 100, "second");
  map_add(m, 0, 104, 101, "first");
  m->layers[0].key[0] = 2;
  m->layers[0].key[1] = 1;
  map_solve(m);
  assert_false(is_drawn(&m->out.v[0]));
  assert_true(is_drawn(&m->out.v[1]));
  assert_false(overlap(&m->out.v[0].box, &m->out.v[1].box));
  map_free(m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(icons_are_fitted_to_texts),
      cmocka_unit_test(fitted_icons_have_room_for_their_frame),
      cmocka_unit_test(fitted_icons_move_with_their_texts),
      cmocka_unit_test(columns_run_down),
      cmocka_unit_test(columns_stand_at_a_side),
      cmocka_unit_test(latin_stays_level),
      cmocka_unit_test(writing_modes_are_tried_in_order),
      cmocka_unit_test(texts_overlap_as_both_allow),
      cmocka_unit_test(ignored_texts_are_no_obstacles),
      cmocka_unit_test(icons_overlap_as_both_allow),
      cmocka_unit_test(paddings_are_of_each_side),
      cmocka_unit_test(what_is_optional_may_be_missing),
      cmocka_unit_test(turns_go_with_the_map_when_asked),
      cmocka_unit_test(translations_go_with_the_map_unless_asked),
      cmocka_unit_test(icons_have_anchors_and_offsets),
      cmocka_unit_test(cut_icons_are_left_out_when_asked),
      cmocka_unit_test(order_is_the_sources_or_the_lowest),
      cmocka_unit_test(sort_keys_rank),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
