// SPDX-License-Identifier: MIT
// Where, plain: a column compared with a number or a text, which needs no SQL to be told.
#include "load/where_plain.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"
#include "load/build.h"

static const char *past_blanks(const char *s) {
  return s + strspn(s, " \t\r\n");
}

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

static bool take_word(const char **s, const char *word) {
  size_t n = strlen(word);
  if (strncasecmp(*s, word, n) != 0 || is_word((*s)[n])) return false;
  *s = past_blanks(*s + n);
  return true;
}

static bool take_sign(const char **s, char c) {
  if (**s != c) return false;
  *s = past_blanks(*s + 1);
  return true;
}

// A name as it stands, or in double quotes; NULL: neither.
static const char *take_name(const char **s, struct ct_arena *a) {
  bool quoted = **s == '"';
  const char *from = *s + quoted;
  size_t n = quoted ? strcspn(from, "\"\\") : 0;
  while (!quoted && is_word(from[n])) n++;
  if (!n || (quoted && (from[n] != '"' || from[n + 1] == '"')) || (!quoted && isdigit((unsigned char)*from)))
    return NULL;
  *s = past_blanks(from + n + quoted);
  return ct_arena_strndup(a, from, n);
}

// Names are alike in either case. Fields that every layer of OGR's has are not ours.
static const struct ct_build_column *column_of(const struct ct_build *b, const char *name) {
  const struct ct_build_column *found = NULL;
  if (strcasecmp(name, "fid") == 0 || strncasecmp(name, "ogr_", 4) == 0) return NULL;
  for (size_t i = 0; i < b->ncolumns; i++) {
    if (strcasecmp(b->columns[i].name, name) != 0) continue;
    if (found) return NULL;
    found = &b->columns[i];
  }
  return found;
}

// NAME, or CAST(NAME AS float) of what is a number anyway.
static bool take_column(const char **s, const struct ct_build *b, struct ct_arena *a,
                        struct ct_where_plain *out) {
  const char *at = *s;
  bool cast = take_word(&at, "cast") && take_sign(&at, '(');
  if (!cast) at = *s;
  const char *name = take_name(&at, a);
  out->column = name ? column_of(b, name) : NULL;
  if (!out->column) return false;
  if (cast && (out->column->type != CT_COLUMN_NUMBER || !take_word(&at, "as") || !take_word(&at, "float") ||
               !take_sign(&at, ')')))
    return false;
  *s = at;
  return true;
}

static bool take_comparison(const char **s, struct ct_where_plain *out) {
  size_t n = strspn(*s, "<>=!");
  static const struct {
    const char *sign;
    bool less, equal, more;
  } known[] = {{"=", false, true, false}, {"<", true, false, false}, {"<=", true, true, false},
               {">", false, false, true}, {">=", false, true, true}, {"<>", true, false, true}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strlen(known[i].sign) != n || strncmp(*s, known[i].sign, n) != 0) continue;
    out->less = known[i].less;
    out->equal = known[i].equal;
    out->more = known[i].more;
    *s = past_blanks(*s + n);
    return true;
  }
  return false;
}

// Digits with a point among them and a minus before them, few enough for every reader to see the same number.
static bool take_number(const char **s, double *out) {
  enum { MOST = 15 };
  const char *from = *s, *digits = from + (*from == '-');
  size_t n = strspn(digits, "0123456789");
  bool point = n && digits[n] == '.' && isdigit((unsigned char)digits[n + 1]);
  if (point) n += 1 + strspn(digits + n + 1, "0123456789");
  if (!n || n > MOST || is_word(digits[n]) || digits[n] == '.') return false;
  *s = past_blanks(digits + n);
  return ct_number_read(from, (size_t)(digits + n - from), out);
}

// OGR takes texts that look like times for times.
static bool take_text(const char **s, struct ct_arena *a, const char **out) {
  if (**s != '\'') return false;
  const char *from = *s + 1;
  size_t n = strcspn(from, "'\\:");
  if (from[n] != '\'' || from[n + 1] == '\'') return false;
  if (n >= 3 && strncmp(from + n - 3, "+00", 3) == 0) return false;
  *s = past_blanks(from + n + 1);
  *out = ct_arena_strndup(a, from, n);
  return true;
}

bool ct_where_plain_read(const char *condition, const struct ct_build *b, struct ct_arena *a,
                         struct ct_where_plain *out) {
  const char *s = past_blanks(condition);
  *out = (struct ct_where_plain){0};
  if (!take_column(&s, b, a, out) || !take_comparison(&s, out)) return false;
  bool ok = out->column->type == CT_COLUMN_NUMBER && take_number(&s, &out->number);
  // Before and after are another matter with texts.
  bool same = out->equal && !out->less && !out->more;
  if (!ok && out->column->type == CT_COLUMN_STRING && same) ok = take_text(&s, a, &out->text);
  return ok && !*s;
}

bool ct_where_plain_met(const struct ct_where_plain *w, size_t row) {
  if (w->text) {
    const char *text = w->column->string[row];
    return text && strcasecmp(text, w->text) == 0;
  }
  double v = w->column->number[row];
  return (w->less && v < w->number) || (w->equal && v == w->number) || (w->more && v > w->number);
}
