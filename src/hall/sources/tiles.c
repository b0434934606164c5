// SPDX-License-Identifier: MIT
// Sources: a style's vector sources: which tiles the view shows, and their tables.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "hall/sources/sources.h"
#include "load/load.h"
#include "load/vector_tiles.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/view.h"
#include "project/project.h"
#include "style/style.h"

// More than any page shows; projections of the whole world come near it.
enum { TILES_MAX = 4096, FRAME_GRID = 16, TILE_GRID = 4 };
// A line along the side of a tile outside the frame may reach into it.
#define MARGIN_PT 6.0
#define PI 3.14159265358979323846

// Places in the frame, in tiles of zoom 0.
struct sights {
  const struct ct_view *view;
  struct ct_rect frame;
  size_t n;
  double x[(FRAME_GRID + 1) * (FRAME_GRID + 1)], y[(FRAME_GRID + 1) * (FRAME_GRID + 1)];
  double box[4];  // of the source: x0 y0 x1 y1
  struct ct_arena *a;
  ct_vec(struct ct_tile_id) tiles;
};

static double y_of(double lat) {
  double s = sin(fmax(-85.051128779806604, fmin(85.051128779806604, lat)) * PI / 180);
  return 0.5 - log((1 + s) / (1 - s)) / (4 * PI);
}

static void look(struct sights *s, const struct ct_view *view, const double bounds[4]) {
  const struct ct_rect f = view->frame;
  s->view = view;
  s->frame = (struct ct_rect){f.x - MARGIN_PT, f.y - MARGIN_PT, f.w + 2 * MARGIN_PT, f.h + 2 * MARGIN_PT};
  for (int i = 0; i <= FRAME_GRID; i++)
    for (int k = 0; k <= FRAME_GRID; k++) {
      double lon, lat, x = s->frame.x + s->frame.w * i / FRAME_GRID,
                       y = s->frame.y + s->frame.h * k / FRAME_GRID;
      if (!ct_unproject_point(view, x, y, &lon, &lat)) continue;
      s->x[s->n] = (lon + 180) / 360 - floor((lon + 180) / 360);
      s->y[s->n++] = y_of(lat);
    }
  s->box[0] = (bounds[0] + 180) / 360;
  s->box[1] = y_of(bounds[3]);
  s->box[2] = (bounds[2] + 180) / 360;
  s->box[3] = y_of(bounds[1]);
}

static bool in_frame(const struct sights *s, double tile_x, double tile_y) {
  double x, y, lon = tile_x * 360 - 180, lat = atan(sinh(PI * (1 - 2 * tile_y))) * 180 / PI;
  lon += 360 * round((s->view->center_lon - lon) / 360);
  if (!ct_project_point(s->view, lon, lat, &x, &y)) return false;
  return ct_rect_has(&s->frame, x, y);
}

// Does the view show some of the tile? Places of the frame find tiles that are large in
// it, places of the tile those that are small.
static bool is_seen(const struct sights *s, const struct ct_tile_id *t) {
  double size = ldexp(1, -t->z), x0 = t->x * size, y0 = t->y * size;
  if (x0 >= s->box[2] || x0 + size <= s->box[0] || y0 >= s->box[3] || y0 + size <= s->box[1]) return false;
  for (size_t i = 0; i < s->n; i++)
    if (s->x[i] >= x0 && s->x[i] <= x0 + size && s->y[i] >= y0 && s->y[i] <= y0 + size) return true;
  for (int i = 0; i <= TILE_GRID; i++)
    for (int k = 0; k <= TILE_GRID; k++)
      if (in_frame(s, x0 + size * i / TILE_GRID, y0 + size * k / TILE_GRID)) return true;
  return false;
}

static void descend(struct sights *s, struct ct_tile_id t, int zoom) {
  if (s->tiles.n > TILES_MAX || !is_seen(s, &t)) return;
  if (t.z == zoom) {
    ct_vec_push(s->a, &s->tiles, t);
    return;
  }
  for (uint32_t k = 0; k < 4; k++)
    descend(s, (struct ct_tile_id){t.z + 1, 2 * t.x + (k & 1), 2 * t.y + (k >> 1)}, zoom);
}

// As MapLibre: the whole zoom, not past the source's last; none before its first.
static void choose(struct sights *s, const struct ct_tileset *set) {
  int zoom = (int)fmin(floor(fmax(s->view->zoom, 0)), set->maxzoom);
  for (; zoom >= set->minzoom; zoom--) {
    s->tiles.n = 0;
    descend(s, (struct ct_tile_id){0, 0, 0}, zoom);
    if (s->tiles.n <= TILES_MAX) return;
  }
  s->tiles.n = 0;
}

static void say(struct ct_sources *s, const char *code, const char *message) {
  ct_diag_say(s->diags, code, CT_WARNING, s->doc->file, 0, "%s; its layers stay empty", message);
}

static bool read_tiles(struct ct_sources *s, const struct ct_tileset *set, const struct ct_view *view,
                       const struct ct_wanted_layers *wanted, struct ct_table *tables, struct ct_err *err) {
  struct sights *sights = CT_NEW(s->a, struct sights);
  sights->a = s->a;
  look(sights, view, set->bounds);
  choose(sights, set);
  struct ct_tile_layer *layers = CT_NEW_N(s->a, struct ct_tile_layer, wanted->n);
  for (size_t i = 0; i < wanted->n; i++)
    layers[i] = (struct ct_tile_layer){wanted->v[i].name, wanted->v[i].columns.all, wanted->v[i].columns.n,
                                       wanted->v[i].columns.v};
  struct ct_vector_request q = {set, sights->tiles.n, sights->tiles.v, wanted->n, layers};
  return ct_vector_read(&q, s->a, s->diags, tables, err);
}

static void read_dataset(struct ct_sources *s, const char *name, const char *path, const struct ct_view *view,
                         const struct ct_wanted_layers *wanted, struct ct_table *tables) {
  for (size_t i = 0; i < wanted->n; i++) {
    struct ct_err why = {0};
    struct ct_load_request r = {.name = name,
                                .path = path,
                                .layer = wanted->v[i].name,
                                .all_columns = wanted->v[i].columns.all,
                                .columns = wanted->v[i].columns.v,
                                .ncolumns = wanted->v[i].columns.n,
                                .allow_network = s->allow_network,
                                .quiet_rows = true};
    ct_sources_box(&r, view, 0.5);
    r.box_is_hint = true;
    if (!ct_load(&r, s->a, s->diags, &tables[i], &why)) say(s, "CT-S321", why.message);
  }
}

bool ct_sources_vector(struct ct_sources *s, const struct ct_style_source *source, const struct ct_view *view,
                       const struct ct_wanted_layers *wanted, struct ct_table *tables) {
  struct ct_tileset set;
  struct ct_err why = {0};
  const char *path = NULL;
  switch (ct_tileset_describe(source->value, source->name, s->style_folder, s->a, &set, &path, &why)) {
    case CT_TILESET_NONE:
      say(s, "CT-S320", why.message);
      return false;
    case CT_TILESET_DATASET:
      read_dataset(s, source->name, path, view, wanted, tables);
      return true;
    case CT_TILESET_TILES:
      break;
  }
  if (view->zoom < set.minzoom)
    ct_diag_say(s->diags, "CT-S323", CT_NOTE, s->doc->file, 0,
                "source '%s' has no tiles below zoom %d; the map's is %.2f", source->name, set.minzoom,
                view->zoom);
  if (read_tiles(s, &set, view, wanted, tables, &why)) return true;
  say(s, "CT-S320", why.message);
  return false;
}
