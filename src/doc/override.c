// SPDX-License-Identifier: MIT
// Command-line options laid over a document's value.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "doc/doc.h"

enum shape { TEXT, TEXTS, NUMBER, NUMBERS2, NUMBERS4, FLAG, NONE };

// Where an option goes: a key of the document, or of one of its mappings.
static const struct {
  const char *option, *section, *key;
  enum shape shape;
  const char *expected;
} table[] = {
    {"title", NULL, "title", TEXT, NULL},
    {"subtitle", NULL, "subtitle", TEXT, NULL},
    {"style", NULL, "style", TEXT, NULL},
    {"as-of", NULL, "as_of", TEXT, NULL},
    {"since-edition", NULL, "since_edition", TEXT, NULL},
    {"since", "time", "since", TEXT, NULL},
    {"until", "time", "until", TEXT, NULL},
    {"bbox", "view", "bbox", NUMBERS4, "minlon,minlat,maxlon,maxlat"},
    {"center", "view", "center", NUMBERS2, "lon,lat"},
    {"zoom", "view", "zoom", NUMBER, "a number"},
    {"scale", "view", "scale", TEXT, NULL},
    {"projection", "view", "projection", TEXT, NULL},
    {"template", "page", "template", TEXT, NULL},
    {"size", "page", "size", TEXT, NULL},
    {"orientation", "page", "orientation", TEXT, NULL},
    {"dpi", "page", "dpi", NUMBER, "a number"},
    {"ratio", "page", "ratio", NUMBER, "a number"},
    {"bare", "page", "bare", FLAG, "true or false"},
    {"background", "page", "background", TEXT, NULL},
    {"transparent", "page", "background", NONE, "true"},
    {"pin-widths", "svg", "pin_widths", FLAG, "true or false"},
    {"svg-data", "svg", "data", TEXTS, "names of columns: name,class"},
    {"labels", "labels", "mode", TEXT, NULL},
    {"graticule", NULL, "graticule", TEXT, NULL},
};
enum { NTABLE = sizeof table / sizeof *table };

static const struct ct_value *numbers(const char *text, size_t n, struct ct_arena *a) {
  const struct ct_value *items[4];
  char *copy = ct_arena_strdup(a, text), *p = copy;
  for (size_t i = 0; i < n; i++) {
    char *comma = strchr(p, ',');
    if ((comma != NULL) != (i + 1 < n)) return NULL;
    if (comma) *comma = '\0';
    double x;
    if (!ct_parse_number(p, &x)) return NULL;
    items[i] = ct_value_of_number(a, x);
    if (comma) p = comma + 1;
  }
  struct ct_value *list = (struct ct_value *)ct_value_of_items(a, items, n);
  list->flow = true;
  return list;
}

static const struct ct_value *texts(const char *text, struct ct_arena *a) {
  ct_vec(const struct ct_value *) items = {0};
  for (const char *p = text;; p++) {
    size_t n = strcspn(p, ",");
    if (!n) return NULL;
    ct_vec_push(a, &items, ct_value_of_string(a, ct_arena_strndup(a, p, n)));
    p += n;
    if (!*p) break;
  }
  struct ct_value *list = (struct ct_value *)ct_value_of_items(a, items.v, items.n);
  list->flow = true;
  return list;
}

static const struct ct_value *convert(enum shape shape, const char *text, struct ct_arena *a) {
  double x;
  switch (shape) {
    case TEXT:
      return ct_value_of_string(a, text);
    case TEXTS:
      return texts(text, a);
    case NONE:
      return strcmp(text, "true") == 0 ? ct_value_of_string(a, "none") : NULL;
    case NUMBER:
      return ct_parse_number(text, &x) ? ct_value_of_number(a, x) : NULL;
    case NUMBERS2:
      return numbers(text, 2, a);
    case NUMBERS4:
      return numbers(text, 4, a);
    case FLAG:
      if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0) return NULL;
      return ct_value_of_bool(a, strcmp(text, "true") == 0);
  }
  return NULL;
}

// Options that belong to every dataset of the document. No key: nothing of a document.
static const struct {
  const char *option, *key;
  enum shape shape;
  const char *expected;
} data_table[] = {
    {"where", "where", TEXT, NULL},
    {"layer", "layer", TEXT, NULL},
    {"sheet", "sheet", TEXT, NULL},
    {"header-row", "header_row", NUMBER, "the number of a row; 0: no row has names"},
    {"lat", "lat", TEXT, NULL},
    {"lon", "lon", TEXT, NULL},
    {"crs", "crs", TEXT, NULL},
    {"class-column", "class", TEXT, NULL},
    {"country-column", NULL, TEXT, NULL},
};
enum { NDATA_TABLE = sizeof data_table / sizeof *data_table };

// Classes of that very column are more than its name.
static bool says_already(const struct ct_value *entry, const char *key, const struct ct_value *v) {
  const char *column = ct_value_string(ct_value_get(ct_value_get(entry, key), "column"));
  return column && v->kind == CT_STRING && strcmp(column, v->string) == 0;
}

// Sheet and layer are two words for one thing: the entry's own is used.
static const char *key_in(const struct ct_value *entry, const char *key) {
  if (!strcmp(key, "sheet") && ct_value_get(entry, "layer")) return "layer";
  if (!strcmp(key, "layer") && ct_value_get(entry, "sheet")) return "sheet";
  return key;
}

// A plain path becomes a mapping.
static const struct ct_value *override_data(const struct ct_value *doc, const char *key,
                                            const struct ct_value *v, struct ct_arena *a) {
  const struct ct_value *data = ct_value_get(doc, "data"), *out = NULL;
  if (!data || data->kind != CT_OBJECT) return doc;
  for (size_t i = 0; i < data->n; i++) {
    const struct ct_value *entry = data->members[i].value;
    if (entry->kind == CT_STRING) entry = ct_value_with(a, NULL, "path", entry);
    if (!says_already(entry, key, v)) entry = ct_value_with(a, entry, key_in(entry, key), v);
    out = ct_value_with(a, out, data->members[i].key, entry);
  }
  return ct_value_with(a, doc, "data", out);
}

// A place and scale given by hand replace what the document fits.
static const struct ct_value *override_view(const struct ct_value *doc, const char *key, struct ct_arena *a) {
  const struct ct_value *view = ct_value_get(doc, "view"), *kept = ct_value_new(a, CT_OBJECT);
  bool box = strcmp(key, "bbox") == 0, center = strcmp(key, "center") == 0;
  if (!box && !center) return doc;
  for (size_t i = 0; view && view->kind == CT_OBJECT && i < view->n; i++) {
    const char *k = view->members[i].key;
    if (!strcmp(k, "bbox") || !strcmp(k, "fit") ||
        (box && (!strcmp(k, "center") || !strcmp(k, "zoom") || !strcmp(k, "scale"))))
      continue;
    kept = ct_value_with(a, kept, k, view->members[i].value);
  }
  return ct_value_with(a, doc, "view", kept);
}

// A template given by hand brings its own page.
static const struct ct_value *override_page(const struct ct_value *doc, const char *key, struct ct_arena *a) {
  const struct ct_value *page = ct_value_get(doc, "page"), *kept = ct_value_new(a, CT_OBJECT);
  if (strcmp(key, "template") != 0 || !ct_value_is(page, CT_OBJECT)) return doc;
  for (size_t i = 0; i < page->n; i++)
    if (strcmp(page->members[i].key, "size") != 0 && strcmp(page->members[i].key, "orientation") != 0)
      kept = ct_value_with(a, kept, page->members[i].key, page->members[i].value);
  return ct_value_with(a, doc, "page", kept);
}

// What the page says of an edition stays, whichever it is.
static const struct ct_value *override_edition(const struct ct_value *doc, const struct ct_value *v,
                                               struct ct_arena *a) {
  const struct ct_value *had = ct_value_get(doc, "since_edition"), *kept = NULL;
  if (!ct_value_is(had, CT_OBJECT)) return v;
  for (size_t i = 0; i < had->n; i++)
    if (strcmp(had->members[i].key, "manifest") != 0 && strcmp(had->members[i].key, "date") != 0)
      kept = ct_value_with(a, kept, had->members[i].key, had->members[i].value);
  bool file = ct_ends_with(v->string, ".json") || strchr(v->string, '/');
  return ct_value_with(a, kept, file ? "manifest" : "date", v);
}

const struct ct_value *ct_doc_override(const struct ct_value *doc, const char *option, const char *text,
                                       struct ct_arena *a, struct ct_err *err) {
  if (doc->kind != CT_OBJECT) return doc;  // no document: reading it will say so
  for (size_t i = 0; i < NDATA_TABLE; i++) {
    if (strcmp(option, data_table[i].option) != 0) continue;
    if (!data_table[i].key) return doc;
    const struct ct_value *v = convert(data_table[i].shape, text, a);
    if (v && (v->kind != CT_NUMBER || (v->number >= 0 && v->number < 4e9 && v->number == floor(v->number))))
      return override_data(doc, data_table[i].key, v, a);
    ct_fail(err, "--%s: '%s' (expected %s)", option, text, data_table[i].expected);
    return NULL;
  }
  for (size_t i = 0; i < NTABLE; i++) {
    if (strcmp(option, table[i].option) != 0) continue;
    const struct ct_value *v = convert(table[i].shape, text, a);
    if (!v) {
      ct_fail(err, "--%s: '%s' (expected %s)", option, text, table[i].expected);
      return NULL;
    }
    if (!strcmp(option, "since-edition")) v = override_edition(doc, v, a);
    if (!table[i].section) return ct_value_with(a, doc, table[i].key, v);
    doc = override_page(override_view(doc, table[i].key, a), table[i].key, a);
    const struct ct_value *section = ct_value_get(doc, table[i].section);
    // `labels` may be a word, its mode.
    if (section && section->kind != CT_OBJECT) section = NULL;
    return ct_value_with(a, doc, table[i].section, ct_value_with(a, section, table[i].key, v));
  }
  ct_fail(err, "--%s: unknown option", option);
  return NULL;
}
