// SPDX-License-Identifier: MIT
// Cache: tables read from files, with what was found wrong with their rows.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "hall/cache/cache.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/diag_list.h"
#include "model/table.h"

// A table, or the text that tables are made of.
struct loaded {
  struct ct_table table;
  const struct ct_load_text *text;
  struct ct_diag_list found;
};

struct loading {
  struct ct_load_request request;
  struct ct_diags *diags;
  bool asked;  // for places, which other data of the job may have made
  struct ct_arena *job, *own;
};

static bool is_file(const char *path) {
  return path && strcmp(path, "-") != 0 && !ct_path_has_scheme(path) && !ct_starts_with(path, "/vsi");
}

// Datasets of a single file, of which every reader opens only that.
static bool is_one_file(const char *path) {
  static const char *const extensions[] = {"geojson", "json", "fgb"};
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (ct_same_nocase(ct_path_extension(path), extensions[i])) return true;
  return false;
}

// ---- The request as a key, and as the table's own

static void add_text(struct ct_str *key, const char *s) {
  ct_str_add_n(key, s ? "+" : "-", 1);
  if (s) ct_str_add_n(key, s, strlen(s) + 1);
}

static void add_bytes(struct ct_str *key, const void *v, size_t n) {
  ct_str_add_n(key, v, n);
}

static void key_of(struct ct_str *key, const struct ct_load_request *q, bool told) {
  const char *const texts[] = {q->name, q->path, q->layer, q->lon, q->lat, q->crs, q->where, q->sql};
  const bool flags[] = {q->has_box,    q->box_is_hint, q->all_columns, q->keep_published, q->keep_spelling,
                        q->need_place, q->quiet_rows,  q->lenient,     q->allow_network,  q->places,
                        told};
  const double box[] = {q->west, q->south, q->east, q->north};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add_text(key, texts[i]);
  add_bytes(key, flags, sizeof flags);
  add_bytes(key, box, q->has_box ? sizeof box : 0);
  add_bytes(key, &q->header_row, sizeof q->header_row);
  add_bytes(key, &q->nnamed, sizeof q->nnamed);
  for (size_t i = 0; i < q->nnamed; i++) {
    add_text(key, q->named[i].name);
    add_bytes(key, &q->named[i].number, sizeof q->named[i].number);
  }
  for (size_t i = 0; !q->all_columns && i < q->ncolumns; i++) add_text(key, q->columns[i]);
}

static const char *copy(struct ct_arena *a, const char *s) {
  return s ? ct_arena_strdup(a, s) : NULL;
}

// The table points into its request.
static struct ct_load_request own(const struct ct_load_request *q, struct ct_arena *a) {
  struct ct_load_request r = *q;
  const char **texts[] = {&r.name, &r.path, &r.layer, &r.lon, &r.lat, &r.crs, &r.where, &r.sql};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = copy(a, *texts[i]);
  struct ct_load_column *named = CT_NEW_N(a, struct ct_load_column, q->nnamed);
  for (size_t i = 0; i < q->nnamed; i++)
    named[i] = (struct ct_load_column){copy(a, q->named[i].name), q->named[i].number};
  const char **columns = CT_NEW_N(a, const char *, q->ncolumns);
  for (size_t i = 0; i < q->ncolumns; i++) columns[i] = copy(a, q->columns[i]);
  r.named = named;
  r.columns = q->columns ? columns : NULL;
  return r;
}

// ---- Loading

static const struct ct_gazetteer *ask(void *user) {
  struct loading *l = user;
  // Out of memory there is out of memory in the load, which has handles to close.
  jmp_buf *had = l->job->oom;
  l->job->oom = l->own->oom;
  l->asked = true;
  const struct ct_gazetteer *places = l->request.places(l->request.places_user);
  l->job->oom = had;
  return places;
}

static struct ct_load_request own_request(struct loading *l, struct ct_arena *a) {
  struct ct_load_request q = own(&l->request, a);
  l->own = a;
  if (!q.places) return q;
  q.places = ask;
  q.places_user = l;
  return q;
}

static bool make_table(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  struct loading *l = user;
  struct loaded *t = CT_NEW(m->arena, struct loaded);
  struct ct_load_request q = own_request(l, m->arena);
  ct_cache_watch(m, q.path);
  struct ct_diags both;
  ct_diag_list_begin(&t->found, m->arena, l->diags, &both);
  if (!ct_load(&q, m->arena, l->diags ? &both : NULL, &t->table, err)) return false;
  m->keep = !l->asked;
  *out = t;
  return true;
}

static bool make_text(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  struct loading *l = user;
  struct loaded *t = CT_NEW(m->arena, struct loaded);
  struct ct_load_request q = own_request(l, m->arena);
  struct ct_diags found;
  struct ct_err ignored = {0};
  (void)err;
  ct_cache_watch(m, q.path);
  ct_diag_list_begin(&t->found, m->arena, NULL, &found);
  *out = t;
  // What cannot be kept is read by the table's own load, which tells everything.
  if (!ct_load_text_read(&q, m->arena, l->diags ? &found : NULL, &t->text, &ignored)) t->text = NULL;
  m->keep = !l->asked;
  return true;
}

static bool get(struct ct_cache *cache, struct ct_cache_request r, struct loading *l, struct loaded **out,
                struct ct_err *err) {
  struct ct_str key = {.arena = l->job};
  key_of(&key, &l->request, l->diags != NULL);
  r.key = key.v;
  r.key_size = key.n;
  r.user = l;
  void *found;
  if (!ct_cache_get(cache, &r, l->job, &found, err)) return false;
  *out = found;
  return true;
}

// Many maps ask for other rows of one file: it is read once, and each takes its own.
static bool load_text(struct ct_cache *cache, const struct ct_load_request *q, struct ct_arena *a,
                      struct ct_diags *diags, struct ct_table *out, struct ct_err *err) {
  struct loading l = {.request = *q, .diags = diags, .job = a};
  struct loaded *t;
  l.request.name = NULL;
  if (q->all_columns) l.request.where = NULL;
  if (!get(cache, (struct ct_cache_request){.kind = "text", .make = make_text}, &l, &t, err)) return false;
  if (t->text) ct_diag_list_send(&t->found, diags);
  struct ct_load_request r = *q;
  r.text = t->text;
  return ct_load(&r, a, diags, out, err);
}

bool ct_cache_load(struct ct_cache *cache, const struct ct_load_request *q, struct ct_arena *a,
                   struct ct_diags *diags, struct ct_table *out, struct ct_err *err) {
  if (!cache || !is_file(q->path)) return ct_load(q, a, diags, out, err);
  if (ct_load_is_text(q->path) && !q->sql) return load_text(cache, q, a, diags, out, err);
  if (!is_one_file(q->path)) return ct_load(q, a, diags, out, err);
  struct loading l = {.request = *q, .diags = diags, .job = a};
  struct loaded *t;
  bool made = false;
  if (!get(cache, (struct ct_cache_request){.kind = "table", .make = make_table, .made = &made}, &l, &t, err))
    return false;
  if (!made) ct_diag_list_send(&t->found, diags);
  *out = t->table;
  return true;
}
