// SPDX-License-Identifier: MIT
// Raster: tiles, datasets and pictures to pixels and heights in their plane.
#include "load/raster.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/grid.h"
#include "load/note.h"
#include "load/path.h"
#include "load/picture.h"
#include "load/tile_store.h"
#include "load/tiles.h"

enum { MAX_IMAGE_SIDE = 16384 };
#define PI 3.14159265358979323846

static bool on_network(const char *path) {
  return path && (ct_starts_with(path, "http:") || ct_starts_with(path, "https:"));
}

// Fails for schemes that are neither the network's nor a file's.
static bool check_url(const char *path, bool allow_network, struct ct_err *err) {
  if (ct_same_nocase(ct_path_extension(path), "pmtiles") || ct_starts_with(path, "pmtiles:"))
    return ct_fail(err, "%s: PMTiles are not read (expected tiles in files or MBTiles)", path);
  if (on_network(path))
    return allow_network || ct_fail(err, "%s: is on the network (needs --allow-network)", path);
  const char *colon = strstr(path, "://");
  if (colon && !memchr(path, '/', (size_t)(colon - path)))
    return ct_fail(err, "%s: is no local path (expected a file, or tiles such as 'tiles/{z}/{x}/{y}.png')",
                   path);
  return true;
}

bool ct_raster_prepare(struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                       struct ct_err *err) {
  for (size_t i = 0; i < s->ntiles; i++)
    if (!check_url(s->tiles[i], allow_network, err)) return false;
  if (s->path && !check_url(s->path, allow_network, err)) return false;
  if (s->kind == CT_RASTER_TILES && !s->ntiles)
    return ct_fail(err, "%s: names no tiles (expected a local TileJSON, or 'tiles')",
                   s->path ? s->path : s->name);
  return s->kind != CT_RASTER_MBTILES || ct_mbtiles_describe(s, a, err);
}

bool ct_raster_box(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a, double box[4],
                   struct ct_err *err) {
  if (s->kind == CT_RASTER_DATASET) return ct_grid_box(s, allow_network, a, box, err);
  for (int i = 0; i < 4; i++) box[i] = s->bounds[i];
  if (s->kind == CT_RASTER_IMAGE) {
    box[0] = box[1] = INFINITY, box[2] = box[3] = -INFINITY;
    for (int i = 0; i < 8; i++) {
      box[i % 2] = fmin(box[i % 2], s->corners[i]);
      box[2 + i % 2] = fmax(box[2 + i % 2], s->corners[i]);
    }
  }
  return box[0] < box[2] && box[1] < box[3] && box[2] - box[0] < 359;
}

bool ct_raster_credit(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                      const char **text, struct ct_err *err) {
  *text = NULL;
  return s->kind != CT_RASTER_DATASET || ct_grid_credit(s, allow_network, a, text, err);
}

int ct_raster_tile_zoom(const struct ct_raster_source *s, double zoom) {
  double z = fmax(0, floor(zoom + log2(512 / s->tile_size) + 0.5));
  if (!(z >= s->minzoom)) return -1;
  return z > s->maxzoom ? s->maxzoom : z > CT_TILE_ZOOM_MAX ? CT_TILE_ZOOM_MAX : (int)z;
}

// ---- a picture on four corners

static void mercator_of(const double lonlat[2], double out[2]) {
  double s = sin(fmax(-85.051129, fmin(85.051129, lonlat[1])) * (PI / 180));
  out[0] = lonlat[0] / 360 + 0.5;
  out[1] = 0.5 - log((1 + s) / (1 - s)) / (4 * PI);
}

// The mapping that takes `at` to (u0, v0), and `right` and `down`, seen from there, to du and
// dv; never inside the picture when they lie on one line.
static void triangle(const double at[2], const double right[2], const double down[2], const double uv[4],
                     double u[3], double v[3]) {
  double ax = right[0] - at[0], ay = right[1] - at[1], bx = down[0] - at[0], by = down[1] - at[1];
  double det = ax * by - bx * ay;
  u[1] = by / det * uv[2];
  u[2] = -bx / det * uv[2];
  v[1] = -ay / det * uv[3];
  v[2] = ax / det * uv[3];
  u[0] = uv[0] - u[1] * at[0] - u[2] * at[1];
  v[0] = uv[1] - v[1] * at[0] - v[2] * at[1];
}

static bool load_image(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                       struct ct_err *err) {
  const struct ct_raster_source *s = r->source;
  const char *usable = on_network(s->path) ? ct_arena_printf(a, "/vsicurl/%s", s->path) : s->path;
  double c[4][2];
  for (int i = 0; i < 8; i++)
    if (!isfinite(s->corners[i])) return ct_fail(err, "a corner is no longitude and latitude");
  for (int i = 0; i < 4; i++) mercator_of(&s->corners[2 * i], c[i]);
  ct_load_note(s->path, a);
  if (!ct_load_path_check(usable, r->allow_network, a, &usable, err)) return false;
  struct ct_arena scratch = {.oom = a->oom};
  struct ct_picture picture;
  bool ok = ct_picture_read(usable, s->path, MAX_IMAGE_SIDE, &scratch, &picture, err);
  struct ct_raster_piece *p = CT_NEW(a, struct ct_raster_piece);
  if (ok) {
    double w = picture.w, h = picture.h;
    *p = (struct ct_raster_piece){
        .w = picture.w, .h = picture.h, .pixels = ct_picture_pixels(&picture, a), .quad = true};
    triangle(c[0], c[1], c[3], (double[]){0, 0, w, h}, p->u, p->v);
    triangle(c[2], c[3], c[1], (double[]){w, h, -w, -h}, p->u2, p->v2);
    out->n = 1;
    out->pieces = p;
    out->lon_mid = (s->corners[0] + s->corners[2] + s->corners[4] + s->corners[6]) / 4;
  }
  ct_arena_release(&scratch);
  return ok;
}

bool ct_raster_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                    struct ct_raster_report *report, struct ct_err *err) {
  *out = (struct ct_raster){.elevation = r->source->elevation, .lon_mid = r->lon_mid, .zoom = r->zoom};
  *report = (struct ct_raster_report){0};
  if (r->source->kind == CT_RASTER_IMAGE) return load_image(r, a, out, err);
  if (r->source->kind == CT_RASTER_DATASET) return ct_grid_load(r, a, out, err);
  return ct_tiles_load(r, a, out, report, err);
}
