// SPDX-License-Identifier: MIT
// Check: every input looked at on its own, findings as diagnostics.
#include "hall/check/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "hall/check/doctor.h"
#include "hall/check/export.h"
#include "hall/job/job.h"
#include "hall/render/edition.h"
#include "hall/render/render.h"
#include "hall/sources/data.h"
#include "hall/sources/sources.h"
#include "load/load.h"
#include "model/document.h"
#include "model/table.h"
#include "style/style.h"

struct checking {
  struct ct_job *job;
  struct ct_check_export *export;
  struct ct_check_patients patients;
  struct ct_check_summary *summary;
};

// A place at the start of a message, ":12:3: " or ": ", taken out of it; false when there is none.
static bool take_place(const char **message, long *line, long *column) {
  const char *s = *message;
  long *const numbers[] = {line, column};
  for (int i = 0; i < 2 && s[0] == ':' && s[1] >= '0' && s[1] <= '9'; i++) {
    char *end;
    *numbers[i] = strtol(s + 1, &end, 10);
    s = end;
  }
  if (s[0] != ':' || s[1] != ' ') return false;
  *message = s + 2;
  return true;
}

// A failure becomes a finding, so that the other inputs are looked at as well.
static void report(struct ct_job *job, const char *code, const char *file, const struct ct_err *err) {
  struct ct_diagnostic d = {.code = code, .severity = CT_ERROR, .message = err->message};
  const char *rest = err->message + strlen(file);
  if (ct_starts_with(err->message, file) && take_place(&rest, &d.line, &d.column)) {
    d.file = file;
    d.message = rest;
  }
  ct_diag_send(&job->diags, &d);
}

static void count_rows(const struct ct_table *t, struct ct_check_summary *s) {
  size_t approximate = 0;
  for (size_t i = 0; t->approx && i < t->n; i++) approximate += t->approx[i] && ct_table_placed(t, i);
  s->rows += t->n;
  s->placed += t->placed - approximate;
  s->approximate += approximate;
  s->unplaced += t->n - t->placed;
}

static void check_data(struct checking *c, const char *path) {
  struct ct_job *job = c->job;
  struct ct_load_request r = ct_job_request(job, path);
  r.keep_published = true;
  struct ct_table *t = CT_NEW(&job->arena, struct ct_table);
  struct ct_err err = {0};
  ct_check_export_enter(c->export);
  struct ct_data_day day = {.as_of = ct_job_option(job, "as-of"), .by_place = true};
  bool ok = ct_data_load(&r, &day, &job->arena, &job->diags, t, &err);
  // Rows of which none has a position are rows all the same.
  bool rows = ok || t->n;
  ct_check_export_leave(c->export, rows ? t : NULL);
  if (rows) {
    ct_places_add(&job->places, t);
    count_rows(t, c->summary);
    ct_check_admit(job, &c->patients, t, NULL);
  }
  if (!ok || !ct_job_has_columns(job, t, &err)) report(job, "CT-D001", path, &err);
}

// The document as the options about its data have it.
static bool read_document(struct ct_job *job, struct ct_job_document *doc, struct ct_document *out,
                          struct ct_err *err) {
  if (!ct_job_template(job, doc, out, err)) return false;
  for (size_t i = 0; i < job->options.n; i++) {
    const struct ct_job_option *o = &job->options.v[i];
    if (!(doc->value = ct_doc_override(doc->value, o->name, o->value, &job->arena, err))) return false;
  }
  return !job->options.n || ct_job_template(job, doc, out, err);
}

static void check_sources(struct checking *c, const struct ct_render *r) {
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *e = &r->sources.data[i];
    if (!e->table) continue;
    // What an earlier edition had is not among the rows.
    const struct ct_table *raw = e->own ? e->own : e->raw;
    // Joined rows get their place from the areas.
    count_rows(e->spec->join.layer ? e->table : raw, c->summary);
    ct_check_export_table(c->export, raw);
    if (!e->spec->join.layer) ct_check_admit(c->job, &c->patients, raw, &r->doc);
  }
}

// Data or, when the message begins with its path, the manifest of an earlier edition.
static void report_sources(struct ct_job *job, const struct ct_document *d, const char *path,
                           const struct ct_err *err) {
  const char *manifest = d->edition.manifest;
  bool is_manifest = manifest && ct_starts_with(err->message, manifest);
  report(job, is_manifest ? "CT-E101" : "CT-D001", is_manifest ? manifest : path, err);
}

static void check_document(struct checking *c, const struct ct_value *v, const char *path) {
  struct ct_job *job = c->job;
  struct ct_render *r = CT_NEW(&job->arena, struct ct_render);
  struct ct_err err = {0};
  struct ct_job_document doc = {v, path, ct_path_folder(&job->arena, path), NULL};
  r->job = job;
  r->a = &job->arena;
  r->diags = &job->diags;
  if (!read_document(job, &doc, &r->doc, &err) || !ct_render_theme(r, &doc, &err)) {
    report(job, "CT-P001", path, &err);
    return;
  }
  ct_job_find_edition(job, &r->doc);
  if (strchr(r->doc.style, '/')) ct_style_validate(r->theme, r->theme_file, r->diags);
  r->sources = (struct ct_sources){.a = r->a,
                                   .diags = r->diags,
                                   .share_dir = job->share_dir,
                                   .doc = &r->doc,
                                   .places = &job->places,
                                   .allow_network = job->allow_network};
  if (ct_sources_load(&r->sources, &err))
    ct_render_edition(r);
  else
    report_sources(job, &r->doc, path, &err);
  ct_sources_mark_approximate(&r->sources, 1e12, 1e12);
  check_sources(c, r);
}

static void check_input(struct checking *c, const char *path) {
  const struct ct_value *v = NULL;
  struct ct_err why = {0};
  enum ct_input_kind kind;
  if (!ct_job_classify(c->job, path, &kind, &v, &why))
    report(c->job, "CT-P001", path, &why);
  else if (kind == CT_INPUT_STYLE)
    ct_style_validate(v, path, &c->job->diags);
  else if (kind == CT_INPUT_DOCUMENT)
    check_document(c, v, path);
  else
    check_data(c, path);
}

bool ct_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err) {
  if (!job->inputs.n) return ct_fail(err, "no input (expected documents, styles or data files)");
  struct checking c = {.job = job, .summary = summary, .export = CT_NEW(&job->arena, struct ct_check_export)};
  if (!ct_check_export_begin(c.export, job, err)) return false;
  for (size_t i = 0; i < job->inputs.n; i++) check_input(&c, job->inputs.v[i]);
  ct_check_doctor(job, &c.patients);
  bool ok = ct_check_export_write(c.export, err);
  ct_check_export_end(c.export);
  summary->errors = job->diags.count[CT_ERROR];
  summary->warnings = job->diags.count[CT_WARNING];
  summary->notes = job->diags.count[CT_NOTE];
  return ok;
}
