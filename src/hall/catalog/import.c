// SPDX-License-Identifier: MIT
// Catalogue import: files are loaded and examined, then their rows become versions of a catalogue's features.
#include "hall/catalog/import.h"

#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/same_file.h"
#include "base/str.h"
#include "catalog/append.h"
#include "doc/columns.h"
#include "hall/check/doctor.h"
#include "hall/job/job.h"
#include "hall/sources/data.h"
#include "load/load.h"
#include "model/column_role.h"
#include "model/table.h"

struct importing {
  struct ct_job *job;
  const struct ct_catalog_import *request;
  struct ct_check_patients patients;
  struct ct_catalog_file *files;
};

// The last day of what is given: by then it was known.
static bool read_day(const char *text, char day[16], struct ct_err *err) {
  struct ct_interval days;
  if (!text) return ct_fail(err, "the day on which it became known is missing (--recorded 2019-09-05)");
  if (!ct_date_parse(text, &days))
    return ct_fail(err, "--recorded: '%s' is not a date (expected 2018, 2018-05 or 2018-05-09)", text);
  ct_date_format(days.last, day);
  return strlen(day) == 10 || ct_fail(err, "--recorded: '%s' is not in the years 1000 to 9999", text);
}

// A dataset that is a folder or a connection has no one digest.
static const char *digest_of(struct ct_job *job, const char *path) {
  struct ct_err ignored = {0};
  struct stat st;
  char hex[CT_DIGEST_SIZE];
  if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) return NULL;
  return ct_digest_of_file(path, hex, &ignored) ? ct_arena_strdup(&job->arena, hex) : NULL;
}

static const char *name_of(struct ct_job *job, const char *path) {
  const char *shown = strcmp(path, "-") == 0 ? "standard input" : ct_path_shown(&job->arena, path);
  const char *slash = ct_path_has_scheme(path) ? NULL : strrchr(shown, '/');
  return slash && slash[1] ? slash + 1 : shown;
}

static bool load(struct importing *m, size_t i, struct ct_err *err) {
  struct ct_job *job = m->job;
  const char *path = m->request->files[i];
  struct ct_load_request r = ct_job_request(job, path);
  struct ct_table *t = CT_NEW(&job->arena, struct ct_table);
  struct ct_err why = {0};
  r.keep_published = r.keep_spelling = true;
  r.need_place = false;
  if (ct_same_file(path, m->request->into))
    return ct_fail(
        err, "%s: is the catalogue itself, which is not imported into itself (expected other files)", path);
  // Of another catalogue what is current, not the bookkeeping.
  if (!ct_data_load(&r, NULL, &job->arena, &job->diags, t, &why)) return ct_fail(err, "%s", why.message);
  if (!t->n) return ct_fail(err, "%s: no rows", path);
  if (m->request->refuse_unplaced && t->placed < t->n)
    return ct_fail(err,
                   "%s: %zu of its %zu rows have no position, and --refuse-unplaced is set: nothing imported",
                   path, t->n - t->placed, t->n);
  if (!ct_job_has_columns(job, t, err)) return false;
  ct_places_add(&job->places, t);
  ct_check_admit(job, &m->patients, t, NULL);
  const char *name = name_of(job, path);
  // As manifests have it; where no header tells, as maps have it.
  int named = ct_role_name_column(t);
  m->files[i] = (struct ct_catalog_file){.table = t,
                                         .file = name,
                                         .sha256 = digest_of(job, path),
                                         .source = m->request->source ? m->request->source : name,
                                         .name = named >= 0 ? named : ct_columns_label(t)};
  return true;
}

static bool check_strict(const struct ct_job *job, struct ct_err *err) {
  size_t n = job->diags.count[CT_WARNING];
  if (!job->strict || !n) return true;
  return ct_fail(err, "%zu warning%s and --strict is set: nothing imported", n, n == 1 ? "" : "s");
}

bool ct_catalog_import_run(struct ct_job *job, const struct ct_catalog_import *request,
                           struct ct_catalog_summary *summary, struct ct_err *err) {
  char day[16];
  *summary = (struct ct_catalog_summary){0};
  if (!request->nfiles) return ct_fail(err, "no input (expected data files)");
  if (!request->into) return ct_fail(err, "the catalogue to import into is missing (--into FILE.gpkg)");
  if (!read_day(request->recorded, day, err)) return false;
  struct importing m = {.job = job,
                        .request = request,
                        .files = CT_NEW_N(&job->arena, struct ct_catalog_file, request->nfiles)};
  for (size_t i = 0; i < request->nfiles; i++)
    if (!load(&m, i, err)) return false;
  ct_check_doctor(job, &m.patients);
  if (!check_strict(job, err)) return false;
  struct ct_catalog_append append = {.into = request->into,
                                     .layer = request->layer,
                                     .id = request->id,
                                     .day = day,
                                     .complete = request->complete,
                                     .nfiles = request->nfiles,
                                     .files = m.files};
  return ct_catalog_append(&append, &job->arena, &job->diags, summary, err);
}
