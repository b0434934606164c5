// SPDX-License-Identifier: MIT
// Fuzz: delimited text, from bytes of any encoding to cells and a header.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/charset.h"
#include "load/csv.h"
#include "load/damage.h"
#include "load/decode.h"
#include "load/header.h"
#include "load/ods_gap.h"

struct text {
  const uint8_t *data;
  size_t size, at, step;
};

static size_t give(void *user, char *buf, size_t n) {
  struct text *t = user;
  size_t left = t->size - t->at, k = n < t->step ? n : t->step;
  if (k > left) k = left;
  if (k) memcpy(buf, t->data + t->at, k);
  t->at += k;
  return k;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Cells must be the same however the source is cut into pieces.
static uint64_t read_all(const uint8_t *data, size_t size, size_t step) {
  struct ct_arena a = {.limit = 64 << 20};
  struct text t = {data, size, 0, step};
  struct ct_csv csv = {.arena = &a, .read = give, .user = &t, .name = "fuzz"};
  struct ct_err err = {0};
  volatile uint64_t sum = 0;
  bool more = true;
  jmp_buf oom;
  a.oom = &oom;
  ct_csv_sniff((const char *)data, size, &csv.delimiter, &csv.lone_cr);
  if (!setjmp(oom))
    while (ct_csv_next(&csv, &more, &err) && more)
      for (size_t i = 0; i < csv.ncells; i++)
        for (size_t j = 0; j < csv.cells[i].n; j++)
          sum = sum * 31 + (uint64_t)(unsigned char)csv.cells[i].v[j] + i;
  ct_arena_release(&a);
  return sum;
}

// The decoded text is UTF-8, and the same however the file is cut into pieces.
static uint64_t decode_all(struct ct_arena *a, const uint8_t *data, size_t size, size_t step,
                           enum ct_charset charset) {
  struct text t = {data, size, 0, step};
  struct ct_decode d = {.arena = a, .read = give, .user = &t};
  char buf[97];
  uint64_t sum = 0;
  struct ct_str whole = {.arena = a};
  if (!ct_decode_open(&d, charset)) return 0;
  for (size_t n; (n = ct_decode_read(&d, buf, sizeof buf)) > 0;) ct_str_add_n(&whole, buf, n);
  if (charset != CT_CHARSET_UTF8 && !ct_utf8_valid(ct_str_text(&whole), whole.n)) abort();
  for (size_t i = 0; i < whole.n; i++) sum = sum * 31 + (unsigned char)whole.v[i];
  ct_decode_close(&d);
  return sum;
}

static void try_charsets(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 64 << 20};
  struct ct_evidence whole = {.arena = &a}, cut = {.arena = &a};
  size_t skip;
  ct_evidence_add(&whole, (const char *)data, size);
  for (size_t i = 0; i < size; i += 5)
    ct_evidence_add(&cut, (const char *)data + i, size - i < 5 ? size - i : 5);
  ct_evidence_add(&whole, "", 0);
  ct_evidence_add(&cut, "", 0);
  enum ct_charset guess = ct_charset_guess(&whole);
  if (guess != ct_charset_guess(&cut)) abort();
  enum ct_charset start = ct_charset_of_start(data, size, &skip);
  if (decode_all(&a, data, size, size + 1, guess) != decode_all(&a, data, size, 3, guess)) abort();
  if (decode_all(&a, data, size, size + 1, start) != decode_all(&a, data, size, 1, start)) abort();
  ct_arena_release(&a);
}

// Lines as rows, words as cells.
static void try_header(const uint8_t *data, size_t size) {
  enum { CELLS = 400 };
  struct ct_csv_cell cells[CELLS];
  struct ct_header_row rows[CT_HEADER_SAMPLE];
  size_t n = 0, nrows = 0, first = 0, from = 0;
  for (size_t i = 0; i <= size && n < CELLS && nrows < CT_HEADER_SAMPLE; i++) {
    bool line = i == size || data[i] == '\n';
    if (!line && data[i] != ',') continue;
    cells[n++] = (struct ct_csv_cell){.v = (const char *)data + from, .n = i - from};
    from = i + 1;
    if (!line) continue;
    rows[nrows] = (struct ct_header_row){cells + first, n - first, (uint32_t)nrows + 1};
    ct_header_is_units(rows[nrows].cells, rows[nrows].n);
    nrows++;
    first = n;
  }
  struct ct_header h = ct_header_find(rows, nrows);
  if (nrows && h.at >= nrows) abort();
}

static void try_damage(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 64 << 20};
  const char *mended;
  if (ct_utf8_valid((const char *)data, size) &&
      ct_damage_find(&a, (const char *)data, size, &mended) == CT_DAMAGE_TWICE &&
      !ct_utf8_valid(mended, strlen(mended)))
    abort();
  struct ct_ods_gap whole = {0}, cut = {0};
  ct_ods_gap_add(&whole, (const char *)data, size);
  for (size_t i = 0; i < size; i++) ct_ods_gap_add(&cut, (const char *)data + i, 1);
  if (whole.lost != cut.lost) abort();
  ct_arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (read_all(data, size, size + 1) != read_all(data, size, 3)) abort();
  try_charsets(data, size);
  try_header(data, size);
  try_damage(data, size);
  return 0;
}
