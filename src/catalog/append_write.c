// SPDX-License-Identifier: MIT
// Append, write: versions of rows that differ, of features that are gone, and the import's record.
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/rtree.h"
#include "cartouche.h"
#include "catalog/append_work.h"
#include "catalog/seal.h"
#include "catalog/version.h"
#include "model/table.h"

enum { MANY = 5000 };  // rows from which packing the spatial index anew beats adding to it

struct writing {
  struct ct_append_work *w;
  struct sqlite3_stmt *insert, *feature, *close, *place, *later;
  struct ct_catalog_summary *of;  // for each file
  int64_t fid, feature_n;
  double box[4];
  const char *type;
  bool pack;
  struct ct_rtree index;
};

static const struct ct_catalog_known_one *known_of(const struct ct_append_work *w, size_t item) {
  uint32_t was = w->match.items[item].was;
  return was == CT_CATALOG_NEW ? NULL : &w->known.v[was];
}

static bool is_same(const struct ct_append_work *w, size_t item) {
  const struct ct_catalog_known_one *k = known_of(w, item);
  return k && k->fid && memcmp(k->hash, w->match.items[item].hash, CT_CATALOG_HASH) == 0;
}

static bool is_gone(const struct ct_append_work *w, const struct ct_catalog_known_one *k) {
  return w->q->complete && k->fid && k->there && !k->taken;
}

static size_t count_changes(const struct ct_append_work *w) {
  size_t n = 0;
  for (size_t i = 0; i < w->match.n; i++) n += !is_same(w, i);
  for (size_t i = 0; i < w->known.n; i++) n += is_gone(w, &w->known.v[i]);
  return n;
}

bool ct_append_differs(const struct ct_append_work *w) {
  size_t n = count_changes(w);
  if (!n) w->summary->same = w->match.n;
  return n > 0;
}

static void grow_box(struct writing *x, const double box[4]) {
  x->box[0] = fmin(x->box[0], box[0]);
  x->box[1] = fmin(x->box[1], box[1]);
  x->box[2] = fmax(x->box[2], box[2]);
  x->box[3] = fmax(x->box[3], box[3]);
}

// Has the version's place changed? By more than half a metre, or it has one now, or none.
static bool has_moved(struct writing *x, int64_t fid, const struct ct_blob *now, bool *moved) {
  static const double LEAST_M = 0.5, M_PER_DEG = 111195;
  double was[4];
  bool ok = true, had = false, has = now->bytes.n > 0;
  sqlite3_bind_int64(x->place, 1, fid);
  if (ct_catalog_next(&x->w->c, x->place, &ok) && sqlite3_column_blob(x->place, 0))
    had = ct_blob_box(sqlite3_column_blob(x->place, 0), (size_t)sqlite3_column_bytes(x->place, 0), was);
  sqlite3_reset(x->place);
  *moved = had != has;
  if (!ok || !had || !has) return ok;
  double wide = fabs((was[0] + was[2]) / 2 - (now->box[0] + now->box[2]) / 2);
  double high = (was[1] + was[3]) / 2 - (now->box[1] + now->box[3]) / 2;
  wide = fmin(wide, fabs(360 - wide)) * cos(now->box[1] * M_PI / 180);
  *moved = hypot(wide, high) * M_PER_DEG > LEAST_M;
  return true;
}

// The day on which a feature that was not known as of the import's day is first told of.
static bool first_later(struct writing *x, int64_t feature, char day[11], const char **until) {
  bool ok = true;
  *until = NULL;
  sqlite3_bind_int64(x->later, 1, feature);
  if (ct_catalog_next(&x->w->c, x->later, &ok)) {
    const char *text = (const char *)sqlite3_column_text(x->later, 0);
    if (text && strlen(text) == 10) *until = memcpy(day, text, 11);
  }
  sqlite3_reset(x->later);
  return ok;
}

static bool add_feature(struct writing *x, const char *id, int64_t *n) {
  *n = x->feature_n++;
  sqlite3_bind_int64(x->feature, 1, *n);
  sqlite3_bind_text(x->feature, 2, id, -1, SQLITE_STATIC);
  return ct_catalog_step(&x->w->c, x->feature);
}

// The version as of the day ends on it, also when it began on it: then it never holds.
static bool end_version(struct writing *x, int64_t fid) {
  sqlite3_bind_text(x->close, 1, x->w->q->day, -1, SQLITE_STATIC);
  sqlite3_bind_int64(x->close, 2, fid);
  return ct_catalog_step(&x->w->c, x->close);
}

static void note_place(struct writing *x, const struct ct_blob *b, int64_t fid) {
  if (!b->bytes.n) return;
  grow_box(x, b->box);
  x->type = !x->type || strcmp(x->type, b->type) == 0 ? b->type : "GEOMETRY";
  if (x->pack) ct_rtree_add(&x->index, (uint64_t)fid, b->box);
}

static bool count_change(struct writing *x, size_t item, const struct ct_catalog_known_one *k) {
  const struct ct_catalog_item *i = &x->w->match.items[item];
  struct ct_catalog_summary *s = &x->of[i->file];
  bool moved = false;
  if (!k || !k->fid || !k->there)
    s->added++;
  else if (!has_moved(x, k->fid, &x->w->rows[i->file].blob, &moved))
    return false;
  else if (moved)
    s->moved++;
  else
    s->changed++;
  return true;
}

static bool put_row(struct writing *x, size_t item) {
  struct ct_append_work *w = x->w;
  const struct ct_catalog_item *i = &w->match.items[item];
  const struct ct_catalog_known_one *k = known_of(w, item);
  struct ct_catalog_rows *r = &w->rows[i->file];
  char day[11];
  struct ct_catalog_stamp stamp = {.fid = x->fid++,
                                   .feature = k ? k->n : 0,
                                   .import = w->known.next_import + (int64_t)i->file,
                                   .recorded = w->q->day,
                                   .hash = i->hash};
  if (!k && !add_feature(x, i->id, &stamp.feature)) return false;
  if (k && k->fid && k->until[0]) stamp.until = k->until;
  if (k && !k->fid && !first_later(x, k->n, day, &stamp.until)) return false;
  if (k && k->fid && !end_version(x, k->fid)) return false;
  if (!ct_catalog_version_put(&w->c, x->insert, &stamp, r, i->row)) return false;
  note_place(x, &r->blob, stamp.fid);
  return count_change(x, item, k);
}

// By the first file's import: that a feature is in none of them is told by all.
static bool put_gone(struct writing *x, const struct ct_catalog_known_one *k) {
  struct ct_append_work *w = x->w;
  unsigned char hash[CT_CATALOG_HASH];
  ct_catalog_removed_hash(&w->rows[0], hash);
  struct ct_catalog_stamp stamp = {.fid = x->fid++,
                                   .feature = k->n,
                                   .import = w->known.next_import,
                                   .recorded = w->q->day,
                                   .until = k->until[0] ? k->until : NULL,
                                   .hash = hash};
  x->of[0].removed++;
  return end_version(x, k->fid) && ct_catalog_version_remove(&w->c, x->insert, &stamp);
}

static bool put_import(struct writing *x, size_t file) {
  struct ct_append_work *w = x->w;
  const struct ct_catalog_file *f = &w->q->files[file];
  struct sqlite3_stmt *s = ct_catalog_prepare(&w->c,
                                              "INSERT INTO ct_import (n, recorded, layer, file, sha256, "
                                              "source, program, rows) VALUES (?1, ?2, ?3, ?4, "
                                              "?5, ?6, ?7, ?8)");
  if (!s) return false;
  const char *const texts[] = {w->q->day, w->layer.name, f->file, f->sha256, f->source, CT_VERSION};
  sqlite3_bind_int64(s, 1, w->known.next_import + (int64_t)file);
  for (int i = 0; i < 6; i++) sqlite3_bind_text(s, 2 + i, texts[i], -1, SQLITE_STATIC);
  sqlite3_bind_int64(s, 8, (int64_t)f->table->n);
  bool ok = ct_catalog_step(&w->c, s);
  sqlite3_finalize(s);
  return ok;
}

static bool put_counts(struct writing *x, size_t file) {
  const struct ct_catalog_summary *s = &x->of[file];
  struct ct_catalog_summary *all = x->w->summary;
  all->added += s->added;
  all->changed += s->changed;
  all->moved += s->moved;
  all->removed += s->removed;
  all->same += s->same;
  return ct_catalog_runf(
      &x->w->c,
      "UPDATE ct_import SET added = %zu, changed = %zu, moved = %zu, removed = %zu, same = %zu "
      "WHERE n = %lld",
      s->added, s->changed, s->moved, s->removed, s->same,
      (long long)x->w->known.next_import + (long long)file);
}

// An import by a program that knew no seals has none.
static bool can_seal(struct ct_catalog *c) {
  int64_t has = 0;
  return ct_catalog_ask(c, &has, "SELECT count(*) FROM pragma_table_info('ct_import') WHERE name = 'seal'") &&
         (has || ct_catalog_run(c, "ALTER TABLE ct_import ADD COLUMN seal INTEGER"));
}

static bool seal_imports(struct writing *x) {
  struct ct_catalog *c = &x->w->c;
  struct ct_catalog_hash *h = &x->w->rows[0].hash;
  struct sqlite3_stmt *s =
      ct_catalog_prepare(c, "SELECT " CT_SEAL_IMPORT " FROM ct_import WHERE n >= %lld ORDER BY n",
                         (long long)x->w->known.next_import);
  struct sqlite3_stmt *put = ct_catalog_prepare(c, "UPDATE ct_import SET seal = ?1 WHERE n = ?2");
  bool ok = s && put;
  while (ok && ct_catalog_next(c, s, &ok)) {
    sqlite3_bind_int64(put, 2, sqlite3_column_int64(s, 0));
    sqlite3_bind_int64(put, 1, ct_seal_of_import(h, s, CT_SEAL_IMPORT_COLUMNS));
    ok = ct_catalog_step(c, put);
  }
  sqlite3_finalize(s);
  sqlite3_finalize(put);
  return ok;
}

static bool run_sql(void *user, const char *sql) {
  return ct_catalog_run(user, sql);
}

// The old entries first: the index is packed anew with all.
static bool gather_index(struct writing *x) {
  struct ct_catalog *c = &x->w->c;
  struct sqlite3_stmt *s =
      ct_catalog_prepare(c, "SELECT id, minx, miny, maxx, maxy FROM \"%s\" ORDER BY id", x->w->layer.index);
  bool ok = s != NULL;
  while (ok && ct_catalog_next(c, s, &ok)) {
    double box[4];
    for (int i = 0; i < 4; i++) box[i] = sqlite3_column_double(s, i + 1);
    ct_rtree_add(&x->index, (uint64_t)sqlite3_column_int64(s, 0), box);
  }
  sqlite3_finalize(s);
  return ok &&
         ct_catalog_runf(
             c,
             "DELETE FROM \"%s_node\" WHERE nodeno != 1; DELETE FROM \"%s_rowid\"; DELETE FROM \"%s_parent\"",
             x->w->layer.index, x->w->layer.index, x->w->layer.index);
}

static bool begin_index(struct writing *x) {
  const struct ct_catalog_layer *l = &x->w->layer;
  int64_t had = 0;
  size_t n = count_changes(x->w);
  if (!l->is_new && n >= MANY &&
      !ct_catalog_ask(&x->w->c, &had, "SELECT count(*) FROM \"%s_rowid\"", l->index))
    return false;
  x->pack = l->is_new || (n >= MANY && (int64_t)n * 10 > had);
  x->index.arena = x->w->c.a;
  if (!x->pack) return true;
  return ct_catalog_layer_trigger(&x->w->c, l, false) && (l->is_new || gather_index(x));
}

static bool end_index(struct writing *x) {
  if (!x->pack) return true;
  struct ct_catalog *c = &x->w->c;
  const struct ct_catalog_layer *l = &x->w->layer;
  return ct_rtree_write(&x->index, l->index, run_sql, c) && ct_catalog_layer_trigger(c, l, true) &&
         (!l->is_new || ct_catalog_layer_index(c, l));
}

static bool put_all(struct writing *x) {
  struct ct_append_work *w = x->w;
  for (size_t i = 0; i < w->match.n; i++) {
    if (is_same(w, i))
      x->of[w->match.items[i].file].same++;
    else if (!put_row(x, i))
      return false;
  }
  for (size_t i = 0; i < w->known.n; i++)
    if (is_gone(w, &w->known.v[i]) && !put_gone(x, &w->known.v[i])) return false;
  return true;
}

static bool prepare(struct writing *x) {
  struct ct_catalog *c = &x->w->c;
  const char *history = x->w->layer.history;
  x->insert = ct_catalog_version_insert(c, &x->w->layer, &x->w->columns);
  x->feature =
      ct_catalog_prepare(c, "INSERT INTO ct_feature (n, layer, id) VALUES (?1, '%s', ?2)", x->w->layer.name);
  x->close = ct_catalog_prepare(c, "UPDATE %s SET ct_until = ?1 WHERE fid = ?2", history);
  x->place = ct_catalog_prepare(c, "SELECT geom FROM %s WHERE fid = ?1", history);
  x->later = ct_catalog_prepare(c, "SELECT min(ct_recorded) FROM %s WHERE ct_feature = ?1", history);
  return x->insert && x->feature && x->close && x->place && x->later;
}

bool ct_append_write(struct ct_append_work *w) {
  struct writing x = {.w = w,
                      .of = CT_NEW_N(w->c.a, struct ct_catalog_summary, w->q->nfiles),
                      .fid = w->known.next_fid,
                      .feature_n = w->known.next_feature,
                      .box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
  bool ok = can_seal(&w->c) && ct_catalog_layer_prepare(&w->c, &w->layer, &w->columns, w->q->day) &&
            begin_index(&x) && prepare(&x);
  for (size_t i = 0; ok && i < w->q->nfiles; i++) ok = put_import(&x, i);
  ok = ok && put_all(&x);
  for (size_t i = 0; ok && i < w->q->nfiles; i++) ok = put_counts(&x, i);
  ok = ok && seal_imports(&x);
  struct sqlite3_stmt *const all[] = {x.insert, x.feature, x.close, x.place, x.later};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) sqlite3_finalize(all[i]);
  return ok && end_index(&x) && ct_catalog_layer_note(&w->c, &w->layer, x.box, x.type, w->q->day);
}
