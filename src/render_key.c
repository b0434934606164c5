// SPDX-License-Identifier: MIT
// Render: names that find no place become numbers on the map, and lines of the key.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/diag.h"
#include "page/page.h"
#include "render.h"

// Numbers are only added from round to round. On pages of few labels there are more rounds, and some that
// became numbers late are tried as names again.
enum { ROUNDS = 12, FEW_ROUNDS = 4, LAST_ROUNDS = 4, TRIES = 6, SMALL = 600, MOST_KEYED = 2000 };

// A name for the key: one item, at the first of its places.
struct keyed {
  uint32_t layer, item;
  uint32_t priority;
  float sort_key;
  float x, y;
  const char *text;
};

// The key as it stands on the page.
struct key_state {
  struct ct_page_key key;
  struct keyed *ordered;  // key.n, by number
  struct ct_placements placements;
};

struct keying {
  struct ct_render *r;
  size_t n;             // placements, the same in every round
  bool *wanted;         // by placement: its item is in the key
  bool *given_up;       // found no place as a number, or had no room in the key
  const float *points;  // npoints: the data's
  size_t npoints;
  ct_vec(struct keyed) v;
  struct key_state now;
};

static bool may_be_keyed(const struct ct_render *r, const struct ct_render_layer *l) {
  enum ct_label_mode m = r->doc.labels.mode;
  return l->of_data && (m == CT_LABELS_AUTO || m == CT_LABELS_CALLOUTS || m == CT_LABELS_NUMBERS);
}

// ---- Before layout: what the key will hold

// A label's text for a row: a column, or a template.
static const char *label_of(struct ct_render *r, const struct ct_data *d, const struct ct_table *t,
                            size_t row) {
  char buf[32];
  if (!strchr(d->label, '{')) return ct_table_text(t, ct_table_column(t, d->label), row, buf);
  struct ct_str s = {.arena = r->a};
  for (const char *p = d->label; *p;) {
    size_t n = strcspn(p, "{");
    ct_str_add_n(&s, p, n);
    p += n;
    if (*p != '{') break;
    n = strcspn(p, "}");
    const char *cell =
        ct_table_text(t, ct_table_column(t, ct_arena_strndup(r->a, p + 1, n ? n - 1 : 0)), row, buf);
    if (cell) ct_str_add(&s, cell);
    p += n + (p[n] == '}');
  }
  return ct_str_text(&s);
}

static bool in_bbox(const struct ct_document *d, const struct ct_table *t, size_t row) {
  if (!ct_table_placed(t, row)) return false;
  if (!d->view.has_bbox || t->geoms.part0) return true;
  const double *p = t->geoms.lonlat + 2 * row, *b = d->view.bbox;
  double lon = p[0];
  while (lon < b[0]) lon += 360;
  while (lon > b[0] + 360) lon -= 360;
  double east = b[2] < b[0] ? b[2] + 360 : b[2];
  return lon <= east && p[1] >= b[1] && p[1] <= b[3];
}

struct names {
  ct_vec(const char *) v;
};

void ct_render_expect_key(struct ct_render *r) {
  struct names names = {0};
  if (r->doc.labels.mode != CT_LABELS_NUMBERS || r->doc.page.bare || r->doc.style_value) return;
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *s = &r->sources.data[i];
    for (size_t row = 0; s->spec->label && row < s->table->n && names.v.n < MOST_KEYED; row++) {
      const char *text = in_bbox(&r->doc, s->table, row) ? label_of(r, s->spec, s->table, row) : NULL;
      if (text && *text) ct_vec_push(r->a, &names.v, ct_arena_strdup(r->a, text));
    }
  }
  r->doc.nkeyed = names.v.n;
  r->doc.keyed = names.v.v;
}

// ---- Which names

// Blanks and line breaks as one blank.
static const char *one_line(struct ct_render *r, const char *text) {
  struct ct_str s = {.arena = r->a};
  bool gap = false;
  for (const char *p = text; *p; p++) {
    if (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') {
      gap = s.n > 0;
      continue;
    }
    if (gap) ct_str_add_n(&s, " ", 1);
    gap = false;
    ct_str_add_n(&s, p, 1);
  }
  return s.n ? ct_str_text(&s) : "";
}

static struct ct_label_wish *wish_of(const struct keying *k, const struct ct_placement *p) {
  return &ct_render_wishes_of(k->r, k->r->symbols[p->layer])[p->item];
}

// Adds to what is wanted; true when something is new.
static bool find_missing(struct keying *k) {
  bool found = false;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (k->wanted[i] || k->given_up[i] || !may_be_keyed(k->r, k->r->symbols[p->layer])) continue;
    // In documents of numbers the names have been numbers from the start.
    bool numbered = p->state == CT_LABEL_KEYED;
    if (!numbered && !ct_render_is_missing(k->r, p)) continue;
    k->wanted[i] = found = true;
  }
  return found;
}

static double distance(const struct ct_rect *r, float x, float y) {
  double dx = fmax(fmax(r->x - x, x - r->x - r->w), 0), dy = fmax(fmax(r->y - y, y - r->y - r->h), 0);
  return hypot(dx, dy);
}

// The drawn name nearest to the point that is none yet; k->n: none is near.
static size_t nearest_name(const struct keying *k, float x, float y) {
  double least = 40;
  size_t best = k->n;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    bool name = p->run && p->state != CT_LABEL_DROPPED && p->state != CT_LABEL_KEYED;
    if (!name || k->wanted[i] || !may_be_keyed(k->r, k->r->symbols[p->layer])) continue;
    double d = distance(&p->box, x, y);
    if (d >= least) continue;
    least = d;
    best = i;
  }
  return best;
}

// For numbers without a place the names nearest to them become numbers too. Where there are none, or with
// `last`, they are given up, and told of.
static bool settle_placeless(struct keying *k, bool last) {
  bool any = false;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (!k->wanted[i] || !ct_render_is_missing(k->r, p)) continue;
    any = true;
    size_t other = last ? k->n : nearest_name(k, p->x, p->y);
    if (other < k->n) {
      k->wanted[other] = true;
      continue;
    }
    k->wanted[i] = false;
    k->given_up[i] = true;
    wish_of(k, p)->unplaced = true;
  }
  return any;
}

// One entry an item, also where that has several places.
static void list_keyed(struct keying *k) {
  k->v.n = 0;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (!k->wanted[i]) continue;
    const struct ct_items *items = ct_render_symbols(k->r->symbols[p->layer]);
    const struct keyed *last = k->v.n ? &k->v.v[k->v.n - 1] : NULL;
    if (last && last->layer == p->layer && last->item == p->item) continue;
    struct keyed e = {.layer = p->layer, .item = p->item, .x = p->x, .y = p->y};
    e.text = one_line(k->r, ct_render_plain_text(k->r, &items->text[p->item]));
    e.sort_key = items->sort_key && isfinite(items->sort_key[p->item]) ? items->sort_key[p->item] : 0;
    e.priority = wish_of(k, p)->priority;
    ct_vec_push(k->r->a, &k->v, e);
  }
}

// ---- In which order

// What the document asks for, the top layer, small sort keys first.
static int by_priority(const void *x, const void *y) {
  const struct keyed *a = x, *b = y;
  uint32_t pa = a->priority ? a->priority : UINT32_MAX, pb = b->priority ? b->priority : UINT32_MAX;
  if (pa != pb) return pa < pb ? -1 : 1;
  if (a->layer != b->layer) return a->layer > b->layer ? -1 : 1;
  if (a->sort_key != b->sort_key) return a->sort_key < b->sort_key ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

static int by_item(const struct keyed *a, const struct keyed *b) {
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

static int by_y(const void *x, const void *y) {
  const struct keyed *a = x, *b = y;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->x != b->x ? (a->x < b->x ? -1 : 1) : by_item(a, b);
}

static int by_x(const void *x, const void *y) {
  const struct keyed *a = x, *b = y;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return a->y != b->y ? (a->y < b->y ? -1 : 1) : by_item(a, b);
}

// Where the row that starts at `from` ends: at the widest gap around its usual height.
static size_t row_end(const struct keyed *v, size_t from, size_t n, float height) {
  float widest = -1;
  size_t end = n;
  for (size_t i = from + 1; i < n; i++) {
    float reach = v[i].y - v[from].y, gap = v[i].y - v[i - 1].y;
    if (reach > 1.4F * height) {
      if (widest < 0) end = i;
      break;
    }
    if (reach < 0.6F * height || gap <= widest) continue;
    widest = gap;
    end = i;
  }
  // What is left over below is no row of its own.
  return end < n && v[n - 1].y - v[from].y < 1.4F * height ? n : end;
}

// Row by row from the top, in each from the left: rows about as high as three numbers in it are apart.
static void order_by_reading(struct keyed *v, size_t n) {
  float x0 = INFINITY, x1 = -INFINITY, height;
  if (n < 2) return;
  qsort(v, n, sizeof *v, by_y);
  for (size_t i = 0; i < n; i++) {
    x0 = fminf(x0, v[i].x);
    x1 = fmaxf(x1, v[i].x);
  }
  float w = fmaxf(x1 - x0, 1), h = fmaxf(v[n - 1].y - v[0].y, 1);
  height = fmaxf(sqrtf(w * h / (float)n) * 1.2F, 12);
  for (size_t from = 0; from < n;) {
    size_t end = row_end(v, from, n, height);
    qsort(v + from, end - from, sizeof *v, by_x);
    from = end;
  }
}

// ---- The key on the page

static void add_boxes(struct keying *k, struct ct_page_key *key) {
  struct ct_rect *v = CT_NEW_N(k->r->a, struct ct_rect, k->n + 1);
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (k->r->symbols[p->layer]->of_data && p->state != CT_LABEL_DROPPED && p->run) v[key->ntexts++] = p->box;
  }
  key->texts = v;
}

// The first n of the list, in reading order; false and no key when there is no place for so many.
static bool place_first(struct keying *k, size_t n) {
  struct ct_key_entry *entries = CT_NEW_N(k->r->a, struct ct_key_entry, n + 1);
  struct keyed *v = CT_NEW_N(k->r->a, struct keyed, n + 1);
  if (n) memcpy(v, k->v.v, n * sizeof *v);
  order_by_reading(v, n);
  for (size_t i = 0; i < n; i++) entries[i] = (struct ct_key_entry){(uint32_t)i + 1, v[i].text};
  k->now.ordered = v;
  k->now.key.n = n;
  k->now.key.v = entries;
  return ct_page_place_key(k->r->page, &k->now.key, k->r->a);
}

// Places the key with as many names as there is room for, those that matter most.
static void place_most(struct keying *k) {
  size_t fits = 0, over = k->v.n;
  if (over) qsort(k->v.v, over, sizeof *k->v.v, by_priority);
  k->now.key = (struct ct_page_key){.points = k->points, .npoints = k->npoints};
  add_boxes(k, &k->now.key);
  if (over <= MOST_KEYED && place_first(k, over)) return;
  if (over > MOST_KEYED) over = MOST_KEYED + 1;
  while (over - fits > 1 && over) {
    size_t mid = fits + (over - fits) / 2;
    if (place_first(k, mid))
      fits = mid;
    else
      over = mid;
  }
  place_first(k, fits);
}

// Writes the numbers into the wishes.
static void number(struct keying *k) {
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (may_be_keyed(k->r, k->r->symbols[p->layer])) wish_of(k, p)->key = 0;
  }
  for (size_t i = 0; i < k->now.key.n; i++) {
    const struct keyed *e = &k->now.ordered[i];
    ct_render_wishes_of(k->r, k->r->symbols[e->layer])[e->item].key = (uint32_t)i + 1;
  }
  for (size_t i = 0; i < k->n; i++) {
    if (!k->wanted[i] || wish_of(k, &k->r->placements.v[i])->key) continue;
    k->wanted[i] = false;
    k->given_up[i] = true;
  }
}

static bool solve_with_key(struct keying *k, struct ct_err *err) {
  list_keyed(k);
  place_most(k);
  number(k);
  if (!ct_render_solve(k->r, err)) return false;
  k->now.placements = k->r->placements;
  return true;
}

// ---- Back to names

static size_t count_missing(struct keying *k) {
  size_t n = 0;
  for (size_t i = 0; i < k->n; i++) n += ct_render_is_missing(k->r, &k->r->placements.v[i]);
  return n;
}

static void go_back(struct keying *k, const struct key_state *to) {
  double seconds = k->r->placements.solve_seconds;
  k->now = *to;
  k->r->placements = to->placements;
  k->r->placements.solve_seconds = seconds;
  ct_page_place_key(k->r->page, &k->now.key, k->r->a);
  number(k);
}

// Some have become numbers only because the page was solved anew around the first: as names again, if
// nothing is missing then. `early`: those that had no place to begin with.
static bool name_again(struct keying *k, const bool *early, struct ct_err *err) {
  size_t missing = count_missing(k), tries = 0;
  for (size_t i = k->n; i-- > 0 && tries < TRIES;) {
    if (!k->wanted[i] || early[i]) continue;
    struct key_state was = k->now;
    k->wanted[i] = false;
    tries++;
    if (!solve_with_key(k, err)) return false;
    if (count_missing(k) <= missing) continue;
    k->wanted[i] = true;
    go_back(k, &was);
  }
  return true;
}

static void say_keyed(struct ct_render *r, size_t n) {
  if (!n || r->doc.labels.mode == CT_LABELS_NUMBERS) return;
  ct_diag_say(r->diags, "CT-L403", CT_NOTE, r->doc.file, 0, "%zu name%s in the key, as %s found no place", n,
              n == 1 ? " is a number" : "s are numbers", n == 1 ? "it" : "they");
}

// ---- All together

static bool has_key(const struct ct_render *r) {
  return !r->doc.page.bare && !r->doc.style_value;
}

void ct_render_number_all(struct ct_render *r) {
  size_t n = 0;
  if (r->doc.labels.mode != CT_LABELS_NUMBERS || !has_key(r)) return;
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = ct_render_symbols(r->symbols[i]);
    if (may_be_keyed(r, r->symbols[i]) && items->text) n += items->n;
  }
  // The true numbers follow from what is on the page; until then all are as wide as the last.
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = ct_render_symbols(r->symbols[i]);
    if (!may_be_keyed(r, r->symbols[i]) || !items->text) continue;
    struct ct_label_wish *w = ct_render_wishes_of(r, r->symbols[i]);
    for (size_t k = 0; k < items->n; k++) w[k].key = (uint32_t)n;
  }
}

// Until every name is somewhere. `early` are those keyed in the first round.
static bool key_all(struct keying *k, bool *early, struct ct_err *err) {
  int rounds = k->n <= SMALL ? ROUNDS : FEW_ROUNDS;
  for (int round = 0; round < rounds + LAST_ROUNDS && k->r->placements.n == k->n; round++) {
    bool found = find_missing(k), last = round >= rounds;
    // More numbers may make room for those that have none yet.
    if ((last || !found) && !settle_placeless(k, last) && !found) break;
    if (!round) memcpy(early, k->wanted, k->n * sizeof *early);
    if (!solve_with_key(k, err)) return false;
  }
  return true;
}

bool ct_render_key(struct ct_render *r, struct ct_err *err) {
  struct keying k = {.r = r, .n = r->placements.n};
  if (!has_key(r) || !k.n) return true;
  k.wanted = CT_NEW_N(r->a, bool, k.n);
  k.given_up = CT_NEW_N(r->a, bool, k.n);
  bool *early = CT_NEW_N(r->a, bool, k.n), all = r->doc.labels.mode == CT_LABELS_NUMBERS;
  k.points = ct_render_data_points(r, &k.npoints);
  if (!key_all(&k, early, err)) return false;
  if (!all && k.n <= SMALL && !name_again(&k, early, err)) return false;
  say_keyed(r, k.now.key.n);
  return true;
}
