// SPDX-License-Identifier: MIT
// Batch, inputs: tables of parameters, and what documents say of themselves.
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "hall/batch/batch.h"
#include "hall/job/job.h"
#include "load/load.h"
#include "model/document.h"
#include "model/table.h"

// ---- Parameters

static bool check_columns(const struct ct_table *t, const char *path, struct ct_err *err) {
  for (size_t c = 0; c < t->ncolumns; c++)
    if (!*t->columns[c].name || strpbrk(t->columns[c].name, "${}"))
      return ct_fail(err, "%s: column '%s' cannot be a parameter (expected a name without $, { and })", path,
                     t->columns[c].name);
  return t->ncolumns > 0 || ct_fail(err, "%s: has no columns (expected one for each parameter)", path);
}

static struct ct_batch_set set_of(const struct ct_table *t, size_t row, struct ct_arena *a) {
  struct ct_batch_pair *pairs = CT_NEW_N(a, struct ct_batch_pair, t->ncolumns);
  for (size_t c = 0; c < t->ncolumns; c++) {
    char buf[32];
    const char *text = ct_table_text(t, (int)c, row, buf);
    pairs[c] = (struct ct_batch_pair){t->columns[c].name, ct_arena_strdup(a, text ? text : "")};
  }
  return (struct ct_batch_set){t->ncolumns, pairs};
}

bool ct_batch_read_params(struct ct_batch *b, struct ct_err *err) {
  struct ct_arena *a = &b->job->arena;
  struct ct_table *t = CT_NEW(a, struct ct_table);
  struct ct_diags unheard = {0};
  // Rows of parameters are in no place, which is no fault.
  struct ct_load_request request = {.name = b->params,
                                    .path = b->params,
                                    .all_columns = true,
                                    .quiet_rows = true,
                                    .lenient = true,
                                    .allow_network = b->job->allow_network};
  if (!ct_load(&request, a, &unheard, t, err) || !check_columns(t, b->params, err)) return false;
  if (!t->n) return ct_fail(err, "%s: has no rows (expected one for each map)", b->params);
  struct ct_batch_set *sets = CT_NEW_N(a, struct ct_batch_set, t->n);
  for (size_t i = 0; i < t->n; i++) sets[i] = set_of(t, i, a);
  b->order.sets = sets;
  b->order.nsets = t->n;
  return true;
}

// ---- Documents

static bool read_told(struct ct_job *job, const char *document, struct ct_ledger_told *out,
                      struct ct_err *err) {
  enum ct_input_kind kind;
  const struct ct_value *v = NULL;
  struct ct_job_document read;
  struct ct_document doc;
  if (!ct_job_classify(job, document, &kind, &v, err)) return false;
  *out = (struct ct_ledger_told){.is_document = kind == CT_INPUT_DOCUMENT};
  if (kind == CT_INPUT_DATA) return true;
  if (!ct_job_read(job, &read, err) ||
      !ct_doc_from_value(read.value, read.file, read.folder, &job->arena, &doc, err))
    return false;
  out->title = doc.title;
  out->as_of = doc.as_of;
  const struct ct_value *atlas = ct_value_get(read.value, "atlas");
  out->is_atlas = atlas && atlas->kind != CT_NULL;
  return true;
}

bool ct_batch_tell(void *user, const char *document, const struct ct_batch_set *params, struct ct_arena *a,
                   struct ct_ledger_told *out, struct ct_err *err) {
  struct ct_batch *b = user;
  struct ct_job *job = ct_job_new(b->job->share_dir);
  if (!job) return ct_fail(err, "out of memory");
  bool ok = ct_job_add_input(job, document, err);
  for (size_t i = 0; ok && i < b->options.n; i++)
    ok = ct_job_set(job, b->options.v[i].name, b->options.v[i].value, err);
  for (size_t i = 0; ok && params && i < params->n; i++)
    ok = ct_job_set_param(job, params->pairs[i].name, params->pairs[i].value, err);
  job->arena.oom = a->oom;
  ok = ok && read_told(job, document, out, err);
  if (ok && out->title) out->title = ct_arena_strdup(a, out->title);
  if (ok && out->as_of) out->as_of = ct_arena_strdup(a, out->as_of);
  ct_job_free(job);
  return ok;
}
