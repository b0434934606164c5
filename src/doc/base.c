// SPDX-License-Identifier: MIT
// The `base` and `boundaries` parts of a document: what lies under its data, and whose lines and names.
#include "doc/base.h"

#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

static bool read_raster(struct ct_field_reader *r, const struct ct_value *b, const char *key,
                        struct ct_document_raster *out) {
  const struct ct_value *x = ct_value_get(b, key);
  if (!ct_field_text(r, b, key, &out->as_written)) return false;
  if (!out->as_written) return true;
  if (!*out->as_written) return ct_field_fail(r, x, "'%s' is empty (expected the path of a raster)", key);
  out->path =
      ct_path_has_scheme(out->as_written) ? out->as_written : ct_path_join(r->a, r->folder, out->as_written);
  out->line = x->line;
  out->col = x->col;
  return true;
}

static bool check_mapping(struct ct_field_reader *r, const struct ct_value *v) {
  for (size_t i = 0; i < v->n; i++) {
    const struct ct_member *m = &v->members[i];
    bool off = m->value->kind == CT_NULL || (m->value->kind == CT_BOOL && !m->value->boolean);
    if (!off && !ct_field_scalar(m->value))
      return ct_field_fail(r, m->value, "the name for '%.80s' must be a text, or false for none", m->key);
  }
  return true;
}

// Whether sets of that name exist is seen when the policies are read.
static bool read_names(struct ct_field_reader *r, const struct ct_value *b, const struct ct_value **out) {
  const struct ct_value *x = ct_value_get(b, "names");
  if (!x || x->kind == CT_NULL) return true;
  *out = x;
  size_t n = x->kind == CT_ARRAY ? x->n : 1;
  for (size_t i = 0; i < n; i++) {
    const struct ct_value *one = x->kind == CT_ARRAY ? x->items[i] : x;
    if (one->kind != CT_OBJECT && one->kind != CT_STRING)
      return ct_field_fail(
          r, one, "'names' must be a set of names such as un, a mapping of names, or a list of these");
    if (one->kind == CT_OBJECT && !check_mapping(r, one)) return false;
  }
  return true;
}

static bool read_parts(struct ct_field_reader *r, const struct ct_value *b, struct ct_document_base *out) {
  const struct ct_value *countries = ct_value_get(b, "countries");
  out->asked_countries = countries && countries->kind != CT_NULL;
  return ct_field_text(r, b, "highlight", &out->highlight) && ct_field_bool(r, b, "labels", &out->labels) &&
         ct_field_bool(r, b, "admin1", &out->admin1) && ct_field_bool(r, b, "rivers", &out->rivers) &&
         ct_field_bool(r, b, "countries", &out->countries);
}

static bool read_boundaries(struct ct_field_reader *r, const struct ct_value *v, enum ct_boundaries *out) {
  static const char *const words[] = {"as-is", "un", "de-facto", "none"};
  const struct ct_value *x = ct_value_get(v, "boundaries");
  if (!x || x->kind == CT_NULL) return true;
  const char *s = ct_field_scalar(x);
  for (int i = 0; s && i < 4; i++)
    if (strcmp(s, words[i]) == 0) {
      *out = (enum ct_boundaries)i;
      return true;
    }
  const char *near = s ? ct_nearest_name(s, words, 4) : NULL;
  if (near) return ct_field_fail(r, x, "unknown boundaries '%.80s' (did you mean '%s'?)", s, near);
  return ct_field_fail(r, x, "'boundaries' must be un, de-facto, none or as-is");
}

bool ct_doc_read_base(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  static const char *const keys[] = {"highlight", "labels",  "admin1",    "rivers", "countries",
                                     "names",     "imagery", "hillshade", "credit"};
  const struct ct_value *b;
  struct ct_document_base *base = &out->base;
  if (!read_boundaries(r, doc, &out->boundaries) || !ct_field_object(r, doc, "base", &b)) return false;
  if (!b) return true;
  if (!ct_field_known(r, b, "'base'", keys, sizeof keys / sizeof *keys) || !read_parts(r, b, base) ||
      !read_names(r, b, &base->names) || !read_raster(r, b, "imagery", &base->imagery) ||
      !read_raster(r, b, "hillshade", &base->hillshade) || !ct_field_text(r, b, "credit", &base->credit))
    return false;
  if (base->credit && !base->imagery.path && !base->hillshade.path)
    return ct_field_fail(r, ct_value_get(b, "credit"),
                         "'credit' needs 'imagery' or 'hillshade' (facts have their 'sources')");
  return true;
}
