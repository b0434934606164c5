// SPDX-License-Identifier: MIT
// KML placemark: one placemark's texts, times, data, look and geometry as a row a kind.
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/kml.h"
#include "load/load.h"
#include "load/run.h"

const char *const ct_kml_names[CT_KML_FIXED] = {
    "Name",    "description",    "folder",       "timestamp",    "begin",         "end",
    "address", "phone",          "snippet",      "marker-color", "marker-symbol", "marker-size",
    "stroke",  "stroke-opacity", "stroke-width", "fill",         "fill-opacity",  "label-scale"};

static void set_text(struct ct_kml *k, size_t column, const char *text, size_t n) {
  struct ct_build *b = &k->r->build;
  struct ct_build_column *c = &b->columns[column];
  if (n > CT_LOAD_FIELD_MAX) {
    k->xml->fault = "a text of more than 64 MB";
    return;
  }
  if (!n) return;
  if (c->type == CT_COLUMN_BOOL)
    c->boolean[b->n - 1] = strcmp(text, "1") == 0 || ct_same_nocase(text, "true");
  else
    c->string[b->n - 1] = ct_build_text(b, c, text, n);
}

void ct_kml_cell(struct ct_kml *k, enum ct_kml_fixed column, const char *text) {
  if (k->filling && k->taken && k->column[column] >= 0)
    set_text(k, (size_t)k->column[column], text, strlen(text));
}

static void read_cell(struct ct_kml *k, enum ct_kml_fixed column) {
  if (ct_xml_text(k->xml, &k->buf) && k->buf.n) ct_kml_cell(k, column, ct_str_text(&k->buf));
}

// A value of ExtendedData. Under the name of an element of KML it stands beside it, but styles in
// simplestyle's names are those columns.
static void data_cell(struct ct_kml *k, const char *name) {
  for (int i = 0; i < CT_KML_FIXED; i++) {
    if (strcmp(name, ct_kml_names[i]) != 0) continue;
    if (i >= CT_KML_MARKER_COLOR) {
      ct_kml_cell(k, (enum ct_kml_fixed)i, ct_str_text(&k->buf));
      return;
    }
    name = ct_arena_printf(&k->r->scratch, "%s_2", name);
    break;
  }
  if (!k->filling) {
    ct_map_add_string(&k->data, name, 0, NULL);
    if (k->data.n > CT_LOAD_COLUMNS_MAX) k->xml->fault = "more than 20000 names of data";
    return;
  }
  const struct ct_map_entry *e = ct_map_find_string(&k->data, name);
  if (e && e->value && k->taken) set_text(k, e->value - 1, ct_str_text(&k->buf), k->buf.n);
}

// <Data name=""><displayName/><value/></Data>
static void read_data(struct ct_kml *k, struct ct_str *name) {
  bool named = ct_xml_attribute(k->xml, "name", name) && name->n;
  bool valued = false;
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "displayName") && !named)
      named = ct_xml_text(k->xml, name) && name->n;
    else if (ct_xml_is(k->xml, "value"))
      valued = ct_xml_text(k->xml, &k->buf);
    else
      ct_xml_skip(k->xml);
  }
  if (named && valued) data_cell(k, ct_str_text(name));
}

static void read_schema_data(struct ct_kml *k, struct ct_str *name) {
  while (ct_xml_child(k->xml)) {
    bool simple = ct_xml_is(k->xml, "SimpleData") && ct_xml_attribute(k->xml, "name", name) && name->n;
    if (!simple)
      ct_xml_skip(k->xml);
    else if (ct_xml_text(k->xml, &k->buf))
      data_cell(k, ct_str_text(name));
  }
}

static void read_extended(struct ct_kml *k) {
  struct ct_str name = {.arena = &k->r->scratch};
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "Data")) {
      read_data(k, &name);
    } else if (ct_xml_is(k->xml, "SchemaData")) {
      read_schema_data(k, &name);
    } else {  // of somebody's own namespace: <camp:number>14</camp:number>
      name.n = 0;
      ct_str_add_n(&name, k->xml->tag.p, k->xml->tag.n);
      if (ct_xml_text(k->xml, &k->buf)) data_cell(k, ct_str_text(&name));
    }
  }
}

static void read_times(struct ct_kml *k) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "when"))
      read_cell(k, CT_KML_TIMESTAMP);
    else if (ct_xml_is(k->xml, "begin"))
      read_cell(k, CT_KML_BEGIN);
    else if (ct_xml_is(k->xml, "end"))
      read_cell(k, CT_KML_END);
    else
      ct_xml_skip(k->xml);
  }
}

static bool read_member(struct ct_kml *k) {
  static const struct {
    const char *element;
    enum ct_kml_fixed column;
  } texts[] = {{"name", CT_KML_NAME},       {"description", CT_KML_DESCRIPTION},
               {"address", CT_KML_ADDRESS}, {"phoneNumber", CT_KML_PHONE},
               {"Snippet", CT_KML_SNIPPET}, {"snippet", CT_KML_SNIPPET}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (!ct_xml_is(k->xml, texts[i].element)) continue;
    k->addressed |= texts[i].column == CT_KML_ADDRESS;
    read_cell(k, texts[i].column);
    return true;
  }
  return false;
}

static void read_members(struct ct_kml *k) {
  struct ct_xml *x = k->xml;
  while (ct_xml_child(x)) {
    if (read_member(k)) continue;
    if (ct_xml_is(x, "styleUrl")) {
      if (!ct_xml_text(x, &k->buf) || !k->buf.n) continue;
      k->look.url = ct_arena_strndup(&k->r->scratch, ct_str_text(&k->buf), k->buf.n);
      k->look.file = k->file;
    } else if (ct_xml_is(x, "Style") || ct_xml_is(x, "StyleMap")) {
      ct_kml_style_inline(k, &k->look);
    } else if (ct_xml_is(x, "TimeStamp") || ct_xml_is(x, "TimeSpan")) {
      read_times(k);
    } else if (ct_xml_is(x, "ExtendedData")) {
      read_extended(k);
    } else if (k->filling && ct_kml_is_geometry(x)) {
      ct_kml_geometry(k);
    } else {
      ct_xml_skip(x);
    }
  }
}

static void add_parts(struct ct_kml *k, enum ct_geom_type type) {
  struct ct_build *b = &k->r->build;
  const struct ct_kml_shape *s = &k->shape;
  if (type == CT_GEOM_POINT && s->parts.n == 1 && s->parts.v[0].n == 1) {
    ct_build_point(b, s->lonlat.v[0], s->lonlat.v[1]);
    return;
  }
  for (size_t i = 0; i < s->parts.n; i++) {
    const struct ct_kml_part *p = &s->parts.v[i];
    if (p->type != type) continue;
    ct_build_part(b, p->hole);
    double *to = ct_build_coords(b, p->n);
    if (to) memcpy(to, s->lonlat.v + 2 * p->first, p->n * 2 * sizeof *to);
  }
  ct_build_shape_end(b, type);
}

// One more row of the same cells, without those of the look.
static void again(struct ct_kml *k) {
  struct ct_build *b = &k->r->build;
  size_t from = b->n - 1, to = ct_build_row(b, k->row);
  for (size_t i = 0; i < b->ncolumns; i++) {
    struct ct_build_column *c = &b->columns[i];
    if (c->string) c->string[to] = c->string[from];
    if (c->boolean) c->boolean[to] = c->boolean[from];
  }
  for (int i = CT_KML_MARKER_COLOR; i < CT_KML_FIXED; i++)
    if (k->column[i] >= 0) b->columns[k->column[i]].string[to] = NULL;
  if (b->feature_key) b->feature_key[to] = b->feature_key[from];
}

static void finding(struct ct_kml *k, const char *code, const char *why) {
  struct ct_kml_finding f = {k->row, code, why};
  ct_vec_push(&k->r->scratch, &k->findings, f);
}

static void no_place(struct ct_kml *k) {
  if (k->shape.why)
    finding(k, k->shape.code, k->shape.why);
  else if (k->shape.given)
    finding(k, "CT-D110", "no position: its coordinates are empty");
  else if (k->addressed)
    finding(k, "CT-D110", "no position: it has an address only, which is not looked up");
  else
    finding(k, "CT-D110", "no position: the placemark has no geometry");
}

static void add_shape(struct ct_kml *k) {
  unsigned kinds = 0;
  for (size_t i = 0; !k->shape.why && i < k->shape.parts.n; i++) kinds |= 1U << k->shape.parts.v[i].type;
  if (!kinds) no_place(k);
  ct_kml_style_resolve(k, &k->look);
  bool first = true;
  for (unsigned t = CT_GEOM_POINT; t <= CT_GEOM_POLYGON; t++) {
    if (!(kinds & 1U << t)) continue;
    if (!first) again(k);
    first = false;
    add_parts(k, (enum ct_geom_type)t);
    ct_kml_style_cells(k, &k->look, (enum ct_geom_type)t);
  }
}

static void add_id(struct ct_kml *k) {
  struct ct_build *b = &k->r->build;
  if (!ct_xml_attribute(k->xml, "id", &k->buf) || !k->buf.n) return;
  if (!b->feature_key) b->feature_key = ct_arena_alloc(b->arena, b->cap, sizeof *b->feature_key);
  b->feature_key[b->n - 1] = ct_build_text(b, NULL, ct_str_text(&k->buf), k->buf.n);
}

void ct_kml_placemark(struct ct_kml *k) {
  struct ct_kml_shape *s = &k->shape;
  k->row++;
  s->lonlat.n = s->parts.n = s->when.n = s->last.n = 0;
  s->given = false;
  s->why = s->code = NULL;
  k->look = (struct ct_kml_style){0};
  k->addressed = false;
  if (k->filling && k->taken) {
    ct_build_row(&k->r->build, k->row);
    add_id(k);
    if (k->path.n) ct_kml_cell(k, CT_KML_FOLDER, ct_str_text(&k->path));
  }
  read_members(k);
  if (s->when.n) ct_kml_cell(k, CT_KML_BEGIN, ct_str_text(&s->when));
  if (s->last.n) ct_kml_cell(k, CT_KML_END, ct_str_text(&s->last));
  if (k->filling && k->taken && !k->xml->fault) add_shape(k);
}
