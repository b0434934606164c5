// SPDX-License-Identifier: MIT
// JSON text: a cursor that walks a JSON text without building it.
#include "load/json_text.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"

static bool fault(struct ct_json *j, const char *what) {
  if (!j->fault) j->fault = what;
  return false;
}

static void blanks(struct ct_json *j) {
  while (j->p < j->end && (*j->p == ' ' || *j->p == '\n' || *j->p == '\r' || *j->p == '\t')) j->p++;
}

char ct_json_peek(struct ct_json *j) {
  blanks(j);
  if (j->p == j->end) return 0;
  char c = *j->p;
  if (c == '-' || (c >= '0' && c <= '9') || c == 'I') return '0';
  if (c == 'N') return 'n';
  return strchr("{[\"tfn", c) ? c : 0;
}

bool ct_json_enter(struct ct_json *j, char open) {
  blanks(j);
  if (j->p == j->end || *j->p != open)
    return fault(j, open == '{' ? "an object is expected" : "a list is expected");
  if (++j->depth > CT_JSON_DEPTH_MAX) return fault(j, "nested deeper than 200 levels");
  j->p++;
  return true;
}

bool ct_json_more(struct ct_json *j, char close, bool first) {
  if (j->fault) return false;
  blanks(j);
  if (j->p == j->end) return fault(j, "the text ends inside an object or list");
  if (*j->p == close) {
    j->p++;
    j->depth--;
    return false;
  }
  if (first) return true;
  if (*j->p != ',') return fault(j, "a comma is expected");
  j->p++;
  blanks(j);
  return (j->p < j->end && *j->p != close) || fault(j, "nothing follows the comma");
}

static bool four_hex(struct ct_json *j, unsigned *out) {
  *out = 0;
  for (int i = 0; i < 4; i++, j->p++) {
    if (j->p == j->end) return fault(j, "the text ends inside a string");
    char c = *j->p | 0x20;
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return fault(j, "bad \\u escape");
    *out = *out * 16 + (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return true;
}

static bool unicode_escape(struct ct_json *j, struct ct_str *buf) {
  unsigned c, low;
  if (!four_hex(j, &c)) return false;
  if (c >= 0xD800 && c < 0xDC00 && j->end - j->p >= 6 && j->p[0] == '\\' && j->p[1] == 'u') {
    j->p += 2;
    if (!four_hex(j, &low)) return false;
    c = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
  }
  // A lone surrogate is no character, and a NUL would cut the text.
  ct_str_add_char(buf, (c >= 0xD800 && c < 0xE000) || c == 0 ? 0xFFFD : c);
  return true;
}

static bool escape(struct ct_json *j, struct ct_str *buf) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  if (j->p == j->end) return fault(j, "the text ends inside a string");
  char c = *j->p++;
  if (c == 'u') return unicode_escape(j, buf);
  const char *at = c ? strchr(from, c) : NULL;
  if (!at) return fault(j, "unknown escape in a string");
  ct_str_add_n(buf, to + (at - from), 1);
  return true;
}

bool ct_json_string(struct ct_json *j, struct ct_str *buf) {
  blanks(j);
  if (j->p == j->end || *j->p != '"') return fault(j, "a string is expected");
  j->p++;
  buf->n = 0;
  ct_str_add_n(buf, "", 0);
  for (;;) {
    const char *from = j->p;
    while (j->p < j->end && *j->p != '"' && *j->p != '\\') j->p++;
    ct_str_add_n(buf, from, (size_t)(j->p - from));
    if (j->p == j->end) return fault(j, "the text ends inside a string");
    if (*j->p++ == '"') return true;
    if (!escape(j, buf)) return false;
  }
}

bool ct_json_key(struct ct_json *j, struct ct_str *buf) {
  if (!ct_json_string(j, buf)) return false;
  blanks(j);
  if (j->p == j->end || *j->p != ':') return fault(j, "a colon is expected");
  j->p++;
  return true;
}

static bool word(struct ct_json *j, const char *text) {
  size_t n = strlen(text);
  if ((size_t)(j->end - j->p) < n || memcmp(j->p, text, n) != 0) return fault(j, "a value is expected");
  j->p += n;
  return true;
}

bool ct_json_number(struct ct_json *j, double *out) {
  blanks(j);
  *out = NAN;
  if (j->p == j->end) return fault(j, "a number is expected");
  if (*j->p == 'n') return word(j, "null");
  if (*j->p == 'N') return word(j, "NaN");
  if (*j->p == 'I') return word(j, "Infinity");
  if (*j->p == '-' && j->end - j->p > 1 && j->p[1] == 'I') {
    j->p++;
    return word(j, "Infinity");
  }
  const char *from = j->p;
  while (j->p < j->end && ((*j->p >= '0' && *j->p <= '9') || strchr("+-.eE", *j->p)) && *j->p) j->p++;
  if (from < j->p && ct_number_read(from, (size_t)(j->p - from), out)) return true;
  j->p = from;
  return fault(j, "a number is expected");
}

static bool skip_string(struct ct_json *j) {
  for (j->p++; j->p < j->end; j->p++) {
    if (*j->p == '"') {
      j->p++;
      return true;
    }
    if (*j->p == '\\') j->p++;
  }
  j->p = j->end;
  return fault(j, "the text ends inside a string");
}

bool ct_json_skip(struct ct_json *j) {
  double x;
  char c = ct_json_peek(j), close = c == '{' ? '}' : ']';
  switch (c) {
    case '"':
      return skip_string(j);
    case 't':
      return word(j, "true");
    case 'f':
      return word(j, "false");
    case 'n':
    case '0':
      return ct_json_number(j, &x);
    case '{':
    case '[':
      break;
    default:
      return fault(j, "a value is expected");
  }
  if (!ct_json_enter(j, c)) return false;
  for (bool first = true; ct_json_more(j, close, first); first = false) {
    if (c == '{') {
      if (ct_json_peek(j) != '"') return fault(j, "a key is expected");
      if (!skip_string(j)) return false;
      blanks(j);
      if (j->p == j->end || *j->p++ != ':') return fault(j, "a colon is expected");
    }
    if (!ct_json_skip(j)) return false;
  }
  return !j->fault;
}

static bool list_value(struct ct_json *j, struct ct_arena *a, const struct ct_value **out) {
  const struct ct_value **items = NULL;
  size_t n = 0, cap = 0;
  if (!ct_json_enter(j, '[')) return false;
  for (bool first = true; ct_json_more(j, ']', first); first = false) {
    const struct ct_value *v;
    if (!ct_json_value(j, a, &v)) return false;
    if (n == cap) {
      size_t more = cap ? 2 * cap : 8;
      items = ct_arena_grow(a, items, cap, more, sizeof(void *));
      cap = more;
    }
    items[n++] = v;
  }
  *out = ct_value_of_items(a, items, n);
  return !j->fault;
}

static bool object_value(struct ct_json *j, struct ct_arena *a, const struct ct_value **out) {
  struct {
    ct_vec(struct ct_member);
  } members = {0};
  struct ct_str key = {.arena = a};
  if (!ct_json_enter(j, '{')) return false;
  for (bool first = true; ct_json_more(j, '}', first); first = false) {
    struct ct_member m = {0};
    if (!ct_json_key(j, &key)) return false;
    m.key = ct_arena_strdup(a, ct_str_text(&key));
    if (!ct_json_value(j, a, &m.value)) return false;
    size_t i = 0;
    while (i < members.n && strcmp(members.v[i].key, m.key) != 0) i++;
    if (i < members.n)
      members.v[i] = m;
    else
      ct_vec_push(a, &members, m);
  }
  struct ct_value *v = ct_value_new(a, CT_OBJECT);
  v->members = members.v;
  v->n = members.n;
  *out = v;
  return !j->fault;
}

bool ct_json_value(struct ct_json *j, struct ct_arena *a, const struct ct_value **out) {
  struct ct_str text = {.arena = a};
  double x;
  switch (ct_json_peek(j)) {
    case '{':
      return object_value(j, a, out);
    case '[':
      return list_value(j, a, out);
    case '"':
      if (!ct_json_string(j, &text)) return false;
      *out = ct_value_of_string(a, ct_str_text(&text));
      return true;
    case 't':
      *out = ct_value_of_bool(a, true);
      return word(j, "true");
    case 'f':
      *out = ct_value_of_bool(a, false);
      return word(j, "false");
    case 'n':
    case '0':
      if (!ct_json_number(j, &x)) return false;
      *out = isnan(x) ? ct_value_new(a, CT_NULL) : ct_value_of_number(a, x);
      return true;
    default:
      return fault(j, "a value is expected");
  }
}

void ct_json_place(const struct ct_json *j, const char *text, int *line, int *column) {
  *line = *column = 1;
  for (const char *p = text; p < j->p; p++) {
    if (*p == '\n') {
      ++*line;
      *column = 1;
    } else if ((*p & 0xC0) != 0x80) {
      ++*column;
    }
  }
}
