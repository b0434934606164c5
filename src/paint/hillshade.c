// SPDX-License-Identifier: MIT
// Hillshade: the light that a slope gives back, by the methods of the specification.
#include "paint/hillshade.h"

#include <math.h>

#include "model/item.h"

#define PI 3.14159265358979323846

// The formulas are those of MapLibre GL JS's hillshade shaders, which follow gdaldem's.

struct slope {
  double x, y;  // up to the east, up to the south
};

static double modulo(double x, double y) {
  return x - y * floor(x / y);
}

static double aspect_of(struct slope s) {
  if (s.x != 0) return atan2(s.y, -s.x);
  return s.y > 0 ? PI / 2 : -PI / 2;
}

static void add(float out[4], const struct ct_color *c, double weight) {
  float w = (float)weight * c->a;
  out[0] += c->r * w;
  out[1] += c->g * w;
  out[2] += c->b * w;
  out[3] += w;
}

// 1 where the slope looks at the light, 0 where it looks away.
static double facing(struct slope s, double azimuth) {
  return fabs(modulo((aspect_of(s) + azimuth + PI) / PI + 0.5, 2) - 1);
}

static void standard(const struct ct_hillshade_style *s, double turn, struct slope d, float out[4]) {
  const struct ct_light *l = &s->lights[0];
  double slope = atan(0.625 * hypot(d.x, d.y)), most = PI / 2, intensity = s->exaggeration;
  double base = 1.875 - intensity * 1.75;
  double scaled = slope;
  if (intensity != 0.5) scaled = (pow(base, slope) - 1) / (pow(base, most) - 1) * most;
  double strength = fmin(intensity * 2, 1);
  double shade = facing(d, l->azimuth_deg * (PI / 180) + turn);
  float shaded[4] = {0}, accent[4] = {0};
  add(shaded, &l->shadow, (1 - shade) * sin(scaled) * strength);
  add(shaded, &l->highlight, shade * sin(scaled) * strength);
  add(accent, &s->accent, (1 - cos(scaled)) * strength);
  for (int k = 0; k < 4; k++) out[k] = accent[k] * (1 - shaded[3]) + shaded[k];
}

static void igor(const struct ct_hillshade_style *s, double turn, struct slope d, float out[4]) {
  const struct ct_light *l = &s->lights[0];
  double strength = atan(hypot(d.x, d.y)) * 2 / PI;
  double away = 1 - facing(d, l->azimuth_deg * (PI / 180) + turn);
  add(out, &l->shadow, strength * away);
  add(out, &l->highlight, strength * (1 - away));
}

// Cosine of the angle between the slope's normal and the light.
static double lambert(const struct ct_light *l, double turn, struct slope d) {
  double azimuth = l->azimuth_deg * (PI / 180) + turn + PI, altitude = l->altitude_deg * (PI / 180);
  return (sin(altitude) - (d.y * cos(azimuth) - d.x * sin(azimuth)) * cos(altitude)) /
         sqrt(1 + d.x * d.x + d.y * d.y);
}

static void basic(const struct ct_light *l, double turn, struct slope d, double weight, float out[4]) {
  double shade = fmax(0, fmin(1, lambert(l, turn, d)));
  if (shade > 0.5)
    add(out, &l->highlight, (2 * shade - 1) * weight);
  else
    add(out, &l->shadow, (1 - 2 * shade) * weight);
}

static void combined(const struct ct_hillshade_style *s, double turn, struct slope d, float out[4]) {
  const struct ct_light *l = &s->lights[0];
  double angle = acos(fmax(-1, fmin(1, lambert(l, turn, d)))), steep = atan(hypot(d.x, d.y)) * 4 / PI / PI;
  angle = fmin(angle, PI / 2);
  add(out, &l->shadow, angle * steep);
  add(out, &l->highlight, (PI / 2 - angle) * steep);
}

void ct_hillshade_color(const struct ct_hillshade_style *s, double turn, double east, double south,
                        float out[4]) {
  struct slope plain = {east, south}, more = {east * s->exaggeration * 2, south * s->exaggeration * 2};
  for (int k = 0; k < 4; k++) out[k] = 0;
  switch (s->method) {
    case CT_HILLSHADE_STANDARD:
      standard(s, turn, plain, out);
      break;
    case CT_HILLSHADE_BASIC:
      basic(&s->lights[0], turn, more, 1, out);
      break;
    case CT_HILLSHADE_COMBINED:
      combined(s, turn, more, out);
      break;
    case CT_HILLSHADE_IGOR:
      igor(s, turn, more, out);
      break;
    case CT_HILLSHADE_MULTIDIRECTIONAL:
      for (size_t i = 0; i < s->nlights; i++) basic(&s->lights[i], turn, more, 1.0 / (double)s->nlights, out);
      break;
  }
}

double ct_hillshade_steepening(double zoom) {
  double factor = zoom < 2 ? 0.4 : zoom < 4.5 ? 0.35 : 0.3;
  return zoom < 15 ? exp2((15 - zoom) * factor) : 1;
}
