// SPDX-License-Identifier: MIT
// Render: the view, fitted to the document's data.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "label/label.h"
#include "page/page.h"
#include "project/project.h"

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
  if (r->inset && r->inset->nnames) {
    size_t n;
    const double *v = ct_render_inset_points(r, false, &n);
    for (size_t i = 0; i < 2 * n; i++) ct_vec_push(r->a, &p->v, v[i]);
    return;
  }
  // A page of an atlas shows what it is about, but not its insets.
  if (r->atlas && r->atlas->nfit && !r->inset) {
    for (size_t i = 0; i < 2 * r->atlas->nfit; i++) ct_vec_push(r->a, &p->v, r->atlas->fit_lonlat[i]);
    return;
  }
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *d = &r->sources.data[i];
    if (!is_fitted(r, d->spec->name)) continue;
    add_table(r, d->table, p);
    for (int k = 0; k < CT_DERIVED_KINDS; k++) add_table(r, d->derived[k].rough, p);
  }
}

const double *ct_render_fit_points(struct ct_render *r, size_t *n) {
  struct points p = {0};
  gather_data(r, &p);
  *n = p.v.n / 2;
  return p.v.v;
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

// A document without data shows the rasters it has as its base.
static void gather_base(struct ct_render *r, struct points *p) {
  const struct ct_value *sources = ct_value_get(r->theme, "sources");
  for (size_t i = 0; sources && i < sources->n; i++) {
    const char *url = ct_value_string(ct_value_get(sources->members[i].value, "url"));
    if (url && ct_starts_with(url, CT_STYLE_OF_DOCUMENT)) add_box(r, &sources->members[i], p);
  }
}

// A catalogue of which nothing was known yet shows where it will be.
static void gather_later(struct ct_render *r, struct points *p) {
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_table *t = r->sources.data[i].raw;
    if (t->n || !(t->bbox[0] < t->bbox[2] || t->bbox[1] < t->bbox[3])) continue;
    for (int k = 0; k < 4; k++) {
      ct_vec_push(r->a, &p->v, t->bbox[k % 2 ? 2 : 0]);
      ct_vec_push(r->a, &p->v, t->bbox[k / 2 ? 3 : 1]);
    }
  }
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

// Bare maps run to their data's edge, but not insets and pages of an atlas, which are about what stands there.
static bool is_flush(const struct ct_render *r) {
  return r->doc.page.bare && !r->inset && !(r->atlas && r->atlas->nfit);
}

// What the document says of the view by itself.
static struct ct_view_request ask(const struct ct_render *r) {
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
                              .padding_pt = is_flush(r) ? 0 : d->view.padding_mm * 72 / 25.4,
                              .min_extent_m = d->view.has_bbox ? 100
                                              : r->inset       ? 4000
                                                               : 30000};
  q.west = d->view.bbox[0];
  q.south = d->view.bbox[1];
  q.east = d->view.bbox[2];
  q.north = d->view.bbox[3];
  return q;
}

bool ct_render_view(struct ct_render *r, struct ct_err *err) {
  const struct ct_document *d = &r->doc;
  struct ct_view_request q = ask(r);
  bool scaled = d->view.scale > 0 || isfinite(d->view.zoom);
  // The style specification's defaults: centre 0,0 and zoom 0.
  if (d->style_value && scaled && !q.has_center && !q.has_bbox) q.has_center = true;
  if (d->style_value && q.has_center && !scaled) q.zoom = 0;
  struct points p = {0};
  if (!q.has_bbox) {
    gather_data(r, &p);
    if (d->style_value && !q.has_center && !gather_style(r, &p, err)) return false;
    if (!d->style_value && !has_points(&p)) gather_base(r, &p);
    if (!d->style_value && !has_points(&p)) gather_later(r, &p);
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
