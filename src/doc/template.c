// SPDX-License-Identifier: MIT
// Page templates: YAML that says how a kind of page is set.
#include "doc/template.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "doc/labels.h"
#include "doc/view.h"
#include "model/document.h"

enum { STOPS_MOST = 32 };

// Every number of a template: where it is written, where it goes, what it may be.
static const struct {
  const char *section, *key;
  size_t offset;
  double least, most;
} numbers[] = {
#define AT(member) offsetof(struct ct_template, member)
    {"type", "title", AT(title), 1, 1000},
    {"type", "subtitle", AT(subtitle), 1, 1000},
    {"type", "kicker", AT(kicker), 1, 1000},
    {"type", "legend", AT(legend), 1, 1000},
    {"type", "foot", AT(foot), 1, 1000},
    {"type", "small", AT(small), 1, 1000},
    {"type", "classification", AT(band), 1, 1000},
    {"type", "least", AT(least), 1, 1000},
    {"space", "margin", AT(margin), 0, 1000},
    {"space", "gap", AT(gap), 0, 1000},
    {"space", "grid", AT(grid), 0.1, 1000},
    {"space", "inset", AT(inset), 0, 1000},
    {"map", "share", AT(map_share), 0, 1},
    {"map", "names", AT(names), 0.25, 8},
    {"map", "marks", AT(marks), 0.25, 8},
    {"legend", "narrow", AT(legend_narrow), 0, 100000},
    {"locator", "share", AT(locator_share), 0, 1},
    {"locator", "least", AT(locator_least), 0, 10000},
    {"locator", "most", AT(locator_most), 0, 10000},
    {"scale_bar", "most", AT(bar_most), 0, 10000},
    {"logo", "height", AT(logo), 0, 10000},
#undef AT
};
enum { NNUMBERS = sizeof numbers / sizeof *numbers };

// The sections, and what they hold besides numbers.
static const struct {
  const char *name;
  const char *words[3];
} sections[] = {{"type", {NULL}},
                {"space", {NULL}},
                {"map", {"labels", "trim"}},
                {"legend", {"at"}},
                {"locator", {NULL}},
                {"scale_bar", {NULL}},
                {"logo", {NULL}},
                {"title", {"align"}},
                {"foot", {"columns"}},
                {"suits", {"width", "ratio"}}};
enum { NSECTIONS = sizeof sections / sizeof *sections };

static bool known_in(struct ct_field_reader *r, const struct ct_value *section, size_t s) {
  const char *keys[NNUMBERS + 3];
  size_t n = 0;
  for (size_t i = 0; i < NNUMBERS; i++)
    if (!strcmp(numbers[i].section, sections[s].name)) keys[n++] = numbers[i].key;
  for (size_t i = 0; i < 3 && sections[s].words[i]; i++) keys[n++] = sections[s].words[i];
  return ct_field_known(r, section, ct_arena_printf(r->a, "'%s'", sections[s].name), keys, n);
}

static bool known(struct ct_field_reader *r, const struct ct_value *v) {
  const char *keys[NSECTIONS + 4] = {"summary", "like", "unit", "page"};
  for (size_t s = 0; s < NSECTIONS; s++) keys[4 + s] = sections[s].name;
  if (!ct_field_known(r, v, "the page template", keys, NSECTIONS + 4)) return false;
  for (size_t s = 0; s < NSECTIONS; s++) {
    const struct ct_value *section;
    if (!ct_field_object(r, v, sections[s].name, &section)) return false;
    if (section && !known_in(r, section, s)) return false;
  }
  return true;
}

static int by_place(const void *x, const void *y) {
  const struct ct_stop *a = x, *b = y;
  return (a->at > b->at) - (a->at < b->at);
}

// `36`, or { 600: 20, 1920: 36 }: by the page's measure.
static bool read_number(struct ct_field_reader *r, const struct ct_value *v, size_t i,
                        struct ct_by_page *out) {
  const struct ct_value *x = ct_value_get(ct_value_get(v, numbers[i].section), numbers[i].key);
  if (!x || x->kind == CT_NULL) return true;
  size_t n = x->kind == CT_OBJECT ? x->n : 1;
  if (n < 1 || n > STOPS_MOST)
    return ct_field_fail(r, x, "'%s' must be a number, or 1 to %d stops {size of the page: number}",
                         numbers[i].key, STOPS_MOST);
  struct ct_stop *stops = CT_NEW_N(r->a, struct ct_stop, n);
  for (size_t k = 0; k < n; k++) {
    const struct ct_value *item = x->kind == CT_OBJECT ? x->members[k].value : x;
    if (item->kind != CT_NUMBER ||
        (x->kind == CT_OBJECT && !ct_parse_number(x->members[k].key, &stops[k].at)))
      return ct_field_fail(r, item, "'%s' must be a number, or stops {size of the page: number}",
                           numbers[i].key);
    if (!(item->number >= numbers[i].least && item->number <= numbers[i].most))
      return ct_field_fail(r, item, "'%s' is %g (expected %g to %g)", numbers[i].key, item->number,
                           numbers[i].least, numbers[i].most);
    stops[k].value = item->number;
  }
  qsort(stops, n, sizeof *stops, by_place);
  *out = (struct ct_by_page){n, stops};
  return true;
}

// One of n words; leaves *out alone when there is none.
static bool read_word(struct ct_field_reader *r, const struct ct_value *v, const char *section,
                      const char *key, const char *const *words, int *out) {
  const struct ct_value *s = ct_value_get(v, section), *x = ct_value_get(s, key);
  const char *word = ct_field_scalar(x);
  if (!x || x->kind == CT_NULL) return true;
  struct ct_str list = {.arena = r->a};
  for (int i = 0; words[i]; i++) {
    if (word && strcmp(word, words[i]) == 0) {
      *out = i;
      return true;
    }
    ct_str_addf(&list, "%s%s", i ? words[i + 1] ? ", " : " or " : "", words[i]);
  }
  return ct_field_fail(r, x, "'%s' must be %s", key, ct_str_text(&list));
}

static bool read_range(struct ct_field_reader *r, const struct ct_value *v, const char *key, double out[2]) {
  const struct ct_value *s = ct_value_get(v, "suits");
  bool given = false;
  if (!s || !ct_field_numbers(r, s, key, 2, out, &given)) return !s;
  if (given && !(out[0] >= 0 && out[1] > out[0]))
    return ct_field_fail(r, ct_value_get(s, key), "'%s' must be two rising numbers", key);
  return true;
}

static bool read_words(struct ct_field_reader *r, const struct ct_value *v, struct ct_template *t) {
  static const char *const units[] = {"mm", "px", NULL}, *const aligns[] = {"left", "center", NULL};
  static const char *const places[] = {"map", "beside", "below", NULL};
  static const char *const columns[] = {"auto", "1", "2", NULL};
  int unit = t->in_pixels, align = (int)t->title_align, place = (int)t->legend_at - CT_LEGEND_ON_MAP;
  const struct ct_value *whole = ct_value_with(r->a, NULL, "template", v);
  const struct ct_value *map = ct_value_get(v, "map");
  if (map && !ct_field_bool(r, map, "trim", &t->trim)) return false;
  if (!read_word(r, whole, "template", "unit", units, &unit) ||
      !read_word(r, v, "title", "align", aligns, &align) ||
      !read_word(r, v, "legend", "at", places, &place) ||
      !read_word(r, v, "foot", "columns", columns, &t->foot_columns))
    return false;
  t->in_pixels = unit == 1;
  t->title_align = (enum ct_title_align)align;
  t->legend_at = (enum ct_legend_at)(place + CT_LEGEND_ON_MAP);
  return read_range(r, v, "width", t->suits_width) && read_range(r, v, "ratio", t->suits_ratio);
}

// What goes into documents, read as if it stood in one, so that mistakes are told of this file.
static bool read_document_keys(struct ct_field_reader *r, const struct ct_value *v) {
  struct ct_document trial = {0};
  const struct ct_value *mode = ct_value_get(ct_value_get(v, "map"), "labels");
  const struct ct_value *labels = mode ? ct_value_with(r->a, NULL, "labels", mode) : NULL;
  return ct_doc_read_page(r, v, &trial) && (!labels || ct_doc_read_labels(r, labels, &trial));
}

bool ct_doc_read_template(const struct ct_value *v, const char *file, struct ct_arena *a,
                          struct ct_template *out, struct ct_err *err) {
  struct ct_field_reader r = {a, file, NULL, err};
  if (v->kind != CT_OBJECT)
    return ct_field_fail(&r, v, "a page template must be a mapping of keys to values");
  out->file = file;
  // What a template is for is not handed on to those that are like it.
  memset(out->suits_width, 0, sizeof out->suits_width);
  memset(out->suits_ratio, 0, sizeof out->suits_ratio);
  if (!known(&r, v) || !read_words(&r, v, out)) return false;
  for (size_t i = 0; i < NNUMBERS; i++)
    if (!read_number(&r, v, i, (struct ct_by_page *)(void *)((char *)out + numbers[i].offset))) return false;
  return read_document_keys(&r, v);
}

const char *ct_doc_template_like(const struct ct_value *v) {
  return ct_value_string(ct_value_get(v, "like"));
}

const char *ct_doc_template_summary(const struct ct_value *v) {
  return ct_value_string(ct_value_get(v, "summary"));
}

const struct ct_value *ct_doc_under_template(const struct ct_value *doc, const struct ct_value *template,
                                             struct ct_arena *a) {
  const struct ct_value *page = ct_value_get(doc, "page"), *under = ct_value_get(template, "page");
  // A size of the document's own comes with its own orientation and fineness.
  bool sized = ct_value_get(page, "size") != NULL;
  if (page && page->kind != CT_OBJECT) return doc;
  for (size_t i = 0; under && !sized && i < under->n; i++)
    if (!ct_value_get(page, under->members[i].key))
      page = ct_value_with(a, page, under->members[i].key, under->members[i].value);
  if (page) doc = ct_value_with(a, doc, "page", page);
  const struct ct_value *mode = ct_value_get(ct_value_get(template, "map"), "labels");
  const struct ct_value *labels = ct_value_get(doc, "labels");
  if (!mode || (labels && labels->kind != CT_OBJECT && labels->kind != CT_NULL)) return doc;
  if (ct_value_get(labels, "mode")) return doc;
  if (labels && labels->kind == CT_NULL) labels = NULL;
  return ct_value_with(a, doc, "labels", ct_value_with(a, labels, "mode", mode));
}

static bool within(const double range[2], double x, int *said) {
  if (!(range[1] > 0)) return true;
  *said += 1;
  return x >= range[0] && x <= range[1];
}

int ct_doc_template_suits(const struct ct_template *t, const struct ct_document *d) {
  int said = 1;
  if (t->in_pixels != d->page.in_pixels || !(d->page.h_pt > 0)) return 0;
  double unit = t->in_pixels ? CT_PX_PT : 72 / 25.4;
  bool fits = within(t->suits_width, d->page.w_pt / unit + 1e-6, &said) &&
              within(t->suits_ratio, d->page.w_pt / d->page.h_pt, &said);
  return fits ? said : 0;
}
