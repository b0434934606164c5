// SPDX-License-Identifier: MIT
// Check doctor: the tables of all inputs gathered, then looked through together.
#include "hall/check/doctor.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "doctor/doctor.h"
#include "hall/job/job.h"
#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/table.h"
#include "model/view.h"

// Where a document that states centre and scale looks: a circle around its page.
static struct ct_doctor_map map_of(const struct ct_document *doc) {
  static const double m_per_pt = 0.0254 / 72, m_per_deg = 111320;
  if (!doc || !(doc->view.scale > 0) || !doc->view.has_center) return (struct ct_doctor_map){0};
  double reach = hypot(doc->page.w_pt, doc->page.h_pt) / 2 * m_per_pt * doc->view.scale / m_per_deg;
  double wide = fmin(180, reach / fmax(0.01, cos(doc->view.lat * M_PI / 180)));
  struct ct_doctor_map m = {doc->view.scale, doc->view.lon - wide, doc->view.lat - reach,
                            doc->view.lon + wide, doc->view.lat + reach};
  if (wide < 180 && m.west < -180) m.west += 360;
  if (wide < 180 && m.east > 180) m.east -= 360;
  return m;
}

static bool same(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

void ct_check_admit(struct ct_job *job, struct ct_check_patients *p, const struct ct_table *t,
                    const struct ct_document *doc) {
  struct ct_doctor_map map = map_of(doc);
  for (size_t i = 0; doc && i < p->tables.n; i++) {
    const struct ct_table *had = p->tables.v[i];
    if (!t->file || !same(had->file, t->file) || !same(had->layer, t->layer) || had->n != t->n) continue;
    if (!p->maps.v[i].scale) p->maps.v[i] = map;
    return;
  }
  ct_vec_push(&job->arena, &p->tables, t);
  ct_vec_push(&job->arena, &p->maps, map);
}

static const struct ct_table *base(struct ct_sources *s, const char *layer, double scale,
                                   const struct ct_view *view) {
  struct ct_err err = {0};
  const struct ct_table *t = ct_sources_base(s, layer, scale, view, NULL, &err);
  // Without base layers the other checks still have something to say.
  if (!t)
    ct_diag_say(s->diags, "CT-D159", CT_NOTE, NULL, 0, "not compared with base layer '%s': %s", layer,
                err.message);
  return t;
}

// The part of the world that the tables' points need; NULL: all of it.
static const struct ct_view *surroundings(const struct ct_doctor_wants *w, struct ct_view *view) {
  double wide = w->margin_deg / cos(fmin(85, fmax(fabs(w->south), fabs(w->north))) * M_PI / 180);
  view->west = w->west - wide;
  view->east = w->east + wide;
  view->south = fmax(-90, w->south - w->margin_deg);
  view->north = fmin(90, w->north + w->margin_deg);
  return view->west >= -180 && view->east <= 180 ? view : NULL;
}

void ct_check_doctor(struct ct_job *job, const struct ct_check_patients *p) {
  enum { COUNTRIES_SCALE = 5000000, SHORE_SCALE = 1000000 };
  struct ct_doctor_request q = {.tables = p->tables.v,
                                .ntables = p->tables.n,
                                .maps = p->maps.v,
                                .country_column = ct_job_option(job, "country-column"),
                                .class_column = ct_job_option(job, "class-column")};
  struct ct_sources s = {.a = &job->arena, .diags = &job->diags, .share_dir = job->share_dir};
  struct ct_doctor_wants w;
  struct ct_view view = {0};
  if (!q.ntables) return;
  ct_doctor_wants(&q, &w);
  const struct ct_view *near = surroundings(&w, &view);
  if (w.countries) q.countries = base(&s, "countries", COUNTRIES_SCALE, NULL);
  if (w.land) q.land = base(&s, "land", SHORE_SCALE, near);
  if (w.lakes) q.lakes = base(&s, "lakes", SHORE_SCALE, near);
  if (w.places) q.places = base(&s, "places", COUNTRIES_SCALE, near);
  ct_doctor_examine(&q, &job->arena, &job->diags);
  for (size_t i = 0; i < q.ntables; i++) ct_doctor_dates(q.tables[i], &job->arena, &job->diags);
}
