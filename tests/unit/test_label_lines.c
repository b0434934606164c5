// SPDX-License-Identifier: MIT
// The solve along lines: bent texts on smooth baselines, repeats, pieces joined, names beside lines, icons.
#include "test_label_styled.h"

#define NAME "Chongchon"

static struct map *solved_map(size_t nlayers) {
  struct map *m = map_new(nlayers);
  m->method = CT_LABEL_SOLVE;
  for (size_t i = 0; i < nlayers; i++) m->layers[i].style.placement = CT_PLACE_LINE;
  return m;
}

static struct map *named_line(const float *xy, size_t n, const char *words) {
  struct map *m = solved_map(1);
  map_add_line(m, 0, xy, n, words);
  return m;
}

static double turn_of(double deg) {
  return deg - 360 * floor(deg / 360 + 0.5);
}

// An arch from left to right over a chord of 300 pt, with teeth of so many points.
static size_t arch(float *xy, double rise, double teeth) {
  enum { N = 61 };
  for (int i = 0; i < N; i++) {
    double t = i / (N - 1.0);
    xy[2 * i] = (float)(60 + 300 * t);
    xy[2 * i + 1] = (float)(150 - rise * sin(t * M_PI) + (i % 2 ? teeth : -teeth));
  }
  return N;
}

static void letters_bend_with_their_line(void **state) {
  (void)state;
  float xy[128];
  struct map *m = named_line(xy, arch(xy, 90, 0), NAME);
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  assert_int_equal(m->out.placed, 1);
  assert_int_equal(l.n, 9);
  for (size_t i = 0; i < l.n; i++) {
    // On the arch, up to what smoothing takes off its top.
    double t = (l.spots[i].x - 60) / 300, y = 150 - 90 * sin(t * M_PI);
    double slope = atan2(-90 * M_PI / 300 * cos(t * M_PI), 1) * (180 / M_PI);
    assert_float_equal(l.spots[i].y, y, 3);
    assert_float_equal(turn_of(l.spots[i].deg), slope, 4);
    if (i) assert_true(l.spots[i].x > l.spots[i - 1].x && l.spots[i].deg > l.spots[i - 1].deg);
  }
  map_free(m);
}

// Teeth of 1.5 pt each 5 pt of a half circle turn the line by 60 degrees at every one; the letters turn as on it.
static void jagged_lines_do_not_shake_letters(void **state) {
  (void)state;
  enum { N = 58 };
  float xy[2 * N];
  for (int i = 0; i < N; i++) {
    double t = M_PI * i / (N - 1), r = 90 + (i % 2 ? 1.5 : -1.5);
    xy[2 * i] = (float)(200 - r * cos(t));
    xy[2 * i + 1] = (float)(150 - r * sin(t));
  }
  struct map *m = named_line(xy, N, NAME);
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  for (size_t i = 1; i < l.n; i++) {
    double along = hypot(l.spots[i].x - l.spots[i - 1].x, l.spots[i].y - l.spots[i - 1].y);
    assert_float_equal(turn_of(l.spots[i].deg - l.spots[i - 1].deg), along / 90 * (180 / M_PI), 1.5);
    assert_float_equal(hypot(l.spots[i].x - 200, l.spots[i].y - 150), 90, 4);
  }
  map_free(m);
}

// Where the line is straight the text stays in one piece, turned with it and never upside down.
static void straight_lines_keep_texts_whole(void **state) {
  (void)state;
  static const float down[] = {60, 40, 360, 160}, back[] = {360, 160, 60, 40};
  for (int k = 0; k < 2; k++) {
    struct map *m = named_line(k ? back : down, 2, NAME);
    map_solve(m);
    assert_int_equal(m->out.v[0].state, CT_LABEL_PLACED);
    assert_null(m->out.v[0].spots);
    assert_float_equal(m->out.v[0].text_rotate_deg, atan2(120, 300) * (180 / M_PI), 0.1);
    map_free(m);
  }
}

static void upside_down_where_it_may_be(void **state) {
  (void)state;
  static const float back[] = {360, 100, 60, 100};
  struct map *m = named_line(back, 2, NAME);
  m->layers[0].style.keep_upright = false;
  map_solve(m);
  assert_float_equal(fabs(turn_of(m->out.v[0].text_rotate_deg)), 180, 0.1);
  map_free(m);
}

// Two straight sides that meet at a right angle: the name is on one of them, with its letters away from the corner.
static void no_name_is_over_a_sharp_bend(void **state) {
  (void)state;
  static const float xy[] = {60, 180, 200, 40, 360, 180};
  struct map *m = named_line(xy, 3, NAME);
  map_solve(m);
  assert_int_equal(m->out.placed, 1);
  const struct ct_rect *b = &m->out.v[0].box;
  assert_true(b->x + b->w < 200 || b->x > 200);
  map_free(m);
}

// text-max-angle: a gentle arch will not do where no turn at all is allowed.
static void max_angle_is_kept(void **state) {
  (void)state;
  float xy[128];
  size_t n = arch(xy, 90, 0);
  for (int k = 0; k < 2; k++) {
    struct map *m = named_line(xy, n, NAME);
    m->layers[0].style.max_angle_deg = k ? 45 : 1;
    map_solve(m);
    assert_int_equal(m->out.placed, k);
    map_free(m);
  }
}

// ---- Repeats

static size_t drawn(const struct map *m) {
  size_t n = 0;
  for (size_t i = 0; i < m->out.n; i++) n += m->out.v[i].state != CT_LABEL_DROPPED;
  return n;
}

static void long_lines_are_named_again(void **state) {
  (void)state;
  static const float xy[] = {10, 100, 410, 100};
  static const struct {
    float spacing;
    enum ct_symbol_placement placement;
    size_t n;
  } cases[] = {{100, CT_PLACE_LINE, 4},
               {199, CT_PLACE_LINE, 2},
               {500, CT_PLACE_LINE, 1},
               {100, CT_PLACE_LINE_CENTER, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct map *m = named_line(xy, 2, NAME);
    m->layers[0].style.spacing = cases[i].spacing;
    m->layers[0].style.placement = cases[i].placement;
    map_solve(m);
    assert_int_equal(drawn(m), cases[i].n);
    // Repeats are no names of their own.
    assert_int_equal(m->out.wanted, 1);
    assert_int_equal(m->out.placed, 1);
    for (size_t k = 0; k < m->out.n; k++)
      for (size_t j = 0; j < k; j++)
        assert_true(fabs(m->out.v[k].box.x - m->out.v[j].box.x) >= cases[i].spacing / 2 - NEAR);
    map_free(m);
  }
}

static void line_center_is_in_the_middle(void **state) {
  (void)state;
  static const float xy[] = {10, 100, 310, 100};
  struct map *m = named_line(xy, 2, NAME);
  m->layers[0].style.placement = CT_PLACE_LINE_CENTER;
  map_solve(m);
  const struct ct_rect *b = &m->out.v[0].box;
  assert_float_equal(b->x + b->w / 2, 160, 2);
  map_free(m);
}

// The middle is taken: the name moves along its line; both ends are taken too: none.
static void names_move_to_free_stretches(void **state) {
  (void)state;
  static const float xy[] = {10, 100, 410, 100};
  struct map *m = named_line(xy, 2, NAME);
  m->layers[0].style.spacing = 1000;
  m->obstacle = (struct ct_rect){150, 90, 120, 20};
  map_solve(m);
  assert_int_equal(m->out.placed, 1);
  const struct ct_rect *b = &m->out.v[0].box;
  assert_true(b->x + b->w < 150 || b->x > 270);
  map_free(m);
  m = named_line(xy, 2, NAME);
  m->obstacle = (struct ct_rect){20, 90, 380, 20};
  map_solve(m);
  assert_int_equal(m->out.wanted, 1);
  assert_int_equal(m->out.dropped, 1);
  assert_int_equal(drawn(m), 0);
  map_free(m);
}

// When the middle stop finds no place but another does, the name is there: nothing is dropped.
static void a_repeat_stands_in_for_the_first(void **state) {
  (void)state;
  static const float xy[] = {10, 100, 410, 100};
  struct map *m = named_line(xy, 2, NAME);
  m->layers[0].style.spacing = 120;
  m->obstacle = (struct ct_rect){130, 90, 160, 20};
  map_solve(m);
  assert_int_equal(m->out.wanted, 1);
  assert_int_equal(m->out.placed, 1);
  assert_int_equal(m->out.dropped, 0);
  assert_true(drawn(m) >= 1);
  map_free(m);
}

// ---- Pieces

// Four pieces of one name, one of them backwards; each too short for the name.
static void pieces_are_joined(void **state) {
  (void)state;
  static const float pieces[4][4] = {
      {100, 100, 130, 100}, {160, 100.2F, 130.1F, 100}, {160, 100, 190, 100}, {190, 100, 220, 100}};
  struct map *m = solved_map(1);
  for (int i = 0; i < 4; i++) map_add_line(m, 0, pieces[i], 2, NAME);
  map_solve(m);
  assert_int_equal(drawn(m), 1);
  assert_int_equal(m->out.wanted, 1);
  map_free(m);
  // Of other names they are not.
  m = solved_map(1);
  for (int i = 0; i < 4; i++) map_add_line(m, 0, pieces[i], 2, i % 2 ? NAME : "Taeryong-gang");
  map_solve(m);
  assert_int_equal(m->out.placed, 0);
  map_free(m);
}

// A line that is shorter than its name has it beside it, level; a line of the base map none.
static void short_lines_are_named_beside(void **state) {
  (void)state;
  static const float xy[] = {200, 100, 220, 110};
  for (int base = 0; base < 2; base++) {
    struct map *m = named_line(xy, 2, NAME);
    m->mode = base ? CT_LABELS_NEAR : CT_LABELS_AUTO;
    map_solve(m);
    assert_int_equal(m->out.v[0].state, base ? CT_LABEL_DROPPED : CT_LABEL_MOVED);
    const struct ct_rect *b = &m->out.v[0].box;
    if (!base) assert_true(b->x > 220 || b->x + b->w < 200 || b->y > 110 || b->y + b->h < 100);
    map_free(m);
  }
}

// Where three meet, the way goes on straight and the branch is left.
static void ways_go_on_straight(void **state) {
  (void)state;
  static const float west[] = {20, 100, 120, 100}, north[] = {120, 100, 125, 20},
                     east[] = {120, 100, 220, 101};
  struct map *m = solved_map(1);
  map_add_line(m, 0, west, 2, "a name of more than a hundred");
  map_add_line(m, 0, north, 2, "a name of more than a hundred");
  map_add_line(m, 0, east, 2, "a name of more than a hundred");
  map_solve(m);
  assert_int_equal(drawn(m), 1);
  assert_true(m->out.v[0].box.h < 20);
  map_free(m);
}

// Not joined, but side by side: one of them is named. Far apart: both.
static void close_ways_share_a_name(void **state) {
  (void)state;
  for (int far = 0; far < 2; far++) {
    const float y = far ? 180 : 45, one[] = {10, 30, 110, 30}, other[] = {10, y, 110, y};
    struct map *m = solved_map(1);
    m->layers[0].style.spacing = 200;
    map_add_line(m, 0, one, 2, NAME);
    map_add_line(m, 0, other, 2, NAME);
    map_solve(m);
    assert_int_equal(drawn(m), far ? 2 : 1);
    map_free(m);
  }
}

// ---- Beside

// text-offset: above as it is read, whichever way the line runs; below when positive.
static void offsets_are_above_and_below(void **state) {
  (void)state;
  static const float on[] = {60, 100, 360, 100}, back[] = {360, 100, 60, 100};
  for (int k = 0; k < 4; k++) {
    struct map *m = named_line(k % 2 ? back : on, 2, NAME);
    m->layers[0].style.text_dy = k < 2 ? -10 : 10;
    map_solve(m);
    const struct ct_rect *b = &m->out.v[0].box;
    if (k < 2)
      assert_true(b->y + b->h < 100);
    else
      assert_true(b->y > 97);
    map_free(m);
  }
}

// Above is taken: it goes below. And it keeps clear of what the line's windings reach.
static void beside_is_clear_of_windings(void **state) {
  (void)state;
  static const float on[] = {60, 100, 360, 100};
  struct map *m = named_line(on, 2, NAME);
  m->layers[0].style.text_dy = -10;
  m->obstacle = (struct ct_rect){0, 70, 420, 28};
  map_solve(m);
  assert_true(m->out.v[0].box.y > 97);
  map_free(m);
  float xy[128];
  size_t n = arch(xy, 0, 4);
  m = named_line(xy, n, NAME);
  m->layers[0].style.text_dy = -7;
  map_solve(m);
  assert_int_equal(m->out.placed, 1);
  // 150 - 4 is the teeth's top; capitals reach down to the baseline, 4 pt below their line's middle.
  const struct ct_rect *b = &m->out.v[0].box;
  assert_true(b->y + b->h < 150);
  map_free(m);
}

// ---- Icons

static void icons_go_along(void **state) {
  (void)state;
  static const float up[] = {200, 190, 200, 10};
  struct map *m = named_line(up, 2, NULL);
  struct ct_symbol_style *st = &m->layers[0].style;
  st->has_icon = true;
  st->icon_rotate_deg = 10;
  st->spacing = 45;
  map_solve(m);
  assert_int_equal(m->out.n, 4);
  for (size_t i = 0; i < m->out.n; i++) {
    assert_true(m->out.v[i].icon_drawn);
    assert_float_equal(m->out.v[i].icon_x, 200, NEAR);
    assert_float_equal(turn_of(m->out.v[i].icon_rotate_deg), -80, 0.1);
  }
  map_free(m);
}

// A shield on its line: text and icon level, the icon about the text.
static void shields_stay_level(void **state) {
  (void)state;
  static const float slope[] = {60, 40, 360, 160};
  struct map *m = named_line(slope, 2, "65");
  struct ct_symbol_style *st = &m->layers[0].style;
  st->has_icon = true;
  st->icon_fit = CT_ICON_FIT_BOTH;
  st->text_alignment = st->icon_alignment = CT_ALIGN_VIEWPORT;
  map_solve(m);
  const struct ct_placement *p = &m->out.v[0];
  assert_int_equal(p->state, CT_LABEL_PLACED);
  assert_true(p->icon_drawn && p->icon_fit);
  assert_float_equal(p->text_rotate_deg, 0, NEAR);
  assert_float_equal(p->icon_rotate_deg, 0, NEAR);
  assert_float_equal(p->icon_w, ct_run_box(p->run)->w, NEAR);
  assert_float_equal(p->icon_x, p->text_x + ct_run_box(p->run)->w / 2, NEAR);
  assert_float_equal(p->icon_y, 40 + (p->icon_x - 60) * 0.4, 1);
  map_free(m);
}

// viewport-glyph: on the line, each letter level; the letters' boxes are what others keep off.
static void letters_may_stand_level(void **state) {
  (void)state;
  static const float slope[] = {60, 40, 360, 160};
  struct map *m = named_line(slope, 2, NAME);
  m->layers[0].style.text_alignment = CT_ALIGN_VIEWPORT_GLYPH;
  map_solve(m);
  struct placed_letters l = letters_placed(m, 0);
  for (size_t i = 0; i < l.n; i++) {
    assert_float_equal(l.spots[i].deg, 0, NEAR);
    assert_float_equal(l.spots[i].y, 40 + (l.spots[i].x - 60) * 0.4, 1);
  }
  map_free(m);
}

static void hostile_lines_do_no_harm(void **state) {
  (void)state;
  static const float lines[][8] = {{NAN, 1, 2, 3, 4, 5, 6, 7},
                                   {10, 10, 10, 10, 10, 10, 10, 10},
                                   {-3e38F, 0, 3e38F, 0, -3e38F, 1, 3e38F, 1},
                                   {10, 100, 410, 100, 10, 100, 410, 100},
                                   {-4e6F, 50, 4e6F, 51, -4e6F, 52, 4e6F, 53},
                                   {0, 0, INFINITY, 0, 9, 9, 100, 100}};
  static const float odd[] = {0, -5, NAN, INFINITY, 1e-30F, 3e38F};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
      struct map *m = named_line(lines[i], 4, "Sohae 平壤");
      struct ct_symbol_style *st = &m->layers[0].style;
      st->placement = k % 2 ? CT_PLACE_LINE : CT_PLACE_LINE_CENTER;
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
      cmocka_unit_test(letters_bend_with_their_line),
      cmocka_unit_test(jagged_lines_do_not_shake_letters),
      cmocka_unit_test(straight_lines_keep_texts_whole),
      cmocka_unit_test(upside_down_where_it_may_be),
      cmocka_unit_test(no_name_is_over_a_sharp_bend),
      cmocka_unit_test(max_angle_is_kept),
      cmocka_unit_test(long_lines_are_named_again),
      cmocka_unit_test(line_center_is_in_the_middle),
      cmocka_unit_test(names_move_to_free_stretches),
      cmocka_unit_test(a_repeat_stands_in_for_the_first),
      cmocka_unit_test(pieces_are_joined),
      cmocka_unit_test(short_lines_are_named_beside),
      cmocka_unit_test(ways_go_on_straight),
      cmocka_unit_test(close_ways_share_a_name),
      cmocka_unit_test(offsets_are_above_and_below),
      cmocka_unit_test(beside_is_clear_of_windings),
      cmocka_unit_test(icons_go_along),
      cmocka_unit_test(shields_stay_level),
      cmocka_unit_test(letters_may_stand_level),
      cmocka_unit_test(hostile_lines_do_no_harm),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
