// SPDX-License-Identifier: MIT
// Gazetteer: named places with their positions, found by name in any common spelling.
#include "coord/gazetteer.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "coord/exonym.h"
#include "model/table.h"

enum {
  NAME_MAX_SIZE = 160,  // of a folded name; what is longer is no place name
  NAMESAKES_MAX = 64,   // places kept of one name, so that a file of one name stays cheap
  REGIONS_MAX = 4,
};
static const double FAR_M = 50e3, NEAR_M = 1e3;

struct node {
  struct ct_gazetteer_place place;
  const struct ct_table *table;  // where its region is looked up
  uint32_t row;
  uint32_t next;  // place of the same name + 1
};

struct ct_gazetteer {
  struct ct_arena *arena;
  struct ct_map names;  // folded, without blanks -> first node
  ct_vec(struct node) nodes;
};

struct ct_gazetteer *ct_gazetteer_new(struct ct_arena *a) {
  struct ct_gazetteer *g = CT_NEW(a, struct ct_gazetteer);
  g->arena = g->names.arena = a;
  return g;
}

// Blanks taken out, in place.
static size_t squeeze(char *s) {
  size_t k = 0;
  for (const char *p = s; *p; p++)
    if (*p != ' ') s[k++] = *p;
  s[k] = '\0';
  return k;
}

static size_t key_of(const char *s, size_t n, char key[NAME_MAX_SIZE]) {
  if (n >= NAME_MAX_SIZE * 2) return 0;
  ct_fold_words(s, n, key, NAME_MAX_SIZE);
  return squeeze(key);
}

// Good enough to tell places apart.
static double apart_m(const struct ct_gazetteer_place *a, const struct ct_gazetteer_place *b) {
  const double m_per_deg = 111195, rad = 3.14159265358979323846 / 180;
  double dlat = a->lat - b->lat, dlon = remainder(a->lon - b->lon, 360);
  return m_per_deg * hypot(dlat, dlon * cos((a->lat + b->lat) / 2 * rad));
}

static void add_name(struct ct_gazetteer *g, const struct node *node, const char *s, size_t n) {
  char key[NAME_MAX_SIZE];
  size_t size = key_of(s, n, key);
  if (!size) return;
  bool added;
  struct ct_map_entry *e = ct_map_add(&g->names, key, size, 0, &added);
  size_t namesakes = 0;
  for (size_t at = added ? 0 : e->value; at; at = g->nodes.v[at - 1].next) {
    struct ct_gazetteer_place *p = &g->nodes.v[at - 1].place;
    if (p->rank == node->place.rank && apart_m(p, &node->place) < NEAR_M) return;
    if (++namesakes == NAMESAKES_MAX) return;
  }
  ct_vec_push(g->arena, &g->nodes, *node);
  g->nodes.v[g->nodes.n - 1].next = added ? 0 : (uint32_t)e->value;
  e->value = g->nodes.n;
}

static void add_names(struct ct_gazetteer *g, const struct node *node, const char *text) {
  static const char separators[] = ",;|";
  for (const char *p = text; *p;) {
    size_t n = strcspn(p, separators);
    add_name(g, node, p, n);
    p += n + (p[n] != '\0');
  }
}

// What the document README of relative.h calls a place's extent.
static double size_of(const struct ct_table *t, size_t i, double rank) {
  if (isinf(rank)) {
    bool known = t->precision_m && isfinite(t->precision_m[i]) && t->precision_m[i] > 0;
    return known ? (double)t->precision_m[i] : 1e3;
  }
  return rank >= 10e6 ? 30e3 : rank >= 1e6 ? 10e3 : rank >= 100e3 ? 5e3 : 2e3;
}

static size_t coordinate_of(const struct ct_geoms *g, size_t i) {
  size_t part = g->part0 ? g->part0[i] : i;
  return g->coord0 ? g->coord0[part] : part;
}

void ct_gazetteer_add(struct ct_gazetteer *g, const struct ct_table *t, const char *const *name_columns,
                      const char *rank_column, double rank) {
  enum { COLUMNS_MAX = 16 };
  int columns[COLUMNS_MAX];
  size_t n = 0;
  for (; *name_columns && n < COLUMNS_MAX; name_columns++)
    if ((columns[n] = ct_table_column_like(t, *name_columns)) >= 0) n++;
  int rank_at = rank_column ? ct_table_column_like(t, rank_column) : -1;
  for (size_t i = 0; n && i < t->n; i++) {
    if (!ct_table_placed(t, i) || ct_table_geom_type(t, i) != CT_GEOM_POINT || (t->approx && t->approx[i]))
      continue;
    char buf[32];
    const char *name = ct_table_text(t, columns[0], i, buf);
    if (name == buf) name = ct_arena_strdup(g->arena, buf);
    const double *p = t->geoms.lonlat + 2 * coordinate_of(&t->geoms, i);
    double own = rank_at >= 0 ? ct_table_number(t, rank_at, i) : rank;
    if (isnan(own)) own = 0;
    struct node node = {{name ? name : "", p[0], p[1], own, size_of(t, i, own)}, t, (uint32_t)i, 0};
    if (name) add_name(g, &node, name, strlen(name));
    for (size_t k = 1; k < n; k++) {
      const char *more = ct_table_text(t, columns[k], i, buf);
      if (more && node.place.name[0] == '\0') node.place.name = ct_arena_strdup(g->arena, more);
      if (more) add_names(g, &node, more);
    }
  }
}

// ---- Looking up

// Does a column of countries or provinces hold the hint?
static bool in_region(const struct node *node, const char *hint, const char *code) {
  static const char *const columns[] = {"iso_a2", "country", "country_code", "adm0name", "admin", "province",
                                        "state",  "region",  "adm1name",     "county",   NULL};
  for (const char *const *c = columns; *c; c++) {
    int at = ct_table_column_like(node->table, *c);
    char buf[32], key[NAME_MAX_SIZE];
    const char *text = at >= 0 ? ct_table_text(node->table, at, node->row, buf) : NULL;
    if (!text || !key_of(text, strlen(text), key)) continue;
    if (strcmp(key, hint) == 0 || (code && ct_same_nocase(text, code))) return true;
  }
  return false;
}

struct query {
  const char *hint, *code;  // NULL: none
  const struct ct_gazetteer_place *best, *other;
  bool hinted;  // best fits the hint
};

static bool similar(const struct ct_gazetteer_place *a, const struct ct_gazetteer_place *b) {
  double large = fmax(a->rank, b->rank), small = fmin(a->rank, b->rank);
  return (small == large || small * 3 >= large) && apart_m(a, b) > FAR_M;
}

static void consider(struct query *q, const struct ct_gazetteer_place *p, bool fits) {
  if (q->best && q->hinted && !fits) return;
  bool wins = !q->best || (fits && !q->hinted) || p->rank > q->best->rank;
  const struct ct_gazetteer_place *loser = wins ? q->best : p;
  if (fits && !q->hinted) loser = q->other = NULL;
  if (wins) q->best = p;
  q->hinted |= fits;
  if (loser && (!q->other || loser->rank > q->other->rank)) q->other = loser;
}

static bool look_up(const struct ct_gazetteer *g, const char *key, size_t size, struct query *q) {
  const struct ct_map_entry *e = ct_map_find(&g->names, key, size);
  if (!e) return false;
  for (size_t at = e->value; at; at = g->nodes.v[at - 1].next) {
    const struct node *node = &g->nodes.v[at - 1];
    consider(q, &node->place, q->hint && in_region(node, q->hint, q->code));
  }
  if (q->other && !similar(q->best, q->other)) q->other = NULL;
  return true;
}

static bool look_up_exonym(const struct ct_gazetteer *g, const char *key, struct query *q) {
  const char *city = ct_exonym_city(key);
  char other[NAME_MAX_SIZE];
  return city && look_up(g, other, key_of(city, strlen(city), other), q);
}

static bool look_up_name(const struct ct_gazetteer *g, const char *words, struct query *q) {
  char key[NAME_MAX_SIZE], nominative[NAME_MAX_SIZE];
  strcpy(key, words);
  size_t n = squeeze(key);
  if (!n) return false;
  if (look_up(g, key, n, q) || look_up_exonym(g, key, q)) return true;
  for (size_t k = 0; ct_exonym_nominative(key, k, nominative, sizeof nominative); k++)
    if (look_up(g, nominative, strlen(nominative), q) || look_up_exonym(g, nominative, q)) return true;
  return false;
}

// Words that go with a name and are no part of it, folded, at its beginning or end; longer ones first.
static const char *const before[] = {
    "the coast of ", "coast of ",  "the port of ",   "port of ",    "the city of ",   "city of ",
    "the town of ",  "town of ",   "village of ",    "port de ",    "the island of ", "island of ",
    "isle of ",      "ville de ",  "the mouth of ",  "mouth of ",   "puerto de ",     "ciudad de ",
    "isla de ",      "insel ",     "stadt ",         "hafen ",      "downtown ",      "the ",
    "der ",          "la ",        "le ",            "les ",        "el ",            "l ",
    "город ",        "города ",    "порт ",          "порта ",      "остров ",        "острова ",
    "г ",
};
static const char *const after[] = {
    " city", " town", " village", " port", " harbour", " harbor", " islands", " island", " coast",
    " shi",  " si",   " gun",     "시",    "군",       "항구",    "항",       "섬",      "앞바다",
    "해안",  "市",    "港",       "岛",    "島",       "县",      "縣",       "沖合",    "沖",
};

// Takes one such word off; false when there is none or nothing would stay.
static bool shorten(char *words) {
  size_t n = strlen(words);
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    size_t k = strlen(before[i]);
    if (n <= k || memcmp(words, before[i], k) != 0) continue;
    memmove(words, words + k, n - k + 1);
    return true;
  }
  for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
    size_t k = strlen(after[i]);
    if (n <= k || memcmp(words + n - k, after[i], k) != 0) continue;
    words[n - k] = '\0';
    return true;
  }
  return false;
}

const struct ct_gazetteer_place *ct_gazetteer_find_all(const struct ct_gazetteer *g, const char *name,
                                                       size_t n, const struct ct_gazetteer_place **other) {
  char words[NAME_MAX_SIZE], hint[NAME_MAX_SIZE];
  struct query q = {0};
  *other = NULL;
  if (n >= NAME_MAX_SIZE * 2) return NULL;
  const char *comma = memchr(name, ',', n);
  size_t own = comma ? (size_t)(comma - name) : n;
  if (comma && key_of(comma + 1, n - own - 1, hint)) {
    q.hint = hint;
    q.code = ct_exonym_country(hint);
  }
  ct_fold_words(name, own, words, sizeof words);
  bool found = look_up_name(g, words, &q);
  for (int i = 0; !found && i < 3 && shorten(words); i++) found = look_up_name(g, words, &q);
  *other = q.other;
  return q.best;
}

const struct ct_gazetteer_place *ct_gazetteer_find(const struct ct_gazetteer *g, const char *name, size_t n) {
  const struct ct_gazetteer_place *other;
  return ct_gazetteer_find_all(g, name, n, &other);
}

const struct ct_gazetteer_place *ct_gazetteer_near(const struct ct_gazetteer *g, const char *name, size_t n) {
  char key[NAME_MAX_SIZE];
  const char *comma = memchr(name, ',', n);
  size_t size = key_of(name, comma ? (size_t)(comma - name) : n, key);
  const struct ct_gazetteer_place *best = NULL;
  // Short names are near to anything.
  if (size < 4) return NULL;
  for (size_t i = 0; i < g->names.n; i++) {
    const struct ct_map_entry *e = &g->names.entries[i];
    size_t slack = size / 3;
    if (e->key_size + slack < size || size + slack < e->key_size) continue;
    const char *near = e->key;
    if (!ct_nearest_name(key, &near, 1)) continue;
    const struct ct_gazetteer_place *p = &g->nodes.v[e->value - 1].place;
    if (!best || p->rank > best->rank) best = p;
  }
  return best;
}
