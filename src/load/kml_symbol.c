// SPDX-License-Identifier: MIT
// KML symbols: the icons that Google Earth and My Maps name by address, and the icon set's nearest ones.
#include <string.h>

#include "base/str.h"
#include "load/kml.h"

struct pair {
  const char *word, *meaning;
};

// Colours of pictures that have their own: pushpins, paddles and dots.
static const struct pair colors[] = {
    {"ylw", "#f5d90a"},    {"yellow", "#f5d90a"},    {"red", "#e03c31"},   {"blu", "#3f6fd8"},
    {"blue", "#3f6fd8"},   {"grn", "#3aa63a"},       {"green", "#3aa63a"}, {"ltblu", "#6fb7f0"},
    {"ltblue", "#6fb7f0"}, {"lightblue", "#6fb7f0"}, {"pink", "#f06fb0"},  {"purple", "#8e5bd0"},
    {"orange", "#f0902a"},
};

// Words of the pictures' names. Pins and blank paddles say "here" and no more: "" is the theme's mark.
static const struct pair words[] = {
    {"pushpin", ""},
    {"blank", ""},
    {"pin", ""},
    {"dot", ""},
    {"placemark_circle", "circle"},
    {"placemark_square", "square"},
    {"shaded_dot", "circle"},
    {"circle", "circle"},
    {"square", "square"},
    {"diamond", "diamond"},
    {"open-diamond", "diamond-hollow"},
    {"donut", "ring"},
    {"target", "ring"},
    {"star", "star"},
    {"stars", "star"},
    {"triangle", "triangle"},
    {"polygon", "pentagon"},
    {"cross-hairs", "cross"},
    {"airports", "airport"},
    {"airport", "airport"},
    {"plane", "airport"},
    {"airfield", "airfield"},
    {"heliport", "heliport"},
    {"marina", "harbor"},
    {"sailing", "harbor"},
    {"anchor", "harbor"},
    {"harbor", "harbor"},
    {"port", "port"},
    {"ferry", "ferry"},
    {"ship", "ship"},
    {"lighthouse", "lighthouse"},
    {"rail", "rail"},
    {"train", "rail"},
    {"tram", "rail-light"},
    {"subway", "rail-metro"},
    {"bus", "bus"},
    {"cabs", "taxi"},
    {"car", "car"},
    {"cycling", "bicycle"},
    {"parking_lot", "parking"},
    {"gas_stations", "fuel"},
    {"gas", "fuel"},
    {"mechanic", "car-repair"},
    {"campfire", "campsite"},
    {"campground", "campsite"},
    {"picnic", "picnic-site"},
    {"parks", "park"},
    {"park", "park"},
    {"mountains", "mountain"},
    {"mountain", "mountain"},
    {"volcano", "volcano"},
    {"earthquake", "earthquake"},
    {"water", "water"},
    {"swimming", "swimming"},
    {"ski", "skiing"},
    {"golf", "golf"},
    {"horsebackriding", "horse-riding"},
    {"caution", "caution"},
    {"forbidden", "roadblock"},
    {"info", "information"},
    {"info-i", "information"},
    {"info_circle", "information"},
    {"church", "religious-christian"},
    {"mosque", "religious-muslim"},
    {"hospitals", "hospital"},
    {"hospital", "hospital"},
    {"pharmacy_rx", "pharmacy"},
    {"firedept", "fire-station"},
    {"police", "police"},
    {"post_office", "post"},
    {"phone", "telephone"},
    {"toilets", "toilet"},
    {"wheel_chair_accessible", "wheelchair"},
    {"ranger_station", "ranger-station"},
    {"schools", "school"},
    {"school", "school"},
    {"homegardenbusiness", "home"},
    {"home", "home"},
    {"realestate", "building"},
    {"building", "building"},
    {"lodging", "lodging"},
    {"dining", "restaurant"},
    {"snack_bar", "fast-food"},
    {"bars", "bar"},
    {"coffee", "cafe"},
    {"convenience", "convenience"},
    {"grocery", "grocery"},
    {"shopping", "shop"},
    {"salon", "hairdresser"},
    {"dollar", "bank"},
    {"euro", "bank"},
    {"yen", "bank"},
    {"bank", "bank"},
    {"movies", "cinema"},
    {"arts", "theatre"},
    {"museum", "museum"},
    {"webcam", "viewpoint"},
    {"camera", "viewpoint"},
    {"trail", "park"},
    {"factory", "factory"},
    {"mine", "mine"},
    {"radar", "radar"},
    {"nuclear", "nuclear"},
    {"flag", "triangle"},
    {"arrow", "triangle"},
    {"capital", "capital"},
};

static const char *look_up(const struct pair *list, size_t n, const char *word, size_t size) {
  for (size_t i = 0; i < n; i++)
    if (strlen(list[i].word) == size && memcmp(list[i].word, word, size) == 0) return list[i].meaning;
  return NULL;
}

static const char *symbol_of(const char *word, size_t size) {
  return look_up(words, sizeof words / sizeof *words, word, size);
}

static const char *color_of(const char *word, size_t size) {
  return look_up(colors, sizeof colors / sizeof *colors, word, size);
}

// The whole name, without "_highlight" and such, else the first of its words that is known.
static const char *read_symbol(const char *name, size_t n) {
  for (size_t size = n; size > 0; size--) {
    bool edge = size == n || strchr("_-", name[size]);
    const char *s = edge ? symbol_of(name, size) : NULL;
    if (s) return s;
  }
  for (size_t i = 0; i < n;) {
    size_t k = i;
    while (k < n && !strchr("-_.0123456789", name[k])) k++;
    const char *s = k > i ? symbol_of(name + i, k - i) : NULL;
    if (s) return s;
    i = k + 1;
  }
  return NULL;
}

static const char *read_color(const char *name, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t k = i;
    while (k < n && !strchr("-_", name[k])) k++;
    const char *c = color_of(name + i, k - i);
    if (c) return c;
    i = k + 1;
  }
  return NULL;
}

bool ct_kml_symbol(const char *href, const char **symbol, const char **color) {
  enum { LONGEST = 64 };
  const char *query = strpbrk(href, "?#"), *end = query ? query : href + strlen(href);
  const char *name = end;
  while (name > href && name[-1] != '/') name--;
  const char *dot = end;
  while (dot > name && *dot != '.') dot--;
  size_t n = (size_t)((dot > name ? dot : end) - name);
  *symbol = *color = NULL;
  // Names in an archive are a program's own; addresses of these servers mean the same everywhere.
  bool known = strstr(href, "google.com/") || strstr(href, "gstatic.com/") || ct_starts_with(href, "root://");
  if (!known || n > LONGEST) return false;
  const char *s = read_symbol(name, n);
  *symbol = s && s[0] ? s : NULL;
  *color = read_color(name, n);
  // Shapes are white glyphs; only pins and dots come in colours.
  if (strstr(href, "/shapes/")) *color = NULL;
  return true;
}
