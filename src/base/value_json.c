// SPDX-License-Identifier: MIT
// JSON: texts into values, each with its place; styles may be tens of megabytes.
#include "base/value_json.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"

struct reader {
  struct ct_arena *a;
  const char *name;
  struct ct_err *err;
  const char *p, *end;
  int depth;
  // The last place asked for. Places are asked for in the order of the text.
  const char *at;
  int line, col;
  struct ct_map keys;  // a text for every key, however often it stands there
  // Items and members of what is open; copied to their list when it closes.
  ct_vec(const struct ct_value *) items;
  ct_vec(struct ct_member) members;
};

// Moves the place to p; columns count characters.
static void locate(struct reader *r, const char *p) {
  for (; r->at < p; r->at++) {
    if (*r->at == '\n') {
      r->line++;
      r->col = 1;
    } else if (((unsigned char)*r->at & 0xC0) != 0x80) {
      r->col++;
    }
  }
}

static bool fail_here(struct reader *r, const char *p, const char *what) {
  locate(r, p);
  return ct_fail(r->err, "%s:%d:%d: %s", r->name, r->line, r->col, what);
}

static void skip_space(struct reader *r) {
  while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t')) r->p++;
}

// The next character that is no space, 0 at the end.
static char peek(struct reader *r) {
  skip_space(r);
  return r->p < r->end ? *r->p : '\0';
}

static struct ct_value *value_here(struct reader *r, enum ct_value_kind kind) {
  struct ct_value *v = ct_value_new(r->a, kind);
  locate(r, r->p);
  v->line = r->line;
  v->col = r->col;
  return v;
}

// ---- Texts

static bool read_hex(const char *p, const char *end, unsigned *out) {
  if (end - p < 4) return false;
  *out = 0;
  for (int i = 0; i < 4; i++) {
    unsigned c = (unsigned char)p[i], l = c | 0x20;
    if (!((c >= '0' && c <= '9') || (l >= 'a' && l <= 'f'))) return false;
    *out = *out << 4 | (c <= '9' ? c - '0' : l - 'a' + 10);
  }
  return true;
}

// The \u at r->p, with its second half; moves past it. 0 when it is malformed or U+0000.
static unsigned read_unicode(struct reader *r) {
  unsigned c, low;
  if (!read_hex(r->p + 2, r->end, &c)) return 0;
  r->p += 6;
  if (c < 0xD800 || c > 0xDFFF) return c;
  bool pair = c < 0xDC00 && r->end - r->p >= 6 && r->p[0] == '\\' && r->p[1] == 'u' &&
              read_hex(r->p + 2, r->end, &low) && low >= 0xDC00 && low <= 0xDFFF;
  if (!pair) return 0xFFFD;
  r->p += 6;
  return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

// The escape at r->p into out; the number of bytes, 0 with an error.
static size_t read_escape(struct reader *r, char *out) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char *start = r->p;
  char c = r->end - r->p > 1 ? r->p[1] : '\0';
  const char *simple = c ? strchr(from, c) : NULL;
  if (simple) {
    *out = to[simple - from];
    r->p += 2;
    return 1;
  }
  unsigned code = c == 'u' ? read_unicode(r) : 0;
  if (code) return ct_utf8_put(out, code);
  bool nul = r->p > start;
  fail_here(r, start, nul ? "a NUL character in a text" : "malformed JSON: an escape that does not exist");
  return 0;
}

// Reads the text that begins at r->p with its quote.
static bool read_text(struct reader *r, const char **text, size_t *size) {
  const char *start = r->p, *plain = ++r->p;
  while (r->p < r->end && *r->p != '"' && *r->p != '\\' && (unsigned char)*r->p >= 0x20) r->p++;
  size_t n = (size_t)(r->p - plain), most = n;
  for (const char *q = r->p; q < r->end && *q != '"'; q += *q == '\\' ? 2 : 1) most += 2;
  char *out = CT_NEW_N(r->a, char, most + 1);
  memcpy(out, plain, n);
  while (r->p < r->end && *r->p != '"') {
    if ((unsigned char)*r->p < 0x20)
      return fail_here(r, r->p, "malformed JSON: a control character in a text (write \\n or \\t)");
    size_t got = 1;
    if (*r->p == '\\')
      got = read_escape(r, out + n);
    else
      out[n] = *r->p++;
    if (!got) return false;
    n += got;
  }
  if (r->p >= r->end) return fail_here(r, start, "malformed JSON: a text that is not closed");
  r->p++;
  out[n] = '\0';
  *text = out;
  *size = n;
  return true;
}

// ---- Numbers and words

static const char *digits(const char *p, const char *end) {
  while (p < end && *p >= '0' && *p <= '9') p++;
  return p;
}

// The end of the number that begins at p; NULL when it is none.
static const char *number_end(const char *p, const char *end) {
  if (p < end && *p == '-') p++;
  const char *whole = p;
  p = digits(p, end);
  if (p == whole || (*whole == '0' && p - whole > 1)) return NULL;
  if (p < end && *p == '.') {
    const char *fraction = ++p;
    if ((p = digits(p, end)) == fraction) return NULL;
  }
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    if (p < end && (*p == '-' || *p == '+')) p++;
    const char *exponent = p;
    if ((p = digits(p, end)) == exponent) return NULL;
  }
  return p;
}

static const struct ct_value *read_number(struct reader *r) {
  struct ct_value *v = value_here(r, CT_NUMBER);
  const char *end = number_end(r->p, r->end);
  if (!end) {
    fail_here(r, r->p, "malformed JSON: not a number");
    return NULL;
  }
  v->n = (size_t)(end - r->p);
  v->string = ct_arena_strndup(r->a, r->p, v->n);
  if (!ct_parse_number(v->string, &v->number)) {
    fail_here(r, r->p, "a number beyond 1.8e308");
    return NULL;
  }
  r->p = end;
  return v;
}

static const struct ct_value *read_word(struct reader *r) {
  static const struct {
    const char *word;
    enum ct_value_kind kind;
    bool yes;
  } words[] = {{"true", CT_BOOL, true}, {"false", CT_BOOL, false}, {"null", CT_NULL, false}};
  size_t n = 0, left = (size_t)(r->end - r->p);
  while (n < left && ((r->p[n] | 0x20) >= 'a' && (r->p[n] | 0x20) <= 'z')) n++;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strlen(words[i].word) != n || memcmp(words[i].word, r->p, n) != 0) continue;
    struct ct_value *v = value_here(r, words[i].kind);
    v->boolean = words[i].yes;
    v->string = words[i].word;
    v->n = n;
    r->p += n;
    return v;
  }
  fail_here(r, r->p,
            n ? "malformed JSON: a bare word (texts stand in double quotes)"
              : "malformed JSON: nothing stands here (expected a value)");
  return NULL;
}

// ---- Lists and mappings

static const struct ct_value *read_value(struct reader *r);

// After an item: true when another follows, else *closed tells whether the list ends.
static bool goes_on(struct reader *r, char close, bool *closed) {
  char c = peek(r);
  *closed = c == close;
  if (c == ',' || *closed) r->p++;
  if (c != ',' && !*closed)
    fail_here(r, r->p,
              close == ']' ? "malformed JSON: expected ',' or ']'" : "malformed JSON: expected ',' or '}'");
  return c == ',';
}

static const struct ct_value *read_list(struct reader *r) {
  struct ct_value *v = value_here(r, CT_ARRAY);
  size_t first = r->items.n;
  bool closed = false;
  v->flow = true;
  r->p++;
  if (peek(r) == ']') {
    r->p++;
    return v;
  }
  do {
    const struct ct_value *item = read_value(r);
    if (!item) return NULL;
    ct_vec_push(r->a, &r->items, item);
  } while (goes_on(r, ']', &closed));
  if (!closed) return NULL;
  v->n = r->items.n - first;
  const struct ct_value **items = CT_NEW_N(r->a, const struct ct_value *, v->n);
  memcpy(items, r->items.v + first, v->n * sizeof *items);
  v->items = items;
  r->items.n = first;
  return v;
}

enum { FEW_KEYS = 16 };

// The number of the member with that key among those from `first` on, or how many there are. A few are compared one
// by one, as most mappings have only a few.
static size_t member_of(struct reader *r, struct ct_map *many, size_t first, const char *key) {
  size_t n = r->members.n - first;
  if (n == 0) return 0;
  const struct ct_member *v = r->members.v + first;
  // Equal keys are one text.
  for (size_t i = 0; n < FEW_KEYS && i < n; i++)
    if (v[i].key == key) return i;
  if (n < FEW_KEYS) return n;
  many->arena = r->a;
  for (size_t i = many->n; i < n; i++) ct_map_add_string(many, v[i].key, i, NULL);
  return ct_map_add_string(many, key, n, NULL)->value;
}

static bool read_key(struct reader *r, struct ct_member *out) {
  const char *text = "";
  size_t size = 0;
  if (peek(r) != '"') return fail_here(r, r->p, "malformed JSON: expected a key in double quotes");
  locate(r, r->p);
  out->line = r->line;
  out->col = r->col;
  if (!read_text(r, &text, &size)) return false;
  out->key = ct_map_add(&r->keys, text, size, 0, NULL)->key;
  if (peek(r) != ':') return fail_here(r, r->p, "malformed JSON: expected ':' after the key");
  r->p++;
  return true;
}

// Reads a member; one whose key stood before takes the place of that.
static bool read_member(struct reader *r, struct ct_value *mapping, struct ct_map *many, size_t first) {
  struct ct_member m = {0};
  if (!read_key(r, &m) || !(m.value = read_value(r))) return false;
  size_t at = member_of(r, many, first, m.key);
  if (first + at == r->members.n) {
    ct_vec_push(r->a, &r->members, m);
    return true;
  }
  r->members.v[first + at] = m;
  if (mapping->repeated) return true;
  struct ct_member *repeated = CT_NEW(r->a, struct ct_member);
  *repeated = m;
  mapping->repeated = repeated;
  return true;
}

static const struct ct_value *read_mapping(struct reader *r) {
  struct ct_value *v = value_here(r, CT_OBJECT);
  struct ct_map many = {0};
  size_t first = r->members.n;
  bool closed = false;
  v->flow = true;
  r->p++;
  if (peek(r) == '}') {
    r->p++;
    return v;
  }
  do {
    if (!read_member(r, v, &many, first)) return NULL;
  } while (goes_on(r, '}', &closed));
  if (!closed) return NULL;
  v->n = r->members.n - first;
  struct ct_member *members = CT_NEW_N(r->a, struct ct_member, v->n);
  memcpy(members, r->members.v + first, v->n * sizeof *members);
  v->members = members;
  if (many.n == v->n) {
    struct ct_map *index = CT_NEW(r->a, struct ct_map);
    *index = many;
    v->index = index;
  }
  r->members.n = first;
  return v;
}

static const struct ct_value *read_value(struct reader *r) {
  const struct ct_value *v;
  char c = peek(r);
  if (r->depth == CT_VALUE_DEPTH) {
    fail_here(r, r->p, "nested more than 200 levels deep");
    return NULL;
  }
  if (c == '"') {
    struct ct_value *text = value_here(r, CT_STRING);
    return read_text(r, &text->string, &text->n) ? text : NULL;
  }
  if (c == '-' || (c >= '0' && c <= '9')) return read_number(r);
  if (c != '{' && c != '[') return read_word(r);
  r->depth++;
  v = c == '{' ? read_mapping(r) : read_list(r);
  r->depth--;
  return v;
}

bool ct_json_parse(struct ct_arena *a, const char *text, size_t size, const char *name,
                   const struct ct_value **out, struct ct_err *err) {
  struct reader r = {.a = a, .name = name, .err = err, .p = text, .end = text + size, .at = text};
  r.line = r.col = 1;
  r.keys.arena = a;
  bool ok = false;
  if (!peek(&r)) {
    ct_fail(err, "%s: empty document", name);
  } else if ((*out = read_value(&r))) {
    ok = !peek(&r);
    if (!ok) fail_here(&r, r.p, "malformed JSON: something follows the end of the value");
  }
  return ok;
}
