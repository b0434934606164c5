// SPDX-License-Identifier: MIT
// Placement as styled along lines and down the page: spacing, corners, upright letters, columns.
#include "test_label_styled.h"

// Two ideographs of an em: 24 pt at a size of 12.
#define WORDS "平壤"

static struct map *line_map(enum ct_symbol_placement placement, const float *xy, size_t n,
                            const char *words) {
  struct map *m = map_new(1);
  m->layers[0].style.placement = placement;
  map_add_line(m, 0, xy, n, words);
  return m;
}

static const float level[] = {10, 100, 410, 100}, back[] = {410, 100, 10, 100};

// get_anchors.ts: the first label ends two ems from the line's start, the others follow each spacing apart.
static void labels_are_spaced_along_lines(void **state) {
  (void)state;
  struct map *m = line_map(CT_PLACE_LINE, level, 2, WORDS);
  m->layers[0].style.spacing = 100;
  map_solve(m);
  assert_int_equal(m->out.n, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_float_equal(m->out.v[i].x, 10 + 12 + 24 + 100 * (double)i, NEAR);
    assert_float_equal(m->out.v[i].y, 100, NEAR);
    assert_int_equal(m->out.v[i].state, CT_LABEL_PLACED);
  }
  map_free(m);
}

// get_anchors.ts: between labels there is a quarter of the spacing at least.
static void long_labels_are_spaced_wider(void **state) {
  (void)state;
  struct map *m = line_map(CT_PLACE_LINE, level, 2, WORDS WORDS);
  m->layers[0].style.spacing = 60;
  map_solve(m);
  // A label of 48 with 15 between makes 63; the first is 24 + 24 from the start.
  assert_int_equal(m->out.n, 6);
  for (size_t i = 0; i < 6; i++) assert_float_equal(m->out.v[i].x, 10 + 48 + 63 * (double)i, NEAR);
  map_free(m);
}

static void short_lines_are_named_in_the_middle(void **state) {
  (void)state;
  static const float xy[] = {10, 100, 50, 100}, too_short[] = {10, 100, 30, 100};
  struct map *m = line_map(CT_PLACE_LINE, xy, 2, WORDS);
  map_solve(m);
  assert_int_equal(m->out.n, 1);
  assert_float_equal(m->out.v[0].x, 30, NEAR);
  map_free(m);
  m = line_map(CT_PLACE_LINE, too_short, 2, WORDS);
  map_solve(m);
  assert_int_equal(m->out.placed, 0);
  map_free(m);
}

static void line_center_is_once_in_the_middle(void **state) {
  (void)state;
  static const float xy[] = {10, 50, 10, 150, 310, 150};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 3, WORDS);
  m->layers[0].style.spacing = 50;
  map_solve(m);
  assert_int_equal(m->out.n, 1);
  assert_float_equal(m->out.v[0].x, 10 + 100, NEAR);
  assert_float_equal(m->out.v[0].y, 150, NEAR);
  map_free(m);
}

// Two sides of 100 pt that meet at an angle, named where they meet.
static size_t named_at_corner(double deg, float most) {
  double t = deg * (M_PI / 180);
  float xy[] = {20, 100, 120, 100, (float)(120 + 100 * cos(t)), (float)(100 + 100 * sin(t))};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 3, WORDS);
  m->layers[0].style.max_angle_deg = most;
  map_solve(m);
  size_t n = m->out.placed;
  map_free(m);
  return n;
}

static void sharp_corners_are_not_named(void **state) {
  (void)state;
  assert_int_equal(named_at_corner(40, 45), 1);
  assert_int_equal(named_at_corner(-40, 45), 1);
  assert_int_equal(named_at_corner(50, 45), 0);
  assert_int_equal(named_at_corner(-50, 45), 0);
  assert_int_equal(named_at_corner(50, 60), 1);
}

// check_max_angle.ts: turns add up within three fifths of an em, 7.2 pt.
static void turns_close_together_add_up(void **state) {
  (void)state;
  for (int k = 0; k < 2; k++) {
    double d = k ? 10 : 5, t = M_PI / 6;
    float x = (float)(120 + d * cos(t)), y = (float)(100 + d * sin(t));
    float xy[] = {20, 100, 120, 100, x, y, (float)(x + 100 * cos(2 * t)), (float)(y + 100 * sin(2 * t))};
    struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 4, WORDS);
    map_solve(m);
    assert_int_equal(m->out.placed, k);
    map_free(m);
  }
}

// Of a ring the last point is joined to the first: half way round from the first corner.
static void rings_are_lines_too(void **state) {
  (void)state;
  static const float xy[] = {100, 50, 200, 50, 200, 150, 100, 150};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 4, WORDS);
  m->layers[0].style.max_angle_deg = 90;
  m->polygon = true;
  map_solve(m);
  assert_int_equal(m->out.n, 1);
  assert_float_equal(m->out.v[0].x, 200, NEAR);
  assert_float_equal(m->out.v[0].y, 150, NEAR);
  map_free(m);
}

// ---- Letters

static double turn_of(double deg) {
  return deg - 360 * floor(deg / 360 + 0.5);
}

// text-keep-upright on a line from right to left.
static void letters_are_kept_upright(void **state) {
  (void)state;
  for (int keep = 0; keep < 2; keep++) {
    struct map *m = line_map(CT_PLACE_LINE_CENTER, back, 2, "Sohae");
    m->layers[0].style.keep_upright = keep;
    map_solve(m);
    struct placed_letters l = letters_placed(m, 0);
    assert_int_equal(l.n, 5);
    for (size_t i = 0; i < l.n; i++) {
      assert_float_equal(l.spots[i].y, 100, NEAR);
      assert_float_equal(fabs(turn_of(l.spots[i].deg)), keep ? 0 : 180, NEAR);
    }
    assert_int_equal(l.spots[0].x < l.spots[4].x, keep);
    // Centred on the line's middle either way.
    double left = fmin(l.spots[0].x, l.spots[4].x), right = fmax(l.spots[0].x, l.spots[4].x);
    assert_true(left < 210 && right > 210);
    map_free(m);
  }
}

// text-offset: along the line, and beside it: below when positive.
static void offsets_are_the_lines(void **state) {
  (void)state;
  struct map *plain = line_map(CT_PLACE_LINE_CENTER, level, 2, "Sohae"),
             *moved = line_map(CT_PLACE_LINE_CENTER, level, 2, "Sohae");
  moved->layers[0].style.text_dx = 6;
  moved->layers[0].style.text_dy = 9;
  map_solve(plain);
  map_solve(moved);
  struct placed_letters a = letters_placed(plain, 0), b = letters_placed(moved, 0);
  for (size_t i = 0; i < a.n; i++) {
    assert_float_equal(b.spots[i].x - a.spots[i].x, 6, NEAR);
    assert_float_equal(b.spots[i].y - a.spots[i].y, 9, NEAR);
  }
  map_free(plain);
  map_free(moved);
}

static void letters_follow_a_bend(void **state) {
  (void)state;
  double t = M_PI / 6;
  float xy[] = {20, 100, 120, 100, (float)(120 + 100 * cos(t)), (float)(100 + 100 * sin(t))};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 3, "Yongbyon");
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  for (size_t i = 0; i < l.n; i++) {
    bool before = l.spots[i].x < 120;
    assert_float_equal(l.spots[i].deg, before ? 0 : 30, NEAR);
    assert_float_equal(l.spots[i].y, before ? 100 : 100 + (l.spots[i].x - 120) * tan(t), NEAR);
  }
  map_free(m);
}

// viewport-glyph: each letter stands as on the page; viewport: the whole text does.
static void alignments_along_lines(void **state) {
  (void)state;
  static const float xy[] = {100, 20, 160, 100, 220, 180};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, xy, 3, "Sohae");
  m->layers[0].style.text_alignment = CT_ALIGN_VIEWPORT_GLYPH;
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  assert_int_equal(l.n, 5);
  for (size_t i = 0; i < l.n; i++) assert_float_equal(l.spots[i].deg, 0, NEAR);
  assert_true(l.spots[4].y > l.spots[0].y + 10);
  m->layers[0].style.text_alignment = CT_ALIGN_VIEWPORT;
  map_solve(m);
  assert_null(m->out.v[0].spots);
  assert_float_equal(m->out.v[0].text_rotate_deg, 0, NEAR);
  assert_float_equal(m->out.v[0].box.x + m->out.v[0].box.w / 2, 160, NEAR);
  map_free(m);
}

// Ideographs on steep lines stand below each other, whichever way the line runs.
static void ideographs_stand_on_steep_lines(void **state) {
  (void)state;
  static const float down[] = {100, 20, 100, 180}, up[] = {100, 180, 100, 20};
  for (int k = 0; k < 2; k++) {
    struct map *m = line_map(CT_PLACE_LINE_CENTER, k ? up : down, 2, WORDS);
    map_solve(m);
    struct placed_letters l = letters_placed(m, 0);
    assert_int_equal(l.n, 2);
    assert_float_equal(l.spots[1].y - l.spots[0].y, 12, NEAR);
    for (size_t i = 0; i < 2; i++) assert_float_equal(turn_of(l.spots[i].deg), 0, NEAR);
    map_free(m);
  }
}

// A neutral sign beside Latin letters does not make them stand.
static void signs_alone_do_not_stand(void **state) {
  (void)state;
  static const float down[] = {100, 20, 100, 180};
  struct map *m = line_map(CT_PLACE_LINE_CENTER, down, 2, "No. \xE2\x91\xA0");  // ①
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  for (size_t i = 0; i < l.n; i++) assert_float_equal(turn_of(l.spots[i].deg), 90, NEAR);
  map_free(m);
}

// An icon turns with its line, and is kept upright when asked.
static void icons_turn_with_their_line(void **state) {
  (void)state;
  for (int keep = 0; keep < 2; keep++) {
    struct map *m = line_map(CT_PLACE_LINE_CENTER, back, 2, NULL);
    m->layers[0].style.has_icon = true;
    m->layers[0].style.icon_keep_upright = keep;
    map_solve(m);
    assert_true(m->out.v[0].icon_drawn);
    assert_float_equal(fabs(turn_of(m->out.v[0].icon_rotate_deg)), keep ? 0 : 180, NEAR);
    map_free(m);
  }
}

// ---- Down the page

static void columns_run_down(void **state) {
  (void)state;
  struct map *m = map_new(1);
  m->layers[0].style.writing = CT_WRITING_VERTICAL;
  map_add(m, 0, 100, 100, WORDS);
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  assert_int_equal(l.n, 2);
  // Two ems high, as wide as a line; the letters an em apart on the column's middle.
  assert_box(&m->out.v[0].box, 92.8, 88, 14.4, 24);
  assert_float_equal(l.spots[1].y - l.spots[0].y, 12, NEAR);
  for (size_t i = 0; i < 2; i++) {
    assert_float_equal(l.spots[i].x, 100, NEAR);
    assert_float_equal(l.spots[i].deg, 0, NEAR);
  }
  map_free(m);
}

static void latin_stays_level(void **state) {
  (void)state;
  struct map *m = map_new(1);
  m->layers[0].style.writing = CT_WRITING_VERTICAL;
  map_add(m, 0, 100, 100, "Sohae");
  map_solve(m);
  assert_int_equal(m->out.v[0].state, CT_LABEL_PLACED);
  assert_null(m->out.v[0].spots);
  map_free(m);
}

// text-writing-mode: "the order of elements in an array define priority order"; the obstacle is beside the
// point, in the way of level text alone.
static void writing_modes_are_tried_in_order(void **state) {
  (void)state;
  static const struct {
    enum ct_writing writing;
    bool obstacle, placed, column;
  } cases[] = {{CT_WRITING_HORIZONTAL, true, false, false},   {CT_WRITING_BOTH, false, true, false},
               {CT_WRITING_BOTH, true, true, true},           {CT_WRITING_VERTICAL_FIRST, false, true, true},
               {CT_WRITING_VERTICAL_FIRST, true, true, true}, {CT_WRITING_VERTICAL, true, true, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct map *m = map_new(1);
    m->layers[0].style.writing = cases[i].writing;
    if (cases[i].obstacle) m->obstacle = (struct ct_rect){108, 98, 3, 3};
    map_add(m, 0, 100, 100, WORDS);
    map_solve(m);
    assert_int_equal(m->out.v[0].state == CT_LABEL_PLACED, cases[i].placed);
    assert_int_equal(m->out.v[0].spots != NULL, cases[i].column);
    map_free(m);
  }
}

// ---- Hostile

static void hostile_lines_do_no_harm(void **state) {
  (void)state;
  static const float lines[][8] = {{NAN, 1, 2, 3, 4, 5, 6, 7},
                                   {10, 10, 10, 10, 10, 10, 10, 10},
                                   {-3e38F, 0, 3e38F, 0, -3e38F, 1, 3e38F, 1},
                                   {10, 100, 410, 100, 10, 100, 410, 100},
                                   {0, 0, INFINITY, 0, 9, 9, 100, 100}};
  static const float odd[] = {0, -5, NAN, INFINITY, 1e-30F, 3e38F};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
      struct map *m = line_map(k % 2 ? CT_PLACE_LINE : CT_PLACE_LINE_CENTER, lines[i], 4, "Sohae 平壤");
      struct ct_symbol_style *st = &m->layers[0].style;
      st->spacing = odd[k];
      st->max_angle_deg = 360;
      st->text_dy = odd[(k + 1) % 6];
      st->text_padding = odd[(k + 2) % 6];
      st->text.letter_spacing = odd[(k + 3) % 6];
      st->has_icon = true;
      st->icon_size = odd[(k + 4) % 6];
      map_solve(m);
      assert_true(m->out.n < 10000);
      map_free(m);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_are_spaced_along_lines),
      cmocka_unit_test(long_labels_are_spaced_wider),
      cmocka_unit_test(short_lines_are_named_in_the_middle),
      cmocka_unit_test(line_center_is_once_in_the_middle),
      cmocka_unit_test(sharp_corners_are_not_named),
      cmocka_unit_test(turns_close_together_add_up),
      cmocka_unit_test(rings_are_lines_too),
      cmocka_unit_test(letters_are_kept_upright),
      cmocka_unit_test(offsets_are_the_lines),
      cmocka_unit_test(letters_follow_a_bend),
      cmocka_unit_test(alignments_along_lines),
      cmocka_unit_test(ideographs_stand_on_steep_lines),
      cmocka_unit_test(signs_alone_do_not_stand),
      cmocka_unit_test(icons_turn_with_their_line),
      cmocka_unit_test(columns_run_down),
      cmocka_unit_test(latin_stays_level),
      cmocka_unit_test(writing_modes_are_tried_in_order),
      cmocka_unit_test(hostile_lines_do_no_harm),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
