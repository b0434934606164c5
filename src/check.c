// SPDX-License-Identifier: MIT
// Check: every input looked at on its own, findings as diagnostics.
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "job.h"
#include "load/load.h"
#include "model/document.h"
#include "model/table.h"
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

static void check_data(struct ct_job *job, const char *path, struct ct_check_summary *s) {
  struct ct_load_request r = {.name = path, .path = path, .all_columns = true, .need_place = true};
  struct ct_table t;
  struct ct_err err = {0};
  r.allow_network = job->allow_network;
  ct_job_table_options(job, &r);
  if (ct_load(&r, &job->arena, &job->diags, &t, &err))
    count_rows(&t, s);
  else
    report(job, "CT-D001", path, &err);
}

static void check_document(struct ct_job *job, const struct ct_value *v, const char *path,
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
  for (size_t i = 0; i < r->sources.ndata; i++)
    if (r->sources.data[i].table) count_rows(r->sources.data[i].table, s);
}

bool ct_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err) {
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
      check_document(job, v, path, summary);
    else
      check_data(job, path, summary);
  }
  summary->errors = job->diags.count[CT_ERROR];
  summary->warnings = job->diags.count[CT_WARNING];
  summary->notes = job->diags.count[CT_NOTE];
  return true;
}
