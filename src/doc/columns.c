// SPDX-License-Identifier: MIT
// Columns: which column of a table plausibly is the class, the name, the rank.
#include "doc/columns.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "model/column_role.h"
#include "model/table.h"

enum { MOST_DISTINCT = 24, SAMPLE = 20000 };

// Names that tell, best first. A column matches by its whole name (3) or a word in it (1).
static const char *const class_names[] = {
    "class", "category", "type",      "kind", "status", "fuel", "subtype", "sector", "mode", "group", "typ",
    "tipo",  "art",      "categoria", "구분", "종류",   "유형", "类型",    "種類",   "тип",  "نوع"};
static const char *const rank_names[] = {"rank", "scalerank", "labelrank", "priority"};
static const char *const never_names[] = {"id",        "source",    "url",      "note",   "iso",     "code",
                                          "date",      "lat",       "lon",      "unit",   "remarks", "notes",
                                          "precision", "notation",  "datetime", "time",   "marker",  "stroke",
                                          "fill",      "direction", "bearing",  "azimuth"};

// Does `word` stand in `name`, bounded by something that is no letter?
static bool has_word(const char *name, const char *word) {
  if (word[0] & 0x80) return strstr(name, word) != NULL;
  size_t n = strlen(word);
  for (const char *p = name; *p; p++) {
    bool start = p == name || !((p[-1] | 32) >= 'a' && (p[-1] | 32) <= 'z');
    bool camel = p != name && *p >= 'A' && *p <= 'Z' && p[-1] >= 'a' && p[-1] <= 'z';
    if (!start && !camel) continue;
    size_t i = 0;
    while (i < n && (p[i] | 32) == word[i]) i++;
    if (i == n && !(p[n] >= 'a' && p[n] <= 'z')) return true;
  }
  return false;
}

static double name_score(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (ct_same_nocase(name, names[i])) return 3 - 0.05 * (double)i;
  for (size_t i = 0; i < n; i++)
    if (has_word(name, names[i])) return 1.5 - 0.05 * (double)i;
  return 0;
}

// Of the shared list only what may stand among other words, and in its order.
static double label_name_score(const char *name) {
  enum { MOST = 64 };
  const char *words[MOST];
  size_t all, n = 0;
  const struct ct_role_name *known = ct_role_names(&all);
  for (size_t i = 0; i < all && n < MOST; i++)
    if (known[i].is_word) words[n++] = known[i].words;
  return name_score(name, words, n);
}

static bool never(const char *name) {
  return name_score(name, never_names, sizeof never_names / sizeof *never_names) > 0;
}

struct tally {
  struct ct_map seen;  // text -> rows
  size_t filled, rows, longest;
  bool overflow;  // more than MOST_DISTINCT values
};

static void count(const struct ct_table *t, int column, struct ct_arena *a, struct tally *out) {
  memset(out, 0, sizeof *out);
  out->seen.arena = a;
  char buf[32];
  for (size_t i = 0; i < t->n && out->rows < SAMPLE; i++) {
    if (!ct_table_placed(t, i)) continue;
    out->rows++;
    const char *s = ct_table_text(t, column, i, buf);
    if (!s || !*s) continue;
    out->filled++;
    size_t len = strlen(s);
    if (len > out->longest) out->longest = len;
    ct_map_add_string(&out->seen, s, 0, NULL)->value++;
    if (out->seen.n > MOST_DISTINCT) {
      out->overflow = true;
      return;
    }
  }
}

// How well the tally splits its rows; <= 0: not at all. Even splits into few classes score best.
static double split_score(const struct tally *t, double most) {
  if (t->overflow || t->seen.n < 2 || t->rows == 0 || t->longest > 40) return 0;
  double coverage = (double)t->filled / (double)t->rows, entropy = 0;
  if (coverage < 0.6 || (double)t->seen.n > most * (double)t->filled) return 0;
  for (size_t i = 0; i < t->seen.n; i++) {
    double p = (double)t->seen.entries[i].value / (double)t->filled;
    entropy -= p * log2(p);
  }
  double many = t->seen.n > 8 ? 0.5 : 1;
  return coverage * many * fmin(entropy, 2) / 2;
}

// The most frequent values, ties in order of appearance.
static void most_frequent(struct tally *t, size_t most, struct ct_arena *a, struct ct_column_classes *out) {
  size_t n = t->seen.n < most ? t->seen.n : most;
  const char **values = CT_NEW_N(a, const char *, n);
  for (size_t k = 0; k < n; k++) {
    size_t best = 0;
    for (size_t i = 1; i < t->seen.n; i++)
      if (t->seen.entries[i].value > t->seen.entries[best].value) best = i;
    values[k] = t->seen.entries[best].key;
    t->seen.entries[best].value = 0;
  }
  out->n = n;
  out->value = values;
}

bool ct_columns_classes(const struct ct_table *t, size_t most, struct ct_arena *a,
                        struct ct_column_classes *out) {
  double best = 0.25;
  struct tally kept = {.rows = 0};
  for (size_t c = 0; c < t->ncolumns; c++) {
    const struct ct_column *col = &t->columns[c];
    double named = name_score(col->name, class_names, sizeof class_names / sizeof *class_names);
    if (col->type == CT_COLUMN_JSON || (col->type == CT_COLUMN_NUMBER && named == 0)) continue;
    if (named == 0 && never(col->name)) continue;
    struct tally tally;
    count(t, (int)c, a, &tally);
    double split = split_score(&tally, named >= 1.6 ? 0.7 : 0.5), score = split > 0 ? split + named / 3 : 0;
    if (score <= best) continue;
    best = score;
    kept = tally;
    out->column = col->name;
  }
  if (!kept.rows) return false;
  most_frequent(&kept, most, a, out);
  return true;
}

bool ct_columns_values(const struct ct_table *t, const char *column, size_t most, struct ct_arena *a,
                       struct ct_column_classes *out) {
  struct tally tally;
  int c = ct_table_column(t, column);
  if (c < 0) return false;
  count(t, c, a, &tally);
  out->column = column;
  most_frequent(&tally, most, a, out);
  return out->n > 0;
}

// Texts, mostly filled, mostly different. A column whose name tells nothing is a weak last resort.
static double label_score(const struct ct_table *t, int c, struct ct_arena *a) {
  const struct ct_column *col = &t->columns[c];
  double named = label_name_score(col->name);
  if (col->type != CT_COLUMN_STRING || (named == 0 && never(col->name))) return 0;
  // How a source words a place, and the place it counts from, are no names of the row.
  if (named > 0 && (has_word(col->name, "published") || has_word(col->name, "reference"))) return 0;
  struct ct_map seen = {.arena = a};
  size_t rows = 0, filled = 0, bytes = 0;
  for (size_t i = 0; i < t->n && rows < 500; i++) {
    if (!ct_table_placed(t, i)) continue;
    rows++;
    const char *s = col->string[i];
    if (s && *s) {
      filled++;
      bytes += strlen(s);
      ct_map_add_string(&seen, s, 0, NULL);
    }
  }
  if (!rows || filled * 2 < rows || bytes > filled * 60) return 0;
  double distinct = (double)seen.n / (double)filled;
  if (named == 0) return distinct > 0.9 && rows < 100 ? 0.1 * distinct : 0;
  return named * (0.1 + 0.9 * distinct);
}

// For each of the first rows, the first row at the same point; how many points there are.
static size_t same_point(const struct ct_table *t, size_t n, struct ct_arena *a, uint32_t *first) {
  struct ct_map seen = {.arena = a};
  for (size_t i = 0; i < n; i++) {
    const double *p = t->geoms.type ? NULL : t->geoms.lonlat + 2 * i;
    first[i] = (uint32_t)(p ? ct_map_add(&seen, p, 2 * sizeof *p, i, NULL)->value : i);
  }
  return seen.n;
}

// Share of rows that carry the same text as the first row at their point.
static double agreement(const struct ct_table *t, int c, const uint32_t *first, size_t n) {
  size_t same = 0;
  for (size_t i = 0; i < n; i++) {
    const char *x = t->columns[c].string[i], *y = t->columns[c].string[first[i]];
    same += x == y || (x && y && strcmp(x, y) == 0);
  }
  return n ? (double)same / (double)n : 0;
}

int ct_columns_label(const struct ct_table *t) {
  enum { ROWS = 2000 };
  int best = -1;
  double score = 0;
  struct ct_arena scratch = {0};
  size_t n = t->n < ROWS ? t->n : ROWS;
  uint32_t *first = CT_NEW_N(&scratch, uint32_t, n);
  // Where many rows share a point, the point's own name serves better than each row's.
  bool stacked = !t->geoms.type && same_point(t, n, &scratch, first) * 10 < n * 7;
  for (int c = 0; c < (int)t->ncolumns; c++) {
    double s = label_score(t, c, &scratch);
    if (s > 0 && stacked) s += 3 * agreement(t, c, first, n) - 2;
    if (s > score) {
      score = s;
      best = c;
    }
  }
  ct_arena_release(&scratch);
  return best;
}

int ct_columns_rank(const struct ct_table *t) {
  for (size_t i = 0; i < sizeof rank_names / sizeof *rank_names; i++) {
    int c = ct_table_column_like(t, rank_names[i]);
    if (c >= 0 && t->columns[c].type == CT_COLUMN_NUMBER) return c;
  }
  return -1;
}
