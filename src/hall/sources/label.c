// SPDX-License-Identifier: MIT
// Sources: what labels print of a column: dates as they are written, HTML without its tags.
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "hall/sources/sources.h"
#include "model/table_dates.h"

// "{date|date}" in a label: a column of that name with dates as they are printed, in the style that the column has in
// the whole table.
static const struct ct_table *with_date(struct ct_arena *a, const char *name, const struct ct_table *whole,
                                        const struct ct_table *t) {
  const char *plain_name = ct_arena_strndup(a, name, strlen(name) - 5);
  int from = ct_table_column(t, plain_name);
  struct ct_date_style style = ct_table_date_style(whole, ct_table_column(whole, plain_name), NULL);
  const char **texts = CT_NEW_N(a, const char *, t->n);
  char buf[32];
  for (size_t i = 0; i < t->n; i++) {
    const char *text = from >= 0 ? ct_table_text(t, from, i, buf) : NULL;
    texts[i] = text ? ct_format_date_as(a, &style, text) : NULL;
  }
  return ct_sources_with_column(a, t,
                                (struct ct_column){.name = name, .type = CT_COLUMN_STRING, .string = texts});
}

static bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The end of the tag or comment at p, behind which a '>' is; NULL: '<' is a plain one.
static const char *tag_end(const char *p) {
  if (!letter(p[1]) && !(p[1] == '/' && letter(p[2])) && p[1] != '!') return NULL;
  return strchr(p, '>') + 1;
}

// What is inside <style> and <script> is no text.
static const char *pass_silent(const char *p, const char *end) {
  static const char *const silent[] = {"style", "script"};
  for (size_t i = 0; i < 2; i++) {
    size_t n = strlen(silent[i]);
    if (strncmp(p + 1, silent[i], n) != 0 || letter(p[1 + n])) continue;
    const char *close = strstr(end, i ? "</script" : "</style");
    return close ? close : end + strlen(end);
  }
  return end;
}

static size_t entity(const char *p, char *out) {
  static const struct {
    const char *name;
    char c;
  } known[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
               {"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!ct_starts_with(p, known[i].name)) continue;
    *out = known[i].c;
    return strlen(known[i].name);
  }
  return 0;
}

// The text without tags, every run of blanks one; NULL when nothing is left.
static const char *plain(struct ct_arena *a, const char *html) {
  struct ct_str out = {.arena = a};
  bool gap = false;
  const char *last = strrchr(html, '>');
  for (const char *p = html; *p;) {
    char c = *p;
    const char *end = c == '<' && last && p < last ? tag_end(p) : NULL;
    if (end) {
      p = pass_silent(p, end);
      gap = true;
      continue;
    }
    size_t n = c == '&' ? entity(p, &c) : 0;
    p += n ? n : 1;
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      gap = true;
      continue;
    }
    if (gap && out.n) ct_str_add_n(&out, " ", 1);
    gap = false;
    ct_str_add_n(&out, &c, 1);
  }
  return out.n ? ct_str_text(&out) : NULL;
}

static bool has_tags(const char *s) {
  for (const char *p = s ? strchr(s, '<') : NULL; p; p = strchr(p + 1, '<'))
    if (letter(p[1]) || (p[1] == '/' && letter(p[2])) || p[1] == '!') return true;
  return false;
}

// The table with that column's texts without their tags, if there are any.
static const struct ct_table *with_plain(struct ct_arena *a, const char *name, const struct ct_table *t) {
  int c = ct_table_column(t, name);
  if (c < 0 || t->columns[c].type != CT_COLUMN_STRING) return t;
  const char *const *from = t->columns[c].string;
  const char **texts = NULL;
  for (size_t i = 0; i < t->n; i++) {
    if (!has_tags(from[i])) continue;
    if (!texts) {
      texts = CT_NEW_N(a, const char *, t->n);
      memcpy(texts, from, t->n * sizeof *texts);
    }
    texts[i] = plain(a, from[i]);
  }
  if (!texts) return t;
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns);
  memcpy(columns, t->columns, t->ncolumns * sizeof *columns);
  columns[c].string = texts;
  *copy = *t;
  copy->columns = columns;
  return copy;
}

const struct ct_table *ct_sources_label_columns(struct ct_arena *a, const char *label,
                                                const struct ct_table *whole, const struct ct_table *t) {
  if (label && !strchr(label, '{')) return with_plain(a, label, t);
  for (const char *p = label ? strchr(label, '{') : NULL; p; p = strchr(p + 1, '{')) {
    size_t n = strcspn(p, "}");
    const char *name = ct_arena_strndup(a, p + 1, n ? n - 1 : 0);
    t = ct_ends_with(name, "|date") ? with_date(a, name, whole, t) : with_plain(a, name, t);
  }
  return t;
}
