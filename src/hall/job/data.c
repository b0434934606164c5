// SPDX-License-Identifier: MIT
// Job, data: how data files given as inputs are to be read, by options.
#include <stddef.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "hall/job/job.h"
#include "load/load.h"
#include "model/table.h"
#include "write/write.h"

// Options that are fields of the request; another one is a row more here, in src/doc/override.c and in the table of
// src/cli/option.c.
static const struct {
  const char *name;
  size_t text;  // offset of a const char *
} fields[] = {
    {"where", offsetof(struct ct_load_request, where)}, {"layer", offsetof(struct ct_load_request, layer)},
    {"lat", offsetof(struct ct_load_request, lat)},     {"lon", offsetof(struct ct_load_request, lon)},
    {"crs", offsetof(struct ct_load_request, crs)},     {"sheet", offsetof(struct ct_load_request, layer)},
};

// Options that name a column which must be there.
static const char *const columns[] = {"country-column", "class-column"};

bool ct_job_writes(const struct ct_job *job, const char *format) {
  for (size_t i = 0; i < job->outputs.n; i++)
    if (ct_writer_is(job->outputs.v[i].writer, format)) return true;
  return false;
}

const char *ct_job_option(const struct ct_job *job, const char *name) {
  const char *value = NULL;
  for (size_t i = 0; i < job->options.n; i++)
    if (strcmp(job->options.v[i].name, name) == 0) value = job->options.v[i].value;
  return value;
}

struct ct_load_request ct_job_request(struct ct_job *job, const char *path) {
  struct ct_load_request r = {.name = path,
                              .path = path,
                              .all_columns = true,
                              .need_place = true,
                              .allow_network = job->allow_network,
                              .places = ct_places_get,
                              .places_user = &job->places};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    const char *value = ct_job_option(job, fields[i].name);
    if (value) memcpy((char *)&r + fields[i].text, &value, sizeof value);
  }
  const char *row = ct_job_option(job, "header-row");
  double x;
  if (row && ct_parse_number(row, &x)) r.header_row = x == 0 ? -1 : (long)x;
  return r;
}

bool ct_job_has_columns(struct ct_job *job, const struct ct_table *t, struct ct_err *err) {
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    const char *name = ct_job_option(job, columns[i]);
    if (!name || ct_table_column(t, name) >= 0) continue;
    const char **have = CT_NEW_N(&job->arena, const char *, t->ncolumns);
    struct ct_str list = {.arena = &job->arena};
    for (size_t k = 0; k < t->ncolumns; k++) {
      have[k] = t->columns[k].name;
      if (k < 30) ct_str_addf(&list, "%s'%.60s'", k ? ", " : "", have[k]);
    }
    const char *near = ct_nearest_name(name, have, t->ncolumns);
    if (near)
      return ct_fail(err, "%s: no column '%s' for --%s (did you mean '%s'?)", t->file, name, columns[i],
                     near);
    return ct_fail(err, "%s: no column '%s' for --%s (it has %s)", t->file, name, columns[i],
                   ct_str_text(&list));
  }
  return true;
}
