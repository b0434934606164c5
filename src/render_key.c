// SPDX-License-Identifier: MIT
// Render: names that find no place become numbers on the map, and lines of the key.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/diag.h"
#include "page/page.h"
#include "render.h"

// Numbers are only added from round to round, and what found no place as a number is given up.
enum { ROUNDS = 8, MOST_KEYED = 2000 };

// A name for the key: one item, at the first of its places.
struct keyed {
  uint32_t layer, item;
  uint32_t priority;
  float sort_key;
  float x, y;
  const char *text;
};

struct keying {
  struct ct_render *r;
  size_t n;        // placements, the same in every round
  bool *wanted;    // by placement: its item is in the key
  bool *given_up;  // found no place as a number, or had no room in the key
  ct_vec(struct keyed) v;
  struct keyed *ordered;  // those that have a number, by number
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

// Numbers without a place: their names go back to where they were, and are told of.
static bool give_up_placeless(struct keying *k) {
  bool any = false;
  for (size_t i = 0; i < k->n; i++) {
    if (!k->wanted[i] || k->r->placements.v[i].state != CT_LABEL_DROPPED) continue;
    if (!ct_render_is_missing(k->r, &k->r->placements.v[i])) continue;
    k->wanted[i] = false;
    k->given_up[i] = any = true;
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
static bool place_first(struct keying *k, struct ct_page_key *key, size_t n) {
  struct ct_key_entry *entries = CT_NEW_N(k->r->a, struct ct_key_entry, n + 1);
  k->ordered = CT_NEW_N(k->r->a, struct keyed, n + 1);
  if (n) memcpy(k->ordered, k->v.v, n * sizeof *k->ordered);
  order_by_reading(k->ordered, n);
  for (size_t i = 0; i < n; i++) entries[i] = (struct ct_key_entry){(uint32_t)i + 1, k->ordered[i].text};
  key->n = n;
  key->v = entries;
  return ct_page_place_key(k->r->page, key, k->r->a);
}

// Places the key with as many names as there is room for, those that matter most; returns how many.
static size_t place_most(struct keying *k) {
  struct ct_page_key key = {0};
  size_t fits = 0, over = k->v.n;
  if (over) qsort(k->v.v, over, sizeof *k->v.v, by_priority);
  key.points = ct_render_data_points(k->r, &key.npoints);
  add_boxes(k, &key);
  if (over <= MOST_KEYED && place_first(k, &key, over)) return over;
  if (over > MOST_KEYED) over = MOST_KEYED + 1;
  while (over - fits > 1 && over) {
    size_t mid = fits + (over - fits) / 2;
    if (place_first(k, &key, mid))
      fits = mid;
    else
      over = mid;
  }
  return place_first(k, &key, fits) ? fits : 0;
}

// Writes the numbers into the wishes.
static void number(struct keying *k, size_t n) {
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_placement *p = &k->r->placements.v[i];
    if (may_be_keyed(k->r, k->r->symbols[p->layer])) wish_of(k, p)->key = 0;
  }
  for (size_t i = 0; i < n; i++) {
    const struct keyed *e = &k->ordered[i];
    ct_render_wishes_of(k->r, k->r->symbols[e->layer])[e->item].key = (uint32_t)i + 1;
  }
  for (size_t i = 0; i < k->n; i++) {
    if (!k->wanted[i] || wish_of(k, &k->r->placements.v[i])->key) continue;
    k->wanted[i] = false;
    k->given_up[i] = true;
  }
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

bool ct_render_key(struct ct_render *r, struct ct_err *err) {
  struct keying k = {.r = r, .n = r->placements.n};
  size_t n = 0;
  if (!has_key(r)) return true;
  k.wanted = CT_NEW_N(r->a, bool, k.n + 1);
  k.given_up = CT_NEW_N(r->a, bool, k.n + 1);
  for (int round = 0; round < ROUNDS && r->placements.n == k.n; round++) {
    bool lost = give_up_placeless(&k), found = find_missing(&k);
    if (!lost && !found) break;
    size_t before = n;
    list_keyed(&k);
    n = place_most(&k);
    number(&k, n);
    if (!n && !before && r->doc.labels.mode != CT_LABELS_NUMBERS) break;
    if (!ct_render_solve(r, err)) return false;
  }
  say_keyed(r, n);
  return true;
}
