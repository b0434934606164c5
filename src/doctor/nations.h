// SPDX-License-Identifier: MIT
// Nations: countries of the base layer, found by the names and codes people write.
#ifndef CT_DOCTOR_NATIONS_H
#define CT_DOCTOR_NATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"

struct ct_arena;
struct ct_table;

enum { CT_NATION_NONE = 0xFFFF };

struct ct_nation {
  const char *name;  // for messages
  const char *a3;    // ISO, or the layer's own
  double label_lon, label_lat;
};

// Units of one ISO code (Australia and the Coral Sea Islands) are one nation.
struct ct_nations {
  size_t n;
  struct ct_nation *v;
  uint16_t *of_feature;  // the layer's features
  struct ct_map names, codes;
};

struct ct_nations *ct_nations_new(struct ct_arena *a, const struct ct_table *countries);

// By any name; with `codes` also by ISO code in capitals. CT_NATION_NONE: none is known.
uint16_t ct_nations_find(const struct ct_nations *s, const char *text, bool codes);
// Is it right to call a point of `found` one of `named`? Dependencies and disputed places: yes.
bool ct_nations_accept(const struct ct_nations *s, uint16_t named, uint16_t found, double lon, double lat);

// What else countries are called: folded name, ISO alpha-3; ends with NULL.
struct ct_nation_alias {
  const char *name, *a3;
};
extern const struct ct_nation_alias ct_nation_aliases[];

#endif
