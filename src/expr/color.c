// SPDX-License-Identifier: MIT
// Colours: colour spaces and interpolation, as the reference implementation computes them.
#include "expr/color.h"

#include <math.h>

#include "expr/color_space.h"

struct ct_rgba ct_rgba_from(double r, double g, double b, double a) {
  if (a == 0) return (struct ct_rgba){r, g, b, a};
  return (struct ct_rgba){r * a, g * a, b * a, a};
}

void ct_rgba_split(const struct ct_rgba *c, double out[4]) {
  double f = c->a == 0 ? 1 : c->a;
  out[0] = c->r / f;
  out[1] = c->g / f;
  out[2] = c->b / f;
  out[3] = c->a;
}

static double mix(double x, double y, double t) {
  return x + t * (y - x);
}

static struct ct_rgba mix_hcl(const double from[4], const double to[4], double t) {
  double p[4], q[4], hue, chroma = NAN;
  ct_space_rgb_to_hcl(from, p);
  ct_space_rgb_to_hcl(to, q);
  if (!isnan(p[0]) && !isnan(q[0])) {
    double d = q[0] - p[0];
    if (q[0] > p[0] && d > 180)
      d -= 360;
    else if (q[0] < p[0] && p[0] - q[0] > 180)
      d += 360;
    hue = p[0] + t * d;
  } else if (!isnan(p[0])) {
    hue = p[0];
    if (q[2] == 1 || q[2] == 0) chroma = p[1];
  } else if (!isnan(q[0])) {
    hue = q[0];
    if (p[2] == 1 || p[2] == 0) chroma = q[1];
  } else {
    hue = NAN;
  }
  if (isnan(chroma)) chroma = mix(p[1], q[1], t);
  double hcl[4] = {hue, chroma, mix(p[2], q[2], t), mix(p[3], q[3], t)}, rgb[4];
  ct_space_hcl_to_rgb(hcl, rgb);
  return ct_rgba_from(rgb[0], rgb[1], rgb[2], rgb[3]);
}

static struct ct_rgba mix_lab(const double from[4], const double to[4], double t) {
  double p[4], q[4], rgb[4];
  ct_space_rgb_to_lab(from, p);
  ct_space_rgb_to_lab(to, q);
  for (int i = 0; i < 4; i++) p[i] = mix(p[i], q[i], t);
  ct_space_lab_to_rgb(p, rgb);
  return ct_rgba_from(rgb[0], rgb[1], rgb[2], rgb[3]);
}

struct ct_rgba ct_rgba_mix(const struct ct_rgba *from, const struct ct_rgba *to, double t,
                           enum ct_color_space space) {
  double p[4], q[4];
  ct_rgba_split(from, p);
  ct_rgba_split(to, q);
  if (space == CT_SPACE_HCL) return mix_hcl(p, q, t);
  if (space == CT_SPACE_LAB) return mix_lab(p, q, t);
  return ct_rgba_from(mix(p[0], q[0], t), mix(p[1], q[1], t), mix(p[2], q[2], t), mix(p[3], q[3], t));
}
