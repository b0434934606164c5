// SPDX-License-Identifier: MIT
// Catalogue, diff and export: what became known between two days, and what was known on one.
#include <string.h>

#include "base/err.h"
#include "base/same_file.h"
#include "base/str.h"
#include "base/vec.h"
#include "catalog/reader.h"
#include "edition/compare.h"
#include "edition/of_table.h"
#include "export/export.h"
#include "hall/catalog/history.h"
#include "hall/job/job.h"
#include "hall/sources/data.h"
#include "load/load.h"
#include "model/table.h"

// ---- Diff

struct diffing {
  struct ct_job *job;
  const struct ct_catalog_question *q;
  int from, to;
  struct ct_changes changes;
};

static bool add_layer(struct diffing *d, const struct ct_catalog_reader *r, const char *layer, int day,
                      struct ct_edition *to, struct ct_err *err) {
  struct ct_catalog_query q = {.name = layer, .layer = layer, .day = day};
  struct ct_edition_request e = {.data = layer, .date_column = -1};
  struct ct_arena *a = &d->job->arena;
  struct ct_table *t = CT_NEW(a, struct ct_table);
  struct ct_edition_feature *v = NULL;
  if (!ct_catalog_read(r, &q, t, err) || !ct_edition_of_table(t, &e, a, &v, NULL, err)) return false;
  struct ct_edition_feature *all = CT_NEW_N(a, struct ct_edition_feature, to->n + t->n + 1);
  if (to->n) memcpy(all, to->v, to->n * sizeof *all);
  if (t->n) memcpy(all + to->n, v, t->n * sizeof *all);
  to->v = all;
  to->n += t->n;
  return true;
}

static bool diff_catalog(void *user, const struct ct_catalog_reader *r, struct ct_err *err) {
  struct diffing *d = user;
  struct ct_edition from = {0}, to = {0};
  const char *only = d->q->layer ? ct_catalog_find_layer(r, d->q->layer, err) : NULL;
  if (d->q->layer && !only) return false;
  for (size_t i = 0; i < r->nlayers; i++) {
    if (only && only != r->layers[i]) continue;
    if (!add_layer(d, r, r->layers[i], d->from, &from, err) ||
        !add_layer(d, r, r->layers[i], d->to, &to, err))
      return false;
  }
  ct_edition_compare(&from, &to, &d->job->arena, &d->changes);
  return true;
}

bool ct_catalog_tell_diff(struct ct_job *job, const struct ct_catalog_question *q, struct ct_differences *out,
                          struct ct_err *err) {
  struct diffing d = {.job = job, .q = q};
  memset(out->count, 0, sizeof out->count);
  out->nmade = 0;
  if (!ct_catalog_last_day(q->from, "--from:", &d.from, err) ||
      !ct_catalog_last_day(q->to, "--to:", &d.to, err))
    return false;
  if (d.from > d.to) return ct_fail(err, "--from: '%s' is later than --to '%s'", q->from, q->to);
  if (!ct_catalog_visit(q->catalog, &job->arena, diff_catalog, &d, err)) return false;
  for (size_t i = 0; i < d.changes.n && out->fn; i++) out->fn(out->user, &d.changes.v[i]);
  memcpy(out->count, d.changes.count, sizeof out->count);
  return true;
}

// ---- Export

// Is there a column that holds the ids, or one that may not be taken for them?
static bool has_ids(const struct ct_table *t, const char **name) {
  for (size_t c = 0; c < t->ncolumns; c++) {
    char buf[32];
    size_t i = 0;
    for (; i < t->n; i++) {
      const char *text = ct_table_text(t, (int)c, i, buf);
      if (!text || strcmp(text, t->feature_key[i]) != 0) break;
    }
    if (i == t->n) return true;
    if (ct_same_nocase(t->columns[c].name, "id")) *name = "feature_id";
  }
  return false;
}

// Ids that no column has go into one, so that the table can be imported again.
static const struct ct_table *with_ids(struct ct_arena *a, const struct ct_table *t) {
  const char *name = "id";
  if (has_ids(t, &name)) return t;
  struct ct_table *out = CT_NEW(a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns + 1);
  columns[0] = (struct ct_column){.name = name, .type = CT_COLUMN_STRING, .string = t->feature_key};
  if (t->ncolumns) memcpy(columns + 1, t->columns, t->ncolumns * sizeof *columns);
  *out = *t;
  out->columns = columns;
  out->ncolumns++;
  return out;
}

bool ct_catalog_write(struct ct_job *job, const struct ct_catalog_question *q, struct ct_err *err) {
  struct ct_data_day day = {.as_of = q->to};
  int asked;
  struct ct_load_request load = {
      .name = q->catalog, .path = q->catalog, .layer = q->layer, .quiet_rows = true, .keep_spelling = true};
  struct ct_table *t = CT_NEW(&job->arena, struct ct_table);
  if (!ct_catalog_last_day(q->to, "--as-of:", &asked, err)) return false;
  if (job->outputs.n && job->outputs.v[0].path)
    return ct_fail(err, "%s: is no table (expected .csv, .geojson or .gpkg)", job->outputs.v[0].path);
  if (!job->exports.n) return ct_fail(err, "no output (expected .csv, .geojson or .gpkg)");
  for (size_t i = 0; i < job->exports.n; i++)
    if (ct_same_file(job->exports.v[i].path, q->catalog))
      return ct_fail(err, "%s: is the catalogue, which is not overwritten (give another name)",
                     job->exports.v[i].path);
  if (!ct_catalog_found(q->catalog)) return ct_catalog_none(q->catalog, &job->arena, err);
  if (!ct_data_load(&load, &day, &job->arena, &job->diags, t, err)) return false;
  const struct ct_table *tables[] = {with_ids(&job->arena, t)};
  for (size_t i = 0; i < job->exports.n; i++) {
    struct ct_export_request x = {.path = job->exports.v[i].path,
                                  .format = job->exports.v[i].format,
                                  .tables = tables,
                                  .ntables = 1,
                                  .own_columns = true};
    if (!ct_export(&x, &job->arena, err)) return false;
  }
  return true;
}
