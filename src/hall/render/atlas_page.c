// SPDX-License-Identifier: MIT
// Atlas page: the document as one page has it, and the names of pages as files.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "hall/render/wording.h"

// ---- Files

enum { MOST_NAME = 120 };  // bytes: file systems take 255, and a pattern has more to say

const char *ct_atlas_file_name(struct ct_arena *a, const char *name) {
  struct ct_str s = {.arena = a};
  bool gap = false;
  while (*name) {
    const char *from = name;
    unsigned c = ct_utf8_next(&name);
    // What is a separator or a wildcard somewhere, and what cannot be seen.
    bool bad = c < 0x20 || c == 0x7f || c == 0xfffd || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c));
    bool blank = c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f;
    if (bad || blank) {
      gap = gap || s.n > 0;
      continue;
    }
    if (!s.n && (c == '.' || c == '-')) continue;  // hidden files, options
    size_t size = (size_t)(name - from) + gap;
    if (s.n + size > MOST_NAME) break;
    if (gap) ct_str_add(&s, "-");
    gap = false;
    ct_str_add_n(&s, from, (size_t)(name - from));
  }
  while (s.n && s.v[s.n - 1] == '.') s.v[--s.n] = '\0';
  return ct_str_text(&s);
}

static const char *file_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

bool ct_atlas_is_pattern(const char *path) {
  return path && (strstr(file_part(path), "{name}") || strstr(file_part(path), "{page}"));
}

// As many digits for every page, so that files sort as pages do.
static const char *padded(struct ct_arena *a, size_t number, size_t n) {
  int digits = 1;
  for (size_t k = n; k >= 10; k /= 10) digits++;
  return ct_arena_printf(a, "%0*zu", digits, number);
}

const char *ct_atlas_path(struct ct_arena *a, const char *pattern, const struct ct_atlas_pages *p,
                          size_t number) {
  struct ct_str s = {.arena = a};
  const char *from = file_part(pattern);
  ct_str_add_n(&s, pattern, (size_t)(from - pattern));
  while (*from) {
    if (ct_starts_with(from, "{name}"))
      ct_str_add(&s, number ? p->v[number - 1].file_name : CT_ATLAS_INDEX);
    else if (ct_starts_with(from, "{page}"))
      ct_str_add(&s, padded(a, number, p->n));
    else
      ct_str_add_n(&s, from, 1);
    from += *from == '{' && (ct_starts_with(from, "{name}") || ct_starts_with(from, "{page}")) ? 6 : 1;
  }
  return ct_str_text(&s);
}

// ---- Texts

struct filling {
  struct ct_atlas_pages *p;
  size_t row;  // of the facts
  struct ct_arena *a;
  struct ct_err *err;
};

static bool fill(const struct filling *f, const char **text) {
  struct ct_wording *x;
  if (!ct_wording_is(*text)) return true;
  if (!ct_wording_new(*text, false, f->p->table, f->p->facts, f->a, &x, f->err)) return false;
  *text = ct_wording_text(x, f->row, f->a);
  return true;
}

// Does the row lack something that the text names? "Sheet {page} of {pages}" is not "of 4" on the index.
static bool is_torn(const struct filling *f, const char *text) {
  const struct ct_table *t = f->p->facts;
  char buf[32];
  for (const char *p = text ? strchr(text, '{') : NULL; p; p = strchr(p + 1, '{')) {
    int c = ct_table_column(t, ct_arena_strndup(f->a, p + 1, strcspn(p + 1, "|}")));
    const char *cell = c >= 0 ? ct_table_text(t, c, f->row, buf) : NULL;
    if (c >= 0 && (!cell || !*cell)) return true;
  }
  return false;
}

static bool fill_sources(const struct filling *f, struct ct_document *d) {
  const char **v = CT_NEW_N(f->a, const char *, d->nsources + 1);
  size_t n = 0;
  for (size_t i = 0; i < d->nsources; i++) {
    const char *text = d->sources[i];
    if (!fill(f, &text)) return false;
    if (text) v[n++] = text;
  }
  d->sources = v;
  d->nsources = n;
  return true;
}

// Texts that name no column say the same on every page: the page's own name is its title then.
static void title_page(const struct ct_atlas_pages *p, size_t number, struct ct_document *d) {
  if (p->has_templates) return;
  if (!d->kicker) d->kicker = d->title;
  d->title = p->v[number - 1].name;
}

static bool fill_texts(struct ct_atlas_pages *p, size_t number, struct ct_arena *a, struct ct_document *d,
                       struct ct_err *err) {
  struct filling f = {p, number ? number - 1 : p->n, a, err};
  const struct ct_atlas *atlas = &d->atlas;
  if (!number && atlas->index_title) d->title = atlas->index_title;
  if (!number && atlas->index_subtitle) d->subtitle = atlas->index_subtitle;
  const char **texts[] = {&d->title, &d->subtitle, &d->kicker, &d->note, &d->furniture.map_number};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (!number && is_torn(&f, *texts[i])) *texts[i] = NULL;
    if (!fill(&f, texts[i])) return false;
  }
  if (!fill_sources(&f, d)) return false;
  if (number) title_page(p, number, d);
  if (!number && d->title && d->kicker && strcmp(d->title, d->kicker) == 0) d->kicker = NULL;
  if (!number && !d->title) d->title = p->data->heading ? p->data->heading : "Index";
  return true;
}

// ---- View

// The page's own rows: what it is fitted to, or centred on.
static void fit_rows(const struct ct_atlas_pages *p, const struct ct_atlas_page *page, struct ct_arena *a,
                     struct ct_render_atlas *at) {
  const struct ct_geoms *g = &p->table->geoms;
  ct_vec(double) v = {0};
  for (size_t i = 0; i < page->nrows; i++) {
    size_t part = page->rows[i], end = part + 1;
    if (g->part0) {
      part = g->part0[page->rows[i]];
      end = g->part0[page->rows[i] + 1];
    }
    size_t from = g->coord0 ? g->coord0[part] : part, to = g->coord0 ? g->coord0[end] : end;
    for (size_t c = 2 * from; c < 2 * to; c++) ct_vec_push(a, &v, g->lonlat[c]);
  }
  at->nfit = v.n / 2;
  at->fit_lonlat = v.v;
}

static void own_view(const struct ct_atlas *atlas, struct ct_document_view *view) {
  view->has_bbox = view->has_center = false;
  view->nfit = 0;
  view->zoom = NAN;
  view->scale = atlas->scale;
  if (!isnan(atlas->padding_mm)) view->padding_mm = atlas->padding_mm;
}

// The rows as read of which the page's are made.
static struct ct_rows raw_rows(const struct ct_render *r, const struct ct_atlas_pages *p,
                               const struct ct_atlas_page *page, struct ct_arena *a) {
  const struct ct_table *raw = r->sources.data[p->entry].raw, *t = p->table;
  const char *group = p->data->group_by;
  uint32_t *v = CT_NEW_N(a, uint32_t, raw->n + 1);
  size_t n = 0, at = 0;
  for (size_t i = 0; i < raw->n; i++) {
    uint32_t number = raw->row ? raw->row[i] : (uint32_t)i + 1;
    bool mine = false;
    char one[32], other[32];
    const char *value = group ? ct_table_text(raw, ct_table_column(raw, group), i, one) : NULL;
    for (size_t m = 0; group && value && m < page->nrows && !mine; m++) {
      const char *of = ct_table_text(t, ct_table_column(t, group), page->rows[m], other);
      mine = of && strcmp(of, value) == 0;
    }
    // Both are in the order of the file.
    while (!group && at < page->nrows && (t->row ? t->row[page->rows[at]] : page->rows[at] + 1) < number)
      at++;
    if (!group && at < page->nrows) mine = (t->row ? t->row[page->rows[at]] : page->rows[at] + 1) == number;
    if (mine) v[n++] = (uint32_t)i;
  }
  return (struct ct_rows){.n = n, .v = v};
}

// ---- The index

#define NAME_COLUMN "ct_page_name"

// The names that stand in the index's key.
static const struct ct_table *with_names(const struct ct_atlas_pages *p, const struct ct_table *t,
                                         struct ct_arena *a) {
  const char **names = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; i < p->n; i++) names[p->v[i].rows[0]] = p->v[i].name;
  return ct_sources_with_column(
      a, t, (struct ct_column){.name = NAME_COLUMN, .type = CT_COLUMN_STRING, .string = names});
}

// Names give way to the numbers of pages, which a key explains.
static void index_data(struct ct_atlas_pages *p, struct ct_arena *a, struct ct_render *out) {
  struct ct_document *d = &out->doc;
  struct ct_data *data = CT_NEW_N(a, struct ct_data, d->ndata + 1);
  memcpy(data, d->data, d->ndata * sizeof *data);
  for (size_t i = 0; i < d->ndata; i++) {
    data[i].label = i == p->entry && !d->atlas.by ? NAME_COLUMN : NULL;
    data[i].label_second = NULL;
    if (i == p->entry && data[i].stack != CT_STACK_NONE) data[i].stack = CT_STACK_NONE;
    out->sources.data[i].spec = &data[i];
  }
  out->sources.data[p->entry].table = with_names(p, p->table, a);
  d->data = data;
  d->labels = (struct ct_labels){.mode = d->atlas.by ? CT_LABELS_AUTO : CT_LABELS_NUMBERS};
}

// ---- Together

static void keep_entries(struct ct_render *out) {
  // Entries point into the document that they were read of.
  for (size_t i = 0; i < out->sources.ndata; i++) out->sources.data[i].spec = &out->doc.data[i];
}

bool ct_atlas_page_begin(const struct ct_render *of, struct ct_atlas_pages *p, size_t number,
                         struct ct_arena *a, struct ct_render *out, struct ct_err *err) {
  ct_render_fork(of, a, out);
  struct ct_render_atlas *at = CT_NEW(a, struct ct_render_atlas);
  *at = (struct ct_render_atlas){.pages = p, .number = number};
  out->atlas = at;
  keep_entries(out);
  if (!fill_texts(p, number, a, &out->doc, err)) return false;
  if (!number) {
    index_data(p, a, out);
    return true;
  }
  const struct ct_atlas_page *page = &p->v[number - 1];
  fit_rows(p, page, a, at);
  own_view(&of->doc.atlas, &out->doc.view);
  if (!of->doc.atlas.only) return true;
  struct ct_rows rows = raw_rows(of, p, page, a);
  return ct_sources_narrow(&out->sources, p->entry, &rows, err);
}
