// SPDX-License-Identifier: MIT
// Value readings: bare values as the colours, paddings, lists and anchors that properties take.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "expr/val.h"

bool ct_val_to_color(const struct ct_val *v, struct ct_rgba *out) {
  if (v->kind == CT_KIND_STRING) return ct_rgba_parse(v->u.string, out);
  if (v->kind != CT_KIND_COLOR) return false;
  *out = v->u.color;
  return true;
}

static bool all_numbers(const struct ct_val *v) {
  for (uint32_t i = 0; i < v->n; i++)
    if (v->u.list.items[i].kind != CT_KIND_NUMBER) return false;
  return true;
}

bool ct_val_to_padding(const struct ct_val *v, struct ct_arena *a, struct ct_val *out) {
  if (v->kind == CT_KIND_PADDING) {
    *out = *v;
    return true;
  }
  struct ct_val *p = CT_NEW_N(a, struct ct_val, 4);
  // Which of the given numbers stands at top, right, bottom, left.
  static const unsigned char from[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
  if (v->kind == CT_KIND_NUMBER) {
    for (int i = 0; i < 4; i++) p[i] = *v;
  } else if (v->kind == CT_KIND_ARRAY && v->n >= 1 && v->n <= 4 && all_numbers(v)) {
    for (int i = 0; i < 4; i++) p[i] = v->u.list.items[from[v->n - 1][i]];
  } else {
    return false;
  }
  *out = ct_val_list(CT_KIND_PADDING, p, 4);
  return true;
}

bool ct_val_to_number_array(const struct ct_val *v, struct ct_arena *a, struct ct_val *out) {
  *out = *v;
  if (v->kind == CT_KIND_NUMBER_ARRAY) return true;
  if (v->kind == CT_KIND_NUMBER) {
    struct ct_val *one = CT_NEW(a, struct ct_val);
    *one = *v;
    *out = ct_val_list(CT_KIND_NUMBER_ARRAY, one, 1);
    return true;
  }
  out->kind = CT_KIND_NUMBER_ARRAY;
  return v->kind == CT_KIND_ARRAY && all_numbers(v);
}

bool ct_val_to_color_array(const struct ct_val *v, struct ct_arena *a, struct ct_val *out) {
  *out = *v;
  if (v->kind == CT_KIND_COLOR_ARRAY) return true;
  size_t n = v->kind == CT_KIND_STRING ? 1 : v->kind == CT_KIND_ARRAY ? v->n : SIZE_MAX;
  if (n == SIZE_MAX) return false;
  const struct ct_val *in = v->kind == CT_KIND_STRING ? v : v->u.list.items;
  struct ct_val *colors = CT_NEW_N(a, struct ct_val, n);
  for (size_t i = 0; i < n; i++) {
    colors[i].kind = CT_KIND_COLOR;
    if (in[i].kind != CT_KIND_STRING || !ct_rgba_parse(in[i].u.string, &colors[i].u.color)) return false;
  }
  *out = ct_val_list(CT_KIND_COLOR_ARRAY, colors, n);
  return true;
}

static bool is_anchor(const char *s) {
  static const char *const names[] = {"center",   "left",      "right",       "top",         "bottom",
                                      "top-left", "top-right", "bottom-left", "bottom-right"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(s, names[i]) == 0) return true;
  return false;
}

bool ct_val_to_anchors(const struct ct_val *v, struct ct_val *out) {
  *out = *v;
  if (v->kind == CT_KIND_ANCHORS) return true;
  if (v->kind != CT_KIND_ARRAY || v->n < 1 || v->n % 2) return false;
  for (uint32_t i = 0; i < v->n; i += 2) {
    const struct ct_val *anchor = &v->u.list.items[i], *offset = anchor + 1;
    if (anchor->kind != CT_KIND_STRING || !is_anchor(anchor->u.string)) return false;
    if (offset->kind != CT_KIND_ARRAY || offset->n != 2 || !all_numbers(offset)) return false;
  }
  out->kind = CT_KIND_ANCHORS;
  return true;
}

bool ct_val_to_projection(const struct ct_val *v, struct ct_val *out) {
  *out = (struct ct_val){.kind = CT_KIND_PROJECTION};
  if (v->kind == CT_KIND_PROJECTION) {
    *out = *v;
    return true;
  }
  if (v->kind == CT_KIND_STRING) {
    out->u.projection.from = out->u.projection.to = v->u.string;
    out->u.projection.transition = 1;
    return true;
  }
  if (v->kind != CT_KIND_ARRAY || v->n != 3) return false;
  const struct ct_val *p = v->u.list.items;
  if (p[0].kind != CT_KIND_STRING || p[1].kind != CT_KIND_STRING || p[2].kind != CT_KIND_NUMBER) return false;
  out->u.projection.from = p[0].u.string;
  out->u.projection.to = p[1].u.string;
  out->u.projection.transition = p[2].u.number;
  return true;
}

struct ct_val ct_val_to_formatted(const char *text, struct ct_arena *a) {
  struct ct_section *s = CT_NEW(a, struct ct_section);
  *s = (struct ct_section){.text = text, .scale = NAN};
  return (struct ct_val){.kind = CT_KIND_FORMATTED, .n = 1, .u.sections = s};
}

struct ct_val ct_val_to_image(const char *name) {
  if (!name[0]) return (struct ct_val){.kind = CT_KIND_NULL};
  return (struct ct_val){.kind = CT_KIND_IMAGE, .u.image = {name, false}};
}
