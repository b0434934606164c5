// SPDX-License-Identifier: MIT
// GeoJSON: features with their ids and property types as they are written (RFC 7946); also plain lists of objects.
#include "load/geojson.h"

#include <cpl_vsi.h>
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/number.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "load/crs.h"
#include "load/geojson_shape.h"
#include "load/json_text.h"
#include "load/load.h"
#include "load/run.h"

enum { HAS_BOOL = 1, HAS_NUMBER = 2, HAS_STRING = 4, HAS_OTHER = 8 };

// Where a feature's parts begin; NULL: it has none.
struct feature {
  const char *geometry, *properties, *id;
};

struct document {
  struct ct_load_run *r;
  const char *text, *end;
  const char *type;      // of the whole
  const char *features;  // list, or NULL
  const char *crs;       // object, or NULL
  struct {
    ct_vec(struct feature);
  } list;
  struct ct_map columns;  // property name to bits
  struct ct_str buf;
};

bool ct_geojson_named(const char *path) {
  const char *extension = ct_path_extension(path);
  return ct_same_nocase(extension, "geojson") || ct_same_nocase(extension, "json");
}

static struct ct_json at(const struct document *d, const char *p) {
  return (struct ct_json){.p = p, .end = d->end};
}

static bool failed(const struct document *d, const struct ct_json *j) {
  int line, column;
  ct_json_place(j, d->text, &line, &column);
  return ct_fail(d->r->err, "%s:%d:%d: %s", d->r->place, line, column, j->fault);
}

// The outermost object: what it is and where things are.
static bool outline(struct document *d, struct ct_json *j) {
  if (ct_json_peek(j) != '{' || !ct_json_enter(j, '{')) return false;
  for (bool first = true; ct_json_more(j, '}', first); first = false) {
    if (!ct_json_key(j, &d->buf)) return false;
    const char *key = ct_str_text(&d->buf);
    bool is_type = strcmp(key, "type") == 0;
    char next = ct_json_peek(j);
    if (strcmp(key, "features") == 0 && next == '[') d->features = j->p;
    if (strcmp(key, "crs") == 0 && next == '{') d->crs = j->p;
    if (is_type && next == '"') {
      if (!ct_json_string(j, &d->buf)) return false;
      d->type = ct_arena_strdup(&d->r->scratch, ct_str_text(&d->buf));
    } else if (!ct_json_skip(j)) {
      return false;
    }
  }
  return !j->fault;
}

static bool is_geojson_type(const char *type) {
  static const char *const types[] = {"FeatureCollection", "Feature",      "Point",
                                      "MultiPoint",        "LineString",   "MultiLineString",
                                      "Polygon",           "MultiPolygon", "GeometryCollection"};
  for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
    if (strcmp(type, types[i]) == 0) return true;
  return false;
}

static bool note_properties(struct document *d, struct ct_json *j) {
  if (ct_json_peek(j) != '{') return ct_json_skip(j);
  ct_json_enter(j, '{');
  for (bool first = true; ct_json_more(j, '}', first); first = false) {
    if (!ct_json_key(j, &d->buf)) return false;
    struct ct_map_entry *e = ct_map_add(&d->columns, ct_str_text(&d->buf), d->buf.n, 0, NULL);
    if (d->columns.n > CT_LOAD_COLUMNS_MAX) {
      j->fault = "more than 20000 properties";
      return false;
    }
    switch (ct_json_peek(j)) {
      case '"':
        e->value |= HAS_STRING;
        break;
      case '0':
        e->value |= HAS_NUMBER;
        break;
      case 't':
      case 'f':
        e->value |= HAS_BOOL;
        break;
      case '{':
      case '[':
        e->value |= HAS_OTHER;
        break;
    }
    if (!ct_json_skip(j)) return false;
  }
  return !j->fault;
}

static bool note_feature(struct document *d, struct ct_json *j) {
  struct feature f = {0};
  if (!ct_json_enter(j, '{')) return false;
  for (bool first = true; ct_json_more(j, '}', first); first = false) {
    if (!ct_json_key(j, &d->buf)) return false;
    const char *key = ct_str_text(&d->buf);
    bool properties = strcmp(key, "properties") == 0;
    const char **slot = strcmp(key, "geometry") == 0 ? &f.geometry
                        : strcmp(key, "id") == 0     ? &f.id
                        : properties                 ? &f.properties
                                                     : NULL;
    ct_json_peek(j);
    if (slot) *slot = j->p;
    if (!(properties ? note_properties(d, j) : ct_json_skip(j))) return false;
  }
  if (j->fault) return false;
  ct_vec_push(&d->r->scratch, &d->list, f);
  return true;
}

// [{"name": ..., "lat": ..., "lon": ...}, ...]: rows without geometry of their own.
static bool note_records(struct document *d, struct ct_json *j) {
  if (!ct_json_enter(j, '[')) return false;
  for (bool first = true; ct_json_more(j, ']', first); first = false) {
    char next = ct_json_peek(j);
    ct_vec_push(&d->r->scratch, &d->list, (struct feature){.properties = j->p});
    if (next != '{') j->fault = "an object is expected";
    if (next != '{' || !note_properties(d, j)) return false;
  }
  return !j->fault;
}

// A list of objects that are no GeoJSON features.
static bool is_records(const struct document *d) {
  struct ct_json j = at(d, d->text);
  struct document first = {.r = d->r, .text = d->text, .end = d->end, .buf = {.arena = &d->r->scratch}};
  if (ct_json_peek(&j) != '[' || !ct_json_enter(&j, '[') || !ct_json_more(&j, ']', true)) return false;
  return ct_json_peek(&j) == '{' && outline(&first, &j) && !is_geojson_type(first.type);
}

static bool note_features(struct document *d) {
  struct ct_json j = at(d, d->features ? d->features : d->text);
  if (d->r->plain) return note_records(d, &j) || failed(d, &j);
  const char *type = d->type ? d->type : "";
  if (strcmp(type, "Feature") == 0) return note_feature(d, &j) || failed(d, &j);
  if (strcmp(type, "FeatureCollection") != 0) {
    ct_vec_push(&d->r->scratch, &d->list, (struct feature){.geometry = d->text});
    return true;
  }
  if (!d->features)
    return ct_fail(d->r->err, "%s: a FeatureCollection without a list 'features'", d->r->place);
  bool ok = ct_json_enter(&j, '[');
  for (bool first = true; ok && ct_json_more(&j, ']', first); first = false) ok = note_feature(d, &j);
  return (ok && !j.fault) || failed(d, &j);
}

static enum ct_column_type type_of(size_t bits) {
  return bits == HAS_NUMBER                ? CT_COLUMN_NUMBER
         : bits == HAS_BOOL                ? CT_COLUMN_BOOL
         : bits == HAS_STRING || bits == 0 ? CT_COLUMN_STRING
                                           : CT_COLUMN_JSON;
}

// Map values become column index + 1, 0 for what is left out.
static void make_columns(struct document *d) {
  struct ct_load_run *r = d->r;
  struct ct_build_column *columns = CT_NEW_N(&r->scratch, struct ct_build_column, d->columns.n);
  size_t n = 0;
  for (size_t i = 0; i < d->columns.n; i++) {
    struct ct_map_entry *e = &d->columns.entries[i];
    bool wanted = ct_load_wants(r, e->key);
    size_t bits = e->value;
    e->value = 0;
    if (!wanted && !r->plain && !(r->req->where && ct_load_mentions(r->req->where, e->key))) continue;
    const char *name = ct_build_text(&r->build, NULL, e->key, e->key_size);
    columns[n++] = (struct ct_build_column){.name = name, .type = type_of(bits), .wanted = wanted};
    e->value = n;
  }
  r->build.columns = columns;
  r->build.ncolumns = n;
}

static bool cell(struct document *d, struct ct_json *j, struct ct_build_column *c, size_t row) {
  double x;
  char next = ct_json_peek(j);
  if (next == 'n') return ct_json_skip(j);
  switch (c->type) {
    case CT_COLUMN_NUMBER:
      if (!ct_json_number(j, &x)) return false;
      c->number[row] = x;
      return true;
    case CT_COLUMN_BOOL:
      c->boolean[row] = next == 't';
      return ct_json_skip(j);
    case CT_COLUMN_JSON:
      return ct_json_value(j, d->r->arena, &c->json[row]);
    case CT_COLUMN_STRING:
      break;
  }
  if (!ct_json_string(j, &d->buf)) return false;
  if (d->buf.n > CT_LOAD_FIELD_MAX) {
    j->fault = "a text of more than 64 MB";
    return false;
  }
  if (d->buf.n) c->string[row] = ct_build_text(&d->r->build, c, d->buf.v, d->buf.n);
  return true;
}

static bool fill_cells(struct document *d, const struct feature *f, size_t row) {
  struct ct_json j = at(d, f->properties);
  if (!f->properties || ct_json_peek(&j) != '{') return true;
  ct_json_enter(&j, '{');
  for (bool first = true; ct_json_more(&j, '}', first); first = false) {
    ct_json_key(&j, &d->buf);
    const struct ct_map_entry *e = ct_map_find(&d->columns, ct_str_text(&d->buf), d->buf.n);
    bool ok = e && e->value ? cell(d, &j, &d->r->build.columns[e->value - 1], row) : ct_json_skip(&j);
    if (!ok) return failed(d, &j);
  }
  return true;
}

// Text that is a number counts as one, as with the reference.
static bool number_id(struct document *d, struct ct_json *j, char next, double *x) {
  if (next == '0') return ct_json_number(j, x);
  if (next != '"' || !ct_json_string(j, &d->buf)) return false;
  return ct_number_is_plain(d->buf.v, d->buf.n) && ct_number_read(d->buf.v, d->buf.n, x);
}

static void fill_id(struct document *d, const struct feature *f, size_t row) {
  struct ct_build *b = &d->r->build;
  struct ct_json j = at(d, f->id);
  char next = f->id ? ct_json_peek(&j) : 0;
  double x;
  if (number_id(d, &j, next, &x)) {
    if (!b->feature_id) {
      b->feature_id = ct_arena_alloc(b->arena, b->cap, sizeof *b->feature_id);
      for (size_t i = 0; i < b->n; i++) b->feature_id[i] = NAN;
    }
    b->feature_id[row] = x;
  } else if (next == '"') {
    if (!b->feature_key) b->feature_key = ct_arena_alloc(b->arena, b->cap, sizeof *b->feature_key);
    b->feature_key[row] = ct_build_text(b, NULL, d->buf.v, d->buf.n);
  }
}

static bool add_feature(struct document *d, const struct feature *f, uint32_t number) {
  struct ct_load_run *r = d->r;
  unsigned kinds = 0;
  struct ct_json j = at(d, f->geometry);
  bool good = !f->geometry || ct_json_peek(&j) == 'n' || ct_shape_kinds(&j, &kinds);
  if (!good && !r->plain) {
    struct ct_load_finding g = {.code = "CT-D117", .row = number};
    ct_load_row_warn(r, &g, "the geometry is not as GeoJSON has it");
  }
  for (unsigned k = CT_GEOM_NONE; k <= CT_GEOM_POLYGON; k++) {
    if (kinds ? !(kinds & 1u << k) : k != CT_GEOM_NONE) continue;
    size_t row = ct_build_row(&r->build, number);
    j = at(d, f->geometry);
    if (kinds) ct_shape_parts(&j, k, &r->build);
    fill_id(d, f, row);
    if (!fill_cells(d, f, row)) return false;
  }
  if (r->build.too_many) return ct_fail(r->err, "%s: more coordinates than 4 294 967 295", r->place);
  return true;
}

// RFC 7946 has no crs member; its predecessor had {"type":"name","properties":{"name":...}}.
static const char *crs_name(struct document *d) {
  struct ct_json j = at(d, d->crs);
  const struct ct_value *v;
  if (!d->crs || !ct_json_value(&j, &d->r->scratch, &v)) return NULL;
  return ct_value_string(ct_value_get(ct_value_get(v, "properties"), "name"));
}

bool ct_geojson_read(struct ct_load_run *r, const char *text, size_t size, bool *mine) {
  struct document d = {.r = r, .text = text, .end = text + size};
  d.columns.arena = d.buf.arena = &r->scratch;
  if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) d.text += 3;
  struct ct_json j = at(&d, d.text);
  bool records = is_records(&d);
  bool whole = records ? ct_json_skip(&j) : outline(&d, &j);
  *mine =
      records || (whole && is_geojson_type(d.type)) || (j.fault && (d.features || is_geojson_type(d.type)));
  if (!*mine) return true;
  if (!whole) return failed(&d, &j);
  if (ct_json_peek(&j) || j.p != j.end) {
    // Several texts in a row: one for GeoJSONSeq.
    *mine = false;
    return true;
  }
  r->plain = records;
  if (!ct_crs_prepare(r, NULL, crs_name(&d)) || !note_features(&d)) return false;
  if (d.list.n >= UINT32_MAX / 4) return ct_fail(r->err, "%s: too many features", r->place);
  make_columns(&d);
  ct_build_reserve(&r->build, d.list.n);
  for (size_t i = 0; i < d.list.n; i++)
    if (!add_feature(&d, &d.list.v[i], (uint32_t)i + 1)) return false;
  return true;
}

bool ct_geojson_read_file(struct ct_load_run *r, const char *path, bool *mine) {
  enum { LIMIT = 1 << 30 };
  *mine = false;
  VSIStatBufL st;
  if (VSIStatL(path, &st) != 0 || st.st_size > LIMIT) return true;
  VSILFILE *f = r->handles.file = VSIFOpenL(path, "rb");
  if (!f) return ct_fail(r->err, "%s: cannot be opened", r->place);
  char *text = CT_NEW_N(&r->scratch, char, (size_t)st.st_size + 1);
  size_t n = VSIFReadL(text, 1, (size_t)st.st_size, f);
  r->handles.file = NULL;
  VSIFCloseL(f);
  return ct_geojson_read(r, text, n, mine);
}
