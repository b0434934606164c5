// SPDX-License-Identifier: MIT
// Doc: checks a document's value and fills in defaults.
#include "doc/doc.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/atlas.h"
#include "doc/base.h"
#include "doc/data.h"
#include "doc/edition.h"
#include "doc/field.h"
#include "doc/furniture.h"
#include "doc/graticule.h"
#include "doc/inset.h"
#include "doc/labels.h"
#include "doc/sources.h"
#include "doc/view.h"
#include "model/document.h"

static const char *const top_keys[] = {
    "title",     "subtitle",   "kicker",         "as_of",       "style",  "data",
    "view",      "page",       "base",           "locator",     "legend", "scale_bar",
    "sources",   "note",       "time",           "layers",      "labels", "author",
    "keywords",  "boundaries", "classification", "map_number",  "logo",   "disclaimer",
    "graticule", "insets",     "atlas",          "north_arrow", "svg",    "since_edition"};
enum { NTOP = sizeof top_keys / sizeof *top_keys };

bool ct_doc_is_style(const struct ct_value *v) {
  // Also of another version: the style's own check then says so.
  return ct_value_get(v, "version") && (ct_value_get(v, "layers") || ct_value_get(v, "sources"));
}

bool ct_doc_is_document(const struct ct_value *v) {
  if (!v || v->kind != CT_OBJECT) return false;
  if (ct_value_string(ct_value_get(v, "type"))) return false;  // GeoJSON
  for (size_t i = 0; i < NTOP; i++)
    if (ct_value_get(v, top_keys[i])) return true;
  return false;
}

// `legend: false`, or a mapping.
static bool read_legend(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  static const char *const keys[] = {"title", "counts", "all", "at"};
  const struct ct_value *x = ct_value_get(v, "legend");
  if (!ct_value_is(x, CT_OBJECT)) return ct_field_bool(r, v, "legend", &d->legend);
  return ct_field_known(r, x, "'legend'", keys, sizeof keys / sizeof *keys) &&
         ct_field_text(r, x, "title", &d->legend_title) && ct_field_bool(r, x, "counts", &d->legend_counts) &&
         ct_field_bool(r, x, "all", &d->legend_all);
}

static bool check_date(struct ct_field_reader *r, const struct ct_value *t, const char *key) {
  const char *text = ct_value_string(ct_value_get(t, key));
  struct ct_interval days;
  if (!text || ct_date_parse(text, &days)) return true;
  return ct_field_fail(r, ct_value_get(t, key),
                       "'%s' is not a date: '%.80s' (expected 2018, 2018-05 or 2018-05-09)", key, text);
}

static bool read_time(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  static const char *const keys[] = {"since", "until"};
  const struct ct_value *t;
  if (!ct_field_object(r, v, "time", &t)) return false;
  if (!t) return true;
  return ct_field_known(r, t, "'time'", keys, 2) && ct_field_text(r, t, "since", &d->since) &&
         ct_field_text(r, t, "until", &d->until) && check_date(r, t, "since") && check_date(r, t, "until");
}

// A theme is a built-in name, or a path against the document's folder.
static const char *theme_path(struct ct_field_reader *r, const char *written) {
  bool name = !strchr(written, '/') && !ct_ends_with(written, ".json");
  return name ? written : ct_path_join(r->a, r->folder, written);
}

static void defaults(struct ct_document *d, const char *file, const char *folder) {
  memset(d, 0, sizeof *d);
  d->file = file;
  d->folder = folder;
  d->style = "briefing";
  d->view.zoom = NAN;
  d->view.padding_mm = 6;
  d->base.labels = d->base.admin1 = d->base.rivers = d->base.countries = true;
  d->legend = d->scale_bar = true;
  d->legend_counts = false;
}

static bool read_layers(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  const struct ct_value *x = ct_value_get(v, "layers");
  if (x && x->kind != CT_ARRAY) return ct_field_fail(r, x, "'layers' must be a list of MapLibre layers");
  d->extra_layers = x;
  return true;
}

static bool read_svg(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  static const char *const keys[] = {"data", "pin_widths"};
  const struct ct_value *x;
  if (!ct_field_object(r, v, "svg", &x)) return false;
  if (!x) return true;
  return ct_field_known(r, x, "'svg'", keys, 2) && ct_field_bool(r, x, "pin_widths", &d->svg_pin_widths) &&
         ct_field_texts(r, x, "data", &d->svg_columns, &d->nsvg_columns);
}

// A text with commas, or a list.
static bool read_keywords(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  const char *const *words = NULL;
  size_t n = 0;
  struct ct_str s = {.arena = r->a};
  if (!ct_field_texts(r, v, "keywords", &words, &n)) return false;
  for (size_t i = 0; i < n; i++) ct_str_addf(&s, "%s%s", i ? ", " : "", words[i]);
  if (n) d->keywords = ct_str_text(&s);
  return true;
}

static bool read_texts(struct ct_field_reader *r, const struct ct_value *v, struct ct_document *d) {
  const char *style = NULL;
  if (!ct_field_text(r, v, "title", &d->title) || !ct_field_text(r, v, "subtitle", &d->subtitle) ||
      !ct_field_text(r, v, "kicker", &d->kicker) || !ct_field_text(r, v, "as_of", &d->as_of) ||
      !ct_field_text(r, v, "note", &d->note) || !ct_field_text(r, v, "style", &style) ||
      !ct_field_text(r, v, "author", &d->author) || !read_keywords(r, v, d))
    return false;
  if (style) d->style = theme_path(r, style);
  return true;
}

bool ct_doc_from_value(const struct ct_value *v, const char *file, const char *folder, struct ct_arena *a,
                       struct ct_document *out, struct ct_err *err) {
  struct ct_field_reader r = {a, file, folder, err};
  defaults(out, file, folder);
  if (v->kind != CT_OBJECT) return ct_field_fail(&r, v, "a map document must be a mapping of keys to values");
  const struct ct_member *twice = ct_value_repeated(v);
  if (twice) return ct_field_fail(&r, twice->value, "key '%.80s' stands twice in one mapping", twice->key);
  return ct_field_known(&r, v, "the document", top_keys, NTOP) && read_texts(&r, v, out) &&
         ct_doc_read_data(&r, v, out) && ct_doc_read_view(&r, v, out) && ct_doc_read_page(&r, v, out) &&
         ct_doc_read_base(&r, v, out) && read_legend(&r, v, out) && ct_doc_read_scale_bar(&r, v, out) &&
         ct_doc_read_graticule(&r, v, out) && ct_doc_read_north(&r, v, out) && read_time(&r, v, out) &&
         read_svg(&r, v, out) && read_layers(&r, v, out) && ct_doc_read_labels(&r, v, out) &&
         ct_doc_read_furniture(&r, v, out) && ct_doc_read_sources(&r, v, out) &&
         ct_doc_read_atlas(&r, v, out) && ct_doc_read_edition(&r, v, out) && ct_doc_read_insets(&r, v, out) &&
         ct_doc_read_locator(&r, v, out);
}
