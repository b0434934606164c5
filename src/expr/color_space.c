// SPDX-License-Identifier: MIT
// Colour spaces: sRGB to CIE Lab (D50), HCL and HSL and back; four components, the last is alpha.
#include "expr/color_space.h"

#include <math.h>

// Constants of the reference implementation, from d3-color and CSS Color 4 (Bradford-adapted D50).
static const double white_x = .96422, white_y = 1, white_z = .82521, t0 = 4.0 / 29, t1 = 6.0 / 29;

static double angle(double deg) {
  deg = fmod(deg, 360);
  return deg < 0 ? deg + 360 : deg;
}

static double linear(double x) {
  return x <= .04045 ? x / 12.92 : pow((x + .055) / 1.055, 2.4);
}

static double to_lab(double t) {
  double t2 = 3 * t1 * t1, t3 = t1 * t1 * t1;
  return t > t3 ? pow(t, 1.0 / 3) : t / t2 + t0;
}

static double from_lab(double t) {
  double t2 = 3 * t1 * t1;
  return t > t1 ? t * t * t : t2 * (t - t0);
}

static double gamma_encoded(double x) {
  x = x <= .00304 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - .055;
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

void ct_space_rgb_to_lab(const double rgb[4], double lab[4]) {
  double r = linear(rgb[0]), g = linear(rgb[1]), b = linear(rgb[2]), x, z;
  double y = to_lab((.2225045 * r + .7168786 * g + .0606169 * b) / white_y);
  if (r == g && g == b) {
    x = z = y;
  } else {
    x = to_lab((.4360747 * r + .3850649 * g + .1430804 * b) / white_x);
    z = to_lab((.0139322 * r + .0971045 * g + .7141733 * b) / white_z);
  }
  double l = 116 * y - 16;
  lab[0] = l < 0 ? 0 : l;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
  lab[3] = rgb[3];
}

void ct_space_lab_to_rgb(const double lab[4], double rgb[4]) {
  double y = (lab[0] + 16) / 116, x = isnan(lab[1]) ? y : y + lab[1] / 500,
         z = isnan(lab[2]) ? y : y - lab[2] / 200;
  y = white_y * from_lab(y);
  x = white_x * from_lab(x);
  z = white_z * from_lab(z);
  rgb[0] = gamma_encoded(3.1338561 * x - 1.6168667 * y - .4906146 * z);
  rgb[1] = gamma_encoded(-.9787684 * x + 1.9161415 * y + .033454 * z);
  rgb[2] = gamma_encoded(.0719453 * x - .2289914 * y + 1.4052427 * z);
  rgb[3] = lab[3];
}

void ct_space_rgb_to_hcl(const double rgb[4], double hcl[4]) {
  double lab[4];
  ct_space_rgb_to_lab(rgb, lab);
  double c = sqrt(lab[1] * lab[1] + lab[2] * lab[2]);
  hcl[0] = floor(c * 1e4 + .5) != 0 ? angle(atan2(lab[2], lab[1]) * (180 / M_PI)) : NAN;
  hcl[1] = c;
  hcl[2] = lab[0];
  hcl[3] = lab[3];
}

void ct_space_hcl_to_rgb(const double hcl[4], double rgb[4]) {
  double h = isnan(hcl[0]) ? 0 : hcl[0] * (M_PI / 180);
  double lab[4] = {hcl[2], cos(h) * hcl[1], sin(h) * hcl[1], hcl[3]};
  ct_space_lab_to_rgb(lab, rgb);
}

static double hsl_channel(double n, double h, double s, double l) {
  double k = fmod(n + h / 30, 12), a = s * fmin(l, 1 - l);
  return l - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

void ct_space_hsl_to_rgb(const double hsl[4], double rgb[4]) {
  double h = angle(hsl[0]), s = hsl[1] / 100, l = hsl[2] / 100;
  rgb[0] = hsl_channel(0, h, s, l);
  rgb[1] = hsl_channel(8, h, s, l);
  rgb[2] = hsl_channel(4, h, s, l);
  rgb[3] = hsl[3];
}
