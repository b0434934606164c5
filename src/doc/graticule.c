// SPDX-License-Identifier: MIT
// The `graticule`, `scale_bar` and `north_arrow` parts of a document.
#include "doc/graticule.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

// 0.1 seconds.
#define LEAST_STEP (0.1 / 3600)

static const char graticule_expected[] =
    "'graticule' must be true, false, auto, a step in degrees, or a mapping with 'every', 'labels', 'lines', "
    "'format'";

// Meridians meet again where they began: a step must divide the turn.
static bool step_ok(struct ct_field_reader *r, const struct ct_value *at, double every, double most) {
  if (!(every >= LEAST_STEP && every <= most))
    return ct_field_fail(r, at, "'every' is %g degrees (expected %.2g to %g)", every, LEAST_STEP, most);
  double n = 360 / every;
  if (fabs(n - round(n)) <= 1e-4) return true;
  return ct_field_fail(
      r, at, "'every' is %g degrees, which does not divide 360 (expected such as 1, 5 or 0.5)", every);
}

static bool read_every(struct ct_field_reader *r, const struct ct_value *v, struct ct_graticule *g) {
  const struct ct_value *x = ct_value_get(v, "every");
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind == CT_NUMBER) {
    g->every_lon = g->every_lat = x->number;
    return step_ok(r, x, x->number, 90);
  }
  double both[2];
  bool given = false;
  if (x->kind != CT_ARRAY) return ct_field_fail(r, x, "'every' must be a step in degrees, or [lon, lat]");
  if (!ct_field_numbers(r, v, "every", 2, both, &given)) return false;
  g->every_lon = both[0], g->every_lat = both[1];
  return step_ok(r, x, both[0], 180) && step_ok(r, x, both[1], 90);
}

static bool read_format(struct ct_field_reader *r, const struct ct_value *v, struct ct_graticule *g) {
  static const char *const formats[] = {"dms", "dm", "decimal"};
  const char *s = NULL;
  if (!ct_field_text(r, v, "format", &s)) return false;
  for (int i = 0; s && i < 3; i++)
    if (!strcmp(s, formats[i])) g->format = formats[i];
  if (!s || g->format) return true;
  return ct_field_fail(r, ct_value_get(v, "format"), "'format' is '%.40s' (expected dms, dm or decimal)", s);
}

bool ct_doc_read_graticule(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  static const char *const keys[] = {"every", "labels", "lines", "format"};
  const struct ct_value *x = ct_value_get(doc, "graticule");
  struct ct_graticule *g = &d->graticule;
  *g = (struct ct_graticule){.labels = true, .lines = true};
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind == CT_OBJECT) {
    g->on = true;
    return ct_field_known(r, x, "'graticule'", keys, 4) && read_every(r, x, g) &&
           ct_field_bool(r, x, "labels", &g->labels) && ct_field_bool(r, x, "lines", &g->lines) &&
           read_format(r, x, g);
  }
  // Options bring their value as a text.
  const char *s = ct_field_scalar(x);
  double every;
  if (s && (!strcmp(s, "true") || !strcmp(s, "auto"))) return g->on = true;
  if (s && !strcmp(s, "false")) return true;
  if (!s || !ct_parse_number(s, &every)) return ct_field_fail(r, x, "%s", graticule_expected);
  g->on = true;
  g->every_lon = g->every_lat = every;
  return step_ok(r, x, every, 90);
}

static bool unit_of(const char *s, enum ct_length_unit *out) {
  static const char *const units[] = {"km", "mi", "nm"};
  for (int i = 0; s && i < 3; i++)
    if (!strcmp(s, units[i])) {
      *out = (enum ct_length_unit)i;
      return true;
    }
  return false;
}

// A unit, or two.
static bool read_units(struct ct_field_reader *r, const struct ct_value *x, struct ct_document *d) {
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind != CT_ARRAY)
    return unit_of(ct_field_scalar(x), &d->unit) ||
           ct_field_fail(r, x, "the scale bar's unit must be km, mi, nm or two of them in a list");
  if (x->n < 1 || x->n > 2)
    return ct_field_fail(r, x, "a scale bar has one unit or two, not %zu (expected such as [km, mi])", x->n);
  if (!unit_of(ct_field_scalar(x->items[0]), &d->unit) ||
      (x->n == 2 && !unit_of(ct_field_scalar(x->items[1]), &d->unit2)))
    return ct_field_fail(r, x, "the scale bar's units must be of km, mi and nm");
  d->two_units = x->n == 2 && d->unit2 != d->unit;
  return true;
}

bool ct_doc_read_scale_bar(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  static const char *const keys[] = {"unit", "at"};
  const struct ct_value *x = ct_value_get(doc, "scale_bar");
  if (!x || x->kind == CT_BOOL) return ct_field_bool(r, doc, "scale_bar", &d->scale_bar);
  if (x->kind == CT_ARRAY) return read_units(r, x, d);
  if (x->kind != CT_OBJECT) {
    return unit_of(ct_field_scalar(x), &d->unit) ||
           ct_field_fail(r, x,
                         "'scale_bar' must be km, mi, nm, true, false, or a mapping with 'unit' and 'at'");
  }
  d->scale_lat = NAN;
  if (!ct_field_known(r, x, "'scale_bar'", keys, 2) || !read_units(r, ct_value_get(x, "unit"), d) ||
      !ct_field_number(r, x, "at", -89, 89, &d->scale_lat))
    return false;
  d->has_scale_lat = !isnan(d->scale_lat);
  return true;
}

bool ct_doc_read_north(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  const struct ct_value *x = ct_value_get(doc, "north_arrow");
  const char *s = ct_field_scalar(x);
  if (!x || x->kind == CT_NULL || (s && !strcmp(s, "auto"))) return true;
  if (x->kind != CT_BOOL) return ct_field_fail(r, x, "'north_arrow' must be true, false or auto");
  d->north = x->boolean ? CT_NORTH_ALWAYS : CT_NORTH_NEVER;
  return true;
}
