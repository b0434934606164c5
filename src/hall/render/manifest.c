// SPDX-License-Identifier: MIT
// Manifest: what pages show, by rows of the data.
#include "hall/render/manifest.h"

#include <setjmp.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "text/text.h"

// ---- Features

static void tell(struct ct_render *r, const struct ct_data *d, const char *code, enum ct_severity severity,
                 const char *message) {
  ct_diag_send(r->diags,
               &(struct ct_diagnostic){.code = code,
                                       .severity = severity,
                                       .file = r->doc.file ? r->doc.file : ct_path_shown(r->a, d->path),
                                       .line = r->doc.file ? d->line : 0,
                                       .field = "id",
                                       .message = message,
                                       .suggestion = "'id' of the data entry names a column in which every "
                                                     "row has a value of its own"});
}

// Ids that may not last from one edition to the next are told.
static void tell_ids(struct ct_render *r, const struct ct_data *d, const struct ct_manifest_entry *e) {
  const struct ct_edition_ids *ids = &e->rows.ids;
  const struct ct_table *t = &e->features.table;
  if (!ids->nmade) return;
  const char *message;
  if (ids->kind == CT_EDITION_ID_COLUMN && ids->repeats) {
    long first = t->row ? (long)t->row[ids->first] : (long)ids->first + 1;
    long second = t->row ? (long)t->row[ids->second] : (long)ids->second + 1;
    message =
        ct_arena_printf(r->a, "data '%s': rows %ld and %ld have one id in '%s'; the later is called '%.80s'",
                        d->name, first, second, ids->column, ids->v[ids->second]);
    tell(r, d, "CT-E201", CT_WARNING, message);
  } else if (ids->kind == CT_EDITION_ID_COLUMN) {
    message = ct_arena_printf(r->a, "data '%s': %zu row%s no value in '%s' and %s told by what %s", d->name,
                              ids->nmade, ids->nmade == 1 ? " has" : "s have", ids->column,
                              ids->nmade == 1 ? "is" : "are", ids->nmade == 1 ? "it says" : "they say");
    tell(r, d, "CT-E201", CT_WARNING, message);
  } else {
    message = ct_arena_printf(
        r->a, "data '%s': %zu of %zu rows have nothing that tells them apart for good; they are numbered",
        d->name, ids->nmade, t->n);
    tell(r, d, "CT-E202", CT_NOTE, message);
  }
}

bool ct_manifest_begin(struct ct_render *r, struct ct_err *err) {
  if (!r->job->manifest) return true;
  struct ct_render_manifest *m = r->manifest = CT_NEW(r->a, struct ct_render_manifest);
  m->entries = CT_NEW_N(r->a, struct ct_manifest_entry, r->sources.ndata + 1);
  for (; m->n < r->sources.ndata; m->n++) {
    struct ct_manifest_entry *e = &m->entries[m->n];
    const struct ct_source_data *d = &r->sources.data[m->n];
    e->seen.arena = r->a;
    if (!ct_sources_features(&r->sources, d, &e->features, err) ||
        !ct_edition_rows_begin(&e->rows, &e->features.table, &e->features.request, r->a, err))
      return false;
    tell_ids(r, d->spec, e);
  }
  return true;
}

void ct_manifest_end(struct ct_render *r) {
  for (size_t i = 0; r->manifest && i < r->manifest->n; i++)
    ct_edition_rows_end(&r->manifest->entries[i].rows);
}

// ---- What is shown

// Where the entry of that name is gathered, or NULL.
static struct ct_manifest_entry *entry_of(const struct ct_render *r, const struct ct_data *d) {
  for (size_t i = 0; d && i < r->manifest->n; i++)
    if (strcmp(r->manifest->entries[i].features.request.data, d->name) == 0) return &r->manifest->entries[i];
  return NULL;
}

static bool in_frame(const struct ct_render *r, const struct ct_shapes *s, size_t k) {
  const struct ct_rect *f = &r->view.frame;
  const float *at = ct_render_point(s, k);
  struct ct_rect box = s->part0 ? ct_render_shape_box(s, k) : (struct ct_rect){at[0], at[1], 0, 0};
  return box.x <= f->x + f->w && box.x + box.w >= f->x && box.y <= f->y + f->h && box.y + box.h >= f->y;
}

static void see(struct ct_render_manifest *m, struct ct_arena *a, struct ct_map_entry *at, uint32_t page) {
  if (at->value && m->sights.v[at->value - 1].page == page) return;
  ct_vec_push(a, &m->sights, ((struct ct_manifest_sight){page, at->value}));
  at->value = m->sights.n;
}

static uint32_t row_number(const struct ct_table *t, size_t row) {
  return t->row ? t->row[row] : (uint32_t)row + 1;
}

// Groups are known by their value, rows by their place in the file, whichever page's table they are in.
static struct ct_map_entry *key_of(struct ct_map *seen, const struct ct_table *t, int group, size_t row,
                                   bool add) {
  char buf[32];
  const char *text = group >= 0 ? ct_table_text(t, group, row, buf) : NULL;
  // Bytes that no text has.
  uint64_t number = UINT64_MAX << 32 | row_number(t, row);
  const void *key = text ? (const void *)text : &number;
  size_t size = text ? strlen(text) : sizeof number;
  if (add) return ct_map_add(seen, key, size, 0, NULL);
  return (struct ct_map_entry *)ct_map_find(seen, key, size);
}

static void see_layer(const struct ct_render *r, struct ct_arena *a, const struct ct_render_layer *l,
                      uint32_t page) {
  struct ct_manifest_entry *e =
      l->of_data && !l->derived && l->table && l->shapes ? entry_of(r, l->data) : NULL;
  if (!e) return;
  int group = ct_table_column(l->table, l->data->group_by);
  for (size_t i = 0; i < l->items.n; i++) {
    size_t k;
    if (!ct_shapes_find(l->shapes, l->items.feature[i], &k) || !in_frame(r, l->shapes, k)) continue;
    see(r->manifest, a, key_of(&e->seen, l->table, group, l->items.feature[i], true), page);
  }
}

static void see_map(const struct ct_render *r, struct ct_arena *a, uint32_t page) {
  for (size_t i = 0; i < r->nlayers; i++) see_layer(r, a, &r->layers[i], page);
  for (size_t i = 0; i < r->ninsets; i++)
    if (r->insets[i].map) see_map(r->insets[i].map, a, page);
}

void ct_manifest_page(struct ct_render *r, size_t number, const char *name) {
  struct ct_render_manifest *m = r->manifest;
  if (!m) return;
  struct ct_arena *a = &r->job->arena;
  if (name)
    ct_vec_push(a, &m->pages,
                ((struct ct_manifest_page){.number = number, .name = ct_arena_strdup(a, name)}));
  see_map(r, a, (uint32_t)number);
}

void ct_manifest_file(struct ct_render *r, const char *path, bool of_page) {
  struct ct_render_manifest *m = r->manifest;
  struct ct_arena *a = &r->job->arena;
  if (!m || !path) return;
  const char *copy = ct_arena_strdup(a, path);
  // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
  ct_vec_push(a, &m->files, copy);
  if (!of_page || !m->pages.n) return;
  struct ct_manifest_page *p = &m->pages.v[m->pages.n - 1];
  if (!p->files) p->files = CT_NEW_N(a, const char *, r->job->outputs.n);
  p->files[p->nfiles++] = copy;
}

void ct_manifest_fonts(struct ct_render *r) {
  if (!r->manifest) return;
  r->manifest->fonts.arena = &r->job->arena;
  ct_text_used_fonts(r->text, &r->manifest->fonts);
}

// ---- A line each

void ct_manifest_put_text(struct ct_str *out, const char *text) {
  if (!text) {
    ct_str_add(out, "null");
    return;
  }
  ct_str_add_n(out, "\"", 1);
  while (*text) {
    size_t n = 0;
    while ((unsigned char)text[n] >= 0x20 && text[n] != '"' && text[n] != '\\' && text[n] != 0x7f) n++;
    ct_str_add_n(out, text, n);
    text += n;
    if (!*text) break;
    if (*text == '"' || *text == '\\')
      ct_str_addf(out, "\\%c", *text);
    else if (*text == '\n')
      ct_str_add(out, "\\n");
    else
      ct_str_addf(out, "\\u%04x", (unsigned char)*text);
    text++;
  }
  ct_str_add_n(out, "\"", 1);
}

static void put_degrees(struct ct_str *out, const char *key, double x) {
  char buf[32];
  ct_str_add(out, key);
  ct_str_add(out, x == x ? ct_format_number(x, buf) : "null");
}

// Numbers, lists and objects as they are; all else is text.
static void put_cell(struct ct_str *out, enum ct_column_type type, const char *value) {
  bool number = type == CT_COLUMN_NUMBER && strcspn(value, "0123456789") <= 1;
  if (number || type == CT_COLUMN_BOOL)
    ct_str_add(out, value);
  else
    ct_manifest_put_text(out, value);
}

static void put_properties(struct ct_str *out, const struct ct_edition_rows *rows,
                           const struct ct_edition_feature *f) {
  const char *between = "";
  size_t column = 0;
  ct_str_add(out, ",\"properties\":{");
  for (size_t i = 0; i < f->nfields; i++, column++) {
    while (rows->columns[column] != f->fields[i].name) column++;
    if (!f->fields[i].value) continue;
    ct_str_add(out, between);
    ct_manifest_put_text(out, f->fields[i].name);
    ct_str_add_n(out, ":", 1);
    put_cell(out, rows->table->columns[column].type, f->fields[i].value);
    between = ",";
  }
  ct_str_add(out, "}}");
}

// Pages are kept from the last to the first.
static void put_sights(const struct ct_render_manifest *m, const struct ct_map_entry *at,
                       struct ct_str *out) {
  ct_str_add(out, at ? ",\"shown\":true" : ",\"shown\":false");
  if (!at || !m->pages.n) return;
  size_t n = 0;
  for (size_t i = at->value; i; i = m->sights.v[i - 1].before) n++;
  uint32_t *pages = CT_NEW_N(out->arena, uint32_t, n);
  for (size_t i = at->value, k = n; i; i = m->sights.v[i - 1].before) pages[--k] = m->sights.v[i - 1].page;
  for (size_t k = 0; k < n; k++) ct_str_addf(out, "%s%u", k ? "," : ",\"pages\":[", (unsigned)pages[k]);
  ct_str_add(out, "]");
}

static void put_feature(const struct ct_render_manifest *m, struct ct_manifest_entry *e, int group, size_t i,
                        struct ct_str *out) {
  struct ct_edition_feature f;
  ct_edition_row(&e->rows, i, out->arena, &f);
  ct_str_add(out, "{\"data\":");
  ct_manifest_put_text(out, f.data);
  ct_str_add(out, ",\"id\":");
  ct_manifest_put_text(out, f.id);
  ct_str_add(out, ",\"name\":");
  ct_manifest_put_text(out, f.name);
  put_degrees(out, ",\"lon\":", f.lon);
  put_degrees(out, ",\"lat\":", f.lat);
  if (f.shape) ct_str_addf(out, ",\"shape\":\"%s\"", f.shape);
  put_sights(m, key_of(&e->seen, &e->features.table, group, i, false), out);
  ct_str_addf(out, ",\"hash\":\"%s\"", f.hash);
  put_properties(out, &e->rows, &f);
}

// A scratch arena holds some hundreds of lines, then goes.
// One after the other, each a line.
static bool put_features(struct ct_render *r, struct ct_sink *sink) {
  enum { FULL = 256 * 1024 };
  struct ct_render_manifest *m = r->manifest;
  struct ct_arena *scratch = &m->scratch;
  struct ct_str s = {.arena = scratch};
  scratch->oom = r->a->oom;
  bool ok = true;
  const char *between = "";
  for (size_t i = 0; i < m->n; i++) {
    struct ct_manifest_entry *e = &m->entries[i];
    int group = ct_table_column(&e->features.table, r->sources.data[i].spec->group_by);
    for (size_t k = 0; ok && k < e->features.table.n; k++) {
      ct_str_add(&s, between);
      put_feature(m, e, group, k, &s);
      between = ",\n";
      if (s.n < FULL) continue;
      ok = ct_sink_put(sink, s.v, s.n);
      ct_arena_release(scratch);
      s = (struct ct_str){.arena = scratch};
    }
  }
  if (ok && s.n) ok = ct_sink_put(sink, s.v, s.n);
  ct_arena_release(scratch);
  return ok;
}

// ---- The whole

static bool put_last_features(struct ct_render *r, struct ct_sink *sink) {
  struct ct_manifest_last features = ct_manifest_last_features(r->manifest->last);
  return ct_sink_put(sink, features.text, features.n);
}

static bool write_parts(struct ct_render *r, struct ct_sink *sink, struct ct_err *err) {
  struct ct_str head = {.arena = r->a};
  if (!ct_manifest_head(r, &head, err)) return false;
  bool ok = ct_sink_put(sink, head.v, head.n);
  // A line break before the end also where there is no feature: the end is looked for.
  if (ok && r->job->was_given)
    ok = put_last_features(r, sink);
  else
    ok = ok && put_features(r, sink) && ct_sink_put(sink, "\n]}\n", 4);
  return ok || ct_fail(err, "%s: cannot write: %s", r->job->manifest, strerror(sink->error));
}

bool ct_manifest_write(struct ct_render *r, struct ct_err *err) {
  if (!r->manifest) return true;
  struct ct_sink sink;
  jmp_buf oom, *outer = r->a->oom;
  if (!ct_sink_open_file(&sink, r->job->manifest, err)) return false;
  // The file in the making has to go, also when memory runs out.
  r->a->oom = &oom;
  bool ok = setjmp(oom) == 0 ? write_parts(r, &sink, err) && ct_sink_commit(&sink, r->job->manifest, err)
                             : ct_fail(err, "out of memory");
  r->a->oom = outer;
  ct_sink_drop(&sink);
  ct_arena_release(&r->manifest->scratch);
  return ok;
}

bool ct_manifest_renew(struct ct_render *r, struct ct_err *err) {
  if (!r->job->manifest) return true;
  struct ct_manifest_last *last = CT_NEW(r->a, struct ct_manifest_last);
  if (!ct_manifest_last_read(r->a, r->job->last_manifest, last, err)) return false;
  if (!r->manifest) r->manifest = CT_NEW(r->a, struct ct_render_manifest);
  r->manifest->last = last;
  return ct_manifest_write(r, err);
}
