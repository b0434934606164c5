// SPDX-License-Identifier: MIT
// Catalogue, log: every version of a feature, each held against the one before.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/vec.h"
#include "catalog/reader.h"
#include "edition/compare.h"
#include "edition/of_table.h"
#include "hall/catalog/history.h"
#include "hall/job/job.h"
#include "model/table.h"

struct logging {
  struct ct_job *job;
  const struct ct_catalog_question *q;
  ct_vec(struct ct_catalog_version) versions;
};

// The version as an edition of one feature, or of none when it was removed.
static bool edition_of(struct ct_job *job, const struct ct_catalog_entry *e, struct ct_edition *out,
                       struct ct_err *err) {
  struct ct_edition_request q = {.data = e->layer, .date_column = -1};
  struct ct_edition_feature *v = NULL;
  *out = (struct ct_edition){0};
  if (!e->there) return true;
  if (!ct_edition_of_table(e->table, &q, &job->arena, &v, NULL, err)) return false;
  *out = (struct ct_edition){.n = 1, .v = v};
  return true;
}

// One that differs from the one before in nothing that is shown (how its position was written) is a change all the same.
static struct ct_change change_of(const struct ct_catalog_entry *e, const struct ct_edition *before,
                                  const struct ct_edition *now, struct ct_arena *a) {
  struct ct_changes changes;
  ct_edition_compare(before, now, a, &changes);
  if (changes.n) return changes.v[0];
  const struct ct_edition_feature *f = now->n ? &now->v[0] : NULL;
  double lon = f ? f->lon : NAN, lat = f ? f->lat : NAN;
  return (struct ct_change){CT_CHANGED, e->layer, e->id, f ? f->name : NULL, lon, lat, lon, lat, NAN,
                            NULL,       0,        NULL};
}

static bool log_layer(struct logging *l, const struct ct_catalog_reader *r, const char *layer,
                      struct ct_err *err) {
  struct ct_arena *a = &l->job->arena;
  const struct ct_catalog_entry *v;
  struct ct_edition before = {0}, now;
  size_t n;
  if (!ct_catalog_history(r, layer, l->q->id, &v, &n, err)) return false;
  for (size_t i = 0; i < n; i++, before = now) {
    if (!edition_of(l->job, &v[i], &now, err)) return false;
    struct ct_catalog_version version = {v[i].layer,
                                         v[i].id,
                                         v[i].import->recorded,
                                         v[i].import->source,
                                         v[i].import->file,
                                         v[i].row,
                                         change_of(&v[i], &before, &now, a)};
    ct_vec_push(a, &l->versions, version);
  }
  return true;
}

static bool log_catalog(void *user, const struct ct_catalog_reader *r, struct ct_err *err) {
  struct logging *l = user;
  const char *only = l->q->layer ? ct_catalog_find_layer(r, l->q->layer, err) : NULL;
  if (l->q->layer && !only) return false;
  l->versions.n = 0;
  for (size_t i = 0; i < r->nlayers; i++)
    if ((!only || only == r->layers[i]) && !log_layer(l, r, r->layers[i], err)) return false;
  if (l->versions.n) return true;
  const char *near = ct_catalog_near_id(r, l->q->id);
  if (near)
    return ct_fail(err, "%s: no feature has the id '%s' (did you mean '%s'?)", r->path, l->q->id, near);
  return ct_fail(err, "%s: no feature has the id '%s'%s%s%s", r->path, l->q->id, only ? " in layer '" : "",
                 only ? only : "", only ? "'" : "");
}

bool ct_catalog_tell_log(struct ct_job *job, const struct ct_catalog_question *q, ct_catalog_version_fn *fn,
                         void *user, struct ct_err *err) {
  struct logging l = {.job = job, .q = q};
  if (!ct_catalog_visit(q->catalog, &job->arena, log_catalog, &l, err)) return false;
  for (size_t i = 0; i < l.versions.n; i++) fn(user, &l.versions.v[i]);
  return true;
}
