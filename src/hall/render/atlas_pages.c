// SPDX-License-Identifier: MIT
// Atlas pages: which rows make which page, in which order, and what pages are called.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "expr/collate.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "hall/render/wording.h"
#include "model/diag.h"
#include "model/table_dates.h"

static bool fail(struct ct_render *r, struct ct_err *err, const char *what) {
  return ct_fail(err, "%s: atlas: %s", r->doc.file ? r->doc.file : "document", what);
}

static bool no_column(struct ct_render *r, const struct ct_table *t, const char *key, const char *name,
                      struct ct_err *err) {
  const char **have = CT_NEW_N(r->a, const char *, t->ncolumns + 1);
  struct ct_str list = {.arena = r->a};
  for (size_t i = 0; i < t->ncolumns; i++) {
    have[i] = t->columns[i].name;
    if (i < 30) ct_str_addf(&list, "%s%s", i ? ", " : "", have[i]);
  }
  const char *near = ct_nearest_name(name, have, t->ncolumns);
  const char *hint = near ? ct_arena_printf(r->a, "did you mean '%s'?", near)
                          : ct_arena_printf(r->a, "it has %s", ct_str_text(&list));
  return fail(r, err,
              ct_arena_printf(r->a, "'%s' names '%s', but data '%s' has no such column (%s)", key, name,
                              r->doc.atlas.over, hint));
}

// ---- Rows

static uint32_t row_number(const struct ct_table *t, size_t i) {
  return t->row ? t->row[i] : (uint32_t)i + 1;
}

// Keys of the rows that meet `where`: numbers of rows, or values of what rows are grouped by.
static bool met(struct ct_render *r, const struct ct_atlas_pages *p, struct ct_map *out, struct ct_err *err) {
  const char *group = p->data->group_by;
  struct ct_table t;
  struct ct_err why = {0};
  if (strcmp(p->data->path, "-") == 0)
    return fail(r, err,
                "'where' cannot be asked of standard input, which is read once (give 'where' under data)");
  if (!ct_sources_where(&r->sources, p->entry, r->doc.atlas.where, &t, &why))
    return fail(r, err, ct_arena_printf(r->a, "'where': %s", why.message));
  int c = group ? ct_table_column(&t, group) : -1;
  for (size_t i = 0; i < t.n; i++) {
    char buf[32];
    const char *text = ct_table_text(&t, c, i, buf);
    uint32_t number = row_number(&t, i);
    if (!group) ct_map_add(out, &number, sizeof number, 0, NULL);
    if (text) ct_map_add_string(out, text, 0, NULL);
  }
  return true;
}

static bool is_met(const struct ct_atlas_pages *p, const struct ct_map *met, int group, size_t i) {
  char buf[32];
  uint32_t number = row_number(p->table, i);
  if (group < 0) return ct_map_find(met, &number, sizeof number) != NULL;
  const char *text = ct_table_text(p->table, group, i, buf);
  return text && ct_map_find_string(met, text);
}

struct picking {
  struct ct_render *r;
  struct ct_atlas_pages *p;
  ct_vec(struct ct_atlas_page) v;
  ct_vec(uint32_t) page;  // by row: its page's index + 1, 0: none
  size_t valueless;       // rows without the value that pages go by
};

// Which page each row belongs to, pages in the order of their first rows.
static bool assign(struct picking *k, int by, struct ct_err *err) {
  const struct ct_table *t = k->p->table;
  struct ct_map seen = {.arena = k->r->a}, ok = {.arena = k->r->a};
  bool asked = k->r->doc.atlas.where != NULL;
  if (asked && !met(k->r, k->p, &ok, err)) return false;
  int group = k->p->data->group_by ? ct_table_column(t, k->p->data->group_by) : -1;
  for (size_t i = 0; i < t->n; i++) {
    char buf[32];
    const char *value = by >= 0 ? ct_table_text(t, by, i, buf) : NULL;
    bool wanted = ct_table_placed(t, i) && (!asked || is_met(k->p, &ok, group, i)), added = true;
    if (wanted && by >= 0 && !(value && *value)) k->valueless++;
    wanted = wanted && (by < 0 || (value && *value));
    size_t at = k->v.n;
    if (wanted && by >= 0) at = ct_map_add_string(&seen, value, at, &added)->value;
    if (wanted && added) ct_vec_push(k->r->a, &k->v, ((struct ct_atlas_page){0}));
    if (wanted) k->v.v[at].nrows++;
    ct_vec_push(k->r->a, &k->page, wanted ? (uint32_t)at + 1 : 0);
  }
  return true;
}

static void list_rows(struct picking *k) {
  for (size_t i = 0; i < k->v.n; i++) {
    k->v.v[i].rows = CT_NEW_N(k->r->a, uint32_t, k->v.v[i].nrows);
    k->v.v[i].nrows = 0;
  }
  for (size_t i = 0; i < k->page.n; i++) {
    struct ct_atlas_page *page = k->page.v[i] ? &k->v.v[k->page.v[i] - 1] : NULL;
    if (page) page->rows[page->nrows++] = (uint32_t)i;
  }
}

// ---- Order

enum kind { BY_NUMBER, BY_DATE, BY_TEXT };

struct sorted {
  struct ct_atlas_page page;
  const char *text;
  double number;
  enum kind kind;
};

static int compare(const void *x, const void *y) {
  const struct sorted *a = x, *b = y;
  // Empty cells come last, and what is equal in the order of the rows.
  if (!a->text != !b->text) return a->text ? -1 : 1;
  if (a->text && a->kind != BY_TEXT && a->number != b->number) return a->number < b->number ? -1 : 1;
  static const struct ct_collator plain = {true, true, NULL};
  int c = a->text && a->kind == BY_TEXT ? ct_collate(&plain, a->text, b->text) : 0;
  if (c) return c;
  return a->page.rows[0] < b->page.rows[0] ? -1 : a->page.rows[0] > b->page.rows[0];
}

// Numbers where all cells are such, else dates where all are, else texts.
static enum kind kind_of(struct sorted *v, size_t n, const struct ct_date_style *style) {
  bool numbers = true, dates = true;
  for (size_t i = 0; i < n; i++) {
    double x;
    struct ct_date d;
    if (!v[i].text) continue;
    numbers = numbers && ct_parse_number(v[i].text, &x);
    dates = dates && ct_date_read(style, v[i].text, strlen(v[i].text), &d);
  }
  return numbers ? BY_NUMBER : dates ? BY_DATE : BY_TEXT;
}

static void sort(struct picking *k, int column) {
  const struct ct_table *t = k->p->table;
  struct sorted *v = CT_NEW_N(k->r->a, struct sorted, k->v.n + 1);
  struct ct_date_style style = ct_table_date_style(t, column, NULL);
  for (size_t i = 0; i < k->v.n; i++) {
    char buf[32];
    v[i].page = k->v.v[i];
    for (size_t m = 0; m < v[i].page.nrows && !v[i].text; m++) {
      const char *text = ct_table_text(t, column, v[i].page.rows[m], buf);
      if (text && *text) v[i].text = ct_arena_strdup(k->r->a, text);
    }
  }
  enum kind kind = kind_of(v, k->v.n, &style);
  for (size_t i = 0; i < k->v.n; i++) {
    struct ct_date d;
    v[i].kind = kind;
    if (v[i].text && kind == BY_NUMBER) ct_parse_number(v[i].text, &v[i].number);
    if (v[i].text && kind == BY_DATE && ct_date_read(&style, v[i].text, strlen(v[i].text), &d))
      v[i].number = d.days.first;
  }
  qsort(v, k->v.n, sizeof *v, compare);
  for (size_t i = 0; i < k->v.n; i++) k->v.v[i] = v[i].page;
}

// ---- Facts and names

// The text that all rows of the page have in the column; NULL: they differ, or there is none.
static const char *common(struct ct_arena *a, const struct ct_table *t, int c,
                          const struct ct_atlas_page *p) {
  char first[32], other[32];
  const char *text = p->nrows ? ct_table_text(t, c, p->rows[0], first) : NULL;
  for (size_t i = 1; text && i < p->nrows; i++) {
    const char *next = ct_table_text(t, c, p->rows[i], other);
    if (!next || strcmp(text, next) != 0) text = NULL;
  }
  return text ? ct_arena_strdup(a, text) : NULL;
}

static struct ct_column text_column(const char *name, const char *const *texts) {
  return (struct ct_column){.name = name, .type = CT_COLUMN_STRING, .string = texts};
}

// The last row is the index's.
static void make_facts(struct ct_render *r, struct ct_atlas_pages *p) {
  struct ct_arena *a = r->a;
  size_t n = p->n + 1, ncolumns = p->table->ncolumns;
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, ncolumns + 3);
  const char **page = CT_NEW_N(a, const char *, n), **pages = CT_NEW_N(a, const char *, n),
             **count = CT_NEW_N(a, const char *, n);
  for (size_t i = 0; i < n; i++) {
    if (i < p->n) page[i] = ct_arena_printf(a, "%zu", i + 1);
    if (i < p->n) count[i] = ct_arena_printf(a, "%zu", p->v[i].nrows);
    pages[i] = ct_arena_printf(a, "%zu", p->n);
  }
  // The data's own columns of these names come first where there are any.
  for (size_t c = 0; c < ncolumns; c++) {
    const char **texts = CT_NEW_N(a, const char *, n);
    for (size_t i = 0; i < p->n; i++) texts[i] = common(a, p->table, (int)c, &p->v[i]);
    columns[c] = text_column(p->table->columns[c].name, texts);
  }
  columns[ncolumns] = text_column("page", page);
  columns[ncolumns + 1] = text_column("pages", pages);
  columns[ncolumns + 2] = text_column("count", count);
  struct ct_table *t = CT_NEW(a, struct ct_table);
  *t = (struct ct_table){.name = p->table->name, .file = p->table->file, .n = n};
  t->columns = columns;
  t->ncolumns = ncolumns + 3;
  p->facts = t;
}

// The template of names: as asked for, else the value that pages go by, else the label.
static const char *name_template(const struct ct_render *r, const struct ct_atlas_pages *p, bool *column) {
  const struct ct_atlas *a = &r->doc.atlas;
  *column = false;
  if (a->name) return a->name;
  *column = true;
  if (a->by) return a->by;
  *column = !ct_wording_is(p->data->label);
  return p->data->label;
}

static bool name_pages(struct ct_render *r, struct ct_atlas_pages *p, struct ct_err *err) {
  bool column;
  const char *text = name_template(r, p, &column);
  struct ct_wording *x = NULL;
  if (text && !ct_wording_new(text, column, p->table, p->facts, r->a, &x, err)) return false;
  for (size_t i = 0; i < p->n; i++) {
    const char *name = x ? ct_wording_text(x, i, r->a) : NULL;
    p->v[i].name = name ? name : ct_arena_printf(r->a, "page %zu", i + 1);
    p->v[i].file_name = ct_atlas_file_name(r->a, p->v[i].name);
    p->v[i].dest = ct_arena_printf(r->a, "page-%zu", i + 1);
  }
  return true;
}

// ---- Together

static bool check_columns(struct ct_render *r, const struct ct_atlas_pages *p, struct ct_err *err) {
  const struct ct_atlas *a = &r->doc.atlas;
  const char *const plain[][2] = {{"by", a->by}, {"sort", a->sort}};
  for (int i = 0; i < 2; i++)
    if (plain[i][1] && ct_table_column(p->table, plain[i][1]) < 0)
      return no_column(r, p->table, plain[i][0], plain[i][1], err);
  return true;
}

// Names in templates may also be `page`, `pages` and `count`.
static bool check_texts(struct ct_render *r, struct ct_atlas_pages *p, struct ct_err *err) {
  const struct ct_document *d = &r->doc;
  const char *const texts[][2] = {{"name", d->atlas.name},
                                  {"title", d->title},
                                  {"subtitle", d->subtitle},
                                  {"kicker", d->kicker},
                                  {"note", d->note},
                                  {"map_number", d->furniture.map_number},
                                  {"index.title", d->atlas.index_title},
                                  {"index.subtitle", d->atlas.index_subtitle}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const char *unknown = ct_wording_unknown(texts[i][1], p->facts, r->a);
    if (unknown) return no_column(r, p->facts, texts[i][0], unknown, err);
    p->has_templates |= i > 0 && i < 4 && ct_wording_is(texts[i][1]);
  }
  return true;
}

static bool none(struct ct_render *r, const struct picking *k, struct ct_err *err) {
  const struct ct_atlas *a = &r->doc.atlas;
  if (k->valueless)
    return fail(r, err, ct_arena_printf(r->a, "no row of '%s' has a value in '%s'", a->over, a->by));
  return fail(r, err,
              ct_arena_printf(r->a, "no row of '%s' %s: there are no pages", a->over,
                              a->where ? "with a position meets 'where'" : "has a position"));
}

bool ct_atlas_pick(struct ct_render *r, struct ct_atlas_pages *p, struct ct_err *err) {
  const struct ct_atlas *a = &r->doc.atlas;
  *p = (struct ct_atlas_pages){0};
  while (p->entry + 1 < r->sources.ndata && strcmp(r->sources.data[p->entry].spec->name, a->over) != 0)
    p->entry++;
  p->data = r->sources.data[p->entry].spec;
  p->table = r->sources.data[p->entry].table;
  struct picking k = {.r = r, .p = p};
  int by = a->by ? ct_table_column(p->table, a->by) : -1;
  if (!check_columns(r, p, err) || !assign(&k, by, err)) return false;
  if (!k.v.n) return none(r, &k, err);
  if (k.valueless)
    ct_diag_say(r->diags, "CT-G401", CT_WARNING, r->doc.file, 0,
                "%zu row%s of '%s' %s no value in '%s', and so no page", k.valueless,
                k.valueless == 1 ? "" : "s", a->over, k.valueless == 1 ? "has" : "have", a->by);
  list_rows(&k);
  const char *order = a->sort ? a->sort : a->by;
  if (order) sort(&k, ct_table_column(p->table, order));
  p->n = k.v.n;
  p->v = k.v.v;
  p->page_of = CT_NEW_N(r->a, uint32_t, p->table->n + 1);
  for (size_t i = 0; i < p->n; i++)
    for (size_t m = 0; m < p->v[i].nrows; m++) p->page_of[p->v[i].rows[m]] = (uint32_t)i + 1;
  make_facts(r, p);
  return check_texts(r, p, err) && name_pages(r, p, err);
}
