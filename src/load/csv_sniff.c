// SPDX-License-Identifier: MIT
// CSV dialect: delimiter and line ends, from the beginning of a file.
#include <string.h>

#include "load/csv.h"

enum { RECORDS = 80 };

struct trial {
  size_t cells[RECORDS];
  size_t records;
  size_t delimiters, between_digits;
};

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Cells of each record when cut at this delimiter; blank lines are none.
static void cut(struct trial *t, const char *s, size_t n, char delimiter) {
  size_t cells = 1;
  bool quoted = false, start = true, any = false;
  *t = (struct trial){0};
  for (size_t i = 0; i < n && t->records < RECORDS; i++) {
    char ch = s[i];
    if (quoted) {
      if (ch == '"') quoted = false;
    } else if (ch == '"' && (start || (i && s[i - 1] == '"'))) {
      quoted = true;
      start = false;
      any = true;
    } else if (ch == '\n' || ch == '\r') {
      if (any) t->cells[t->records++] = cells;
      cells = 1;
      start = true;
      any = false;
    } else {
      any = true;
      start = ch == delimiter;
      cells += start;
      t->delimiters += start;
      t->between_digits += start && i && i + 1 < n && digit(s[i - 1]) && digit(s[i + 1]);
    }
  }
  // The sample's last record may be cut short; it counts when it is the only one.
  if (!t->records && any) t->cells[t->records++] = cells;
}

// The commonest number of cells, two or more, and the share of records that have it: titles above the table
// and notes below it have one.
static size_t commonest(const struct trial *t, double *share) {
  size_t best = 0, most = 0;
  for (size_t i = 0; i < t->records; i++) {
    size_t same = 0;
    for (size_t k = 0; k < t->records; k++) same += t->cells[k] == t->cells[i];
    if (t->cells[i] < 2 || same <= most) continue;
    most = same;
    best = t->cells[i];
  }
  *share = t->records ? (double)most / (double)t->records : 0;
  return best;
}

void ct_csv_sniff(const char *s, size_t n, char *delimiter, bool *lone_cr) {
  static const char candidates[] = {',', ';', '\t', '|', '~'};
  double best = 0, comma = 0;
  bool decimal = false;
  *delimiter = ',';
  for (size_t i = 0; i < sizeof candidates; i++) {
    struct trial t;
    double share;
    cut(&t, s, n, candidates[i]);
    size_t cells = commonest(&t, &share);
    if (cells < 2) continue;
    double score = share + (cells > 2 ? 0.05 : 0);
    if (candidates[i] == ',') {
      comma = score;
      decimal = t.between_digits * 10 >= t.delimiters * 9;
    }
    // Commas that all stand between digits are decimal ones when something else delimits as well.
    bool beats = score > best || (decimal && best == comma && score > 0.8 * comma);
    if (!beats) continue;
    best = score;
    *delimiter = candidates[i];
  }
  *lone_cr = memchr(s, '\r', n) && !memchr(s, '\n', n);
}

bool ct_csv_is_delimited(const char *s, size_t n) {
  static const char candidates[] = {',', ';', '\t', '|', '~'};
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') return false;
  }
  for (size_t i = 0; i < sizeof candidates; i++) {
    struct trial t;
    double share;
    cut(&t, s, n, candidates[i]);
    if (commonest(&t, &share) >= 2 && (t.records >= 2 || candidates[i] != ',') && share >= 0.7) return true;
  }
  return false;
}
