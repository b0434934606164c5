// SPDX-License-Identifier: MIT
// Catalogue, data: tables of data whether they come from a catalogue, as of a day, or from any other file.
#include "hall/sources/data.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/reads.h"
#include "catalog/reader.h"
#include "hall/cache/cache.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

struct loading {
  const struct ct_load_request *q;
  struct ct_data_day *day;
  int on;  // the day asked for
  struct ct_arena *a;
  struct ct_table *out;
  const char *layer;
  size_t nlayers;
  int first;  // day of the first import
  bool any;   // is there one?
};

bool ct_catalog_last_day(const char *date, const char *what, int *day, struct ct_err *err) {
  struct ct_interval d;
  *day = CT_CATALOG_NOW;
  if (!date) return true;
  if (!ct_date_parse(date, &d))
    return ct_fail(err, "%s '%s' is not a date (expected 2018, 2018-05 or 2018-05-09)", what, date);
  *day = d.last;
  return true;
}

// What says how plain files are to be understood says nothing here.
static bool check_request(const struct ct_load_request *q, struct ct_err *err) {
  const struct {
    const char *name;
    bool given;
  } keys[] = {{"lon", q->lon}, {"lat", q->lat},       {"crs", q->crs}, {"header_row", q->header_row},
              {"sql", q->sql}, {"columns", q->nnamed}};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (keys[i].given)
      return ct_fail(err, "%s: is a catalogue, whose positions are settled: '%s' does not go with it",
                     q->path, keys[i].name);
  return true;
}

static void find_days(const struct ct_catalog_reader *r, struct loading *l) {
  l->any = false;
  for (size_t i = 0; i < r->nimports; i++) {
    const struct ct_catalog_imported *m = &r->imports[i];
    if (strcmp(m->layer, l->layer) != 0 || !m->versions) continue;
    if (!l->any || m->day < l->first) l->first = m->day;
    l->any = true;
    if (m->day <= l->on && (l->day->last == INT_MIN || m->day > l->day->last)) l->day->last = m->day;
  }
}

static bool read_layer(void *user, const struct ct_catalog_reader *r, struct ct_err *err) {
  struct loading *l = user;
  struct ct_catalog_query q = {
      .name = l->q->name, .day = l->on, .where = l->q->where, .spelling = l->q->keep_spelling};
  l->day->last = INT_MIN;
  if (!(q.layer = l->layer = ct_catalog_find_layer(r, l->q->layer, err))) return false;
  l->nlayers = r->nlayers;
  find_days(r, l);
  if (!ct_catalog_read(r, &q, l->out, err)) return false;
  if (l->on >= l->first || !l->any) return true;
  // The map is about the same place before anything is known of it.
  struct ct_table later;
  q.day = CT_CATALOG_NOW;
  if (!ct_catalog_read(r, &q, &later, err)) return false;
  memcpy(l->out->bbox, later.bbox, sizeof later.bbox);
  return true;
}

static void tell(const struct loading *l, struct ct_diags *diags) {
  char first[16];
  if (l->nlayers > 1 && !l->q->layer)
    ct_diag_say(diags, "CT-C202", CT_NOTE, l->q->path, 0,
                "layer '%s' is read, the first of %zu (layer: names another)", l->layer, l->nlayers);
  if (l->any && l->on < l->first)
    ct_diag_say(diags, "CT-C201", CT_WARNING, l->q->path, 0,
                "nothing was known yet as of '%s': layer '%s' begins on %s", l->day->as_of, l->layer,
                ct_date_format(l->first, first));
}

static void tell_unplaced(const struct loading *l, struct ct_diags *diags) {
  const struct ct_table *t = l->out;
  for (size_t i = 0; i < t->n; i++) {
    if (ct_table_placed(t, i)) continue;
    struct ct_diagnostic d = {.code = "CT-D110",
                              .severity = CT_WARNING,
                              .file = l->q->path,
                              .line = t->row ? (long)t->row[i] : (long)i + 1,
                              .value = t->feature_key[i],
                              .message = "no position"};
    ct_diag_send(diags, &d);
  }
}

static bool finish(const struct loading *l, struct ct_diags *diags, struct ct_err *err) {
  const struct ct_table *t = l->out;
  tell(l, diags);
  if (!l->q->quiet_rows) tell_unplaced(l, diags);
  if (!l->q->need_place || (l->any && l->on < l->first)) return true;
  if (!t->n && l->q->where) return ct_fail(err, "%s: no rows meet the condition", l->q->path);
  return t->placed || !t->n || ct_fail(err, "%s: none of its %zu rows has a position", l->q->path, t->n);
}

bool ct_data_load(const struct ct_load_request *q, struct ct_data_day *day, struct ct_arena *a,
                  struct ct_diags *diags, struct ct_table *out, struct ct_err *err) {
  struct ct_data_day none = {0};
  struct loading l = {.q = q, .day = day ? day : &none, .a = a, .out = out};
  l.day->is_catalog = q->path && ct_catalog_found(q->path);
  if (!l.day->is_catalog && l.day->only_then)
    return ct_fail(
        err,
        "%s: 'as_of' in a data entry goes with catalogues (what was known of the rows of other files "
        "is not kept; 'date' names when they happened)",
        q->path);
  if (!l.day->is_catalog) return ct_cache_load(l.day->cache, q, a, diags, out, err);
  ct_reads_note(CT_READ_DATA, q->path);
  ct_reads_note(CT_READ_DATA, ct_arena_printf(a, "%s-wal", q->path));
  if (!check_request(q, err) || !ct_catalog_last_day(l.day->as_of, "as_of", &l.on, err)) return false;
  if (!ct_catalog_visit(q->path, a, read_layer, &l, err)) return false;
  if (l.day->by_place) out->row = NULL;
  return finish(&l, diags, err);
}
