// SPDX-License-Identifier: MIT
// The `insets` and `locator` parts of a document.
#include "doc/inset.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "doc/view.h"
#include "model/document.h"

enum { MOST_INSETS = 16 };

// In the order of enum ct_inset_place.
static const char *const places[] = {"auto", "top-left", "top-right", "bottom-left", "bottom-right"};
enum { NPLACES = sizeof places / sizeof *places };

static bool read_place(struct ct_field_reader *r, const struct ct_value *v, struct ct_inset *out) {
  const struct ct_value *x = ct_value_get(v, "at");
  if (!x || x->kind == CT_NULL) return true;
  const char *word = ct_field_scalar(x);
  for (int i = 0; word && i < NPLACES; i++)
    if (strcmp(word, places[i]) == 0) {
      out->place = (enum ct_inset_place)i;
      return true;
    }
  const char *near = word ? ct_nearest_name(word, places, NPLACES) : NULL;
  if (near) return ct_field_fail(r, x, "unknown place '%.80s' of an inset (did you mean '%s'?)", word, near);
  return ct_field_fail(
      r, x, "'at' must be auto, top-left, top-right, bottom-left or bottom-right, the corner of an inset");
}

// `[width, height]` in millimetres, or a share of the frame's width.
static bool read_size(struct ct_field_reader *r, const struct ct_value *v, struct ct_inset *out) {
  enum { LEAST_MM = 12, MOST_MM = 1000 };
  const struct ct_value *x = ct_value_get(v, "size");
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind != CT_ARRAY) {
    const char *s = ct_field_scalar(x);
    if (s && ct_parse_number(s, &out->share) && out->share >= 0.1 && out->share <= 0.7) return true;
    return ct_field_fail(
        r, x, "'size' must be [width, height] in mm, or a share of the map's width from 0.1 to 0.7");
  }
  double mm[2];
  bool given;
  if (!ct_field_numbers(r, v, "size", 2, mm, &given)) return false;
  for (int i = 0; i < 2; i++)
    if (!(mm[i] >= LEAST_MM && mm[i] <= MOST_MM))
      return ct_field_fail(r, x, "'size' is %g by %g mm (expected %d to %d)", mm[0], mm[1], LEAST_MM,
                           MOST_MM);
  out->w_mm = mm[0];
  out->h_mm = mm[1];
  return true;
}

// Something must say what is shown: the whole of the data is what the main map is for.
static bool check_view(struct ct_field_reader *r, const struct ct_value *v, const struct ct_inset *in) {
  const struct ct_document_view *w = &in->view;
  if (w->has_bbox || w->nfit || in->nnames) return true;
  if (w->has_center && (w->scale > 0 || isfinite(w->zoom))) return true;
  return ct_field_fail(r, v,
                       "an inset must say what it shows (expected 'names', 'fit', 'bbox', or 'center' with "
                       "'scale' or 'zoom')");
}

static bool read_inset(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document *d,
                       struct ct_inset *out) {
  static const char *const keys[] = {"title",  "names",  "size",      "at",
                                     "leader", "labels", "scale_bar", CT_DOC_VIEW_KEYS};
  *out = (struct ct_inset){.leader = true, .labels = true, .scale_bar = true, .line = v->line};
  out->view.zoom = NAN;
  out->view.padding_mm = 4;
  if (v->kind != CT_OBJECT) return ct_field_fail(r, v, "an inset must be a mapping of keys to values");
  return ct_field_known(r, v, "an inset", keys, sizeof keys / sizeof *keys) &&
         ct_field_text(r, v, "title", &out->title) &&
         ct_field_texts(r, v, "names", &out->names, &out->nnames) &&
         ct_field_bool(r, v, "leader", &out->leader) && ct_field_bool(r, v, "labels", &out->labels) &&
         ct_field_bool(r, v, "scale_bar", &out->scale_bar) && read_size(r, v, out) && read_place(r, v, out) &&
         ct_doc_read_view_keys(r, v, d, &out->view) && check_view(r, v, out);
}

bool ct_doc_read_insets(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  const struct ct_value *x = ct_value_get(doc, "insets");
  if (!x || x->kind == CT_NULL) return true;
  bool one = x->kind == CT_OBJECT;
  if (!one && x->kind != CT_ARRAY)
    return ct_field_fail(r, x, "'insets' must be a list of insets, each a mapping of keys to values");
  size_t n = one ? 1 : x->n;
  if (n > MOST_INSETS)
    return ct_field_fail(r, x, "%zu insets (expected at most %d on one page)", n, MOST_INSETS);
  struct ct_inset *list = CT_NEW_N(r->a, struct ct_inset, n + 1);
  for (size_t i = 0; i < n; i++)
    if (!read_inset(r, one ? x : x->items[i], out, &list[i])) return false;
  out->ninsets = n;
  out->insets = list;
  return true;
}

// `extent: auto`, `globe`, or a box, which is checked as that of a view is.
static bool read_extent(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document *d,
                        struct ct_locator *out) {
  const struct ct_value *x = ct_value_get(v, "extent");
  const char *word = ct_field_scalar(x);
  if (!x || x->kind == CT_NULL || (word && !strcmp(word, "auto"))) return true;
  out->globe = word && !strcmp(word, "globe");
  if (out->globe) return true;
  if (x->kind != CT_ARRAY || x->n != 4)
    return ct_field_fail(r, x, "'extent' must be auto, globe, or [west, south, east, north] in degrees");
  struct ct_document_view view = {.zoom = 0};
  if (!ct_doc_read_view_keys(r, ct_value_with(r->a, NULL, "bbox", x), d, &view)) return false;
  out->has_bbox = true;
  memcpy(out->bbox, view.bbox, sizeof out->bbox);
  return true;
}

bool ct_doc_read_locator(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  static const char *const keys[] = {"extent", "projection", "size"};
  const struct ct_value *x = ct_value_get(doc, "locator");
  struct ct_locator *l = &out->locator_ask;
  if (!ct_value_is(x, CT_OBJECT)) return ct_field_bool(r, doc, "locator", &out->locator);
  out->locator = true;
  return ct_field_known(r, x, "'locator'", keys, sizeof keys / sizeof *keys) && read_extent(r, x, out, l) &&
         ct_field_text(r, x, "projection", &l->projection) &&
         ct_field_number(r, x, "size", 10, 300, &l->w_mm);
}
