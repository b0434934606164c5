// SPDX-License-Identifier: MIT
// Document: the map that would be made, as a document to keep.
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "hall/job/job.h"
#include "model/document.h"

// Data paths as seen from another folder: absolute unless it is the current one.
static const char *path_from(struct ct_arena *a, const char *folder, const char *path) {
  if (!folder || !*folder || strcmp(folder, ".") == 0 || path[0] == '/' || strchr(path, ':')) return path;
  char *real = realpath(path, NULL);
  const char *out = real ? ct_arena_strdup(a, real) : path;
  free(real);
  return out;
}

static const struct ct_value *relocate(struct ct_arena *a, const struct ct_value *doc, const char *folder) {
  const struct ct_value *data = ct_value_get(doc, "data"), *out = NULL;
  for (size_t i = 0; data && i < data->n; i++) {
    const struct ct_value *e = data->members[i].value;
    const char *path = ct_value_string(ct_value_get(e, "path"));
    if (path) e = ct_value_with(a, e, "path", ct_value_of_string(a, path_from(a, folder, path)));
    out = ct_value_with(a, out, data->members[i].key, e);
  }
  return out ? ct_value_with(a, doc, "data", out) : doc;
}

static bool make_document(struct ct_job *job, const char *folder, const char **yaml, struct ct_err *err) {
  struct ct_job_document doc;
  struct ct_document checked;
  if (!ct_job_read(job, &doc, err)) return false;
  const struct ct_value *v = relocate(&job->arena, doc.value, folder);
  if (!ct_doc_from_value(doc.value, doc.file, doc.folder, &job->arena, &checked, err)) return false;
  struct ct_str s = {.arena = &job->arena};
  ct_value_write_yaml(v, &s);
  *yaml = ct_str_text(&s);
  return true;
}

CT_EXPORT bool ct_job_document(struct ct_job *job, const char *folder, const char **yaml,
                               struct ct_err *err) {
  CT_GUARDED(&job->arena, err, make_document(job, folder, yaml, err));
}
