// SPDX-License-Identifier: MIT
// Render: the locator, a small map of where in the world the frame is.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"
#include "hall/render/render.h"
#include "model/table.h"
#include "page/page.h"
#include "project/project.h"

// A map with less or more land than this in it tells nobody where it is; one that shows less of the subject
// country than that tells little of it.
#define LEAST_LAND 0.1
#define MOST_LAND 0.9
#define LEAST_SUBJECT 0.75
// Wider than this, a globe is clearer than a part of one.
#define MOST_SPAN_M 7e6
#define GLOBE_SPAN_M 12.9e6

// ---- Tables of lines

struct line_list {
  struct ct_arena *a;
  ct_vec(double) lonlat;
  ct_vec(uint32_t) from;  // of each line
};

static void begin_line(struct line_list *l) {
  ct_vec_push(l->a, &l->from, (uint32_t)(l->lonlat.n / 2));
}

// Keeps the line in one piece across 180.
static void add_point(struct line_list *l, double lon, double lat) {
  size_t n = l->lonlat.n;
  if (n / 2 > l->from.v[l->from.n - 1]) lon = l->lonlat.v[n - 2] + remainder(lon - l->lonlat.v[n - 2], 360);
  ct_vec_push(l->a, &l->lonlat, lon);
  ct_vec_push(l->a, &l->lonlat, lat);
}

static struct ct_table *table_of(struct line_list *l) {
  struct ct_table *t = CT_NEW(l->a, struct ct_table);
  size_t n = l->from.n;
  uint8_t *type = CT_NEW_N(l->a, uint8_t, n + 1);
  uint32_t *part0 = CT_NEW_N(l->a, uint32_t, n + 1);
  for (size_t i = 0; i <= n; i++) {
    type[i] = CT_GEOM_LINE;
    part0[i] = (uint32_t)i;
  }
  ct_vec_push(l->a, &l->from, (uint32_t)(l->lonlat.n / 2));
  t->name = "lines";
  t->n = t->placed = n;
  t->geoms = (struct ct_geoms){.type = type,
                               .part0 = part0,
                               .coord0 = l->from.v,
                               .nparts = n,
                               .ncoords = l->lonlat.n / 2,
                               .lonlat = l->lonlat.v};
  return t;
}

static void add_outline(struct line_list *l, const struct ct_view *view) {
  enum { PER_SIDE = 24 };
  const struct ct_rect f = view->frame;
  begin_line(l);
  for (int k = 0; k <= 4 * PER_SIDE; k++) {
    double s = (double)(k % PER_SIDE) / PER_SIDE, lon, lat;
    int side = k / PER_SIDE % 4;
    double x = side == 0 ? s : side == 1 ? 1 : side == 2 ? 1 - s : 0;
    double y = side == 0 ? 0 : side == 1 ? s : side == 2 ? 1 : 1 - s;
    if (ct_unproject_point(view, f.x + x * f.w, f.y + y * f.h, &lon, &lat)) add_point(l, lon, lat);
  }
}

struct ct_table *ct_render_outline(struct ct_arena *a, const struct ct_view *view) {
  struct line_list l = {.a = a};
  add_outline(&l, view);
  return table_of(&l);
}

// Every thirty degrees; most meridians end short of the poles.
static struct ct_table *grid_table(struct ct_arena *a) {
  struct line_list l = {.a = a};
  for (int lon = -180; lon < 180; lon += 30) {
    begin_line(&l);
    for (int lat = lon % 90 ? -60 : -90; lat <= (lon % 90 ? 60 : 90); lat += 5) add_point(&l, lon, lat);
  }
  for (int lat = -60; lat <= 60; lat += 30) {
    begin_line(&l);
    for (int lon = -180; lon <= 180; lon += 5) add_point(&l, lon, lat);
  }
  return table_of(&l);
}

// ---- What is in it

static const struct ct_shapes *shapes_of(struct ct_render *r, const struct ct_view *view,
                                         const struct ct_table *t, enum ct_project_mode mode,
                                         struct ct_err *err) {
  struct ct_rows all = {.all = true, .n = t->n};
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  return ct_project(view, t, &all, mode, mode == CT_AS_LINES ? 2 : 0, r->a, s, err) ? s : NULL;
}

// The subject country alone, or NULL.
static const struct ct_shapes *subject_of(struct ct_render *r, const struct ct_view *view,
                                          const struct ct_table *countries, struct ct_err *err) {
  const char *code = r->doc.base.highlight;
  int column = ct_table_column(countries, "iso_a3");
  uint32_t *rows = CT_NEW_N(r->a, uint32_t, countries->n + 1);
  struct ct_rows some = {.v = rows};
  char buf[32];
  for (size_t i = 0; column >= 0 && i < countries->n; i++) {
    const char *text = ct_table_text(countries, column, i, buf);
    if (text && !strcmp(text, code)) rows[some.n++] = (uint32_t)i;
  }
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  if (!some.n) return s;
  return ct_project(view, countries, &some, CT_AS_AREAS, 0, r->a, s, err) ? s : NULL;
}

static double area_of(const struct ct_shapes *s) {
  double twice = 0;
  for (size_t p = 0; p < s->nparts; p++) {
    size_t from = s->coord0[p], to = s->coord0[p + 1];
    double ring = 0;
    for (size_t k = from; k < to; k++) {
      size_t next = k + 1 < to ? k + 1 : from;
      ring += (double)s->xy[2 * k] * s->xy[2 * next + 1] - (double)s->xy[2 * next] * s->xy[2 * k + 1];
    }
    twice += s->hole && s->hole[p] ? -fabs(ring) : fabs(ring);
  }
  return twice / 2;
}

// ---- The view

struct locating {
  struct ct_render *r;
  struct ct_rect box;
  const struct ct_table *land, *countries;  // countries NULL: there is no subject
};

static bool settle(struct locating *l, double span_m, struct ct_view *out, struct ct_err *err) {
  const struct ct_render *r = l->r;
  const struct ct_locator *ask = &r->doc.locator_ask;
  bool globe = span_m > MOST_SPAN_M;
  struct ct_view_request q = {.page_w_pt = r->view.page_w_pt,
                              .page_h_pt = r->view.page_h_pt,
                              .frame = l->box,
                              .projection = ask->projection,
                              .has_bbox = ask->has_bbox,
                              .west = ask->bbox[0],
                              .south = ask->bbox[1],
                              .east = ask->bbox[2],
                              .north = ask->bbox[3],
                              .has_center = !ask->has_bbox,
                              .center_lon = r->view.center_lon,
                              .center_lat = r->view.center_lat,
                              .zoom = NAN};
  if (!ask->has_bbox) q.scale = span_m / fmin(l->box.w, l->box.h) * 72 / 0.0254;
  if (!q.projection && !ask->has_bbox)
    q.projection = ct_arena_printf(r->a, "+proj=%s +lat_0=%.0f +lon_0=%.0f +datum=WGS84",
                                   globe ? "ortho" : "laea", r->view.center_lat, r->view.center_lon);
  struct ct_err own = {0};
  return ct_view_settle(&q, r->a, out, &own) ||
         ct_fail(err, "%s: locator: %s", r->doc.file ? r->doc.file : "document", own.message);
}

// Is there a coast to know the place by, and the most of the subject country?
static bool tells_where(struct locating *l, double span_m, double subject_m2, bool *yes, struct ct_err *err) {
  struct ct_view v;
  if (!settle(l, span_m, &v, err)) return false;
  const struct ct_shapes *land = shapes_of(l->r, &v, l->land, CT_AS_AREAS, err);
  const struct ct_shapes *subject = land && l->countries ? subject_of(l->r, &v, l->countries, err) : NULL;
  ct_view_release(&v);
  if (!land || (l->countries && !subject)) return false;
  double share = area_of(land) / (l->box.w * l->box.h), m = v.scale * 0.0254 / 72;
  *yes = share >= LEAST_LAND && share <= MOST_LAND;
  if (subject && subject_m2 > 0) *yes = *yes && area_of(subject) * m * m >= LEAST_SUBJECT * subject_m2;
  return true;
}

static bool subject_area(struct locating *l, double *m2, struct ct_err *err) {
  struct ct_view v;
  *m2 = 0;
  if (!l->countries) return true;
  // Equal-area, and the most that is not a globe yet.
  if (!settle(l, MOST_SPAN_M, &v, err)) return false;
  double m = v.scale * 0.0254 / 72;
  const struct ct_shapes *s = subject_of(l->r, &v, l->countries, err);
  ct_view_release(&v);
  if (s) *m2 = area_of(s) * m * m;
  return s != NULL;
}

// About six times the frame, at least 2 500 km, wider where that tells nothing; past 7 000 km a globe.
static bool find_span(struct locating *l, double *span_m, struct ct_err *err) {
  static const double steps[] = {1, 1.4, 2, 2.8};
  const struct ct_view *main = &l->r->view;
  double frame_m = fmax(main->frame.w, main->frame.h) * main->scale * 0.0254 / 72, subject_m2;
  double least = fmax(frame_m * 6, 2.5e6);
  *span_m = GLOBE_SPAN_M;
  if (l->r->doc.locator_ask.globe || least > MOST_SPAN_M) return true;
  if (!subject_area(l, &subject_m2, err)) return false;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && least * steps[i] <= MOST_SPAN_M; i++) {
    bool yes;
    if (!tells_where(l, least * steps[i], subject_m2, &yes, err)) return false;
    if (!yes) continue;
    *span_m = least * steps[i];
    return true;
  }
  return true;
}

// Of the level that suits the scale.
static bool load(struct locating *l, double scale, struct ct_err *err) {
  struct ct_render *r = l->r;
  l->land = ct_sources_base(&r->sources, "land", scale, NULL, NULL, err);
  if (!l->land) return false;
  if (!r->doc.base.highlight) return true;
  static const char *const columns[] = {"iso_a3"};
  struct ct_wanted_columns wanted = {.n = 1, .v = columns};
  l->countries = ct_sources_base(&r->sources, "countries", scale, NULL, &wanted, err);
  return l->countries != NULL;
}

bool ct_render_locator_plan(struct ct_render *r, struct ct_err *err) {
  struct locating l = {.r = r};
  const struct ct_locator *ask = &r->doc.locator_ask;
  if (r->doc.page.bare || !r->doc.locator) return true;
  l.box = ct_page_locator_size(r->page, &r->view);
  if (l.box.w <= 0 || ask->has_bbox) return true;
  // To choose by, the coarsest will do.
  if (!load(&l, 1e9, err) || !find_span(&l, &r->locator.span_m, err)) return false;
  ct_page_locator_globe(r->page, r->locator.span_m > MOST_SPAN_M && !ask->projection);
  return true;
}

// ---- All together

// Of insets that show what the main map does not.
static struct ct_table *insets_table(struct ct_render *r) {
  struct line_list l = {.a = r->a};
  for (size_t i = 0; i < r->ninsets; i++)
    if (r->insets[i].map && !r->on_page[i].has_box) add_outline(&l, &r->insets[i].map->view);
  return l.from.n ? table_of(&l) : NULL;
}

static bool fill(struct locating *l, bool globe, struct ct_page_locator_map *out, struct ct_err *err) {
  struct ct_render *r = l->r;
  const struct ct_view *v = &r->locator.view;
  struct ct_table *insets = insets_table(r);
  *out = (struct ct_page_locator_map){.view = v};
  out->land = shapes_of(r, v, l->land, CT_AS_AREAS, err);
  out->box = shapes_of(r, v, ct_render_outline(r->a, &r->view), CT_AS_LINES, err);
  if (l->countries) out->subject = subject_of(r, v, l->countries, err);
  if (insets) out->insets = shapes_of(r, v, insets, CT_AS_LINES, err);
  if (!out->land || !out->box || (l->countries && !out->subject) || (insets && !out->insets)) return false;
  if (!globe) return true;
  struct ct_shapes *sphere = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project_sphere(v, r->a, sphere, err)) return false;
  out->sphere = sphere;
  out->grid = shapes_of(r, v, grid_table(r->a), CT_AS_LINES, err);
  return out->grid != NULL;
}

bool ct_render_locator(struct ct_render *r, struct ct_err *err) {
  struct locating l = {.r = r};
  bool globe = r->locator.span_m > MOST_SPAN_M && !r->doc.locator_ask.projection;
  if (r->doc.page.bare || !r->doc.locator) return true;
  l.box = ct_page_locator(r->page);
  if (l.box.w <= 0) return true;
  r->locator.has_view = settle(&l, r->locator.span_m, &r->locator.view, err);
  // So small a map bears more detail than one that is read for its detail.
  return r->locator.has_view && load(&l, 0.3 * r->locator.view.scale, err) &&
         fill(&l, globe, &r->locator.map, err);
}
