// SPDX-License-Identifier: MIT
// Export: a table as a dataset file, whole or not at all.
#include "export/export.h"

#include <setjmp.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "export/plan.h"

// Texts go through the sink; a database makes its own file.
static const struct format {
  const char *name;
  enum ct_export_naming naming;
  bool (*put)(const struct ct_export_plan *p, struct ct_sink *out, struct ct_err *err);
  bool (*make)(const struct ct_export_plan *p, const char *temp, const char *path, struct ct_err *err);
} formats[] = {
    {"csv", CT_EXPORT_TEXT, ct_export_csv, NULL},
    {"geojson", CT_EXPORT_PLAIN, ct_export_geojson, NULL},
    {"gpkg", CT_EXPORT_DATABASE, NULL, ct_export_gpkg},
};
enum { NFORMATS = sizeof formats / sizeof *formats };

static const struct format *find(const char *path, const char *format) {
  const char *name = format ? format : path ? ct_path_extension(path) : "";
  for (size_t i = 0; i < NFORMATS; i++)
    if (ct_same_nocase(formats[i].name, name)) return &formats[i];
  return NULL;
}

bool ct_export_knows(const char *path, const char *format) {
  return find(path, format) != NULL;
}

static bool write_to(const struct format *f, const struct ct_export_plan *p, struct ct_sink *sink,
                     struct ct_err *err) {
  const char *path = p->q->path;
  bool ok = f->put ? f->put(p, sink, err) : f->make(p, sink->temp, path, err);
  if (!ok && sink->error) return ct_fail(err, "%s: cannot write: %s", path, strerror(sink->error));
  return ok && ct_sink_commit(sink, path, err);
}

// Running out of memory must not leave a temporary file behind.
bool ct_export(const struct ct_export_request *q, struct ct_arena *a, struct ct_err *err) {
  const struct format *f = find(q->path, q->format);
  struct ct_export_plan plan;
  struct ct_sink sink;
  if (!f)
    return ct_fail(err, "%s: no table can be written as that (expected .csv, .geojson or .gpkg)", q->path);
  if (!ct_export_plan(&plan, q, f->naming, a, err)) return false;
  if (!(f->put ? ct_sink_open_file(&sink, q->path, err) : ct_sink_open_name(&sink, q->path, err)))
    return false;
  jmp_buf oom, *caller = a->oom;
  volatile bool ok = false;
  a->oom = &oom;
  if (setjmp(oom))
    ct_fail(err, "%s: out of memory", q->path);
  else
    ok = write_to(f, &plan, &sink, err);
  a->oom = caller;
  ct_sink_drop(&sink);
  return ok;
}
