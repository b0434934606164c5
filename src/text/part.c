// SPDX-License-Identifier: MIT
// Part: where on the page a stretch of a run's text stands.
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "text/run.h"

size_t ct_run_part(const struct ct_run *run, size_t from, size_t to, struct ct_rect *out, size_t most) {
  size_t n = 0, length = strlen(pango_layout_get_text(run->layout));
  if (to > length) to = length;
  for (int i = 0; i < run->nlines && n < most; i++) {
    PangoLayoutLine *line = run->lines[i].line;
    size_t start = (size_t)line->start_index, end = start + (size_t)line->length;
    size_t first = from > start ? from : start, last = to < end ? to : end;
    if (first >= last) continue;
    int x0, x1;
    pango_layout_line_index_to_x(line, (int)first, FALSE, &x0);
    pango_layout_line_index_to_x(line, (int)last, FALSE, &x1);
    double unit = run->scale / PANGO_SCALE, left = fmin(x0, x1) * unit, right = fmax(x0, x1) * unit;
    out[n++] = (struct ct_rect){run->lines[i].x + left, run->lines[i].y, right - left, run->lines[i].h};
  }
  return n;
}
