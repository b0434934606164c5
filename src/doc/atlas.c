// SPDX-License-Identifier: MIT
// The `atlas` part of a document: over what pages are made, and what they show.
#include "doc/atlas.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "doc/view.h"
#include "model/document.h"

// `index: true`, or { title, subtitle }
static bool read_index(struct ct_field_reader *r, const struct ct_value *v, struct ct_atlas *out) {
  static const char *const keys[] = {"title", "subtitle"};
  const struct ct_value *x = ct_value_get(v, "index");
  out->index = true;
  if (!ct_value_is(x, CT_OBJECT)) return ct_field_bool(r, v, "index", &out->index);
  return ct_field_known(r, x, "'index'", keys, 2) && ct_field_text(r, x, "title", &out->index_title) &&
         ct_field_text(r, x, "subtitle", &out->index_subtitle);
}

// The entry must be one of the document's.
static bool check_over(struct ct_field_reader *r, const struct ct_value *at, const struct ct_document *d) {
  const char **names = CT_NEW_N(r->a, const char *, d->ndata + 1);
  struct ct_str list = {.arena = r->a};
  for (size_t i = 0; i < d->ndata; i++) {
    names[i] = d->data[i].name;
    if (strcmp(names[i], d->atlas.over) == 0) return true;
    if (i < 20) ct_str_addf(&list, "%s%s", i ? ", " : "", names[i]);
  }
  const char *near = ct_nearest_name(d->atlas.over, names, d->ndata);
  if (near)
    return ct_field_fail(r, at, "'over' names '%s', which is not in 'data' (did you mean '%s'?)",
                         d->atlas.over, near);
  if (!d->ndata) return ct_field_fail(r, at, "an atlas needs 'data' to have its pages over");
  return ct_field_fail(r, at, "'over' names '%s', which is not in 'data' (it has %s)", d->atlas.over,
                       ct_str_text(&list));
}

static bool read_keys(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  static const char *const keys[] = {"over",  "where",   "by",    "name", "sort",
                                     "scale", "padding", "index", "only"};
  struct ct_document_view view = {.zoom = NAN, .padding_mm = NAN};
  struct ct_atlas *a = &d->atlas;
  if (!ct_field_known(r, v, "'atlas'", keys, sizeof keys / sizeof *keys) ||
      !ct_field_text(r, v, "over", &a->over) || !ct_field_text(r, v, "where", &a->where) ||
      !ct_field_text(r, v, "by", &a->by) || !ct_field_text(r, v, "name", &a->name) ||
      !ct_field_text(r, v, "sort", &a->sort) || !ct_field_bool(r, v, "only", &a->only) ||
      !ct_doc_read_view_keys(r, v, d, &view) || !read_index(r, v, a))
    return false;
  a->scale = view.scale;
  a->padding_mm = view.padding_mm;
  if (!a->over) return ct_field_fail(r, v, "'atlas' needs 'over', the name of a data entry");
  if (a->scale > 0 && !isnan(a->padding_mm))
    return ct_field_fail(r, ct_value_get(v, "padding"),
                         "'scale' and 'padding' exclude each other: pages of one scale are not fitted");
  return check_over(r, ct_value_get(v, "over"), d);
}

bool ct_doc_read_atlas(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d) {
  const struct ct_value *v = ct_value_get(doc, "atlas");
  if (!v || v->kind == CT_NULL || (v->kind == CT_BOOL && !v->boolean)) return true;
  d->atlas.padding_mm = NAN;
  d->atlas.index = true;
  if (v->kind == CT_OBJECT) return read_keys(r, v, d);
  // `atlas: facilities`
  if (!ct_field_text(r, doc, "atlas", &d->atlas.over)) return false;
  return check_over(r, v, d);
}
