// SPDX-License-Identifier: MIT
// Relative: "about 410 km south of Shanghai" to what it says.
#include "coord/relative.h"

#include <math.h>
#include <string.h>

#include "coord/relative_cjk.h"
#include "coord/relative_lex.h"
#include "coord/relative_number.h"

enum { NONE = -1 };

struct phrase {
  const struct ct_relative_lex *items;
  int distance, direction;  // items, or NONE
  int of;                   // the word before the place, or NONE
  int from, to;             // items of the place
};

static enum ct_relative_kind kind_at(const struct phrase *p, int i) {
  return i < 0 || (size_t)i >= p->items->n ? CT_RELATIVE_SEPARATOR : p->items->v[i].kind;
}

static bool is_direction(const struct phrase *p, int i) {
  enum ct_relative_kind kind = kind_at(p, i);
  return kind == CT_RELATIVE_WIND || kind == CT_RELATIVE_ANGLE;
}

static bool is_noise(enum ct_relative_kind kind) {
  return kind == CT_RELATIVE_NOISE || kind == CT_RELATIVE_STOP || kind == CT_RELATIVE_BEARING;
}

static int next_of_kind(const struct phrase *p, int i, enum ct_relative_kind kind) {
  for (; (size_t)i < p->items->n; i++)
    if (p->items->v[i].kind == kind) return i;
  return NONE;
}

// From the distance in one direction, over what says nothing, to a direction.
static int direction_beside(const struct phrase *p, int i, int step) {
  int number = NONE, n = (int)p->items->n;
  for (i += step; i >= 0 && i < n; i += step) {
    if (is_direction(p, i)) return i;
    enum ct_relative_kind kind = kind_at(p, i);
    if (kind == CT_RELATIVE_NUMBER && !isnan(p->items->v[i].value) && number == NONE) number = i;
    bool pass = is_noise(kind) || kind == CT_RELATIVE_NUMBER || kind == CT_RELATIVE_COMMA ||
                kind == CT_RELATIVE_DISTANCE || (kind == CT_RELATIVE_SEPARATOR && step > 0);
    if (!pass) break;
  }
  return number;  // "12 nm 045 from": three digits beside a distance
}

// Where the place's name begins: behind "of", "off the coast of".
static int place_begin(const struct phrase *p, int of) {
  int begin = of + 1;
  bool between = false;
  for (int i = of + 1; kind_at(p, i) == CT_RELATIVE_NOISE || kind_at(p, i) == CT_RELATIVE_OF; i++) {
    if (kind_at(p, i) == CT_RELATIVE_NOISE) between = true;
    if (kind_at(p, i) == CT_RELATIVE_OF && between) begin = i + 1;
  }
  return begin;
}

// Does something other than a name follow the comma?
static bool ends_at_comma(const struct phrase *p, int i) {
  for (i++; is_noise(kind_at(p, i)); i++)
    if (kind_at(p, i) == CT_RELATIVE_STOP || kind_at(p, i) == CT_RELATIVE_BEARING) return true;
  return kind_at(p, i) != CT_RELATIVE_WORD && kind_at(p, i) != CT_RELATIVE_WIND;
}

static int place_end(const struct phrase *p, int begin) {
  bool word = false;
  int i = begin;
  for (; (size_t)i < p->items->n; i++) {
    enum ct_relative_kind kind = kind_at(p, i);
    if (kind == CT_RELATIVE_SEPARATOR || kind == CT_RELATIVE_DISTANCE || kind == CT_RELATIVE_ANGLE ||
        kind == CT_RELATIVE_BEARING || (kind == CT_RELATIVE_STOP && word) ||
        (kind == CT_RELATIVE_COMMA && ends_at_comma(p, i)))
      break;
    word |= kind == CT_RELATIVE_WORD || kind == CT_RELATIVE_WIND;
  }
  while (i > begin) {
    enum ct_relative_kind kind = kind_at(p, i - 1);
    bool tail = is_noise(kind) && !p->items->v[i - 1].coast;
    if (!tail && kind != CT_RELATIVE_COMMA && kind != CT_RELATIVE_OF) break;
    i--;
  }
  return word ? i : begin;
}

// "20 km from Nampo to the north-west": the direction is the last word of the place.
static void direction_behind_place(struct phrase *p) {
  int last = p->to - 1, k = last - 1;
  if (kind_at(p, last) == CT_RELATIVE_WIND && kind_at(p, k) == CT_RELATIVE_NOISE) {
    while (kind_at(p, k) == CT_RELATIVE_NOISE) k--;
    if (k < p->from) return;
    p->direction = last;
    p->to = k + 1;
    return;
  }
  for (int i = p->to; is_noise(kind_at(p, i)) || kind_at(p, i) == CT_RELATIVE_COMMA || is_direction(p, i);
       i++)
    if (is_direction(p, i)) {
      p->direction = i;
      return;
    }
}

static bool has_word(const struct phrase *p, int from, int to) {
  for (int i = from; i < to; i++)
    if (kind_at(p, i) == CT_RELATIVE_WORD) return true;
  return false;
}

// "Nampo, 15 nm NW": the place comes first.
static bool place_before(struct phrase *p) {
  int end = p->direction != NONE && p->direction < p->distance ? p->direction : p->distance, from = 0;
  while (end > 0 && (is_noise(kind_at(p, end - 1)) || kind_at(p, end - 1) == CT_RELATIVE_COMMA ||
                     kind_at(p, end - 1) == CT_RELATIVE_SEPARATOR))
    end--;
  for (int i = 0; i < end; i++)
    if (kind_at(p, i) == CT_RELATIVE_SEPARATOR || kind_at(p, i) == CT_RELATIVE_OF) from = i + 1;
  while (from < end && is_noise(kind_at(p, from))) from++;
  p->from = from;
  p->to = end;
  return has_word(p, from, end);
}

static bool find_place(struct phrase *p) {
  int after = p->distance > p->direction ? p->distance : p->direction, next = after + 1;
  p->of = next_of_kind(p, next, CT_RELATIVE_OF);
  int word = next_of_kind(p, next, CT_RELATIVE_WORD);
  int other = next_of_kind(p, next, CT_RELATIVE_COMMA);
  // "15 nm NW Nampo": no "of" before the name.
  bool bare = word != NONE && (p->of == NONE || p->of > word) && (other == NONE || other > word);
  if (bare) {
    while (next < word && is_noise(kind_at(p, next))) next++;
    p->of = NONE;
    p->from = next;
    p->to = place_end(p, next);
    return p->direction != NONE && p->to > p->from;
  }
  if (p->of == NONE) p->of = next_of_kind(p, 0, CT_RELATIVE_OF);
  if (p->of != NONE) {
    p->from = place_begin(p, p->of);
    p->to = place_end(p, p->from);
    if (p->to > p->from) return true;
  }
  return p->distance != NONE && p->direction != NONE && place_before(p);
}

static int direction_without_distance(const struct phrase *p) {
  for (int i = 0; (size_t)i < p->items->n; i++) {
    if (!is_direction(p, i)) continue;
    int k = i + 1;
    while (is_noise(kind_at(p, k))) k++;
    if (kind_at(p, k) == CT_RELATIVE_OF) return i;
  }
  return NONE;
}

// "NO" is north-east in German and north-west in the languages of the south.
static bool resolve_wind(const struct ct_relative_item *item, char language, double *deg, double *spread) {
  char wind[5];
  *deg = item->value;
  *spread = item->spread;
  if (!isnan(*deg)) return true;
  memcpy(wind, item->wind, sizeof wind);
  for (char *c = wind; *c; c++)
    if (*c == 'O') *c = language == 'G' ? 'E' : 'W';
  return language && ct_relative_wind(wind, deg, spread);
}

static bool read_phrase(struct phrase *p, const char *s, struct ct_relative *out) {
  p->distance = next_of_kind(p, 0, CT_RELATIVE_DISTANCE);
  p->direction = NONE;
  if (p->distance != NONE) {
    p->direction = direction_beside(p, p->distance, 1);
    if (p->direction == NONE) p->direction = direction_beside(p, p->distance, -1);
  } else {
    p->direction = direction_without_distance(p);
    if (p->direction == NONE) return false;
  }
  if (!find_place(p)) return false;
  if (p->direction == NONE) direction_behind_place(p);
  if (p->direction == NONE) p->direction = direction_without_distance(p);  // "S30W of Nampo, 12 km"
  const struct ct_relative_item *v = p->items->v;
  char language = p->of == NONE ? 0 : v[p->of].language;
  if (p->distance != NONE) {
    bool grouped = language && !isnan(v[p->distance].grouped);  // the comma is the decimal sign there
    out->distance_m = grouped ? v[p->distance].grouped : v[p->distance].value;
    out->distance_unit_m = grouped ? v[p->distance].grouped_unit : v[p->distance].unit;
  }
  if (p->direction != NONE && !resolve_wind(&v[p->direction], language, &out->bearing_deg, &out->spread_deg))
    out->bearing_deg = NAN;
  out->place = v[p->from].from;
  out->place_n = (size_t)(v[p->to - 1].to - out->place);
  int last = p->to - 1;
  if (p->distance > last) last = p->distance;
  if (p->direction > last) last = p->direction;
  out->end = (size_t)(v[last].to - s);
  return true;
}

bool ct_relative_read(const char *s, size_t n, struct ct_relative *out) {
  struct ct_relative_lex items;
  if (n > CT_RELATIVE_TEXT_MAX) return false;
  ct_relative_lex(s, n, &items);
  *out = (struct ct_relative){.distance_m = NAN, .bearing_deg = NAN, .spread_deg = NAN, .end = n};
  struct phrase p = {.items = &items, .of = NONE};
  bool found = read_phrase(&p, s, out);
  // Without an "of" the grammar of the far east is the better guess for its letters.
  if (items.cjk && (!found || p.of == NONE)) {
    *out = (struct ct_relative){.distance_m = NAN, .bearing_deg = NAN, .spread_deg = NAN, .end = n};
    found = ct_relative_cjk_read(s, n, &items, out);
  }
  if (!found || (isnan(out->distance_m) && isnan(out->bearing_deg))) return false;
  out->approximate = items.about || items.bound;
  if (items.bound && !(out->distance_unit_m > out->distance_m / 5))
    out->distance_unit_m = out->distance_m / 5;
  return true;
}

// The only item of the kinds between two limits, among noise; NULL: none, or something else beside it.
static const struct ct_relative_item *only_item(const struct ct_relative_lex *items,
                                                enum ct_relative_kind low, enum ct_relative_kind high) {
  const struct ct_relative_item *found = NULL;
  for (size_t i = 0; i < items->n; i++) {
    const struct ct_relative_item *item = &items->v[i];
    bool fits = item->kind >= low && item->kind <= high;
    if (fits ? found != NULL : item->kind != CT_RELATIVE_OF && !is_noise(item->kind)) return NULL;
    if (fits) found = item;
  }
  return found;
}

// A number and nothing else.
static bool bare_number(const char *s, size_t n, struct ct_relative_number *out) {
  const char *p = s, *end = s + n;
  while (p < end && ct_relative_blank(p, end)) p += ct_relative_blank(p, end);
  if (p == end || !ct_relative_number_read(&p, end, true, out)) return false;
  while (p < end && ct_relative_blank(p, end)) p += ct_relative_blank(p, end);
  return p == end;
}

bool ct_relative_read_direction(const char *s, size_t n, double *bearing_deg, double *spread_deg) {
  struct ct_relative_lex items;
  struct ct_relative_number number;
  char upper[64];
  if (!n || n > sizeof upper) return false;
  if (bare_number(s, n, &number)) {
    *bearing_deg = fmod(number.value, 360);
    *spread_deg = number.last / 2;
    return number.value <= 360;
  }
  if (ct_relative_cjk_direction(s, n, bearing_deg, spread_deg)) return true;
  // In a column of directions "s" and "nw" are no words of another kind.
  for (size_t k = 0; k < n; k++) upper[k] = s[k] >= 'a' && s[k] <= 'z' ? (char)(s[k] - 'a' + 'A') : s[k];
  ct_relative_lex(upper, n, &items);
  const struct ct_relative_item *found = only_item(&items, CT_RELATIVE_WIND, CT_RELATIVE_ANGLE);
  if (!found || isnan(found->value)) return false;
  *bearing_deg = found->value;
  *spread_deg = found->spread;
  return true;
}

bool ct_relative_read_distance(const char *s, size_t n, double unit_m, double *distance_m,
                               double *rounded_to_m) {
  struct ct_relative_lex items;
  struct ct_relative_number number;
  if (n > CT_RELATIVE_TEXT_MAX) return false;
  if (bare_number(s, n, &number)) {
    *distance_m = number.value * unit_m;
    *rounded_to_m = number.step * unit_m;
    return true;
  }
  ct_relative_lex(s, n, &items);
  const struct ct_relative_item *found = only_item(&items, CT_RELATIVE_DISTANCE, CT_RELATIVE_DISTANCE);
  if (!found) return false;
  *distance_m = found->value;
  *rounded_to_m = found->unit;
  if (items.bound) *rounded_to_m = fmax(*rounded_to_m, *distance_m / 5);
  return true;
}
