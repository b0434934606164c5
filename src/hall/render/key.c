// SPDX-License-Identifier: MIT
// Render: names that find no place become numbers on the map, and lines of the key.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "hall/render/atlas.h"
#include "hall/render/keyed.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "page/page.h"

// The key as it stands on the page.
struct key_state {
  struct ct_page_key key;
  struct ct_keyed *ordered;  // nordered items, in reading order
  size_t nordered;
  struct ct_placements placements;
};

struct keying {
  struct ct_render *r;
  size_t n;             // placements, the same in every round
  bool *wanted;         // by placement: its item is in the key
  bool *given_up;       // found no place as a number, or had no room in the key
  const float *points;  // npoints: the data's
  size_t npoints;
  ct_vec(struct ct_keyed) v;
  struct key_state now;
};

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
    if (k->wanted[i] || k->given_up[i] || !ct_render_may_be_keyed(k->r, k->r->symbols[p->layer])) continue;
    // In documents of numbers the names have been numbers from the start.
    bool numbered = p->state == CT_LABEL_KEYED;
    if (!numbered && !ct_render_is_missing(k->r, p)) continue;
    k->wanted[i] = found = true;
  }
  return found;
}

// How near a name's text comes to the point, or the mark that its leader starts from.
static double distance(const struct ct_placement *p, float x, float y) {
  const struct ct_rect *r = &p->box;
  double dx = fmax(fmax(r->x - x, x - r->x - r->w), 0), dy = fmax(fmax(r->y - y, y - r->y - r->h), 0);
  double led = p->nleader ? hypot((double)p->x - x, (double)p->y - y) : INFINITY;
  return fmin(hypot(dx, dy), led);
}

// Makes numbers of the names in the way of a number that found no place: all that are close, and in any
// case the nearest. False when none is near.
static bool make_way(struct keying *k, const struct ct_placement *of) {
  const double near = 40, close = 9;
  double least = near;
  size_t best = k->n;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    bool name = p->run && p->state != CT_LABEL_DROPPED && p->state != CT_LABEL_KEYED;
    if (!name || k->wanted[i] || !ct_render_may_be_keyed(k->r, k->r->symbols[p->layer])) continue;
    double d = distance(p, of->x, of->y);
    if (d < close) k->wanted[i] = true;
    if (d >= least) continue;
    least = d;
    best = i;
  }
  if (best < k->n) k->wanted[best] = true;
  return best < k->n;
}

// Where no name is in the way of a number without a place, or with `last`, the number is given up, and its
// name told of.
static bool settle_placeless(struct keying *k, bool last) {
  bool any = false;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (!k->wanted[i] || !ct_render_is_missing(k->r, p)) continue;
    any = true;
    if (!last && make_way(k, p)) continue;
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
    const struct ct_keyed *last = k->v.n ? &k->v.v[k->v.n - 1] : NULL;
    if (last && last->layer == p->layer && last->item == p->item) continue;
    struct ct_keyed e = {.layer = p->layer, .item = p->item, .x = p->x, .y = p->y};
    e.text = one_line(k->r, ct_render_plain_text(k->r, &items->text[p->item]));
    e.sort_key = items->sort_key && isfinite(items->sort_key[p->item]) ? items->sort_key[p->item] : 0;
    e.priority = wish_of(k, p)->priority;
    if (k->r->atlas) e.number = ct_atlas_page_of(k->r, k->r->symbols[p->layer], items->feature[p->item]);
    ct_vec_push(k->r->a, &k->v, e);
  }
}

// ---- The key on the page

static void add_boxes(struct keying *k, struct ct_page_key *key) {
  struct ct_rects lines = {0};
  ct_render_insets_boxes(k->r, &lines);
  struct ct_rect *v = CT_NEW_N(k->r->a, struct ct_rect, k->n + lines.v.n + 1);
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (k->r->symbols[p->layer]->of_data && p->state != CT_LABEL_DROPPED && p->run) v[key->ntexts++] = p->box;
  }
  for (size_t i = 0; i < lines.v.n; i++) v[key->ntexts++] = lines.v.v[i];
  key->texts = v;
}

// On the index of an atlas names are keyed by the numbers of their pages, which they link to.
static size_t number_pages(const struct keying *k, struct ct_keyed *v, size_t n, struct ct_key_entry *out) {
  const struct ct_atlas_pages *p = k->r->atlas->pages;
  size_t lines = 0;
  qsort(v, n, sizeof *v, ct_keyed_by_number);
  for (size_t i = 0; i < n; i++) {
    const struct ct_atlas_page *page = v[i].number ? &p->v[v[i].number - 1] : NULL;
    if (!page || (lines && out[lines - 1].number == v[i].number)) continue;
    out[lines++] = (struct ct_key_entry){v[i].number, page->name, page->dest};
  }
  return lines;
}

// The first n of the list, in reading order; false and no key when there is no place for so many.
static bool place_first(struct keying *k, size_t n) {
  struct ct_key_entry *entries = CT_NEW_N(k->r->a, struct ct_key_entry, n + 1);
  struct ct_keyed *v = CT_NEW_N(k->r->a, struct ct_keyed, n + 1);
  const char **line = CT_NEW_N(k->r->a, const char *, n + 1);
  if (n) memcpy(v, k->v.v, n * sizeof *v);
  size_t lines = 0;
  if (k->r->atlas && !k->r->atlas->number) {
    lines = number_pages(k, v, n, entries);
  } else {
    ct_keyed_order(v, n);
    lines = ct_keyed_number(v, n, line, k->r->a);
    for (size_t i = 0; i < lines; i++) entries[i] = (struct ct_key_entry){(uint32_t)i + 1, line[i], NULL};
  }
  k->now.ordered = v;
  k->now.nordered = n;
  k->now.key.n = lines;
  k->now.key.v = entries;
  return ct_page_place_key(k->r->page, &k->now.key, k->r->a);
}

// Places the key with as many names as there is room for, those that matter most.
static void place_most(struct keying *k) {
  size_t fits = 0, over = k->v.n;
  if (over) qsort(k->v.v, over, sizeof *k->v.v, ct_keyed_by_priority);
  k->now.key = (struct ct_page_key){.points = k->points, .npoints = k->npoints};
  add_boxes(k, &k->now.key);
  if (over <= CT_KEYED_MOST && place_first(k, over)) return;
  if (over > CT_KEYED_MOST) over = CT_KEYED_MOST + 1;
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
    if (ct_render_may_be_keyed(k->r, k->r->symbols[p->layer])) wish_of(k, p)->key = 0;
  }
  for (size_t i = 0; i < k->now.nordered; i++) {
    const struct ct_keyed *e = &k->now.ordered[i];
    ct_render_wishes_of(k->r, k->r->symbols[e->layer])[e->item].key = e->number;
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

// How often the page may be solved anew: often only where that is quickly done.
static size_t times(const struct keying *k, size_t work, size_t least, size_t most) {
  size_t n = work / k->n;
  return n < least ? least : n > most ? most : n;
}

// Some have become numbers only because the page was solved anew around the first: as names again, if
// nothing is missing then. `early`: those that had no place to begin with.
static bool name_again(struct keying *k, const bool *early, struct ct_err *err) {
  size_t missing = count_missing(k), tries = times(k, 800, 0, 6);
  for (size_t i = k->n; i-- > 0 && tries > 0;) {
    if (!k->wanted[i] || early[i]) continue;
    struct key_state was = k->now;
    k->wanted[i] = false;
    tries--;
    if (!solve_with_key(k, err)) return false;
    if (count_missing(k) <= missing) continue;
    k->wanted[i] = true;
    go_back(k, &was);
  }
  return true;
}

// Until every name is somewhere: numbers are only added from round to round, in the last they may be given
// up. `early` are those keyed in the first round.
static bool key_all(struct keying *k, bool *early, struct ct_err *err) {
  enum { LAST = 3 };
  size_t rounds = times(k, 2400, 2, 12);
  for (size_t round = 0; round < rounds + LAST && k->r->placements.n == k->n; round++) {
    bool found = find_missing(k), last = round >= rounds;
    // More numbers may make room for those that have none yet; where rounds are few all is done at once.
    bool settle = last || !found || rounds < 9;
    bool settled = settle && settle_placeless(k, last);
    if (!found && !settled) break;
    if (!round) memcpy(early, k->wanted, k->n * sizeof *early);
    if (!solve_with_key(k, err)) return false;
  }
  return true;
}

// A key that takes more room than it gives is none.
static void without_key(struct keying *k, const struct key_state *none, size_t missing) {
  if (!k->now.key.n || count_missing(k) < missing) return;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (ct_render_may_be_keyed(k->r, k->r->symbols[p->layer])) wish_of(k, p)->unplaced = false;
  }
  memset(k->wanted, 0, k->n * sizeof *k->wanted);
  go_back(k, none);
}

static void say_keyed(struct ct_render *r, size_t n) {
  if (!n || r->doc.labels.mode == CT_LABELS_NUMBERS) return;
  ct_diag_say(r->diags, "CT-L403", CT_NOTE, r->doc.file, 0, "%zu name%s in the key, as %s found no place", n,
              n == 1 ? " is a number" : "s are numbers", n == 1 ? "it" : "they");
}

// ---- All together

bool ct_render_key(struct ct_render *r, struct ct_err *err) {
  struct keying k = {.r = r, .n = r->placements.n};
  if (!ct_render_has_key(r) || !k.n) return true;
  k.wanted = CT_NEW_N(r->a, bool, k.n);
  k.given_up = CT_NEW_N(r->a, bool, k.n);
  bool *early = CT_NEW_N(r->a, bool, k.n), all = r->doc.labels.mode == CT_LABELS_NUMBERS;
  k.points = ct_render_data_points(r, &k.npoints);
  k.now.placements = r->placements;
  struct key_state none = k.now;
  size_t missing = count_missing(&k);
  if (!key_all(&k, early, err)) return false;
  if (!all && !name_again(&k, early, err)) return false;
  if (!all) without_key(&k, &none, missing);
  say_keyed(r, k.now.nordered);
  return true;
}
