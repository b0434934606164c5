// SPDX-License-Identifier: MIT
// Tiles of the label room: lines cut at their edges, symbols in their order.
//
// What is expected was found by drawing such symbols with MapLibre GL JS 6.17: anchors are counted from tile
// edges, tiles are settled from west to east and in a column from north to south.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka.h needs those above it.
#include <cmocka.h>

#include "base/arena.h"
#include "label/greedy.h"
#include "model/view.h"

// Zoom 1: four tiles of 384 pt, which meet in the middle of the frame.
static const struct ct_view four = {
    .frame = {0, 0, 200, 200}, .as_web = true, .zoom = 1, .anchor_x = 100 - 384, .anchor_y = 100 - 384};

static void lines_are_cut_at_tiles(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_label_input in = {.view = &four};
  struct ct_greedy g = {.in = &in, .arena = &a};
  struct ct_greedy_pieces pieces = {0};
  ct_greedy_tiles_init(&g.tiles, &four);
  assert_true(g.tiles.on);
  const float xy[] = {20, 50, 180, 50, 180, 90};
  assert_true(ct_greedy_cut(&g, &(struct ct_track){xy, 3}, false, &pieces));
  assert_int_equal(pieces.v.n, 2);
  const struct ct_greedy_piece *west = &pieces.v.v[0], *east = &pieces.v.v[1];
  assert_int_equal(west->n, 2);
  assert_false(west->continued);
  assert_float_equal(west->xy[2], 100, 0.05);
  assert_int_equal(east->n, 3);
  assert_true(east->continued);
  assert_float_equal(east->xy[0], 100, 0.05);
  assert_true(ct_greedy_in_tile(&g, west, 60, 50));
  assert_false(ct_greedy_in_tile(&g, west, 140, 50));
  // Centres are looked for in each tile with a quarter of its neighbours: both see the whole line.
  assert_true(ct_greedy_cut(&g, &(struct ct_track){xy, 3}, true, &pieces));
  assert_int_equal(pieces.v.n, 4);
  for (size_t i = 0; i < 4; i++) assert_int_equal(pieces.v.v[i].n, 3);
  ct_arena_release(&a);
}

static void a_turned_line_comes_back(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view turned = four;
  turned.rotation_deg = 90;
  turned.anchor_x = 100 + 384;
  struct ct_label_input in = {.view = &turned};
  struct ct_greedy g = {.in = &in, .arena = &a};
  struct ct_greedy_pieces pieces = {0};
  ct_greedy_tiles_init(&g.tiles, &turned);
  const float xy[] = {150, 20, 150, 180};
  assert_true(ct_greedy_cut(&g, &(struct ct_track){xy, 2}, false, &pieces));
  assert_int_equal(pieces.v.n, 2);
  assert_float_equal(pieces.v.v[0].xy[0], 150, 0.05);
  assert_float_equal(pieces.v.v[0].xy[3], 100, 0.05);
  ct_arena_release(&a);
}

static void symbols_go_tile_by_tile(void **state) {
  (void)state;
  struct ct_arena a = {0};
  float keys[] = {1, 1, 0, 1};
  struct ct_items items = {.n = 4};
  struct ct_label_layer layer = {.items = &items};
  struct ct_label_input in = {.view = &four, .nlayers = 1, .layers = &layer};
  struct ct_symbol_style style = {0};
  struct ct_greedy g = {.in = &in, .arena = &a};
  const float at[][2] = {{150, 150}, {150, 50}, {50, 150}, {50, 50}};
  ct_greedy_tiles_init(&g.tiles, &four);
  for (uint32_t i = 0; i < 4; i++) {
    struct ct_symbol_at s = {.item = i, .x = at[i][0], .y = at[i][1], .style = &style, .order = i};
    ct_vec_push(&a, &g.symbols, s);
  }
  const size_t *order = ct_greedy_order(&g, 0, 4), by_tile[] = {3, 2, 1, 0}, by_key[] = {2, 3, 1, 0};
  for (size_t i = 0; i < 4; i++) assert_int_equal(order[i], by_tile[i]);
  items.sort_key = keys;
  order = ct_greedy_order(&g, 0, 4);
  for (size_t i = 0; i < 4; i++) assert_int_equal(order[i], by_key[i]);
  ct_arena_release(&a);
}

static void other_views_have_no_tiles(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view plain = four;
  plain.as_web = false;
  struct ct_label_input in = {.view = &plain};
  struct ct_greedy g = {.in = &in, .arena = &a};
  struct ct_greedy_pieces pieces = {0};
  const float xy[] = {20, 50, 180, 50};
  ct_greedy_tiles_init(&g.tiles, &plain);
  assert_false(ct_greedy_cut(&g, &(struct ct_track){xy, 2}, false, &pieces));
  assert_float_equal(g.tiles.grow, 1, 0);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_cut_at_tiles),
      cmocka_unit_test(a_turned_line_comes_back),
      cmocka_unit_test(symbols_go_tile_by_tile),
      cmocka_unit_test(other_views_have_no_tiles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
