// SPDX-License-Identifier: MIT
// Render: the view, fitted to the document's data, and the locator's view.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "label/label.h"
#include "page/page.h"
#include "project/project.h"
#include "render.h"

struct points {
  ct_vec(double) v;
};

static void add_table(struct ct_render *r, const struct ct_table *t, struct points *p) {
  size_t n = t ? 2 * t->geoms.ncoords : 0;
  if (!n) return;
  ct_vec_reserve(r->a, &p->v, n);
  memcpy(p->v.v + p->v.n, t->geoms.lonlat, n * sizeof(double));
  p->v.n += n;
}

static bool is_fitted(const struct ct_render *r, const char *name) {
  if (!r->doc.view.nfit) return true;
  for (size_t i = 0; i < r->doc.view.nfit; i++)
    if (!strcmp(r->doc.view.fit[i], name)) return true;
  return false;
}

static void gather_data(struct ct_render *r, struct points *p) {
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *d = &r->sources.data[i];
    if (!is_fitted(r, d->spec->name)) continue;
    add_table(r, d->table, p);
    for (int k = 0; k < CT_DERIVED_KINDS; k++) add_table(r, d->derived[k].rough, p);
  }
}

// Corners of what a source of pixels holds.
static void add_box(struct ct_render *r, const struct ct_member *m, struct points *p) {
  struct ct_style_source s = {m->key, ct_value_string(ct_value_get(m->value, "type")), NULL, m->value};
  double box[4];
  if (!ct_render_raster_box(r, &s, box)) return;
  for (int k = 0; k < 4; k++) {
    ct_vec_push(r->a, &p->v, box[k % 2 ? 2 : 0]);
    ct_vec_push(r->a, &p->v, box[k / 2 ? 3 : 1]);
  }
}

// A bare style without centre and zoom shows its own data.
static bool gather_style(struct ct_render *r, struct points *p, struct ct_err *err) {
  const struct ct_value *sources = ct_value_get(r->doc.style_value, "sources");
  for (size_t i = 0; sources && i < sources->n; i++) {
    const struct ct_value *v = sources->members[i].value, *data = ct_value_get(v, "data");
    const char *path = ct_value_string(data);
    if (!data) add_box(r, &sources->members[i], p);
    if (!data || (path && (ct_starts_with(path, "base:") || ct_starts_with(path, "data:")))) continue;
    struct ct_style_source s = {sources->members[i].key, ct_value_string(ct_value_get(v, "type")), data, v};
    const struct ct_table *t = ct_sources_table(&r->sources, &s, NULL, NULL, err);
    if (!t && err->failed) return false;
    add_table(r, t, p);
  }
  return true;
}

static bool has_points(const struct points *p) {
  for (size_t i = 0; i + 1 < p->v.n; i += 2)
    if (isfinite(p->v.v[i]) && isfinite(p->v.v[i + 1])) return true;
  return false;
}

static bool nothing_to_show(struct ct_render *r, struct ct_err *err) {
  for (size_t i = 0; i < r->sources.ndata; i++)
    if (r->sources.data[i].rows_outside_time)
      return ct_fail(err,
                     "no rows are left in the time window: nothing to fit the map to (widen since, until or "
                     "as_of, or give view.bbox)");
  return ct_fail(err, "%s: nothing to fit the map to (give view.bbox, or view.center with scale or zoom)",
                 r->doc.file ? r->doc.file : "view");
}

bool ct_render_view(struct ct_render *r, struct ct_err *err) {
  const struct ct_document *d = &r->doc;
  struct ct_view_request q = {.page_w_pt = d->page.w_pt,
                              .page_h_pt = d->page.h_pt,
                              .frame = ct_page_frame(r->page),
                              .projection = d->view.projection,
                              .has_bbox = d->view.has_bbox,
                              .has_center = d->view.has_center,
                              .center_lon = d->view.lon,
                              .center_lat = d->view.lat,
                              .scale = d->view.scale,
                              .zoom = d->view.zoom,
                              .rotation_deg = d->view.rotation_deg,
                              .as_web = d->style_value != NULL,
                              .padding_pt = d->page.bare ? 0 : d->view.padding_mm * 72 / 25.4,
                              .min_extent_m = 30000};
  q.west = d->view.bbox[0];
  q.south = d->view.bbox[1];
  q.east = d->view.bbox[2];
  q.north = d->view.bbox[3];
  bool scaled = d->view.scale > 0 || isfinite(d->view.zoom);
  // The style specification's defaults: centre 0,0 and zoom 0.
  if (d->style_value && scaled && !q.has_center && !q.has_bbox) q.has_center = true;
  if (d->style_value && q.has_center && !scaled) q.zoom = 0;
  struct points p = {0};
  if (!q.has_bbox) {
    gather_data(r, &p);
    if (d->style_value && !q.has_center && !gather_style(r, &p, err)) return false;
    bool fixed = q.has_center && (scaled || d->style_value);
    if (!fixed && !has_points(&p)) {
      if (!d->style_value) return nothing_to_show(r, err);
      q.has_center = true;
      q.zoom = 0;
    }
  }
  // A fitted box fits tightly; marks get room around them.
  if (q.has_bbox) q.padding_pt = 0;
  // Columns of callouts stand beside the data.
  else if (d->labels.mode == CT_LABELS_CALLOUTS)
    q.sides_pt = ct_label_column_pt(q.frame.w);
  q.fit_lonlat = p.v.v;
  q.nfit = p.v.n / 2;
  r->has_view = ct_view_settle(&q, r->a, &r->view, err);
  return r->has_view;
}

// The main frame's outline in lon/lat, as one line.
static struct ct_table *frame_table(struct ct_render *r) {
  enum { PER_SIDE = 24 };
  struct ct_table *t = CT_NEW(r->a, struct ct_table);
  double *xy = CT_NEW_N(r->a, double, 2 * (4 * PER_SIDE + 1));
  const struct ct_rect f = r->view.frame;
  size_t n = 0;
  for (int k = 0; k <= 4 * PER_SIDE; k++) {
    double s = (double)(k % PER_SIDE) / PER_SIDE;
    int side = k / PER_SIDE % 4;
    double x = side == 0 ? s : side == 1 ? 1 : side == 2 ? 1 - s : 0;
    double y = side == 0 ? 0 : side == 1 ? s : side == 2 ? 1 : 1 - s;
    if (ct_unproject_point(&r->view, f.x + x * f.w, f.y + y * f.h, &xy[2 * n], &xy[2 * n + 1])) n++;
  }
  for (size_t k = 1; k < n; k++) {  // keep the line in one piece across 180
    while (xy[2 * k] - xy[2 * k - 2] > 180) xy[2 * k] -= 360;
    while (xy[2 * k] - xy[2 * k - 2] < -180) xy[2 * k] += 360;
  }
  uint8_t *type = CT_NEW_N(r->a, uint8_t, 1);
  uint32_t *part0 = CT_NEW_N(r->a, uint32_t, 2), *coord0 = CT_NEW_N(r->a, uint32_t, 2);
  type[0] = CT_GEOM_LINE;
  part0[1] = 1;
  coord0[1] = (uint32_t)n;
  t->name = "frame";
  t->n = t->placed = 1;
  t->geoms = (struct ct_geoms){
      .type = type, .part0 = part0, .coord0 = coord0, .nparts = 1, .ncoords = n, .lonlat = xy};
  return t;
}

// About six times the frame, at least 2 500 km; past 7 000 km a globe.
static bool locator_view(struct ct_render *r, struct ct_rect box, struct ct_err *err) {
  double m_per_pt = r->view.scale * 0.0254 / 72, frame_m = fmax(r->view.frame.w, r->view.frame.h) * m_per_pt;
  double span_m = fmin(fmax(frame_m * 6, 2.5e6), 9e6);
  bool globe = span_m > 7e6;
  const char *proj = ct_arena_printf(r->a, "+proj=%s +lat_0=%.0f +lon_0=%.0f +datum=WGS84",
                                     globe ? "ortho" : "laea", r->view.center_lat, r->view.center_lon);
  if (globe) span_m = 12.9e6;
  struct ct_view_request q = {.page_w_pt = r->view.page_w_pt,
                              .page_h_pt = r->view.page_h_pt,
                              .frame = box,
                              .projection = proj,
                              .has_center = true,
                              .center_lon = r->view.center_lon,
                              .center_lat = r->view.center_lat,
                              .zoom = NAN,
                              .scale = span_m / fmin(box.w, box.h) * 72 / 0.0254};
  r->has_locator = ct_view_settle(&q, r->a, &r->locator_view, err);
  return r->has_locator;
}

bool ct_render_locator(struct ct_render *r, struct ct_err *err) {
  if (r->doc.page.bare || !r->doc.locator) return true;
  struct ct_rect box = ct_page_locator(r->page);
  if (box.w <= 0) return true;
  if (!locator_view(r, box, err)) return false;
  const struct ct_table *land = ct_sources_base(&r->sources, "land", r->locator_view.scale, NULL, NULL, err);
  if (!land) return false;
  struct ct_rows all = {.all = true, .n = land->n}, one = {.all = true, .n = 1};
  struct ct_shapes *land_shapes = CT_NEW(r->a, struct ct_shapes), *frame = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project(&r->locator_view, land, &all, CT_AS_AREAS, 2, r->a, land_shapes, err) ||
      !ct_project(&r->locator_view, frame_table(r), &one, CT_AS_LINES, 2, r->a, frame, err))
    return false;
  r->locator = (struct ct_page_locator_map){&r->locator_view, land_shapes, frame};
  return true;
}
