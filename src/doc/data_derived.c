// SPDX-License-Identifier: MIT
// Derived lines and areas of a data entry: uncertainty, tracks, rings, sectors, links.
#include "doc/data_derived.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

#define KEYS(...) \
  (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

// `uncertainty: column`, or { column, label }.
static bool read_uncertainty(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *u = ct_value_get(v, "uncertainty");
  if (!ct_value_is(u, CT_OBJECT)) return ct_field_text(r, v, "uncertainty", &d->uncertainty);
  if (!ct_field_known(r, u, "'uncertainty'", KEYS("column", "label")) ||
      !ct_field_text(r, u, "column", &d->uncertainty) || !ct_field_text(r, u, "label", &d->uncertainty_label))
    return false;
  return d->uncertainty || ct_field_fail(r, u, "'uncertainty' needs a 'column'");
}

// `width: column`, or { column, range, label }.
static bool read_width(struct ct_field_reader *r, const struct ct_value *v, struct ct_data_width *out) {
  const struct ct_value *w = ct_value_get(v, "width");
  double range[2] = {0.8, 7};
  bool given = false;
  *out = (struct ct_data_width){.min_px = range[0], .max_px = range[1]};
  if (!ct_value_is(w, CT_OBJECT)) return ct_field_text(r, v, "width", &out->column);
  if (!ct_field_known(r, w, "'width'", KEYS("column", "range", "label")) ||
      !ct_field_text(r, w, "column", &out->column) || !ct_field_numbers(r, w, "range", 2, range, &given) ||
      !ct_field_text(r, w, "label", &out->label))
    return false;
  if (!(range[0] > 0) || range[1] <= range[0] || range[1] > 60)
    return ct_field_fail(r, w, "'range' must be two rising widths in pixels, such as [0.8, 7]");
  out->min_px = range[0];
  out->max_px = range[1];
  return true;
}

static bool read_tracks(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *t;
  if (!ct_field_object(r, v, "tracks", &t)) return false;
  if (!t) return true;
  if (!ct_field_known(r, t, "'tracks'", KEYS("bearing", "distance_km", "width", "label")) ||
      !ct_field_text(r, t, "bearing", &d->tracks.bearing) ||
      !ct_field_text(r, t, "distance_km", &d->tracks.distance_km) ||
      !ct_field_text(r, t, "label", &d->tracks.label) || !read_width(r, t, &d->tracks.width))
    return false;
  if (!d->tracks.bearing || !d->tracks.distance_km)
    return ct_field_fail(r, t, "'tracks' needs 'bearing' and 'distance_km' (names of columns)");
  return true;
}

// ---- rings

static bool read_radii(struct ct_field_reader *r, const struct ct_value *x, struct ct_data_rings *out) {
  enum { MOST = 100 };
  size_t n = x->kind == CT_ARRAY ? x->n : 1;
  if (!n || n > MOST) return ct_field_fail(r, x, "'radii_km' must be 1 to %d numbers", MOST);
  double *radii = CT_NEW_N(r->a, double, n);
  for (size_t i = 0; i < n; i++) {
    const struct ct_value *item = x->kind == CT_ARRAY ? x->items[i] : x;
    if (item->kind != CT_NUMBER || !(item->number > 0 && item->number < CT_RADIUS_MAX_KM))
      return ct_field_fail(r, item, "a radius must be a number of kilometres over 0 and under %.0f, %s",
                           CT_RADIUS_MAX_KM, "almost half the way round the globe");
    size_t at = i;
    for (; at > 0 && radii[at - 1] > item->number; at--) radii[at] = radii[at - 1];
    radii[at] = item->number;
  }
  out->radii_km = radii;
  out->n = n;
  return true;
}

// `rings: 500`, [500, 1300], `column`, or { radii_km | column, label, legend }.
static bool read_rings(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *x = ct_value_get(v, "rings"), *radii = x;
  struct ct_data_rings *out = &d->rings;
  if (!x || x->kind == CT_NULL) return true;
  out->label = "{km} km";
  if (x->kind == CT_OBJECT) {
    if (!ct_field_known(r, x, "'rings'", KEYS("radii_km", "column", "label", "legend")) ||
        !ct_field_text(r, x, "column", &out->column) || !ct_field_text(r, x, "legend", &out->legend))
      return false;
    radii = ct_value_get(x, "radii_km");
    const struct ct_value *label = ct_value_get(x, "label");
    if (label && label->kind == CT_BOOL && !label->boolean)
      out->label = NULL;
    else if (!ct_field_text(r, x, "label", &out->label))
      return false;
    if (!radii == !out->column)
      return ct_field_fail(r, x, "'rings' needs either 'radii_km' or 'column' (radii in km)");
  } else if (x->kind == CT_STRING) {
    out->column = x->string;
    return true;
  } else if (x->kind != CT_ARRAY && x->kind != CT_NUMBER) {
    return ct_field_fail(r, x, "'rings' must be radii in km, such as [500, 1300], a column or a mapping");
  }
  return !radii || read_radii(r, radii, out);
}

// ---- sectors

// A column's name, or a number for all rows.
static bool read_number(struct ct_field_reader *r, const struct ct_value *v, const char *key,
                        struct ct_data_number *out) {
  const struct ct_value *x = ct_value_get(v, key);
  *out = (struct ct_data_number){.value = NAN};
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind == CT_NUMBER) {
    out->value = x->number;
    return true;
  }
  if (x->kind != CT_STRING) return ct_field_fail(r, x, "'%s' must be the name of a column, or a number", key);
  out->column = x->string;
  return true;
}

static bool has(const struct ct_data_number *n) {
  return n->column || !isnan(n->value);
}

static bool read_sectors(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *x;
  struct ct_data_sectors *s = &d->sectors;
  if (!ct_field_object(r, v, "sectors", &x)) return false;
  if (!x) return true;
  if (!ct_field_known(r, x, "'sectors'",
                      KEYS("from", "to", "bearing", "width_deg", "radius_km", "inner_km", "label")))
    return false;
  const struct {
    const char *key;
    struct ct_data_number *out;
  } numbers[] = {{"from", &s->from},           {"to", &s->to},
                 {"bearing", &s->bearing},     {"width_deg", &s->width_deg},
                 {"radius_km", &s->radius_km}, {"inner_km", &s->inner_km}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (!read_number(r, x, numbers[i].key, numbers[i].out)) return false;
  if (!ct_field_text(r, x, "label", &s->label)) return false;
  bool ends = has(&s->from) && has(&s->to), middle = has(&s->bearing) && has(&s->width_deg);
  bool any_end = has(&s->from) || has(&s->to), any_middle = has(&s->bearing) || has(&s->width_deg);
  if (!has(&s->radius_km) || !(ends || middle) || (any_end && any_middle))
    return ct_field_fail(
        r, x,
        "'sectors' needs 'radius_km' and either 'from' and 'to' or 'bearing' and 'width_deg' "
        "(columns or numbers)");
  s->given = true;
  return true;
}

// ---- links

static bool read_links(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  const struct ct_value *x;
  struct ct_data_links *l = &d->links;
  if (!ct_field_object(r, v, "links", &x)) return false;
  if (!x) return true;
  l->line = x->line;
  l->bundle = l->arrow = true;
  if (!ct_field_known(r, x, "'links'",
                      KEYS("from", "to", "places", "key", "width", "bundle", "arrow", "label")) ||
      !ct_field_text(r, x, "from", &l->from) || !ct_field_text(r, x, "to", &l->to) ||
      !ct_field_text(r, x, "places", &l->places) || !ct_field_text(r, x, "key", &l->key) ||
      !read_width(r, x, &l->width) || !ct_field_bool(r, x, "bundle", &l->bundle) ||
      !ct_field_bool(r, x, "arrow", &l->arrow) || !ct_field_text(r, x, "label", &l->label))
    return false;
  if (!l->from || !l->to)
    return ct_field_fail(r, x, "'links' needs 'from' and 'to' (columns that name places)");
  return true;
}

bool ct_doc_read_derived(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  return read_uncertainty(r, v, d) && read_tracks(r, v, d) && read_rings(r, v, d) && read_sectors(r, v, d) &&
         read_links(r, v, d);
}

bool ct_doc_check_links(struct ct_field_reader *r, const struct ct_value *data,
                        const struct ct_document *doc) {
  for (size_t i = 0; i < doc->ndata; i++) {
    const struct ct_data_links *l = &doc->data[i].links;
    bool found = !l->places;
    for (size_t k = 0; k < doc->ndata && !found; k++) found = !strcmp(doc->data[k].name, l->places);
    if (found) continue;
    const struct ct_value *at = ct_value_get(ct_value_get(data->members[i].value, "links"), "places");
    const char **names = CT_NEW_N(r->a, const char *, doc->ndata);
    for (size_t k = 0; k < doc->ndata; k++) names[k] = doc->data[k].name;
    const char *near = ct_nearest_name(l->places, names, doc->ndata);
    return ct_field_fail(r, at, "'places' is '%s', but there are no data of that name%s", l->places,
                         near ? ct_arena_printf(r->a, " (did you mean '%s'?)", near) : "");
  }
  return true;
}
