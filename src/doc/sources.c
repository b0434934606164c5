// SPDX-License-Identifier: MIT
// The sources of a document, and which of them its data come from.
#include "doc/sources.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

// A text, or { text, url, id }.
static bool read_one(struct ct_field_reader *r, const struct ct_value *x, const char *id,
                     struct ct_source_note *out) {
  static const char *const keys[] = {"text", "url", "id"};
  *out = (struct ct_source_note){.id = id, .text = ct_field_scalar(x)};
  if (out->text) return true;
  if (!ct_value_is(x, CT_OBJECT))
    return ct_field_fail(r, x, "a source must be a text or a mapping of text, url and id");
  if (!ct_field_known(r, x, "a source", keys, id ? 2 : 3) || !ct_field_text(r, x, "text", &out->text) ||
      !ct_field_text(r, x, "url", &out->url) || (!id && !ct_field_text(r, x, "id", &out->id)))
    return false;
  if (!out->text) return ct_field_fail(r, x, "a source needs a 'text'");
  const char *url = out->url;
  if (url && !ct_starts_with(url, "https://") && !ct_starts_with(url, "http://") &&
      !ct_starts_with(url, "mailto:"))
    return ct_field_fail(r, ct_value_get(x, "url"), "'url' is '%.120s' (expected https://...)", url);
  return true;
}

// Is `sources` one source with keys of its own, and not a mapping of ids?
static bool is_single(const struct ct_value *x) {
  return x->kind == CT_OBJECT && ct_value_string(ct_value_get(x, "text")) &&
         (x->n == 1 || ct_value_get(x, "url") || ct_value_get(x, "id"));
}

static bool read_all(struct ct_field_reader *r, const struct ct_value *x, struct ct_document *d) {
  bool one = (x->kind != CT_ARRAY && x->kind != CT_OBJECT) || is_single(x);
  size_t n = one ? 1 : x->n;
  struct ct_source_note *notes = CT_NEW_N(r->a, struct ct_source_note, n + 1);
  const char **texts = CT_NEW_N(r->a, const char *, n + 1);
  for (size_t i = 0; i < n; i++) {
    bool named = !one && x->kind == CT_OBJECT;
    const struct ct_value *item = one ? x : named ? x->members[i].value : x->items[i];
    if (!read_one(r, item, named ? x->members[i].key : NULL, &notes[i])) return false;
    texts[i] = notes[i].text;
    for (size_t k = 0; notes[i].id && k < i; k++)
      if (notes[k].id && strcmp(notes[k].id, notes[i].id) == 0)
        return ct_field_fail(r, item, "two sources have the id '%.80s'", notes[i].id);
  }
  d->sources = texts;
  d->nsources = n;
  d->furniture.notes = notes;
  d->furniture.nnotes = n;
  return true;
}

// A word that looks like an id and is none is a slip of the pen; anything longer is a text of its own.
static bool check_entry(struct ct_field_reader *r, const struct ct_value *data, const struct ct_document *d,
                        const struct ct_data *entry) {
  const char **ids = CT_NEW_N(r->a, const char *, d->furniture.nnotes + 1);
  size_t n = 0;
  for (size_t i = 0; i < d->furniture.nnotes; i++)
    if (d->furniture.notes[i].id) ids[n++] = d->furniture.notes[i].id;
  for (size_t i = 0; i < entry->nsources; i++) {
    const char *s = entry->sources[i], *near = strchr(s, ' ') ? NULL : ct_nearest_name(s, ids, n);
    if (near && strcmp(near, s) != 0)
      return ct_field_fail(r, ct_value_get(ct_value_get(data, entry->name), "source"),
                           "no source has the id '%.80s' (did you mean '%s'?)", s, near);
  }
  return true;
}

bool ct_doc_read_sources(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  const struct ct_value *x = ct_value_get(doc, "sources"), *data = ct_value_get(doc, "data");
  if (x && x->kind != CT_NULL && !read_all(r, x, out)) return false;
  for (size_t i = 0; i < out->ndata; i++)
    if (!check_entry(r, data, out, &out->data[i])) return false;
  return true;
}

bool ct_doc_read_entry_sources(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d) {
  static const char *const keys[] = {"column"};
  const struct ct_value *s = ct_value_get(v, "source");
  if (!ct_value_is(s, CT_OBJECT)) {
    if (!ct_field_texts(r, v, "source", &d->sources, &d->nsources)) return false;
  } else if (!ct_field_known(r, s, "'source'", keys, 1) ||
             !ct_field_text(r, s, "column", &d->source_column)) {
    return false;
  } else if (!d->source_column) {
    return ct_field_fail(r, s, "'source' needs a 'column'");
  }
  if (!ct_field_bool(r, v, "footnotes", &d->footnotes)) return false;
  if (d->footnotes && !d->source_column && !d->nsources)
    return ct_field_fail(r, ct_value_get(v, "footnotes"),
                         "'footnotes' needs a 'source': a text, an id, or {column: NAME}");
  return true;
}
