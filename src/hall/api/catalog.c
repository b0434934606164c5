// SPDX-License-Identifier: MIT
// Catalogues: the public interface over them.
#include "base/guard.h"
#include "hall/catalog/history.h"
#include "hall/catalog/import.h"
#include "hall/job/job.h"

CT_EXPORT bool ct_catalog_import(struct ct_job *job, const struct ct_catalog_import *request,
                                 struct ct_catalog_summary *summary, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, ct_catalog_import_run(job, request, summary, err));
}

CT_EXPORT bool ct_catalog_log(struct ct_job *job, const char *catalog, const char *layer, const char *id,
                              ct_catalog_version_fn *fn, void *user, struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .id = id};
  CT_GUARDED(&job->arena, err, ct_catalog_tell_log(job, &q, fn, user, err));
}

CT_EXPORT bool ct_catalog_diff(struct ct_job *job, const char *catalog, const char *layer, const char *from,
                               const char *to, struct ct_differences *out, struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .from = from, .to = to};
  CT_GUARDED(&job->arena, err, ct_catalog_tell_diff(job, &q, out, err));
}

CT_EXPORT bool ct_catalog_export(struct ct_job *job, const char *catalog, const char *layer,
                                 const char *as_of, struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .to = as_of};
  CT_GUARDED(&job->arena, err, ct_catalog_write(job, &q, err));
}
