// SPDX-License-Identifier: MIT
// Catalogue, history: what the public interface asks of a catalogue, behind its guards.
#ifndef CT_CATALOG_HISTORY_H
#define CT_CATALOG_HISTORY_H

#include "cartouche.h"

// A question to a catalogue; see ct_catalog_log, ct_catalog_diff and ct_catalog_export.
struct ct_catalog_question {
  const char *catalog, *layer;
  const char *id;         // log
  const char *from, *to;  // diff; to is also export's day
};

bool ct_catalog_tell_log(struct ct_job *job, const struct ct_catalog_question *q, ct_catalog_version_fn *fn,
                         void *user, struct ct_err *err);
bool ct_catalog_tell_diff(struct ct_job *job, const struct ct_catalog_question *q, struct ct_differences *out,
                          struct ct_err *err);
bool ct_catalog_write(struct ct_job *job, const struct ct_catalog_question *q, struct ct_err *err);

#endif
