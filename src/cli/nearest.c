// SPDX-License-Identifier: MIT
// Nearest: edit distance over short words.
#include "nearest.h"

#include <string.h>

enum { LONGEST = 32 };

static size_t least(size_t a, size_t b, size_t c) {
  size_t m = a < b ? a : b;
  return m < c ? m : c;
}

// Insertions, deletions and replacements (Levenshtein), with swapped neighbours as one.
static size_t distance(const char *a, size_t n, const char *b, size_t m) {
  size_t row[3][LONGEST + 1];
  for (size_t j = 0; j <= m; j++) row[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *now = row[i % 3], *above = row[(i + 2) % 3], *two = row[(i + 1) % 3];
    now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      now[j] = least(above[j] + 1, now[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
      int swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped && two[j - 2] + 1 < now[j]) now[j] = two[j - 2] + 1;
    }
  }
  return row[n % 3][m];
}

void ct_cli_nearest_try(struct ct_cli_nearest *n, const char *known) {
  size_t m = strlen(known);
  if (n->length > LONGEST || m > LONGEST) return;
  size_t d = distance(n->word, n->length, known, m), longer = n->length > m ? n->length : m;
  if (d > (longer + 2) / 3 || (n->best && d >= n->distance)) return;
  n->best = known;
  n->distance = d;
}
