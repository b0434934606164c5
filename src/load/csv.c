// SPDX-License-Identifier: MIT
// CSV: delimited text, one record after another, from a stream of any length.
#include "load/csv.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/run.h"

enum { FIRST_BUFFER = 256 * 1024 };

// More bytes behind what is there: what was consumed is moved out first.
static bool fill(struct ct_csv *c, struct ct_err *err) {
  if (c->buf && c->at > 0) {
    memmove(c->buf, c->buf + c->at, c->end - c->at);
    c->end -= c->at;
    c->at = 0;
  }
  if (c->end == c->cap) {
    if (c->cap >= (size_t)CT_LOAD_FIELD_MAX * 2)
      return ct_fail(err, "%s:%u: the row is longer than %d MB (an unclosed quote, or not a table)", c->name,
                     c->record + 1, CT_LOAD_FIELD_MAX >> 20);
    size_t cap = c->cap ? c->cap * 2 : FIRST_BUFFER;
    c->buf = ct_arena_grow(c->arena, c->buf, c->cap, cap, 1);
    c->cap = cap;
  }
  size_t got = c->read(c->user, c->buf + c->end, c->cap - c->end);
  if (got == 0) c->eof = true;
  c->end += got;
  return true;
}

static bool add_cell(struct ct_csv *c, char *from, char *to, bool quoted, struct ct_err *err) {
  if (c->ncells == CT_LOAD_COLUMNS_MAX)
    return ct_fail(err, "%s:%u: more than %d columns", c->name, c->record + 1, CT_LOAD_COLUMNS_MAX);
  if ((size_t)(to - from) > CT_LOAD_FIELD_MAX)
    return ct_fail(err, "%s:%u: a cell is longer than %d MB", c->name, c->record + 1,
                   CT_LOAD_FIELD_MAX >> 20);
  if (c->ncells == c->cell_cap) {
    size_t cap = c->cell_cap ? c->cell_cap * 2 : 32;
    c->cells = ct_arena_grow(c->arena, c->cells, c->cell_cap, cap, sizeof *c->cells);
    c->cell_cap = cap;
  }
  c->cells[c->ncells++] = (struct ct_csv_cell){from, (size_t)(to - from)};
  c->quoted |= quoted;
  return true;
}

static bool ends_record(const struct ct_csv *c, const char *p, const char *end) {
  if (*p == '\n') return true;
  return *p == '\r' && (c->lone_cr || (p + 1 < end && p[1] == '\n'));
}

// Past a quoted cell's closing quote; NULL when the buffer ends first.
static char *quoted_end(char *p, char *end, bool eof) {
  for (p++; (p = memchr(p, '"', (size_t)(end - p))); p += 2) {
    if (p + 1 == end) return eof ? p + 1 : NULL;
    if (p[1] != '"') return p + 1;
  }
  return NULL;
}

// To the delimiter or line end behind an unquoted cell, or the buffer's end.
static char *plain_end(const struct ct_csv *c, char *p, char *end) {
  for (;;) {
    while (p < end && !c->stop[(unsigned char)*p]) p++;
    if (p == end || *p != '\r' || ends_record(c, p, end) || p + 1 == end) return p;
    p++;  // a lone CR inside a cell
  }
}

enum scan { SCAN_RECORD, SCAN_MORE, SCAN_FAILED };

// Cuts one record into cells without changing a byte, so that it can be tried again
// with more of them. *stop is the line end.
static enum scan scan(struct ct_csv *c, char *p, char *end, char **stop, struct ct_err *err) {
  c->ncells = 0;
  c->quoted = false;
  for (;;) {
    char *from = p;
    bool quoted = p < end && *p == '"';
    if (quoted && !(p = quoted_end(p, end, c->eof))) return SCAN_MORE;
    p = plain_end(c, p, end);
    if (p == end && !c->eof) return SCAN_MORE;
    if (p < end && *p == '\r' && p + 1 == end && !c->eof) return SCAN_MORE;
    if (!add_cell(c, from, p, quoted, err)) return SCAN_FAILED;
    if (p == end || *p != c->delimiter) break;
    p++;
  }
  *stop = p;
  return SCAN_RECORD;
}

// Takes the quotes off a cell in place: doubled ones become one, and text behind the
// closing quote is kept.
static void unquote(struct ct_csv_cell *cell) {
  char *from = (char *)(uintptr_t)cell->v, *end = from + cell->n, *out = from, *p = from + 1;
  while (p < end && (*p != '"' || (p + 1 < end && p[1] == '"'))) {
    if (*p == '"') p++;
    *out++ = *p++;
  }
  if (p < end) p++;  // the closing quote
  memmove(out, p, (size_t)(end - p));
  cell->n = (size_t)(out - from) + (size_t)(end - p);
}

static bool next_any(struct ct_csv *c, bool *more, struct ct_err *err) {
  char *start, *end, *stop;
  if (!c->buf && !fill(c, err)) return false;  // the first bytes
  for (;;) {
    start = c->buf + c->at;
    end = c->buf + c->end;
    *more = start < end || !c->eof;
    if (!*more) return true;
    enum scan found = start < end ? scan(c, start, end, &stop, err) : SCAN_MORE;
    if (found == SCAN_FAILED) return false;
    if (found == SCAN_RECORD) break;
    if (c->eof)
      return ct_fail(err, "%s:%u: a quote is opened in this row and never closed", c->name, c->record + 1);
    if (!fill(c, err)) return false;
  }
  if (stop < end) stop += *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
  for (size_t i = 0; c->quoted && i < c->ncells; i++)
    if (c->cells[i].n && *c->cells[i].v == '"') unquote(&c->cells[i]);
  c->at = (size_t)(stop - c->buf);
  c->record++;
  return true;
}

static void stops_init(struct ct_csv *c) {
  memset(c->stop, 0, sizeof c->stop);
  c->stop[(unsigned char)c->delimiter] = c->stop['\n'] = c->stop['\r'] = true;
}

bool ct_csv_next(struct ct_csv *c, bool *more, struct ct_err *err) {
  if (!c->stop['\n']) stops_init(c);
  do {
    if (!next_any(c, more, err)) return false;
  } while (*more && c->ncells == 1 && c->cells[0].n == 0);
  return true;
}

// How alike are the records when cut at this delimiter? Returns the cells of the first
// record and the share of the next ones that have as many.
static size_t trial(const char *s, size_t n, char delimiter, double *alike) {
  enum { RECORDS = 60 };
  size_t first = 0, same = 0, records = 0, cells = 1;
  bool quoted = false, start = true, any = false;
  for (size_t i = 0; i < n && records < RECORDS; i++) {
    char ch = s[i];
    if (quoted) {
      if (ch == '"') quoted = false;
    } else if (ch == '"' && (start || (i && s[i - 1] == '"'))) {
      quoted = true;
      start = false;
      any = true;
    } else if (ch == '\n' || ch == '\r') {
      if (any) {
        if (records++ == 0)
          first = cells;
        else
          same += cells == first;
      }
      cells = 1;
      start = true;
      any = false;
    } else {
      any = true;
      start = ch == delimiter;
      cells += start;
    }
  }
  if (records == 0) first = cells;
  *alike = records > 1 ? (double)same / (double)(records - 1) : 1;
  return first;
}

void ct_csv_sniff(const char *s, size_t n, char *delimiter, bool *lone_cr) {
  static const char candidates[] = {',', ';', '\t', '|'};
  double best = 0;
  *delimiter = ',';
  for (size_t i = 0; i < sizeof candidates; i++) {
    double alike;
    size_t cells = trial(s, n, candidates[i], &alike);
    if (cells < 2) continue;
    double score = 0.1 + alike + (cells > 2 ? 0.05 : 0);
    if (score > best) {
      best = score;
      *delimiter = candidates[i];
    }
  }
  const char *cr = memchr(s, '\r', n);
  *lone_cr = cr && !memchr(s, '\n', n);
}
