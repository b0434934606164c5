// SPDX-License-Identifier: MIT
// Keyed names: in which order they are numbered, and which of them matter most.
#ifndef CT_RENDER_KEYED_H
#define CT_RENDER_KEYED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_render;
struct ct_render_layer;

// Names in a key, at most.
enum { CT_KEYED_MOST = 2000 };

// A name for the key: one item, at the first of its places.
struct ct_keyed {
  uint32_t layer, item;
  uint32_t priority;
  float sort_key;
  float x, y;
  const char *text;
  uint32_t number;  // of its line in the key
};

// Reading order, in place: row by row from the top, in each from the left. A reader who has found one number
// finds the next close by.
void ct_keyed_order(struct ct_keyed *v, size_t n);
// Numbers them as they are ordered, equal names alike: a reader looks up a name, not a mark. Writes the names to
// `line` (room for n); returns how many lines there are.
size_t ct_keyed_number(struct ct_keyed *v, size_t n, const char **line, struct ct_arena *a);
// For qsort: numbers that are given.
int ct_keyed_by_number(const void *x, const void *y);
// For qsort: what the document asks for, the top layer, small sort keys first.
int ct_keyed_by_priority(const void *x, const void *y);
// Has the page a key where it needs one?
bool ct_render_has_key(const struct ct_render *r);
// May the layer's names become numbers?
bool ct_render_may_be_keyed(const struct ct_render *r, const struct ct_render_layer *l);

#endif
