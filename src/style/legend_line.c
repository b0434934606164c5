// SPDX-License-Identifier: MIT
// Legend lines: samples of lines whose width shows a number, and what rings tell of their radii.
#include "style/legend_line.h"

#include <math.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "base/value.h"
#include "model/derived.h"
#include "model/item.h"
#include "model/page.h"
#include "model/table.h"
#include "model/view.h"

#define PLAIN_PX 1.6

// The largest of 1, 2, 5 x 10^n not above x.
static double round_below(double x) {
  double unit = pow(10, floor(log10(x) + 1e-9)), lead = x / unit + 1e-9;
  return unit * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

static double round_above(double x) {
  double unit = pow(10, floor(log10(x) + 1e-9)), lead = x / unit - 1e-9;
  return unit * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

static double number(const struct ct_value *spec, const char *key) {
  return ct_value_number(ct_value_get(spec, key), 0);
}

static const struct ct_line_style *with_width(const struct ct_line_style *style, double px,
                                              struct ct_arena *a) {
  struct ct_line_style *s = CT_NEW(a, struct ct_line_style);
  *s = *style;
  s->width = (float)(px * CT_PX_PT);
  return s;
}

const struct ct_line_style *ct_legend_plain_width(const struct ct_line_style *style,
                                                  const struct ct_value *spec, struct ct_arena *a) {
  return with_width(style, fmin(fmax(PLAIN_PX, number(spec, "width_min_px")), number(spec, "width_max_px")),
                    a);
}

size_t ct_legend_widths(const struct ct_items *items, const struct ct_value *spec, const char *heading,
                        struct ct_arena *a, struct ct_legend_entry **out) {
  double most = number(spec, "width_max"), least_px = number(spec, "width_min_px");
  double px_each = most > 0 ? number(spec, "width_max_px") / most : 0, values[3];
  if (!(px_each > 0) || !items->n || items->type != CT_LAYER_LINE) return 0;
  values[2] = round_below(most);
  values[1] = round_below(values[2] * 0.5);
  values[0] = round_below(values[1] * 0.4);
  // The narrowest line stands for all that is less: what has just its width.
  double least = least_px / px_each;
  if (values[0] < least) values[0] = round_below(least) < least ? round_above(least) : least;
  if (values[0] >= values[1]) values[0] = 0;
  *out = CT_NEW_N(a, struct ct_legend_entry, 3);
  size_t n = 0;
  for (int i = 0; i < 3; i++) {
    // Lines that are only as wide as the narrowest may be teach nothing.
    if (i < 2 &&
        (values[i] * px_each < least_px - 1e-9 || (most >= 1 && values[i] < 1 && most == floor(most))))
      continue;
    struct ct_legend_entry *e = &(*out)[n++];
    *e = (struct ct_legend_entry){.heading = heading,
                                  .label = ct_format_rounded(a, values[i], 6),
                                  .kind = CT_KEY_LINE,
                                  .arrow = ct_value_get(items->metadata, "cartouche:arrow") != NULL};
    const struct ct_line_style *of = &items->styles.line[items->style ? items->style[0] : 0];
    e->style.line = with_width(of, fmax(least_px, values[i] * px_each), a);
  }
  return n;
}

const char *ct_legend_radii(const struct ct_items *items, struct ct_arena *a) {
  enum { MOST = 100 };
  int column = ct_table_column(items->table, CT_DERIVED_RADIUS_M);
  double km[MOST];
  size_t n = 0;
  for (size_t k = 0; column >= 0 && k < items->n && n < MOST; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]) / 1000;
    size_t at = n, same = 0;
    while (same < n && km[same] != x) same++;
    if (same < n || !isfinite(x)) continue;
    for (; at > 0 && km[at - 1] > x; at--) km[at] = km[at - 1];
    km[at] = x;
    n++;
  }
  struct ct_str s = {.arena = a};
  ct_str_add(&s, "Distance ");
  for (size_t i = 0; i < n; i++)
    ct_str_addf(&s, "%s%s", !i ? "" : i + 1 < n ? ", " : " and ", ct_format_rounded(a, km[i], 6));
  ct_str_add(&s, "\xC2\xA0km");
  return ct_str_text(&s);
}
