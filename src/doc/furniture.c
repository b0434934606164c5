// SPDX-License-Identifier: MIT
// The furniture of a document: classification, logo, map number, disclaimer, and where the legend goes.
#include "doc/furniture.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

static bool blank(const char *s) {
  return !s || !s[strspn(s, " \t\n")];
}

// `classification: SECRET`, or { text, color, text_color }.
static bool read_classification(struct ct_field_reader *r, const struct ct_value *v,
                                struct ct_classification *out) {
  static const char *const keys[] = {"text", "color", "text_color"};
  const struct ct_value *c = ct_value_get(v, "classification");
  if (!ct_value_is(c, CT_OBJECT)) {
    if (!ct_field_text(r, v, "classification", &out->text)) return false;
  } else if (!ct_field_known(r, c, "'classification'", keys, 3) || !ct_field_text(r, c, "text", &out->text) ||
             !ct_field_text(r, c, "color", &out->color) ||
             !ct_field_text(r, c, "text_color", &out->text_color)) {
    return false;
  }
  const struct ct_value *color = ct_value_get(c, "color"), *letters = ct_value_get(c, "text_color");
  out->color_line = color ? color->line : 0;
  out->text_color_line = letters ? letters->line : 0;
  // A line that was meant to be there and is not must not pass unseen.
  if (c && c->kind != CT_NULL && blank(out->text))
    return ct_field_fail(r, c, "'classification' has no text (leave the key out for none)");
  return true;
}

// `logo: FILE`, or { file, height } with the height in millimetres.
static bool read_logo(struct ct_field_reader *r, const struct ct_value *v, struct ct_furniture *out) {
  static const char *const keys[] = {"file", "height"};
  const struct ct_value *l = ct_value_get(v, "logo"), *at = l;
  const char *file = NULL;
  if (ct_value_is(l, CT_OBJECT)) {
    at = ct_value_get(l, "file");
    if (!ct_field_known(r, l, "'logo'", keys, 2) || !ct_field_text(r, l, "file", &file) ||
        !ct_field_number(r, l, "height", 1, 500, &out->logo_height_mm))
      return false;
    if (!file) return ct_field_fail(r, l, "'logo' needs a 'file' (an SVG or PNG)");
  } else if (!ct_field_text(r, v, "logo", &file)) {
    return false;
  }
  if (!file) return true;
  const char *ext = ct_path_extension(file);
  if (!ct_same_nocase(ext, "svg") && !ct_same_nocase(ext, "png"))
    return ct_field_fail(r, at, "'logo' is '%.200s' (expected a .svg or .png file)", file);
  out->logo = ct_path_join(r->a, r->folder, file);
  out->logo_line = at->line;
  ct_reads_note(CT_READ_ICON, out->logo);
  FILE *f = fopen(out->logo, "rbe");
  if (!f) return ct_field_fail(r, at, "logo '%.200s': %s", file, strerror(errno));
  fclose(f);
  return true;
}

// `legend: { at: below }`
static bool read_legend_at(struct ct_field_reader *r, const struct ct_value *v, struct ct_furniture *out) {
  static const char *const words[] = {"auto", "map", "beside", "below"};
  const struct ct_value *l = ct_value_get(v, "legend");
  const char *at = NULL;
  if (!ct_value_is(l, CT_OBJECT) || !ct_field_text(r, l, "at", &at)) return !ct_value_is(l, CT_OBJECT);
  for (int i = 0; at && i < 4; i++)
    if (strcmp(at, words[i]) == 0) {
      out->legend_at = (enum ct_legend_at)i;
      return true;
    }
  return !at || ct_field_fail(r, ct_value_get(l, "at"), "'at' must be auto, map, beside or below");
}

bool ct_doc_read_furniture(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  struct ct_furniture *f = &out->furniture;
  // A template is a built-in name, or a path against the document's folder.
  if (f->template && (strchr(f->template, '/') || ct_ends_with(f->template, ".yaml") ||
                      ct_ends_with(f->template, ".yml") || ct_ends_with(f->template, ".json")))
    f->template = ct_path_join(r->a, r->folder, f->template);
  return read_classification(r, doc, &f->classification) && read_logo(r, doc, f) &&
         read_legend_at(r, doc, f) && ct_field_text(r, doc, "map_number", &f->map_number) &&
         ct_field_text(r, doc, "disclaimer", &f->disclaimer);
}
