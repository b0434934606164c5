// SPDX-License-Identifier: MIT
// Render: the sources that data name, numbered in the order of their first use.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "hall/render/render.h"

struct numbers {
  ct_vec(size_t) v;
};

// West, south, east, north of a map.
struct reach {
  double box[4];
};

// A source that is used, and its number less one.
struct numbering {
  struct ct_render *r;
  ct_vec(struct reach) shown;  // of the page's maps; none: everything is shown
  struct ct_map known;         // text to number - 1
  ct_vec(const char *) used;
};

// What an id stands for; any other text is a source itself.
static const char *text_of(const struct ct_document *d, const char *said) {
  for (size_t i = 0; i < d->furniture.nnotes; i++)
    if (d->furniture.notes[i].id && strcmp(d->furniture.notes[i].id, said) == 0)
      return d->furniture.notes[i].text;
  return said;
}

static void use(struct numbering *n, const char *said, struct numbers *of) {
  const char *text = text_of(&n->r->doc, said);
  bool added;
  size_t number = ct_map_add_string(&n->known, text, n->used.n, &added)->value;
  if (added) ct_vec_push(n->r->a, &n->used, text);
  for (size_t i = 0; i < of->v.n; i++)
    if (of->v.v[i] == number) return;
  ct_vec_push(n->r->a, &of->v, number);
}

// "CSIS; FAS" are two.
static void use_cell(struct numbering *n, const char *cell, struct numbers *of) {
  struct ct_arena *a = n->r->a;
  while (cell && *cell) {
    size_t length = strcspn(cell, ";"), from = strspn(cell, " \t"), to = length;
    while (to > from && strchr(" \t", cell[to - 1])) to--;
    if (to > from) use(n, ct_arena_strndup(a, cell + from, to - from), of);
    cell += length + (cell[length] != '\0');
  }
}

static bool is_in(const struct reach *of, double lon, double lat) {
  const double *b = of->box;
  bool inside = b[0] <= b[2] ? lon >= b[0] && lon <= b[2] : lon >= b[0] || lon <= b[2];
  return inside && lat >= b[1] && lat <= b[3];
}

// Is any of the row's places in what the map or an inset shows?
static bool is_shown(const struct numbering *n, const struct ct_table *t, size_t row) {
  const struct ct_geoms *g = &t->geoms;
  if (!n->shown.n || !g->lonlat) return true;
  size_t first = g->part0 ? g->part0[row] : row, end = g->part0 ? g->part0[row + 1] : row + 1;
  size_t from = g->coord0 ? g->coord0[first] : first, to = g->coord0 ? g->coord0[end] : end;
  for (size_t k = from; k < to; k++)
    for (size_t i = 0; i < n->shown.n; i++)
      if (is_in(&n->shown.v[i], g->lonlat[2 * k], g->lonlat[2 * k + 1])) return true;
  return false;
}

static void see(struct numbering *n) {
  struct ct_render *r = n->r;
  const struct ct_view *v = &r->view;
  if (!r->has_view) return;
  ct_vec_push(r->a, &n->shown, ((struct reach){{v->west, v->south, v->east, v->north}}));
  for (size_t i = 0; i < r->doc.ninsets && !r->doc.page.bare; i++) {
    struct reach of = {0};
    if (ct_render_inset_reach(r, &r->doc.insets[i], of.box)) ct_vec_push(r->a, &n->shown, of);
  }
}

static void use_entry(struct numbering *n, const struct ct_source_data *d, const struct ct_data *spec,
                      struct numbers *of) {
  for (size_t i = 0; i < spec->nsources; i++) use(n, spec->sources[i], of);
  const struct ct_table *t = d->table;
  int c = spec->source_column && t ? ct_table_column(t, spec->source_column) : -1;
  // Groups have lost the column.
  if (c < 0 && spec->source_column && (t = d->raw)) c = ct_table_column(t, spec->source_column);
  char buf[32];
  for (size_t row = 0; c >= 0 && row < t->n; row++)
    if (is_shown(n, t, row)) use_cell(n, ct_table_text(t, c, row, buf), of);
}

static int by_number(const void *x, const void *y) {
  size_t a = *(const size_t *)x, b = *(const size_t *)y;
  return (a > b) - (a < b);
}

static void add_raised(struct ct_str *s, size_t number) {
  static const char *const digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                       "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  char text[24];
  int n = 0;
  do {
    text[n++] = (char)(number % 10);
    number /= 10;
  } while (number);
  while (n-- > 0) ct_str_add(s, digits[(int)text[n]]);
}

// Small raised figures after a thin space: "\u2009\u00b9", several apart, three and more in a row as a range.
static const char *raised(struct ct_arena *a, struct numbers *of) {
  struct ct_str s = {.arena = a};
  if (of->v.n) qsort(of->v.v, of->v.n, sizeof *of->v.v, by_number);
  for (size_t i = 0; i < of->v.n; i++) {
    size_t last = i;
    while (last + 1 < of->v.n && of->v.v[last + 1] == of->v.v[last] + 1) last++;
    // Figures a thin space apart would read as one number.
    ct_str_add(&s, i ? "\u00a0" : "\u2009");
    add_raised(&s, of->v.v[i] + 1);
    if (last < i + 2) continue;
    ct_str_add(&s, "\u207b");
    add_raised(&s, of->v.v[last] + 1);
    i = last;
  }
  return ct_str_text(&s);
}

// The heading under which the entry stands in the legend, with the numbers.
static void mark_heading(struct ct_arena *a, struct ct_data *d, const char *numbers) {
  const char *name = d->heading ? d->heading : d->name;
  bool sized = d->size.column && !d->class_column;
  if (sized)
    d->size.label = ct_arena_printf(a, "%s%s", d->size.label ? d->size.label : d->size.column, numbers);
  else if (d->shade.column)
    d->shade.label = ct_arena_printf(a, "%s%s", d->shade.label ? d->shade.label : d->shade.column, numbers);
  else
    d->heading = ct_arena_printf(a, "%s%s", name, numbers);
}

static void keep_listed(struct ct_document *d) {
  if (d->furniture.listed_known) return;
  d->furniture.listed_known = true;
  d->furniture.nlisted = d->nsources;
  d->furniture.listed = d->sources;
  d->furniture.plain_data = d->data;
}

static void list_sources(struct numbering *n) {
  struct ct_document *d = &n->r->doc;
  size_t used = n->used.n;
  for (size_t i = 0; i < d->furniture.nlisted; i++) {
    const char *text = d->furniture.listed[i];
    if (!ct_map_find_string(&n->known, text)) ct_vec_push(n->r->a, &n->used, text);
  }
  d->sources = n->used.v;
  d->nsources = n->used.n;
  d->furniture.nnumbered = used;
}

void ct_render_sources(struct ct_render *r) {
  struct ct_document *d = &r->doc;
  struct numbering n = {.r = r, .known = {.arena = r->a}};
  bool any = false;
  for (size_t i = 0; i < d->ndata; i++) any |= d->data[i].nsources || d->data[i].source_column;
  if (!any || r->sources.ndata != d->ndata) return;
  keep_listed(d);
  see(&n);
  struct ct_data *entries = CT_NEW_N(r->a, struct ct_data, d->ndata);
  struct ct_source_data *loaded = CT_NEW_N(r->a, struct ct_source_data, d->ndata);
  for (size_t i = 0; i < d->ndata; i++) {
    struct numbers of = {0};
    entries[i] = d->furniture.plain_data[i];
    loaded[i] = r->sources.data[i];
    loaded[i].spec = &entries[i];
    use_entry(&n, &loaded[i], &entries[i], &of);
    if (of.v.n && !entries[i].footnotes) mark_heading(r->a, &entries[i], raised(r->a, &of));
  }
  d->data = entries;
  r->sources.data = loaded;
  list_sources(&n);
}

// The numbers of a row's sources, of which all that are used on the page are numbered by now.
static const char *numbers_of_row(struct numbering *n, const struct ct_render_layer *l, size_t row) {
  struct ct_render *r = n->r;
  struct numbers of = {0};
  for (size_t i = 0; i < l->data->nsources; i++) use(n, l->data->sources[i], &of);
  int c = l->data->source_column ? ct_table_column(l->table, l->data->source_column) : -1;
  char buf[32];
  if (c >= 0) use_cell(n, ct_table_text(l->table, c, row, buf), &of);
  // What is not listed belongs to a row outside the frame.
  size_t kept = 0;
  for (size_t i = 0; i < of.v.n; i++)
    if (of.v.v[i] < r->doc.furniture.nnumbered) of.v.v[kept++] = of.v.v[i];
  of.v.n = kept;
  return raised(r->a, &of);
}

// After the first line: the second says the same in another language.
static struct ct_rich_text with_note(struct ct_render *r, const struct ct_rich_text *text, const char *note) {
  struct ct_span *spans = CT_NEW_N(r->a, struct ct_span, text->n + 2);
  size_t n = 0;
  bool said = false;
  for (size_t i = 0; i < text->n; i++) {
    struct ct_span s = text->spans[i];
    const char *feed = s.text && !said ? strchr(s.text, '\n') : NULL;
    if (!feed) {
      spans[n++] = s;
      continue;
    }
    struct ct_span head = s, mark = n ? spans[n - 1] : s;
    head.text = ct_arena_strndup(r->a, s.text, (size_t)(feed - s.text));
    if (*head.text) spans[n++] = mark = head;
    mark.text = note;
    mark.is_note = said = true;
    spans[n++] = mark;
    s.text = feed;
    spans[n++] = s;
  }
  if (said || !n) return (struct ct_rich_text){.n = n, .spans = spans};
  spans[n] = spans[n - 1];
  spans[n].text = note;
  spans[n++].is_note = true;
  return (struct ct_rich_text){.n = n, .spans = spans};
}

static void note_layer(struct numbering *n, struct ct_render_layer *l) {
  struct ct_render *r = n->r;
  struct ct_rich_text *texts = CT_NEW_N(r->a, struct ct_rich_text, l->items.n + 1);
  for (size_t i = 0; i < l->items.n; i++) {
    const struct ct_rich_text *was = &l->items.text[i];
    texts[i] = *was;
    const char *note = was->n ? numbers_of_row(n, l, l->items.feature[i]) : "";
    if (*note) texts[i] = with_note(r, was, note);
  }
  if (l->texts) l->texts = texts;
  l->items.text = texts;
}

void ct_render_name_notes(struct ct_render *r) {
  struct numbering n = {.r = r, .known = {.arena = r->a}};
  struct numbers listed = {0};
  for (size_t i = 0; i < r->doc.furniture.nnumbered; i++) use(&n, r->doc.sources[i], &listed);
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (l->info.type == CT_LAYER_SYMBOL && l->data && l->data->footnotes && l->items.text) note_layer(&n, l);
  }
}
