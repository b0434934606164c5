// SPDX-License-Identifier: MIT
// The `since_edition` part of a document: which earlier edition its marks are held against.
#include "doc/edition.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

static bool take(struct ct_field_reader *r, const struct ct_value *at, const char *written, bool is_date,
                 struct ct_document_edition *out) {
  struct ct_interval days;
  out->line = at->line;
  out->since = written;
  if (!is_date && ct_date_parse(written, &days))
    return ct_field_fail(
        r, at, "'%s' is a date, not a manifest (expected date: %s, or %s/ for a folder of that name)",
        written, written, written);
  if (!is_date) {
    out->manifest = ct_path_join(r->a, r->folder, written);
    return true;
  }
  if (ct_date_parse(written, &days)) return true;
  return ct_field_fail(
      r, at,
      "'%.200s' is neither a date nor a manifest (expected 2019-08-29, a .json file, or a folder/ of "
      "them)",
      written);
}

// { manifest: last.json } or { date: 2019-08-29 }, with what the page says of it.
static bool read_mapping(struct ct_field_reader *r, const struct ct_value *v,
                         struct ct_document_edition *out) {
  static const char *const keys[] = {"manifest", "date", "table", "heading"};
  const char *manifest = NULL, *date = NULL;
  if (!ct_field_known(r, v, "'since_edition'", keys, sizeof keys / sizeof *keys) ||
      !ct_field_text(r, v, "manifest", &manifest) || !ct_field_text(r, v, "date", &date) ||
      !ct_field_text(r, v, "heading", &out->heading) || !ct_field_bool(r, v, "table", &out->table))
    return false;
  if (!manifest == !date)
    return ct_field_fail(r, v, "'since_edition' needs either a 'manifest' (a .json file) or a 'date'");
  return take(r, ct_value_get(v, manifest ? "manifest" : "date"), manifest ? manifest : date, date != NULL,
              out);
}

bool ct_doc_read_edition(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  const struct ct_value *v = ct_value_get(doc, "since_edition");
  const char *written = NULL;
  if (ct_value_is(v, CT_OBJECT)) return read_mapping(r, v, &out->edition);
  if (!ct_field_text(r, doc, "since_edition", &written)) return false;
  if (!written) return true;
  return take(r, v, written, !strchr(written, '/') && !ct_same_nocase(ct_path_extension(written), "json"),
              &out->edition);
}
