// SPDX-License-Identifier: MIT
// Manifest read: line by line where it is laid out as it was written, else as one JSON value.
#include "edition/manifest_read.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "edition/hash.h"

struct reader {
  const char *path;
  struct ct_arena *a;
  struct ct_arena scratch;  // of the line in hand
  char *text;
  struct ct_digest *digest;
  struct ct_map known;  // "data", NUL, "id"
  struct ct_map names;  // names of fields and data entries, which repeat
  ct_vec(const char *) name;
  ct_vec(struct ct_edition_feature) features;
  struct ct_manifest *out;
  struct ct_err *err;
};

// ---- A feature

static bool bad(struct reader *r, size_t number, const char *id, const char *what) {
  return ct_fail(r->err, "%s: feature %zu%s%s%s: %s", r->path, number, id ? " '" : "", id ? id : "",
                 id ? "'" : "", what);
}

static const char *shared(struct reader *r, const char *text) {
  bool added;
  size_t at = ct_map_add_string(&r->names, text, r->name.n, &added)->value;
  // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
  if (added) ct_vec_push(r->a, &r->name, ct_arena_strdup(r->a, text));
  return r->name.v[at];
}

static const char *text_of(struct reader *r, const struct ct_value *v) {
  char buf[32];
  struct ct_str s = {.arena = r->a};
  switch (v->kind) {
    case CT_NULL:
      return NULL;
    case CT_BOOL:
      return v->boolean ? "true" : "false";
    case CT_NUMBER:
      return ct_arena_strdup(r->a, ct_format_number(v->number, buf));
    case CT_STRING:
      return ct_arena_strdup(r->a, v->string);
    case CT_ARRAY:
    case CT_OBJECT:
      break;
  }
  ct_value_write_json(v, &s);
  return ct_str_text(&s);
}

static bool take_fields(struct reader *r, const struct ct_value *v, struct ct_edition_feature *f) {
  if (v && v->kind != CT_OBJECT) return false;
  struct ct_edition_field *fields = CT_NEW_N(r->a, struct ct_edition_field, (v ? v->n : 0) + 1);
  for (size_t i = 0; v && i < v->n; i++)
    fields[i] = (struct ct_edition_field){shared(r, v->members[i].key), text_of(r, v->members[i].value)};
  f->nfields = v ? v->n : 0;
  f->fields = fields;
  return true;
}

// A coordinate: a number in its range, or null for none.
static bool take_degrees(const struct ct_value *v, double most, double *out) {
  *out = NAN;
  if (!v || v->kind == CT_NULL) return true;
  if (v->kind != CT_NUMBER || !(fabs(v->number) <= most)) return false;
  *out = v->number;
  return true;
}

static bool take_text(struct reader *r, const struct ct_value *v, const char **out) {
  if (!v || v->kind == CT_NULL) return true;
  if (v->kind != CT_STRING) return false;
  *out = ct_arena_strdup(r->a, v->string);
  return true;
}

static bool is_new(struct reader *r, const struct ct_edition_feature *f) {
  struct ct_str s = {.arena = &r->scratch};
  bool added;
  ct_str_add_n(&s, f->data, strlen(f->data) + 1);
  ct_str_add(&s, f->id);
  ct_map_add(&r->known, s.v, s.n, 0, &added);
  return added;
}

static bool has_own_hash(struct reader *r, const struct ct_edition_feature *f) {
  char hex[CT_DIGEST_SIZE];
  size_t *order = CT_NEW_N(&r->scratch, size_t, f->nfields + 1);
  ct_edition_order(f->fields, f->nfields, order);
  ct_edition_hash(r->digest, f, order, hex);
  return strcmp(hex, f->hash) == 0;
}

static bool take_feature(struct reader *r, const struct ct_value *v) {
  size_t number = r->features.n + 1;
  struct ct_edition_feature f = {0};
  const char *data = ct_value_string(ct_value_get(v, "data")), *id = ct_value_string(ct_value_get(v, "id"));
  if (!data || !id) return bad(r, number, NULL, "has no 'data' and 'id' that are texts");
  f.data = shared(r, data);
  f.id = ct_arena_strdup(r->a, id);
  // Longitudes may go on beyond 180 where a line crosses it.
  if (!take_degrees(ct_value_get(v, "lon"), 540, &f.lon) || !take_degrees(ct_value_get(v, "lat"), 90, &f.lat))
    return bad(r, number, id, "'lon' and 'lat' are no degrees (expected numbers or null)");
  if (!take_text(r, ct_value_get(v, "name"), &f.name) || !take_text(r, ct_value_get(v, "shape"), &f.shape) ||
      !take_text(r, ct_value_get(v, "hash"), &f.hash) || !f.hash)
    return bad(r, number, id, "'name', 'shape' or 'hash' is no text");
  if (!take_fields(r, ct_value_get(v, "properties"), &f))
    return bad(r, number, id, "'properties' is no object");
  if (!is_new(r, &f)) return bad(r, number, id, "stands twice in the manifest");
  if (!has_own_hash(r, &f))
    return bad(r, number, id, "its hash is not that of what it says (was the file edited or damaged?)");
  ct_vec_push(r->a, &r->features, f);
  return true;
}

// ---- The file

static bool take_head(struct reader *r, const struct ct_value *v) {
  const struct ct_value *form = ct_value_get(v, "manifest");
  if (!v || v->kind != CT_OBJECT || !ct_value_string(ct_value_get(v, "cartouche")) || !form ||
      form->kind != CT_NUMBER)
    return ct_fail(r->err, "%s: is no manifest (expected what 'cartouche render --manifest' writes)",
                   r->path);
  if (form->number != CT_MANIFEST_VERSION) {
    char buf[32];
    return ct_fail(r->err,
                   "%s: is a manifest of form %s, written by Cartouche %s (this program reads form %d)",
                   r->path, ct_format_number(form->number, buf),
                   ct_value_string(ct_value_get(v, "cartouche")), CT_MANIFEST_VERSION);
  }
  r->out->head = v;
  r->out->edition = (struct ct_edition){.file = r->path,
                                        .title = ct_value_string(ct_value_get(v, "title")),
                                        .as_of = ct_value_string(ct_value_get(v, "as_of"))};
  return true;
}

static bool take_whole(struct reader *r, const char *text, size_t size) {
  const struct ct_value *v;
  if (!ct_value_parse(r->a, text, size, r->path, CT_SYNTAX_JSON, &v, r->err)) return false;
  if (!take_head(r, v)) return false;
  const struct ct_value *features = ct_value_get(v, "features");
  if (!features || features->kind != CT_ARRAY)
    return ct_fail(r->err, "%s: has no list 'features' (was it cut off?)", r->path);
  for (size_t i = 0; i < features->n; i++) {
    bool ok = take_feature(r, features->items[i]);
    ct_arena_release(&r->scratch);
    if (!ok) return false;
  }
  return true;
}

static const char begin[] = "\n\"features\":[\n", end[] = "\n]}\n";

// Where the features begin, when the file is laid out with a line for each.
static const char *lines_of(const char *text, size_t size) {
  if (size < sizeof end || memcmp(text + size - (sizeof end - 1), end, sizeof end - 1) != 0) return NULL;
  const char *at = strstr(text, begin);
  return at ? at + sizeof begin - 1 : NULL;
}

static bool take_lines(struct reader *r, const char *text, size_t size, const char *at) {
  const struct ct_value *v;
  const char *last = text + size - (sizeof end - 1);
  struct ct_str head = {.arena = r->a};
  ct_str_add_n(&head, text, (size_t)(at - text));
  ct_str_add(&head, "]}");
  if (!ct_value_parse(r->a, head.v, head.n, r->path, CT_SYNTAX_JSON, &v, r->err) || !take_head(r, v))
    return false;
  while (at < last) {
    const char *stop = memchr(at, '\n', (size_t)(last - at));
    size_t n = (size_t)((stop ? stop : last) - at);
    const char *name = ct_arena_printf(&r->scratch, "%s: feature %zu", r->path, r->features.n + 1);
    bool more = n && at[n - 1] == ',';
    if (more != (stop != NULL))
      return ct_fail(r->err, "%s: a comma between features is missing or too many", name);
    bool ok =
        ct_value_parse(&r->scratch, at, n - more, name, CT_SYNTAX_JSON, &v, r->err) && take_feature(r, v);
    ct_arena_release(&r->scratch);
    if (!ok) return false;
    at += n + 1;
  }
  return true;
}

static bool read_file(struct reader *r, char **text, size_t *size) {
  struct stat st;
  FILE *f = fopen(r->path, "rb");
  *text = NULL;
  if (!f || fstat(fileno(f), &st) != 0 || S_ISDIR(st.st_mode)) {
    int why = f ? EISDIR : errno;
    if (f) fclose(f);
    return ct_fail(r->err, "%s: %s", r->path, strerror(why));
  }
  *size = (size_t)st.st_size;
  *text = malloc(*size + 1);
  bool ok = *text && fread(*text, 1, *size, f) == *size;
  fclose(f);
  if (!ok) return ct_fail(r->err, "%s: cannot be read", r->path);
  (*text)[*size] = 0;
  return true;
}

static bool take(struct reader *r) {
  size_t size = 0;
  if (!(r->digest = ct_digest_new())) return ct_fail(r->err, "out of memory");
  if (!read_file(r, &r->text, &size)) return false;
  if (!size) return ct_fail(r->err, "%s: is empty", r->path);
  const char *lines = strlen(r->text) == size ? lines_of(r->text, size) : NULL;
  return lines ? take_lines(r, r->text, size, lines) : take_whole(r, r->text, size);
}

bool ct_manifest_read(const char *path, struct ct_arena *a, struct ct_manifest *out, struct ct_err *err) {
  jmp_buf oom, *outer = a->oom;
  struct reader *r = CT_NEW(a, struct reader);
  *r = (struct reader){
      .path = ct_arena_strdup(a, path), .a = a, .out = out, .err = err, .known.arena = a, .names.arena = a};
  *out = (struct ct_manifest){0};
  // The text and the digest are to go, also when memory runs out.
  a->oom = r->scratch.oom = &oom;
  bool ok = setjmp(oom) == 0 ? take(r) : ct_fail(err, "out of memory");
  a->oom = outer;
  free(r->text);
  ct_digest_free(r->digest);
  ct_arena_release(&r->scratch);
  out->edition.n = r->features.n;
  out->edition.v = r->features.v;
  return ok;
}
