// SPDX-License-Identifier: MIT
// Values: reading YAML with libfyaml's event parser into our own tree, and files.
#include <errno.h>
#include <libfyaml.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "base/value_json.h"
#include "base/vec.h"

enum { MAX_SIZE = 64 << 20 };

struct reader {
  struct ct_arena *a;
  const char *name;
  struct fy_parser *fyp;
  struct fy_diag *diag;
  struct ct_err *err;
};

static bool fail_at(struct reader *r, const struct fy_mark *m, const char *what) {
  if (m) return ct_fail(r->err, "%s:%d:%d: %s", r->name, m->line + 1, m->column + 1, what);
  return ct_fail(r->err, "%s: %s", r->name, what);
}

// libfyaml's own first complaint, with its place.
static bool fail_syntax(struct reader *r) {
  void *it = NULL;
  struct fy_diag_error *e = fy_diag_errors_iterate(r->diag, &it);
  if (!e) return ct_fail(r->err, "%s: malformed YAML", r->name);
  return ct_fail(r->err, "%s:%d:%d: malformed YAML: %s", r->name, e->line, e->column, e->msg);
}

static const struct fy_mark *event_mark(struct fy_event *e) {
  struct fy_token *t = fy_event_get_token(e);
  return t ? fy_token_start_mark(t) : NULL;
}

static void place(struct ct_value *v, const struct fy_mark *m) {
  if (!m) return;
  v->line = m->line + 1;
  v->col = m->column + 1;
}

// YAML 1.2 core schema for plain scalars, without octal and hexadecimal.
static void resolve_plain(struct ct_value *v) {
  const char *s = v->string;
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
  for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
    if (strcmp(s, nulls[i]) == 0) v->kind = CT_NULL;
  bool yes = !strcmp(s, "true") || !strcmp(s, "True") || !strcmp(s, "TRUE");
  bool no = !strcmp(s, "false") || !strcmp(s, "False") || !strcmp(s, "FALSE");
  if (yes || no) {
    v->kind = CT_BOOL;
    v->boolean = yes;
  } else if (v->kind == CT_STRING && ct_parse_number(s, &v->number)) {
    v->kind = CT_NUMBER;
  }
}

// The text of a block scalar (| and >), piece by piece: as a whole, libfyaml 0.7 gives one of the wrong length, with
// bytes that it never wrote, when lines of spaces end it.
static const char *block_text(struct reader *r, struct fy_token *t, size_t *n) {
  struct ct_str text = {.arena = r->a};
  struct fy_token_iter *it = fy_token_iter_create(t);
  const struct fy_iter_chunk *chunk = NULL;
  int failed = 0;
  while (it && (chunk = fy_token_iter_chunk_next(it, chunk, &failed)))
    ct_str_add_n(&text, chunk->str, chunk->len);
  fy_token_iter_destroy(it);
  *n = text.n;
  return ct_str_text(&text);
}

static const struct ct_value *read_scalar(struct reader *r, struct fy_event *e) {
  struct fy_token *t = fy_event_get_token(e);
  struct ct_value *v = ct_value_new(r->a, CT_STRING);
  place(v, event_mark(e));
  size_t n = 0;
  enum fy_scalar_style style = t ? fy_token_scalar_style(t) : FYSS_PLAIN;
  bool block = style == FYSS_LITERAL || style == FYSS_FOLDED;
  const char *s = block ? block_text(r, t, &n) : t ? fy_token_get_text(t, &n) : "";
  if (!s) s = "";
  v->string = ct_arena_strndup(r->a, s, n);
  v->n = n;
  if (memchr(s, 0, n)) {
    fail_at(r, event_mark(e), "a NUL character in a text");
    return NULL;
  }
  if (style == FYSS_PLAIN) resolve_plain(v);
  return v;
}

static struct fy_event *next_event(struct reader *r) {
  struct fy_event *e = fy_parser_parse(r->fyp);
  if (!e) fail_syntax(r);
  return e;
}

static const struct ct_value *read_value(struct reader *r, struct fy_event *e, int depth);

static const struct ct_value *read_sequence(struct reader *r, struct ct_value *v, int depth) {
  ct_vec(const struct ct_value *) items = {0};
  for (;;) {
    struct fy_event *e = next_event(r);
    if (!e) return NULL;
    bool end = e->type == FYET_SEQUENCE_END;
    const struct ct_value *item = end ? NULL : read_value(r, e, depth + 1);
    fy_parser_event_free(r->fyp, e);
    if (end) break;
    if (!item) return NULL;
    ct_vec_push(r->a, &items, item);
  }
  v->items = items.v;
  v->n = items.n;
  return v;
}

static bool read_key(struct reader *r, struct fy_event *e, struct ct_map *seen, struct ct_member *out) {
  if (e->type != FYET_SCALAR) return fail_at(r, event_mark(e), "a key must be a plain text");
  const struct ct_value *k = read_scalar(r, e);
  if (!k) return false;
  bool added;
  out->key = k->string;
  out->line = k->line;
  out->col = k->col;
  ct_map_add_string(seen, k->string, 0, &added);
  if (!added)
    return fail_at(r, event_mark(e),
                   ct_arena_printf(r->a, "key '%.80s' stands twice in one mapping", k->string));
  return true;
}

static const struct ct_value *read_mapping(struct reader *r, struct ct_value *v, int depth) {
  ct_vec(struct ct_member) members = {0};
  struct ct_map seen = {.arena = r->a};
  for (;;) {
    struct fy_event *e = next_event(r);
    if (!e) return NULL;
    bool end = e->type == FYET_MAPPING_END;
    struct ct_member m = {0};
    bool ok = end || read_key(r, e, &seen, &m);
    fy_parser_event_free(r->fyp, e);
    if (end) break;
    if (!ok || !(e = next_event(r))) return NULL;
    m.value = read_value(r, e, depth + 1);
    fy_parser_event_free(r->fyp, e);
    if (!m.value) return NULL;
    ct_vec_push(r->a, &members, m);
  }
  v->members = members.v;
  v->n = members.n;
  return v;
}

static const struct ct_value *read_value(struct reader *r, struct fy_event *e, int depth) {
  if (depth > CT_VALUE_DEPTH) {
    fail_at(r, event_mark(e), "nested more than 200 levels deep");
    return NULL;
  }
  struct ct_value *v;
  switch (e->type) {
    case FYET_SCALAR:
      return read_scalar(r, e);
    case FYET_SEQUENCE_START:
      v = ct_value_new(r->a, CT_ARRAY);
      place(v, event_mark(e));
      v->flow = e->sequence_start.sequence_start && fy_event_get_node_style(e) == FYNS_FLOW;
      return read_sequence(r, v, depth);
    case FYET_MAPPING_START:
      v = ct_value_new(r->a, CT_OBJECT);
      place(v, event_mark(e));
      v->flow = e->mapping_start.mapping_start && fy_event_get_node_style(e) == FYNS_FLOW;
      return read_mapping(r, v, depth);
    case FYET_ALIAS:
      fail_at(r, event_mark(e), "aliases (*name) are not accepted (write the value out)");
      return NULL;
    default:
      fail_at(r, event_mark(e), "nothing stands here (expected a value)");
      return NULL;
  }
}

// STREAM-START DOCUMENT-START value DOCUMENT-END STREAM-END.
static const struct ct_value *read_stream(struct reader *r) {
  const struct ct_value *root = NULL;
  for (;;) {
    struct fy_event *e = next_event(r);
    if (!e) return NULL;
    enum fy_event_type type = e->type;
    bool bad = false;
    if (type != FYET_STREAM_START && type != FYET_STREAM_END && type != FYET_DOCUMENT_START &&
        type != FYET_DOCUMENT_END) {
      root = read_value(r, e, 1);
      bad = !root;
    } else if (type == FYET_DOCUMENT_START && root) {
      bad = !fail_at(r, event_mark(e), "a second document begins here (expected one a file)");
    }
    fy_parser_event_free(r->fyp, e);
    if (bad) return NULL;
    if (type == FYET_STREAM_END) break;
  }
  if (!root) ct_fail(r->err, "%s: empty document", r->name);
  return root;
}

static bool looks_like_json(const char *text, size_t size) {
  size_t i = 0;
  while (i < size && strchr(" \t\r\n", text[i]) && text[i]) i++;
  return i < size && (text[i] == '{' || text[i] == '[');
}

static bool check_text(const char *text, size_t size, const char *name, struct ct_err *err) {
  if (size > MAX_SIZE) return ct_fail(err, "%s: larger than 64 MiB", name);
  if (!ct_utf8_valid(text, size)) return ct_fail(err, "%s: not UTF-8 text", name);
  if (memchr(text, 0, size)) return ct_fail(err, "%s: contains NUL bytes (expected YAML or JSON text)", name);
  return true;
}

bool ct_value_parse(struct ct_arena *a, const char *text, size_t size, const char *name,
                    enum ct_syntax syntax, const struct ct_value **out, struct ct_err *err) {
  if (!check_text(text, size, name, err)) return false;
  if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    size -= 3;
  }
  if (syntax == CT_SYNTAX_JSON || (syntax == CT_SYNTAX_AUTO && looks_like_json(text, size)))
    return ct_json_parse(a, text, size, name, out, err);
  struct reader r = {.a = a, .name = name, .err = err};
  struct fy_diag_cfg dc;
  fy_diag_cfg_default(&dc);
  dc.fp = NULL;
  dc.colorize = false;
  r.diag = fy_diag_create(&dc);
  bool ok = false;
  if (r.diag) {
    fy_diag_set_collect_errors(r.diag, true);
    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG, .diag = r.diag};
    cfg.flags |= FYPCF_JSON_NONE;
    r.fyp = fy_parser_create(&cfg);
    if (r.fyp && fy_parser_set_string(r.fyp, text, size) == 0) {
      *out = read_stream(&r);
      ok = *out != NULL;
    }
    if (r.fyp) fy_parser_destroy(r.fyp);
    fy_diag_destroy(r.diag);
  }
  return ok ? true : ct_fail(err, "%s: cannot be parsed", name);
}

bool ct_value_read(struct ct_arena *a, const char *path, const struct ct_value **out, struct ct_err *err) {
  struct stat st;
  ct_reads_note(CT_READ_OTHER, path);
  if (stat(path, &st) != 0) return ct_fail(err, "%s: %s", path, strerror(errno));
  if (S_ISDIR(st.st_mode)) return ct_fail(err, "%s: is a folder (expected a file)", path);
  if (st.st_size == 0 && S_ISREG(st.st_mode)) return ct_fail(err, "%s: empty file", path);
  if (st.st_size > MAX_SIZE) return ct_fail(err, "%s: larger than 64 MiB", path);
  FILE *f = fopen(path, "rb");
  if (!f) return ct_fail(err, "%s: %s", path, strerror(errno));
  size_t cap = (size_t)st.st_size + 1;
  char *text = ct_arena_alloc(a, cap, 1);
  size_t n = fread(text, 1, cap - 1, f);
  bool bad = ferror(f) != 0;
  fclose(f);
  if (bad) return ct_fail(err, "%s: cannot be read", path);
  enum ct_syntax syntax = ct_same_nocase(ct_path_extension(path), "json") ? CT_SYNTAX_JSON : CT_SYNTAX_AUTO;
  return ct_value_parse(a, text, n, path, syntax, out, err);
}
