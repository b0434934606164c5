// SPDX-License-Identifier: MIT
// Colour operators: rgb, rgba, to-rgba.
#include "base/arena.h"
#include "expr/node.h"

static bool eval_rgba(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  double c[4] = {0, 0, 0, 1};
  for (uint32_t i = 0; i < n->n; i++)
    if (!ct_eval_number(n, i, ev, &c[i])) return false;
  bool rgb = true;
  for (int i = 0; i < 3; i++) rgb &= c[i] >= 0 && c[i] <= 255;
  bool alpha = c[3] >= 0 && c[3] <= 1;
  if (rgb && alpha) {
    *out = ct_val_color(ct_rgba_from(c[0] / 255, c[1] / 255, c[2] / 255, c[3]));
    return true;
  }
  if (ev->quiet) return false;
  char t[4][64];
  const char *s[4];
  for (int i = 0; i < 4; i++) s[i] = ct_val_number_text(c[i], t[i]);
  return ct_eval_fail(n, ev, "Invalid rgba value [%s, %s, %s, %s]: %s.", s[0], s[1], s[2], s[3],
                      rgb ? "'a' must be between 0 and 1" : "'r', 'g', and 'b' must be between 0 and 255");
}

static bool eval_to_rgba(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val color;
  if (!ct_eval_kind(n, 0, ev, CT_KIND_COLOR, &color)) return false;
  double c[4];
  ct_rgba_split(&color.u.color, c);
  struct ct_val *items = CT_NEW_N(ev->arena, struct ct_val, 4);
  for (int i = 0; i < 4; i++) items[i] = ct_val_number(i < 3 ? c[i] * 255 : c[i]);
  *out = ct_val_list(CT_KIND_ARRAY, items, 4);
  return true;
}

#define NUMBER &ct_type_number

const struct ct_compound ct_ops_color[] = {
    {"rgb", &ct_type_color, {{eval_rgba, 3, {NUMBER, NUMBER, NUMBER}, 0}}, 0},
    {"rgba", &ct_type_color, {{eval_rgba, 4, {NUMBER, NUMBER, NUMBER, NUMBER}, 0}}, 0},
    {"to-rgba", &ct_type_rgba, {{eval_to_rgba, 1, {&ct_type_color}, 0}}, 0},
    {0},
};
