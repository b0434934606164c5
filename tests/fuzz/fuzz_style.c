// SPDX-License-Identifier: MIT
// Fuzz: style documents: validated, compiled and resolved for a few rows at two zooms.
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "model/diag.h"
#include "model/table.h"
#include "style/style.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"a", "", NULL, "a"};
static const double sizes[] = {1, -2.5, NAN, 1e300};
static const int8_t flags[] = {1, 0, -1, 1};
static const uint8_t types[] = {CT_GEOM_POINT, CT_GEOM_LINE, CT_GEOM_POLYGON, CT_GEOM_NONE};
static const uint32_t part0[] = {0, 1, 2, 3, 3}, coord0[] = {0, 1, 3, 6};
static const double lonlat[] = {0, 0, 0, 0, 10, 5, 0, 0, 3, 0, 0, 3};

static void compile(const struct ct_value *root, struct ct_arena *a) {
  const struct ct_value *list[2];
  static const struct ct_value one = {.kind = CT_NUMBER, .number = 1, .string = "1"},
                               none = {.kind = CT_NULL};
  list[0] = &one;
  list[1] = &none;
  const struct ct_value *lists[] = {ct_value_of_items(a, list, 2), NULL, &one, root};
  const struct ct_column columns[] = {{.name = "n", .type = CT_COLUMN_STRING, .string = names},
                                      {.name = "x", .type = CT_COLUMN_NUMBER, .number = sizes},
                                      {.name = "f", .type = CT_COLUMN_BOOL, .boolean = flags},
                                      {.name = "j", .type = CT_COLUMN_JSON, .json = lists}};
  const struct ct_table table = {
      .name = "t",
      .n = 4,
      .ncolumns = 4,
      .columns = columns,
      .geoms = {
          .type = types, .part0 = part0, .coord0 = coord0, .nparts = 3, .ncoords = 6, .lonlat = lonlat}};
  const struct ct_rows rows = {.all = true, .n = 4};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  struct ct_style *s;
  if (!ct_style_compile(root, "fuzz", a, &diags, &s, &err)) return;
  for (size_t i = 0; i < ct_style_nlayers(s); i++)
    for (double zoom = 0.5; zoom < 20; zoom += 12) {
      struct ct_style_layer_info info;
      struct ct_items items;
      ct_style_layer(s, i, zoom, a, &info);
      bool background = info.type == CT_LAYER_BACKGROUND;
      ct_style_resolve(s, i, background ? NULL : &table, background ? NULL : &rows, zoom, a, &diags, &items,
                       &err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v;
    if (ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_JSON, &v, &err)) compile(v, &a);
  }
  ct_arena_release(&a);
  return 0;
}
