// SPDX-License-Identifier: MIT
// Check: every input looked at on its own, findings as diagnostics.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "doc/doc.h"
#include "doctor/doctor.h"
#include "job.h"
#include "load/load.h"
#include "model/document.h"
#include "model/table.h"
#include "model/view.h"
#include "render.h"
#include "sources.h"
#include "style/style.h"

// A failure becomes a finding, so that the other inputs are looked at as well.
static void report(struct ct_job *job, const char *code, const char *file, const struct ct_err *err) {
  ct_diag_say(&job->diags, code, CT_ERROR, NULL, 0, "%s", err->message[0] ? err->message : file);
}

static void count_rows(const struct ct_table *t, struct ct_check_summary *s) {
  size_t approximate = 0;
  for (size_t i = 0; t->approx && i < t->n; i++) approximate += t->approx[i] && ct_table_placed(t, i);
  s->rows += t->n;
  s->placed += t->placed - approximate;
  s->approximate += approximate;
  s->unplaced += t->n - t->placed;
}

// What the doctor looks through when all inputs are loaded, as they are compared with each other.
struct patients {
  ct_vec(const struct ct_table *) tables;
  double scale;  // the largest that a document states, as a denominator; 0: none
};

static void admit(struct ct_job *job, struct patients *p, const struct ct_table *t) {
  ct_vec_push(&job->arena, &p->tables, t);
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

static void doctor(struct ct_job *job, const struct patients *p) {
  enum { COUNTRIES_SCALE = 5000000, SHORE_SCALE = 1000000 };
  struct ct_doctor_request q = {.tables = p->tables.v, .ntables = p->tables.n, .scale = p->scale};
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
}

static void check_data(struct ct_job *job, const char *path, struct patients *p, struct ct_check_summary *s) {
  struct ct_load_request r = {.name = path, .path = path, .all_columns = true, .need_place = true};
  struct ct_table *t = CT_NEW(&job->arena, struct ct_table);
  struct ct_err err = {0};
  r.allow_network = job->allow_network;
  if (!ct_load(&r, &job->arena, &job->diags, t, &err)) {
    report(job, "CT-D001", path, &err);
    return;
  }
  count_rows(t, s);
  admit(job, p, t);
}

static void check_document(struct ct_job *job, const struct ct_value *v, const char *path, struct patients *p,
                           struct ct_check_summary *s) {
  struct ct_render *r = CT_NEW(&job->arena, struct ct_render);
  struct ct_err err = {0};
  struct ct_job_document doc = {v, path, ct_path_folder(&job->arena, path), NULL};
  r->job = job;
  r->a = &job->arena;
  r->diags = &job->diags;
  if (!ct_doc_from_value(v, path, doc.folder, r->a, &r->doc, &err) || !ct_render_theme(r, &doc, &err)) {
    report(job, "CT-P001", path, &err);
    return;
  }
  if (strchr(r->doc.style, '/')) ct_style_validate(r->theme, r->theme_file, r->diags);
  r->sources = (struct ct_sources){.a = r->a,
                                   .diags = r->diags,
                                   .share_dir = job->share_dir,
                                   .doc = &r->doc,
                                   .allow_network = job->allow_network};
  if (!ct_sources_load(&r->sources, &err)) report(job, "CT-D001", path, &err);
  ct_sources_mark_approximate(&r->sources, 1e12);
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_table *t = r->sources.data[i].table;
    if (!t) continue;
    count_rows(t, s);
    // Groups and joined areas are made by the program.
    if (!r->doc.data[i].group_by && !r->doc.data[i].join.layer) admit(job, p, t);
  }
  double scale = r->doc.view.scale;
  if (scale > 0 && !(p->scale > 0 && p->scale < scale)) p->scale = scale;
}

bool ct_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err) {
  struct patients patients = {0};
  if (!job->inputs.n) return ct_fail(err, "no input (expected documents, styles or data files)");
  for (size_t i = 0; i < job->inputs.n; i++) {
    const char *path = job->inputs.v[i];
    const struct ct_value *v = NULL;
    struct ct_err why = {0};
    enum ct_input_kind kind;
    if (!ct_job_classify(job, path, &kind, &v, &why))
      report(job, "CT-P001", path, &why);
    else if (kind == CT_INPUT_STYLE)
      ct_style_validate(v, path, &job->diags);
    else if (kind == CT_INPUT_DOCUMENT)
      check_document(job, v, path, &patients, summary);
    else
      check_data(job, path, &patients, summary);
  }
  doctor(job, &patients);
  summary->errors = job->diags.count[CT_ERROR];
  summary->warnings = job->diags.count[CT_WARNING];
  summary->notes = job->diags.count[CT_NOTE];
  return true;
}
