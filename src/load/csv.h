// SPDX-License-Identifier: MIT
// CSV: delimited text, one record after another, from a stream of any length.
#ifndef CT_LOAD_CSV_H
#define CT_LOAD_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;

// Fills buf with up to n bytes of the source; 0 at its end.
typedef size_t ct_csv_read_fn(void *user, char *buf, size_t n);

struct ct_csv_cell {
  const char *v;  // not NUL-terminated; valid until the next record
  size_t n;
  bool quoted;
};

// A quoted cell of more lines is one whose quote was never closed.
enum { CT_CSV_CELL_LINES = 5000 };

// A zeroed struct with arena, read, user, name and delimiter set is at the start.
struct ct_csv {
  struct ct_arena *arena;
  ct_csv_read_fn *read;
  void *user;
  const char *name;  // for messages
  char delimiter;
  bool lone_cr;  // records end in CR alone
  char *buf;
  size_t cap, at, end;
  bool eof;
  uint32_t record;  // number of the last record, from 1; blank lines count
  struct ct_csv_cell *cells;
  size_t ncells, cell_cap;
  bool quoted;  // some cell of the record is in quotes
  bool stray;   // a cell of the record begins with a quote that is never closed: it was kept as a character
  unsigned strays;
  bool stop[256];  // bytes that may end an unquoted cell
};

// The next record with any cell, blank lines passed over. *more is false at the end.
// RFC 4180, and leniently: a quote inside an unquoted cell is itself, and so is one that is never closed; text
// after a closing quote is kept. Fails on a cell over the limit and too many cells.
bool ct_csv_next(struct ct_csv *c, bool *more, struct ct_err *err);

// Delimiter and line ends of a sample from the start of a file.
void ct_csv_sniff(const char *sample, size_t n, char *delimiter, bool *lone_cr);

// Is the sample text whose records are (nearly) all cut into equally many cells?
bool ct_csv_is_delimited(const char *sample, size_t n);

#endif
