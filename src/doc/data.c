// SPDX-License-Identifier: MIT
// Data entries of a document: which table, how its rows become marks, areas and labels.
#include "doc/data.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/data_derived.h"
#include "doc/field.h"
#include "doc/sources.h"
#include "model/document.h"

static bool read_class(struct ct_field_reader *r, const struct ct_member *m, struct ct_class *out) {
  static const char *const keys[] = {"label", "color", "icon", "size"};
  *out = (struct ct_class){.value = m->key, .size = 1};
  if (m->value->kind == CT_NULL) return true;
  if (m->value->kind == CT_STRING) {
    out->label = m->value->string;
    return true;
  }
  if (m->value->kind != CT_OBJECT)
    return ct_field_fail(r, m->value, "class '%s' must be a label or a mapping", m->key);
  return ct_field_known(r, m->value, "a class", keys, 4) &&
         ct_field_text(r, m->value, "label", &out->label) &&
         ct_field_text(r, m->value, "color", &out->color) && ct_field_text(r, m->value, "icon", &out->icon) &&
         ct_field_number(r, m->value, "size", 0.1, 10, &out->size);
}

// `class: column`, or { column, values, other }.
static bool read_classes(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"column", "values", "other"};
  const struct ct_value *c = ct_value_get(v, "class"), *values;
  if (!ct_value_is(c, CT_OBJECT)) return ct_field_text(r, v, "class", &d->class_column);
  const char *other = NULL;
  if (!ct_field_known(r, c, "'class'", keys, 3) || !ct_field_text(r, c, "column", &d->class_column) ||
      !ct_field_object(r, c, "values", &values) || !ct_field_text(r, c, "other", &other))
    return false;
  if (!d->class_column) return ct_field_fail(r, c, "'class' needs a 'column'");
  if (other && strcmp(other, "hide") != 0 && strcmp(other, "show") != 0)
    return ct_field_fail(r, ct_value_get(c, "other"), "'other' must be hide or show");
  d->hide_other = other && strcmp(other, "hide") == 0;
  d->nclasses = values ? values->n : 0;
  struct ct_class *classes = CT_NEW_N(r->a, struct ct_class, d->nclasses);
  for (size_t i = 0; i < d->nclasses; i++)
    if (!read_class(r, &values->members[i], &classes[i])) return false;
  d->classes = classes;
  return true;
}

static bool read_size(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"column", "range", "label"};
  const struct ct_value *s = ct_value_get(v, "size");
  double range[2] = {7, 34};
  bool given;
  d->size.min_px = range[0];
  d->size.max_px = range[1];
  if (!ct_value_is(s, CT_OBJECT)) return ct_field_text(r, v, "size", &d->size.column);
  if (!ct_field_known(r, s, "'size'", keys, 3) || !ct_field_text(r, s, "column", &d->size.column) ||
      !ct_field_numbers(r, s, "range", 2, range, &given) || !ct_field_text(r, s, "label", &d->size.label))
    return false;
  if (!d->size.column) return ct_field_fail(r, s, "'size' needs a 'column'");
  if (range[0] < 0 || range[1] <= range[0] || range[1] > 400)
    return ct_field_fail(r, s, "'range' must be two rising diameters in pixels, such as [7, 34]");
  d->size.min_px = range[0];
  d->size.max_px = range[1];
  return true;
}

static bool read_join(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"layer", "key", "on"};
  const struct ct_value *j;
  if (!ct_field_object(r, v, "join", &j)) return false;
  if (!j) return true;
  d->join = (struct ct_data_join){.layer = "countries", .key = "iso_a3"};
  if (!ct_field_known(r, j, "'join'", keys, 3) || !ct_field_text(r, j, "layer", &d->join.layer) ||
      !ct_field_text(r, j, "key", &d->join.key) || !ct_field_text(r, j, "on", &d->join.on))
    return false;
  if (!d->join.on) return ct_field_fail(r, j, "'join' needs 'on' (the data's column)");
  return true;
}

static bool read_breaks(struct ct_field_reader *r, const struct ct_value *v, struct ct_data_shade *s) {
  const struct ct_value *b = ct_value_get(v, "breaks");
  if (!b || b->kind == CT_NULL) return true;
  bool ok = b->kind == CT_ARRAY && b->n >= 1 && b->n <= 11;
  for (size_t i = 0; ok && i < b->n; i++)
    ok = b->items[i]->kind == CT_NUMBER && (i == 0 || b->items[i]->number > b->items[i - 1]->number);
  if (!ok) return ct_field_fail(r, b, "'breaks' must be 1 to 11 rising numbers");
  double *breaks = CT_NEW_N(r->a, double, b->n);
  for (size_t i = 0; i < b->n; i++) breaks[i] = b->items[i]->number;
  s->breaks = breaks;
  s->nbreaks = b->n;
  return true;
}

static bool read_shade(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"column", "breaks", "colors", "label"};
  const struct ct_value *s = ct_value_get(v, "shade");
  if (!ct_value_is(s, CT_OBJECT)) return ct_field_text(r, v, "shade", &d->shade.column);
  if (!ct_field_known(r, s, "'shade'", keys, 4) || !ct_field_text(r, s, "column", &d->shade.column) ||
      !read_breaks(r, s, &d->shade) || !ct_field_texts(r, s, "colors", &d->shade.colors, &d->shade.ncolors) ||
      !ct_field_text(r, s, "label", &d->shade.label))
    return false;
  if (!d->shade.column) return ct_field_fail(r, s, "'shade' needs a 'column'");
  if (d->shade.ncolors && d->shade.nbreaks && d->shade.ncolors != d->shade.nbreaks + 1)
    return ct_field_fail(r, s, "%zu breaks make %zu classes, but there are %zu colours", d->shade.nbreaks,
                         d->shade.nbreaks + 1, d->shade.ncolors);
  return true;
}

// A dataset path: what GDAL takes as a connection string is left alone.
static const char *data_path(struct ct_field_reader *r, const char *written) {
  if (strcmp(written, "-") == 0) return written;  // standard input
  const char *colon = strchr(written, ':');
  if (colon && (!strchr(written, '/') || colon < strchr(written, '/'))) return written;
  return ct_path_join(r->a, r->folder, written);
}

// `styles: own | theme`
static bool read_styles(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const char *styles = NULL;
  if (!ct_field_text(r, v, "styles", &styles)) return false;
  if (!styles) return true;
  bool own = strcmp(styles, "own") == 0;
  if (!own && strcmp(styles, "theme") != 0)
    return ct_field_fail(r, ct_value_get(v, "styles"), "'styles' must be own or theme");
  static const char *const others[] = {"class", "color", "icon", "size", "shade"};
  for (size_t i = 0; own && i < sizeof others / sizeof *others; i++)
    if (ct_value_get(v, others[i]))
      return ct_field_fail(r, ct_value_get(v, "styles"), "'styles: own' and '%s' exclude each other",
                           others[i]);
  d->styles = own ? CT_STYLES_OWN : CT_STYLES_THEME;
  return true;
}

// `stack: count`, or { show: count, near: false }
static bool read_stack(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"show", "near"};
  static const char *const modes[] = {[CT_STACK_AUTO] = "auto",
                                      [CT_STACK_NONE] = "none",
                                      [CT_STACK_COUNT] = "count",
                                      [CT_STACK_FAN] = "fan",
                                      [CT_STACK_LIST] = "list"};
  const struct ct_value *s = ct_value_get(v, "stack"), *at = s;
  const char *mode = NULL;
  d->stack_near = true;
  if (ct_value_is(s, CT_OBJECT)) {
    at = ct_value_get(s, "show");
    if (!ct_field_known(r, s, "'stack'", keys, 2) || !ct_field_text(r, s, "show", &mode) ||
        !ct_field_bool(r, s, "near", &d->stack_near))
      return false;
    if (!mode) return ct_field_fail(r, s, "'stack' needs 'show' (count, fan, list, none or auto)");
  } else if (!ct_field_text(r, v, "stack", &mode)) {
    return false;
  }
  if (!mode) return true;
  size_t k = 0, n = sizeof modes / sizeof *modes;
  while (k < n && strcmp(mode, modes[k]) != 0) k++;
  if (k == n) return ct_field_fail(r, at, "'stack' must be count, fan, list, none or auto, not '%s'", mode);
  d->stack = (enum ct_stack_mode)k;
  static const char *const others[] = {"size", "shade"};
  for (size_t i = 0; k > CT_STACK_NONE && i < sizeof others / sizeof *others; i++)
    if (ct_value_get(v, others[i]))
      return ct_field_fail(
          r, at, "'stack: %s' and '%s' exclude each other (group_by makes one mark of several rows)", mode,
          others[i]);
  return true;
}

static bool read_plain_keys(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct {
    const char *key;
    const char **out;
  } texts[] = {
      {"id", &d->id},       {"as_of", &d->as_of},       {"layer", &d->layer},         {"lon", &d->lon},
      {"lat", &d->lat},     {"crs", &d->crs},           {"where", &d->where},         {"sql", &d->sql},
      {"date", &d->date},   {"group_by", &d->group_by}, {"heading", &d->heading},     {"sort", &d->sort},
      {"color", &d->color}, {"icon", &d->icon},         {"precision", &d->precision}, {"approx", &d->approx},
      {"url", &d->url}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (!ct_field_text(r, v, texts[i].key, texts[i].out)) return false;
  return true;
}

// `label: column`, or two of them for names in two languages.
static bool read_label(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const char *const *texts = NULL;
  size_t n = 0;
  if (!ct_field_texts(r, v, "label", &texts, &n)) return false;
  if (n > 2)
    return ct_field_fail(r, ct_value_get(v, "label"),
                         "'label' has %zu lines (expected one, or two for names in two languages)", n);
  d->label = n > 0 ? texts[0] : NULL;
  d->label_second = n > 1 ? texts[1] : NULL;
  return true;
}

// `layer`, or `sheet` where layers are called so.
static bool read_sheet(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const char *sheet = NULL;
  if (!ct_field_text(r, v, "sheet", &sheet)) return false;
  if (sheet && d->layer)
    return ct_field_fail(r, ct_value_get(v, "sheet"),
                         "'sheet' is another word for 'layer': give one of them");
  if (sheet) d->layer = sheet;
  return true;
}

// `header_row: 0` says that there is none.
static bool read_header_row(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *h = ct_value_get(v, "header_row");
  double row = NAN;
  if (!ct_field_number(r, v, "header_row", 0, 4e9, &row)) return false;
  if (isnan(row)) return true;
  if (row != floor(row))
    return ct_field_fail(r, h, "'header_row' must be a whole number (0: no row has names)");
  d->header_row = row == 0 ? -1 : (long)row;
  return true;
}

// `columns: { lat: 7, lon: 8 }`: names for columns of files that have none.
static bool read_columns(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *c;
  if (!ct_field_object(r, v, "columns", &c)) return false;
  if (!c) return true;
  struct ct_data_column *columns = CT_NEW_N(r->a, struct ct_data_column, c->n);
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_value *n = c->members[i].value;
    bool ok = n->kind == CT_NUMBER && n->number >= 1 && n->number <= 20000 && n->number == floor(n->number);
    if (!ok || !*c->members[i].key)
      return ct_field_fail(r, n, "'columns' gives names to columns by number, such as { lat: 7, lon: 8 }");
    columns[i] = (struct ct_data_column){c->members[i].key, (size_t)n->number};
    for (size_t k = 0; k < i; k++)
      if (columns[k].number == columns[i].number)
        return ct_field_fail(r, n, "column %zu is given two names, '%s' and '%s'", columns[i].number,
                             columns[k].name, columns[i].name);
  }
  d->columns = columns;
  d->ncolumns = c->n;
  return true;
}

static bool read_entry(struct ct_field_reader *r, const struct ct_member *m, struct ct_data *d) {
  static const char *const keys[] = {
      "path",   "layer",   "lon",   "lat",    "crs",    "where",     "date",       "group_by",    "heading",
      "label",  "sort",    "class", "color",  "icon",   "precision", "approx",     "uncertainty", "size",
      "tracks", "join",    "shade", "styles", "sql",    "sheet",     "header_row", "columns",     "stack",
      "rings",  "sectors", "links", "url",    "source", "footnotes", "id",         "as_of"};
  const struct ct_value *v = m->value;
  *d = (struct ct_data){.name = m->key, .line = m->line};
  if (v->kind == CT_STRING) {
    d->path_as_written = v->string;
    d->path = data_path(r, v->string);
    return true;
  }
  if (v->kind != CT_OBJECT) return ct_field_fail(r, v, "data '%s' must be a path or a mapping", m->key);
  if (!ct_field_known(r, v, "a data entry", keys, sizeof keys / sizeof *keys) ||
      !ct_field_text(r, v, "path", &d->path_as_written))
    return false;
  if (!d->path_as_written) return ct_field_fail(r, v, "data '%s' needs a 'path'", m->key);
  d->path = data_path(r, d->path_as_written);
  return read_plain_keys(r, v, d) && read_label(r, v, d) && read_sheet(r, v, d) && read_header_row(r, v, d) &&
         read_columns(r, v, d) && read_classes(r, v, d) && read_size(r, v, d) &&
         ct_doc_read_derived(r, v, d) && read_join(r, v, d) && read_shade(r, v, d) && read_styles(r, v, d) &&
         read_stack(r, v, d) && ct_doc_read_entry_sources(r, v, d);
}

bool ct_doc_read_data(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  const struct ct_value *data;
  if (!ct_field_object(r, doc, "data", &data)) return false;
  if (!data) return true;
  struct ct_data *entries = CT_NEW_N(r->a, struct ct_data, data->n);
  for (size_t i = 0; i < data->n; i++)
    if (!read_entry(r, &data->members[i], &entries[i])) return false;
  out->data = entries;
  out->ndata = data->n;
  return ct_doc_check_links(r, data, out);
}
