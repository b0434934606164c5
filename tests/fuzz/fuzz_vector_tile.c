// SPDX-License-Identifier: MIT
// Fuzz: vector tiles, from their bytes to a table put together over two tiles.
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "load/tile_table.h"
#include "load/tile_work.h"
#include "model/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add(struct ct_tile_work *w, const struct ct_mvt_layer *l, uint32_t tile) {
  int64_t x = (int64_t)tile * CT_TILE_GRID;
  struct ct_tile_place place = {.square = {x, 0, x + CT_TILE_GRID, CT_TILE_GRID, tile == 1, false},
                                .scale = CT_TILE_GRID / l->extent,
                                // The second tile is the first one again, moved so that pieces meet.
                                .x = tile ? CT_TILE_GRID / 2 : 0};
  for (size_t i = 0; i < l->nfeatures; i++) {
    struct ct_tile_feature f = {
        .layer = l, .source = &l->features[i], .hash = l->features[i].type, .tile = tile};
    ct_tile_shape_add(w, &place, &f);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  jmp_buf oom;
  struct ct_arena a = {.limit = 256 << 20, .oom = &oom};
  if (!setjmp(oom)) {
    struct ct_mvt_layer layer;
    struct ct_tile_work w = {.a = &a, .world = 2 * CT_TILE_GRID};
    struct ct_tile_columns all = {.all = true};
    struct ct_table table = {0};
    bool found;
    if (ct_mvt_layer_read(data, size, "a", &a, &layer, &found) && found) {
      add(&w, &layer, 0);
      add(&w, &layer, 1);
      ct_tile_table(&w, &all, &a, &table);
    }
  }
  ct_arena_release(&a);
  return 0;
}
