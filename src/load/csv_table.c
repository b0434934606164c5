// SPDX-License-Identifier: MIT
// CSV table: a delimited text file into a table under construction.
#include "load/csv_table.h"

#include <cpl_vsi.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/csv.h"
#include "load/decode.h"
#include "load/load.h"
#include "load/path.h"
#include "load/plain.h"
#include "load/records.h"
#include "load/run.h"
#include "model/diag.h"

struct source {
  VSILFILE *file;
  struct ct_decode decode;
  struct ct_csv csv;
  struct ct_records records;
  size_t skip;    // bytes before the first record: a byte order mark
  bool declared;  // a byte order mark says what the encoding is
  bool guessed;
};

bool ct_csv_table_named(const char *path) {
  static const char *const extensions[] = {"csv", "tsv", "txt", "psv"};
  const char *have = ct_load_extension(path);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (ct_same_nocase(have, extensions[i])) return true;
  return false;
}

// Many programs "export to Excel" by writing text, or a page for browsers, under a spreadsheet's name.
enum { SAMPLE = 64 * 1024 };

// Names that say nothing: the beginning of the file tells.
static bool is_vague(const char *extension) {
  static const char *const vague[] = {"", "dat", "data", "tab", "asc", "tbl", "lst", "list", "out"};
  for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
    if (ct_same_nocase(extension, vague[i])) return true;
  return false;
}

static bool is_delimited(struct ct_load_run *r, const char *path) {
  VSILFILE *f = VSIFOpenL(path, "rb");
  char *sample = CT_NEW_N(&r->scratch, char, SAMPLE);
  size_t n = f ? VSIFReadL(sample, 1, SAMPLE, f) : 0;
  if (f) VSIFCloseL(f);
  return n && !(n > 6 && memcmp(sample, "!table", 6) == 0) && ct_csv_is_delimited(sample, n);
}

bool ct_csv_table_disguised(struct ct_load_run *r, const char *path, bool *is_text) {
  const char *have = ct_load_extension(path);
  unsigned char start[16] = {0};
  *is_text = false;
  if (is_vague(have)) *is_text = is_delimited(r, path);
  if (!ct_same_nocase(have, "xls") && !ct_same_nocase(have, "xlsx")) return true;
  VSILFILE *f = VSIFOpenL(path, "rb");
  size_t n = f ? VSIFReadL(start, 1, sizeof start, f) : 0;
  if (f) VSIFCloseL(f);
  // A zip, an OLE file, or Excel 2 to 4 on its own.
  if (n < 4 || memcmp(start, "PK", 2) == 0 || start[0] == 0xD0 || start[0] == 0x09) return true;
  size_t at = memcmp(start, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  if (start[at] == '<')
    return ct_fail(r->err, "%s: is a web page or XML under a spreadsheet's name (save it as xlsx or CSV)",
                   r->place);
  *is_text = true;
  return true;
}

static size_t read_file(void *user, char *buf, size_t n) {
  return VSIFReadL(buf, 1, n, user);
}

static bool rewind_source(struct ct_records *records, struct ct_err *err) {
  (void)err;
  struct source *s = records->user;
  VSIFSeekL(s->file, s->skip, SEEK_SET);
  ct_decode_rewind(&s->decode);
  s->csv.at = s->csv.end = 0;
  s->csv.eof = false;
  s->csv.record = s->csv.strays = 0;
  return true;
}

static bool next_record(struct ct_records *records, bool *more, struct ct_err *err) {
  struct source *s = records->user;
  if (!ct_csv_next(&s->csv, more, err)) return false;
  records->cells = s->csv.cells;
  records->ncells = s->csv.ncells;
  records->row = s->csv.record;
  records->stray = s->csv.stray;
  return true;
}

static bool looks_binary(const unsigned char *p, size_t n) {
  size_t odd = 0;
  for (size_t i = 0; i < n; i++) {
    if (p[i] == 0) return true;
    odd += p[i] < 0x20 && p[i] != '\t' && p[i] != '\n' && p[i] != '\r' && p[i] != 0x0C && p[i] != 0x1A;
  }
  return odd * 50 > n;
}

// "sep=;" on a line of its own: a spreadsheet's way to name the delimiter.
static bool sep_line(const char *s, size_t n, char *delimiter) {
  if (n < 6 || memcmp(s, "sep=", 4) != 0 || (s[5] != '\r' && s[5] != '\n')) return false;
  *delimiter = s[4];
  return true;
}

// The first bytes as they will be read.
static size_t decoded_sample(struct source *s, char *sample) {
  size_t n = 0, got;
  rewind_source(&s->records, NULL);
  while (n < SAMPLE && (got = ct_decode_read(&s->decode, sample + n, SAMPLE - n))) n += got;
  return n;
}

// Line ends of mainframes (U+0085) and of nobody (U+2028), when there are no others.
static bool only_exotic_ends(const char *s, size_t n) {
  if (memchr(s, '\n', n) || memchr(s, '\r', n)) return false;
  return memmem(s, n, "\xC2\x85", 2) || memmem(s, n, "\xE2\x80\xA8", 3);
}

// Delimiter and line ends, once the charset is settled.
static bool sniff_dialect(struct ct_load_run *r, struct source *s, const char *path) {
  char *sample = CT_NEW_N(&r->scratch, char, SAMPLE);
  s->decode.exotic_ends = false;
  size_t n = decoded_sample(s, sample);
  if (looks_binary((unsigned char *)sample, n))
    return ct_fail(r->err, "%s: not a text file (expected delimited text)", r->place);
  if (only_exotic_ends(sample, n)) {
    s->decode.exotic_ends = true;
    n = decoded_sample(s, sample);
  }
  ct_csv_sniff(sample, n, &s->csv.delimiter, &s->csv.lone_cr);
  if (sep_line(sample, n, &s->csv.delimiter)) s->records.first_row = 2;
  if (ct_same_nocase(ct_load_extension(path), "tsv") && memchr(sample, '\t', n)) s->csv.delimiter = '\t';
  memset(s->csv.stop, 0, sizeof s->csv.stop);
  return true;
}

static bool start(struct ct_load_run *r, struct source *s) {
  unsigned char *sample = CT_NEW_N(&r->scratch, unsigned char, SAMPLE);
  size_t n = VSIFReadL(sample, 1, SAMPLE, s->file);
  enum ct_charset charset = ct_charset_of_start(sample, n, &s->skip);
  s->declared = s->skip > 0;
  s->guessed = charset != CT_CHARSET_UTF8 && !s->declared;
  s->decode = (struct ct_decode){.arena = &r->scratch, .read = read_file, .user = s->file};
  r->handles.decode = &s->decode;
  s->decode.watch.on = true;
  return ct_decode_open(&s->decode, charset);
}

// The whole file tells which encoding it is in.
static enum ct_charset guess_charset(struct ct_load_run *r, struct source *s) {
  struct ct_evidence e = {.arena = &r->scratch};
  char *buf = CT_NEW_N(&r->scratch, char, SAMPLE);
  size_t n;
  VSIFSeekL(s->file, s->skip, SEEK_SET);
  while ((n = VSIFReadL(buf, 1, SAMPLE, s->file)) > 0) ct_evidence_add(&e, buf, n);
  ct_evidence_add(&e, "", 0);
  return ct_charset_guess(&e);
}

static bool survey(struct ct_load_run *r, struct source *s, const char *path, struct ct_plain *p) {
  if (!sniff_dialect(r, s, path)) return false;
  struct ct_err first = {0}, *kept = r->err;
  bool maybe_other = s->decode.charset == CT_CHARSET_UTF8 && !s->guessed;
  if (maybe_other) r->err = &first;
  bool ok = ct_plain_survey(r, &s->records, p);
  r->err = kept;
  const struct ct_watch *w = &s->decode.watch;
  if (w->zero) return ct_fail(r->err, "%s: not a text file (it holds NUL bytes)", r->place);
  if (maybe_other && w->utf8.bad) {
    s->guessed = true;
    enum ct_charset charset = guess_charset(r, s);
    if (charset != CT_CHARSET_UTF8) {
      s->skip = 0;
      r->build.recoded = 0;  // names, read wrongly
      if (!ct_decode_open(&s->decode, charset)) ct_decode_open(&s->decode, CT_CHARSET_CP1252);
      return survey(r, s, path, p);
    }
  }
  return ok || ct_fail(r->err, "%s", first.message);
}

static void tell_charset(struct ct_load_run *r, const struct source *s) {
  if (r->req->quiet_rows) return;
  if (s->guessed && s->decode.charset != CT_CHARSET_UTF8)
    ct_diag_say(r->diags, "CT-D102", CT_NOTE, r->place, 0, "the file is not UTF-8 and was read as %s",
                ct_charset_name(s->decode.charset));
  if (r->build.recoded)
    ct_diag_say(r->diags, "CT-D102", CT_NOTE, r->place, r->build.recoded_row,
                "%zu cells are not UTF-8 and were read as Windows-1252", r->build.recoded);
}

bool ct_csv_table_read(struct ct_load_run *r, const char *path) {
  struct source *s = CT_NEW(&r->scratch, struct source);
  struct ct_plain p;
  s->file = r->handles.file = VSIFOpenL(path, "rb");
  if (!s->file) return ct_fail(r->err, "%s: cannot be opened", r->place);
  s->csv =
      (struct ct_csv){.arena = &r->scratch, .read = ct_decode_read, .user = &s->decode, .name = r->place};
  s->records = (struct ct_records){.user = s, .next = next_record, .rewind = rewind_source};
  r->plain = true;
  if (!start(r, s) || !survey(r, s, path, &p)) return false;
  const struct ct_watch *w = &s->decode.watch;
  bool passed = s->decode.charset == CT_CHARSET_UTF8 && !s->decode.exotic_ends;
  r->may_be_damaged = !passed || w->high || w->question;
  r->build.utf8 = !passed || !w->utf8.bad;
  s->decode.watch.on = false;
  if (!ct_plain_fill(r, &p)) return false;
  tell_charset(r, s);
  return true;
}
