// SPDX-License-Identifier: MIT
// Protocol: lines of JSON, written and read.
#include "batch/protocol.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"

// Bytes that are no UTF-8 stand behind this character, in a private plane that no text uses.
#define ODD_BYTE 0x10ff00u

static const char *const severities[] = {"note", "warning", "error"};

// ---- Writing

static void put_char(struct ct_str *out, unsigned c) {
  if (c == '"' || c == '\\')
    ct_str_addf(out, "\\%c", (int)c);
  else if (c < 0x20 || c == 0x7f)
    ct_str_addf(out, "\\u%04x", c);
  else
    ct_str_add_char(out, c);
}

static void put_text(struct ct_str *out, const char *text) {
  if (!text) {
    ct_str_add(out, "null");
    return;
  }
  ct_str_add(out, "\"");
  while (*text) {
    const char *next = text;
    unsigned c = ct_utf8_next(&next);
    bool odd = c == 0xfffd && strncmp(text, "\xef\xbf\xbd", 3) != 0;
    put_char(out, odd ? ODD_BYTE + (unsigned char)*text : c);
    text = odd ? text + 1 : next;
  }
  ct_str_add(out, "\"");
}

static void put_member(struct ct_str *out, const char *key, const char *text) {
  ct_str_addf(out, ", \"%s\": ", key);
  put_text(out, text);
}

static const char *truth(bool b) {
  return b ? "true" : "false";
}

static void put_pairs(struct ct_str *out, const char *key, const struct ct_batch_pair *pairs, size_t n) {
  ct_str_addf(out, ", \"%s\": [", key);
  for (size_t i = 0; i < n; i++) {
    ct_str_add(out, i ? ", [" : "[");
    put_text(out, pairs[i].name);
    ct_str_add(out, ", ");
    put_text(out, pairs[i].value);
    ct_str_add(out, "]");
  }
  ct_str_add(out, "]");
}

void ct_batch_ready_write(struct ct_str *out) {
  ct_str_add(out, "{\"worker\": \"" CT_VERSION "\"}");
}

static void put_reads(struct ct_str *out, const struct ct_batch_read *reads, size_t n) {
  ct_str_add(out, ", \"reads\": [");
  for (size_t i = 0; i < n; i++) {
    ct_str_add(out, i ? ", [" : "[");
    put_text(out, reads[i].kind);
    ct_str_add(out, ", ");
    put_text(out, reads[i].path);
    ct_str_add(out, ", ");
    put_text(out, reads[i].sha256);
    ct_str_add(out, "]");
  }
  ct_str_add(out, "]");
}

void ct_batch_task_write(const struct ct_batch_task *t, struct ct_str *out) {
  ct_str_addf(out, "{\"map\": %zu", t->map);
  put_member(out, "document", t->document);
  put_member(out, "folder", t->folder);
  put_member(out, "name", t->name);
  ct_str_add(out, ", \"formats\": [");
  for (size_t i = 0; i < t->nformats; i++) {
    if (i) ct_str_add(out, ", ");
    put_text(out, t->formats[i]);
  }
  ct_str_addf(out, "], \"manifest\": %s", truth(t->manifest));
  put_pairs(out, "options", t->options, t->noptions);
  put_pairs(out, "params", t->params, t->nparams);
  put_member(out, "content", t->content);
  put_member(out, "last", t->last);
  put_reads(out, t->reads, t->nreads);
  ct_str_addf(out, ", \"memory_mb\": %zu}", t->memory_mb);
}

void ct_batch_finding_write(size_t map, const struct ct_diagnostic *d, struct ct_str *out) {
  ct_str_addf(out, "{\"map\": %zu, \"finding\": {\"severity\": \"%s\", \"line\": %ld, \"column\": %ld", map,
              severities[d->severity], d->line, d->column);
  put_member(out, "code", d->code);
  put_member(out, "file", d->file);
  put_member(out, "field", d->field);
  put_member(out, "value", d->value);
  put_member(out, "message", d->message);
  put_member(out, "suggestion", d->suggestion);
  put_member(out, "layer", d->layer);
  ct_str_add(out, "}}");
}

void ct_batch_result_write(const struct ct_batch_result *r, struct ct_str *out) {
  char number[32];
  ct_str_addf(out, "{\"map\": %zu, \"ok\": %s, \"unchanged\": %s", r->map, truth(r->ok), truth(r->unchanged));
  put_member(out, "message", r->message);
  put_member(out, "content", r->content);
  ct_str_addf(out, ", \"seconds\": %s", ct_format_number(r->seconds, number));
  put_reads(out, r->reads, r->nreads);
  ct_str_add(out, ", \"files\": [");
  for (size_t i = 0; i < r->nfiles; i++) {
    ct_str_add(out, i ? ", [" : "[");
    put_text(out, r->files[i].name);
    ct_str_addf(out, ", %s, ", ct_format_number(r->files[i].size, number));
    put_text(out, r->files[i].sha256);
    ct_str_add(out, "]");
  }
  ct_str_add(out, "]}");
}

// ---- Reading

enum ct_batch_line ct_batch_line_kind(const char *line, size_t map) {
  static const char begins[] = "{\"map\": ";
  if (ct_starts_with(line, "{\"worker\": \"")) return CT_LINE_READY;
  if (!ct_starts_with(line, begins)) return CT_LINE_NONE;
  char *end;
  if (strtoull(line + sizeof begins - 1, &end, 10) != map) return CT_LINE_NONE;
  if (ct_starts_with(end, ", \"finding\": ")) return CT_LINE_FINDING;
  return ct_starts_with(end, ", \"ok\": ") ? CT_LINE_RESULT : CT_LINE_NONE;
}

// The text with odd bytes as they were; NULL when v is no string.
static const char *text_of(struct ct_arena *a, const struct ct_value *v) {
  const char *s = ct_value_string(v);
  // U+10FF80..U+10FFFF begin with these bytes; nearly no text has them.
  if (!s || (!strstr(s, "\xf4\x8f\xbe") && !strstr(s, "\xf4\x8f\xbf"))) return s;
  struct ct_str out = {.arena = a};
  while (*s) {
    const char *from = s;
    unsigned c = ct_utf8_next(&s);
    char byte = (char)(c & 0xff);
    if (c > ODD_BYTE)
      ct_str_add_n(&out, &byte, 1);
    else
      ct_str_add_n(&out, from, (size_t)(s - from));
  }
  return ct_str_text(&out);
}

static const char *member(struct ct_arena *a, const struct ct_value *v, const char *key) {
  return text_of(a, ct_value_get(v, key));
}

static size_t count(const struct ct_value *v, const char *key) {
  double x = ct_value_number(ct_value_get(v, key), 0);
  return x >= 0 && x < 1e15 ? (size_t)x : 0;
}

static bool flag(const struct ct_value *v, const char *key) {
  const struct ct_value *b = ct_value_get(v, key);
  return ct_value_is(b, CT_BOOL) && b->boolean;
}

// A list of lists of `width` things; NULL when it is none.
static const struct ct_value *list(const struct ct_value *v, const char *key, size_t width) {
  const struct ct_value *l = ct_value_get(v, key);
  if (!ct_value_is(l, CT_ARRAY)) return NULL;
  for (size_t i = 0; width && i < l->n; i++)
    if (!ct_value_is(l->items[i], CT_ARRAY) || l->items[i]->n != width) return NULL;
  return l;
}

static bool parse(struct ct_arena *a, const char *line, const struct ct_value **out, struct ct_err *err) {
  if (!ct_value_parse(a, line, strlen(line), "worker", CT_SYNTAX_JSON, out, err)) return false;
  return ct_value_is(ct_value_get(*out, "map"), CT_NUMBER) || ct_fail(err, "worker: a line about no map");
}

static const struct ct_batch_pair *pairs_of(struct ct_arena *a, const struct ct_value *l, bool *whole) {
  struct ct_batch_pair *pairs = CT_NEW_N(a, struct ct_batch_pair, l->n + 1);
  for (size_t i = 0; i < l->n; i++) {
    pairs[i] = (struct ct_batch_pair){text_of(a, l->items[i]->items[0]), text_of(a, l->items[i]->items[1])};
    *whole = *whole && pairs[i].name && pairs[i].value;
  }
  return pairs;
}

static bool parse_reads(struct ct_arena *a, const struct ct_value *l, const struct ct_batch_read **out,
                        size_t *n) {
  struct ct_batch_read *reads = CT_NEW_N(a, struct ct_batch_read, l->n + 1);
  bool whole = true;
  for (size_t i = 0; i < l->n; i++) {
    const struct ct_value *const *x = l->items[i]->items;
    reads[i] = (struct ct_batch_read){text_of(a, x[0]), text_of(a, x[1]), text_of(a, x[2])};
    whole = whole && reads[i].kind && reads[i].path;
  }
  *out = reads;
  *n = l->n;
  return whole;
}

bool ct_batch_task_parse(struct ct_arena *a, const char *line, struct ct_batch_task *out,
                         struct ct_err *err) {
  const struct ct_value *v;
  *out = (struct ct_batch_task){0};
  if (!parse(a, line, &v, err)) return false;
  const struct ct_value *formats = list(v, "formats", 0), *options = list(v, "options", 2),
                        *params = list(v, "params", 2), *reads = list(v, "reads", 3);
  bool whole = formats && options && params && reads;
  *out = (struct ct_batch_task){.map = count(v, "map"),
                                .document = member(a, v, "document"),
                                .folder = member(a, v, "folder"),
                                .name = member(a, v, "name"),
                                .manifest = flag(v, "manifest"),
                                .content = member(a, v, "content"),
                                .last = member(a, v, "last"),
                                .memory_mb = count(v, "memory_mb")};
  whole = whole && out->document && out->folder && out->name;
  if (!whole)
    return ct_fail(err, "worker: a map without document, folder, name, formats, options, params or reads");
  const char **names = CT_NEW_N(a, const char *, formats->n + 1);
  for (size_t i = 0; i < formats->n; i++) whole = (names[i] = text_of(a, formats->items[i])) && whole;
  out->formats = names;
  out->nformats = formats->n;
  out->options = pairs_of(a, options, &whole);
  out->noptions = options->n;
  out->params = pairs_of(a, params, &whole);
  out->nparams = params->n;
  whole = parse_reads(a, reads, &out->reads, &out->nreads) && whole;
  return whole || ct_fail(err, "worker: a format, option, parameter or read that is no text");
}

bool ct_batch_finding_parse(struct ct_arena *a, const char *line, struct ct_diagnostic *out,
                            struct ct_err *err) {
  const struct ct_value *v;
  *out = (struct ct_diagnostic){0};
  if (!parse(a, line, &v, err)) return false;
  const struct ct_value *f = ct_value_get(v, "finding");
  const char *severity = ct_value_string(ct_value_get(f, "severity"));
  if (!severity) return ct_fail(err, "worker: a finding without severity");
  *out = (struct ct_diagnostic){.code = member(a, f, "code"),
                                .file = member(a, f, "file"),
                                .line = (long)count(f, "line"),
                                .column = (long)count(f, "column"),
                                .field = member(a, f, "field"),
                                .value = member(a, f, "value"),
                                .message = member(a, f, "message"),
                                .suggestion = member(a, f, "suggestion"),
                                .layer = member(a, f, "layer")};
  for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
    if (strcmp(severity, severities[i]) == 0) out->severity = (enum ct_severity)i;
  return true;
}

static bool parse_files(struct ct_arena *a, const struct ct_value *l, struct ct_batch_result *out) {
  struct ct_batch_file *files = CT_NEW_N(a, struct ct_batch_file, l->n + 1);
  bool whole = true;
  for (size_t i = 0; i < l->n; i++) {
    const struct ct_value *const *x = l->items[i]->items;
    files[i] = (struct ct_batch_file){text_of(a, x[0]), ct_value_number(x[1], -1), text_of(a, x[2])};
    whole = whole && files[i].name && files[i].size >= 0 && files[i].sha256;
  }
  out->files = files;
  out->nfiles = l->n;
  return whole;
}

bool ct_batch_result_parse(struct ct_arena *a, const char *line, struct ct_batch_result *out,
                           struct ct_err *err) {
  const struct ct_value *v;
  *out = (struct ct_batch_result){0};
  if (!parse(a, line, &v, err)) return false;
  const struct ct_value *reads = list(v, "reads", 3), *files = list(v, "files", 3);
  *out = (struct ct_batch_result){.map = count(v, "map"),
                                  .ok = flag(v, "ok"),
                                  .unchanged = flag(v, "unchanged"),
                                  .message = member(a, v, "message"),
                                  .content = member(a, v, "content"),
                                  .seconds = ct_value_number(ct_value_get(v, "seconds"), 0)};
  if (!out->content) out->content = "";
  if (!reads || !files || !parse_reads(a, reads, &out->reads, &out->nreads) || !parse_files(a, files, out))
    return ct_fail(err, "worker: a result without its reads and files");
  return out->ok || out->message || ct_fail(err, "worker: a map that failed without a reason");
}
