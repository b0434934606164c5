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
  c->cells[c->ncells++] = (struct ct_csv_cell){from, (size_t)(to - from), quoted};
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

// No cell has so many lines: its quote was never closed.
static bool too_many_lines(const char *p, const char *end) {
  size_t lines = 0;
  if (end - p <= CT_CSV_CELL_LINES) return false;
  while (lines <= CT_CSV_CELL_LINES && (p = memchr(p, '\n', (size_t)(end - p)))) {
    lines++;
    p++;
  }
  return lines > CT_CSV_CELL_LINES;
}

static bool has_line_end(const struct ct_csv *c, const char *p, const char *end) {
  return memchr(p, c->lone_cr ? '\r' : '\n', (size_t)(end - p)) != NULL;
}

enum scan { SCAN_RECORD, SCAN_MORE, SCAN_FAILED };

// A quote that closes over a line end with text behind it is the opening quote of another row's cell; unless that
// text ends in a quote in its turn: then it stood inside the cell, and before it is no delimiter.
static bool opens_another(const struct ct_csv *c, const char *from, const char *close, const char *end) {
  if (close == end || !has_line_end(c, from, close)) return false;
  char before = close[-2];
  return end[-1] != '"' || before == c->delimiter || before == '\n' || before == '\r';
}

// To the end of a cell that begins with a quote. *stray: the quote never closes and is a character.
static enum scan quoted_cell(const struct ct_csv *c, char **at, char *end, bool *stray) {
  char *from = *at, *close = quoted_end(from, end, c->eof), *p = NULL;
  *stray = false;
  if (close) {
    p = plain_end(c, close, end);
    if (p == end && !c->eof) return SCAN_MORE;
    *stray = too_many_lines(from, close) || opens_another(c, from, close, p);
  } else {
    *stray = c->eof || too_many_lines(from, end);
    if (!*stray) return SCAN_MORE;
  }
  if (*stray) p = plain_end(c, from + 1, end);
  *at = p;
  return SCAN_RECORD;
}

// Cuts one record into cells without changing a byte, so that it can be tried again
// with more of them. *stop is the line end.
static enum scan scan(struct ct_csv *c, char *p, char *end, char **stop, struct ct_err *err) {
  c->ncells = 0;
  c->quoted = c->stray = false;
  for (;;) {
    char *from = p;
    bool quoted = p < end && *p == '"', stray = false;
    if (!quoted)
      p = plain_end(c, p, end);
    else if (quoted_cell(c, &p, end, &stray) == SCAN_MORE)
      return SCAN_MORE;
    if (p == end && !c->eof) return SCAN_MORE;
    if (p < end && *p == '\r' && p + 1 == end && !c->eof) return SCAN_MORE;
    if (!add_cell(c, from, p, quoted && !stray, err)) return SCAN_FAILED;
    c->stray |= stray;
    if (p == end || *p != c->delimiter) break;
    p++;
  }
  *stop = p;
  return SCAN_RECORD;
}

// Takes the quotes off a cell in place: doubled ones become one. Text behind the closing quote is kept; when
// it ends in a quote, that one closes, and those inside are the text's own ("39°47'46"N").
static void unquote(struct ct_csv_cell *cell) {
  char *from = (char *)(uintptr_t)cell->v, *end = from + cell->n, *out = from, *p = from + 1;
  bool last = cell->n > 1 && end[-1] == '"';
  while (p < end) {
    if (*p == '"') {
      bool doubled = p + 1 < end && p[1] == '"';
      if (doubled) p++;
      if (!doubled && (p + 1 == end || !last)) break;
    }
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
    if (!fill(c, err)) return false;
  }
  if (stop < end) stop += *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
  for (size_t i = 0; c->quoted && i < c->ncells; i++)
    if (c->cells[i].quoted) unquote(&c->cells[i]);
  // Each such row looks far ahead for its other quote; a file of them would be read again and again.
  enum { STRAYS_MAX = 200, FAR = 64 * 1024 };
  if (c->stray && (size_t)(end - start) > FAR && ++c->strays > STRAYS_MAX)
    return ct_fail(err, "%s:%u: more than %d quotes are opened and never closed", c->name, c->record + 1,
                   STRAYS_MAX);
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
