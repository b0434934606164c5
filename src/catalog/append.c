// SPDX-License-Identifier: MIT
// Append: the rows of files become versions of a catalogue's features, in one transaction.
#include "catalog/append.h"

#include <errno.h>
#include <setjmp.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/sink.h"
#include "cartouche.h"
#include "catalog/append_work.h"
#include "catalog/columns.h"
#include "catalog/file.h"
#include "catalog/ids.h"
#include "catalog/match.h"
#include "catalog/version.h"
#include "model/diag.h"
#include "model/table.h"

static bool choose_layer(struct ct_append_work *w) {
  size_t n = 0;
  const char *const *names = NULL;
  const char *name = w->q->layer;
  if (!ct_catalog_layers(&w->c, &n, &names)) return false;
  if (!name && n > 1)
    return ct_fail(w->c.err, "%s: has %zu layers (choose one with --layer: '%s', '%s' ...)", w->c.path, n,
                   names[0], names[1]);
  if (!name) name = n ? names[0] : "features";
  bool known = false;
  for (size_t i = 0; i < n; i++) {
    known = known || strcmp(names[i], name) == 0;
    if (!known && ct_same_nocase(names[i], name))
      return ct_fail(w->c.err, "%s: no layer '%s' (did you mean '%s'?)", w->c.path, name, names[i]);
  }
  if (!ct_catalog_layer_name(name, w->c.err)) return false;
  w->layer = ct_catalog_layer_of(&w->c, name, !known);
  return true;
}

// Columns that hold the layer's ids and names, as an earlier import had them.
static const char *setting(struct ct_append_work *w, const char *what) {
  return ct_arena_printf(w->c.a, "%s.%s", what, w->layer.name);
}

static bool plan_columns(struct ct_append_work *w) {
  const struct ct_table **tables = CT_NEW_N(w->c.a, const struct ct_table *, w->q->nfiles);
  for (size_t i = 0; i < w->q->nfiles; i++) tables[i] = w->q->files[i].table;
  if (!w->layer.is_new && !ct_catalog_columns_read(&w->c, w->layer.name, &w->columns)) return false;
  w->rows = CT_NEW_N(w->c.a, struct ct_catalog_rows, w->q->nfiles);
  return ct_catalog_columns_plan(&w->c, &w->columns, tables, w->q->nfiles);
}

static int name_column(const struct ct_append_work *w, const struct ct_catalog_file *f) {
  int had = w->name ? ct_table_column_like(f->table, w->name) : -1;
  return had >= 0 ? had : f->name;
}

static const char *stored_name(const struct ct_append_work *w, size_t file, int column) {
  for (size_t i = 0; i < w->columns.n; i++)
    if (column >= 0 && w->columns.v[i].at[file] == column) return w->columns.v[i].name;
  return NULL;
}

static void say_ids(struct ct_append_work *w, const struct ct_table *t, const char *column) {
  const char *message = column ? ct_arena_printf(w->c.a, "rows are told apart by their ids in '%s'", column)
                               : "no column tells the rows apart: they are matched by name and nearness";
  ct_diag_send(w->diags, &(struct ct_diagnostic){.code = "CT-C103",
                                                 .severity = CT_NOTE,
                                                 .file = t->file,
                                                 .field = column,
                                                 .message = message,
                                                 .suggestion = "choose with --id",
                                                 .layer = t->layer});
}

// One file's rows as items; w->match.items has room for them.
static bool add_items(struct ct_append_work *w, size_t file) {
  const struct ct_catalog_file *f = &w->q->files[file];
  const struct ct_table *t = f->table;
  struct ct_catalog_ids ids = {.wanted = w->q->id, .had = w->id};
  struct ct_catalog_rows *r = &w->rows[file];
  if (!ct_catalog_rows_begin(r, t, file, &w->columns, w->c.a)) return ct_fail(w->c.err, "out of memory");
  if (!ct_catalog_ids_find(&ids, t, w->c.a, w->c.err)) return false;
  if (!ids.wanted && !(ids.had && ids.column) && !(ids.id && !ids.column)) say_ids(w, t, ids.column);
  int name = name_column(w, f);
  if (!w->id && ids.column) w->id = stored_name(w, file, ct_table_column(t, ids.column));
  if (!w->name && name >= 0) w->name = stored_name(w, file, name);
  char buf[40];
  for (size_t i = 0; i < t->n; i++) {
    struct ct_catalog_item *item = &w->match.items[w->match.n++];
    *item = (struct ct_catalog_item){.t = t, .file = file, .row = i, .id = ids.id ? ids.id[i] : NULL};
    const char *text = name >= 0 ? ct_catalog_cell_text(&t->columns[name], i, &r->text) : NULL;
    if (text && !item->id) item->name = text == r->text.v ? ct_arena_strdup(w->c.a, text) : text;
    w->by_name = w->by_name || !item->id;
    if (!item->id) item->has_happened = ct_catalog_rows_happened(r, i, buf, &item->happened) != NULL;
    const struct ct_catalog_given given = ct_catalog_rows_given(r, i);
    ct_catalog_rows_hash(r, i, &given, item->hash);
    w->summary->unplaced += !ct_table_placed(t, i);
  }
  return true;
}

static bool gather(struct ct_append_work *w) {
  size_t n = 0;
  for (size_t i = 0; i < w->q->nfiles; i++) n += w->q->files[i].table->n;
  if (n >= UINT32_MAX) return ct_fail(w->c.err, "%s: %zu rows are too many", w->c.path, n);
  w->match.items = CT_NEW_N(w->c.a, struct ct_catalog_item, n);
  if (!ct_catalog_get(&w->c, setting(w, "id"), &w->id) ||
      !ct_catalog_get(&w->c, setting(w, "name"), &w->name))
    return false;
  for (size_t i = 0; i < w->q->nfiles; i++)
    if (!add_items(w, i)) return false;
  w->summary->rows = n;
  return true;
}

static bool keep_settings(struct ct_append_work *w) {
  const char *schema = ct_arena_printf(w->c.a, "%d", CT_CATALOG_SCHEMA);
  return ct_catalog_put(&w->c, "schema", schema) &&
         (!w->id || ct_catalog_put(&w->c, setting(w, "id"), w->id)) &&
         (!w->name || ct_catalog_put(&w->c, setting(w, "name"), w->name));
}

// In a transaction that is open.
static bool append(struct ct_append_work *w, bool *changed) {
  struct ct_catalog *c = &w->c;
  if (!choose_layer(w) || !plan_columns(w) || !gather(w)) return false;
  // A column of names that is new to the layer has nothing to read.
  bool has_name = false;
  for (size_t i = 0; i < w->columns.n && w->name; i++)
    has_name = has_name || (!w->columns.v[i].is_new && strcmp(w->columns.v[i].name, w->name) == 0);
  if (!ct_catalog_known_read(c, &w->layer, w->q->day, w->by_name, has_name ? w->name : NULL, &w->known))
    return false;
  w->match.a = c->a;
  w->match.diags = w->diags;
  w->match.known = &w->known;
  if (!ct_catalog_match(&w->match, c->err) || !ct_append_compare(w)) return false;
  *changed = ct_append_differs(w);
  return !*changed || (ct_append_write(w) && keep_settings(w));
}

static bool into_old(struct ct_append_work *w) {
  bool changed = false;
  if (!ct_catalog_open(&w->c, true)) return false;
  bool ok = ct_catalog_run(&w->c, "BEGIN IMMEDIATE") && append(w, &changed);
  if (ok && changed) ok = ct_catalog_run(&w->c, "COMMIT");
  return ok;
}

static bool into_new(struct ct_append_work *w, struct ct_sink *sink) {
  bool changed;
  if (!ct_catalog_make(&w->c, sink->temp, w->q->day) || !append(w, &changed) || !ct_catalog_made(&w->c))
    return false;
  ct_catalog_close(&w->c);
  return ct_sink_commit(sink, w->c.path, w->c.err);
}

static void release(struct ct_append_work *w) {
  for (size_t i = 0; w->rows && i < w->q->nfiles; i++) ct_catalog_rows_release(&w->rows[i]);
  // Closing rolls back what was not committed.
  ct_catalog_close(&w->c);
}

// Running out of memory passes by here, so that nothing stays open.
bool ct_catalog_append(const struct ct_catalog_append *q, struct ct_arena *a, struct ct_diags *diags,
                       struct ct_catalog_summary *out, struct ct_err *err) {
  struct stat st;
  struct ct_sink sink;
  ct_sink_open_memory(&sink);
  struct ct_append_work *w = CT_NEW(a, struct ct_append_work);
  *w = (struct ct_append_work){
      .c = {.path = q->into, .a = a, .err = err}, .q = q, .diags = diags, .summary = out};
  bool is_new = stat(q->into, &st) != 0 && errno == ENOENT;
  if (is_new && !ct_sink_open_held(&sink, q->into, err)) return false;
  jmp_buf oom, *caller = a->oom;
  volatile bool ok = false;
  a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) ok = is_new ? into_new(w, &sink) : into_old(w);
  a->oom = caller;
  release(w);
  ct_sink_drop(&sink);
  return out_of_memory ? ct_fail(err, "%s: out of memory", q->into) : ok;
}
