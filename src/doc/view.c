// SPDX-License-Identifier: MIT
// The `view` and `page` parts of a document.
#include "doc/view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

static bool read_scale(struct ct_field_reader *r, const struct ct_value *v, struct ct_document_view *d) {
  const struct ct_value *x = ct_value_get(v, "scale");
  const char *s = ct_field_scalar(x);
  if (!x || x->kind == CT_NULL) return true;
  double n = 0;
  if (s && ct_starts_with(s, "1:")) s += 2;
  if (s && ct_parse_number(s, &n) && n >= 100 && n <= 1e9) {
    d->scale = n;
    return true;
  }
  return ct_field_fail(r, x, "'scale' must be like 1:250000 (1:100 to 1:1000000000)");
}

static bool check_box(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document_view *d) {
  const double *b = d->bbox;
  const struct ct_value *at = ct_value_get(v, "bbox");
  if (!d->has_bbox) return true;
  if (b[1] < -90 || b[3] > 90 || b[1] >= b[3])
    return ct_field_fail(r, at, "'bbox' has latitudes %g and %g (expected south < north within -90..90)",
                         b[1], b[3]);
  for (int i = 0; i < 4; i += 2)
    if (b[i] < -360 || b[i] > 360)
      return ct_field_fail(r, at, "'bbox' has longitude %g (expected west,south,east,north in degrees)",
                           b[i]);
  if (b[0] == b[2]) return ct_field_fail(r, at, "'bbox' has no width (expected west,south,east,north)");
  return true;
}

static bool check_fit(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document *d,
                      const struct ct_document_view *view) {
  for (size_t i = 0; i < view->nfit; i++) {
    bool found = false;
    for (size_t k = 0; k < d->ndata && !found; k++) found = strcmp(d->data[k].name, view->fit[i]) == 0;
    if (!found)
      return ct_field_fail(r, ct_value_get(v, "fit"), "'fit' names '%s', which is not in 'data'",
                           view->fit[i]);
  }
  return true;
}

bool ct_doc_read_view_keys(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document *d,
                           struct ct_document_view *out) {
  double center[2];
  if (!ct_field_texts(r, v, "fit", &out->fit, &out->nfit) ||
      !ct_field_numbers(r, v, "bbox", 4, out->bbox, &out->has_bbox) ||
      !ct_field_numbers(r, v, "center", 2, center, &out->has_center) ||
      !ct_field_number(r, v, "zoom", -5, 30, &out->zoom) || !read_scale(r, v, out) ||
      !ct_field_text(r, v, "projection", &out->projection) ||
      !ct_field_number(r, v, "rotation", -360, 360, &out->rotation_deg) ||
      !ct_field_number(r, v, "padding", 0, 200, &out->padding_mm))
    return false;
  if (out->has_center) {
    out->lon = center[0];
    out->lat = center[1];
    if (fabs(center[1]) > 90 || fabs(center[0]) > 360)
      return ct_field_fail(r, ct_value_get(v, "center"), "'center' is %g,%g (expected longitude,latitude)",
                           center[0], center[1]);
  }
  return check_box(r, v, out) && check_fit(r, v, d, out);
}

bool ct_doc_read_view(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  static const char *const keys[] = {CT_DOC_VIEW_KEYS};
  const struct ct_value *v;
  if (!ct_field_object(r, doc, "view", &v)) return false;
  if (!v) return true;
  return ct_field_known(r, v, "'view'", keys, sizeof keys / sizeof *keys) &&
         ct_doc_read_view_keys(r, v, d, &d->view);
}

// Page sizes. Millimetres are portrait; pixels are as they are.
static const struct {
  const char *name;
  double w, h;
  bool px;
} sizes[] = {
    {"A0", 841, 1189, false},         {"A1", 594, 841, false},         {"A2", 420, 594, false},
    {"A3", 297, 420, false},          {"A4", 210, 297, false},         {"A5", 148, 210, false},
    {"A6", 105, 148, false},          {"letter", 215.9, 279.4, false}, {"legal", 215.9, 355.6, false},
    {"tabloid", 279.4, 431.8, false}, {"slide", 1920, 1080, true},     {"column", 600, 720, true},
    {"social", 1200, 630, true}};
enum { NSIZES = sizeof sizes / sizeof *sizes };

static bool parse_size(const char *s, double *w, double *h, bool *px) {
  for (size_t i = 0; i < NSIZES; i++)
    if (ct_same_nocase(s, sizes[i].name)) {
      *w = sizes[i].w;
      *h = sizes[i].h;
      *px = sizes[i].px;
      return true;
    }
  char a[32], b[32], unit[8] = "px", junk;
  int n = sscanf(s, "%31[0-9.]x%31[0-9.]%7[a-z]%c", a, b, unit, &junk);
  if (n < 2 || n > 3 || !ct_parse_number(a, w) || !ct_parse_number(b, h)) return false;
  double per = strcmp(unit, "mm") == 0   ? 1
               : strcmp(unit, "cm") == 0 ? 10
               : strcmp(unit, "in") == 0 ? 25.4
                                         : 0;
  *px = strcmp(unit, "px") == 0;
  if (per == 0 && !*px) return false;
  if (!*px) {
    *w *= per;
    *h *= per;
  }
  return true;
}

static bool read_size(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  const char *size = "A4", *orientation = NULL;
  if (!ct_field_text(r, v, "size", &size) || !ct_field_text(r, v, "orientation", &orientation)) return false;
  double w, h;
  bool px;
  if (!parse_size(size, &w, &h, &px))
    return ct_field_fail(r, ct_value_get(v, "size"),
                         "unknown page size '%s' (expected A4, A3, letter, slide, column, social, 1600x1200 "
                         "in pixels or 200x150mm)",
                         size);
  double least = px ? 16 : 10, most = px ? 30000 : 5000;
  if (w < least || h < least || w > most || h > most)
    return ct_field_fail(r, ct_value_get(v, "size"), "page size '%s' is outside %gx%g to %gx%g", size, least,
                         least, most, most);
  bool portrait = orientation && strcmp(orientation, "portrait") == 0;
  if (orientation && !portrait && strcmp(orientation, "landscape") != 0)
    return ct_field_fail(r, ct_value_get(v, "orientation"), "'orientation' must be portrait or landscape");
  // A size in numbers stands as it is; a named one is turned, paper to landscape by default.
  bool named = !(size[0] >= '0' && size[0] <= '9');
  if (named && (orientation || !px) && portrait != (h > w)) {
    double t = w;
    w = h;
    h = t;
  }
  double pt = px ? CT_PX_PT : 72 / 25.4;
  d->page.w_pt = w * pt;
  d->page.h_pt = h * pt;
  d->page.in_pixels = px;
  return true;
}

bool ct_doc_read_page(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  static const char *const keys[] = {"size", "orientation", "dpi", "ratio", "bare", "background", "template"};
  const struct ct_value *v;
  if (!ct_field_object(r, doc, "page", &v)) return false;
  double dpi = 0, ratio = 0;
  if (v && (!ct_field_known(r, v, "'page'", keys, sizeof keys / sizeof *keys) ||
            !ct_field_number(r, v, "dpi", 10, 2400, &dpi) ||
            !ct_field_number(r, v, "ratio", 0.1, 16, &ratio) || !ct_field_bool(r, v, "bare", &d->page.bare) ||
            !ct_field_text(r, v, "background", &d->page.background) ||
            !ct_field_text(r, v, "template", &d->furniture.template)))
    return false;
  const struct ct_value *paper = ct_value_get(v, "background");
  d->page.background_line = paper ? paper->line : 0;
  if (!read_size(r, v, d)) return false;
  d->page.ratio = ratio > 0 ? ratio : d->page.in_pixels && dpi > 0 ? dpi / 96 : 1;
  d->page.dpi = d->page.in_pixels ? 96 * d->page.ratio : dpi > 0 ? dpi : 300 * (ratio > 0 ? ratio : 1);
  double px = d->page.w_pt / 72 * d->page.dpi, py = d->page.h_pt / 72 * d->page.dpi;
  if (px > 32000 || py > 32000)
    return ct_field_fail(r, v, "the page would be %.0f by %.0f pixels (at most 32000; lower 'dpi')", px, py);
  return true;
}
