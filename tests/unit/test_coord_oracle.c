// SPDX-License-Identifier: MIT
// Tests of coordinates against GeographicLib's GeoConvert: what it prints is read back to the printed digit.
#include "test_coord_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CASES = 3000, LINE = 160 };

struct place {
  double lat, lon;
};

static struct place places[CASES];
static bool missing;  // GeoConvert
static struct ct_coord_reader *reader;

// xorshift64*: the same cases on every machine.
static double uniform(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (double)((*state * 2685821657736338717u) >> 11) / 9007199254740992.0;
}

static int set_up(void **state) {
  (void)state;
  missing = system("GeoConvert --version >/dev/null 2>&1") != 0;
  uint64_t seed = 20190905;
  for (int i = 0; i < CASES; i++) {
    // Every fifth near a pole, so that polar grids and narrow zones are met.
    double lat = i % 5 ? 168 * uniform(&seed) - 84 : (i % 2 ? 1 : -1) * (78 + 12 * uniform(&seed));
    places[i] = (struct place){lat, 360 * uniform(&seed) - 180};
  }
  reader = ct_coord_reader_new();
  return reader ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  ct_coord_reader_free(reader);
  return 0;
}

// GeoConvert's output for these input lines, a line each.
static void convert(const char *options, char (*in)[LINE], size_t n, char (*out)[LINE]) {
  char path[] = "/tmp/ct_oracle_XXXXXX", command[256];
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  FILE *f = fdopen(fd, "w");
  assert_non_null(f);
  for (size_t i = 0; i < n; i++) fprintf(f, "%s\n", in[i]);
  fclose(f);
  snprintf(command, sizeof command, "GeoConvert %s --input-file %s", options, path);
  f = popen(command, "r");
  assert_non_null(f);
  size_t k = 0;
  while (k < n && fgets(out[k], LINE, f)) out[k][strcspn(out[k], "\n")] = '\0', k++;
  pclose(f);
  unlink(path);
  assert_int_equal(k, n);
}

// Every test begins with these; without GeoConvert (Debian: geographiclib-tools) there is nothing to compare.
static void inputs(char (*in)[LINE]) {
  if (missing) skip();
  for (int i = 0; i < CASES; i++) snprintf(in[i], LINE, "%.12f %.12f", places[i].lat, places[i].lon);
}

static double wrapped(double d) {
  return fabs(remainder(d, 360));
}

// What GeoConvert prints for the places, read here, must be within half a printed digit of the place: `degrees`
// of latitude, or of longitude.
static void reads_degrees(const char *options, double degrees, enum ct_notation notation) {
  static char in[CASES][LINE], out[CASES][LINE];
  inputs(in);
  convert(options, in, CASES, out);
  for (int i = 0; i < CASES; i++) {
    struct ct_coord c;
    enum ct_coord_kind kind = ct_coord_read_point(reader, out[i], strlen(out[i]), &c);
    if (kind != CT_COORD_OK) fail_msg("'%s': %s", out[i], c.why ? c.why : "no reason");
    if (c.notation != notation) fail_msg("'%s': notation %d", out[i], c.notation);
    if (fabs(c.lat - places[i].lat) > degrees || wrapped(c.lon - places[i].lon) > degrees)
      fail_msg("'%s': %.9f %.9f", out[i], c.lat, c.lon);
    if (fabs(c.precision_m / (2 * degrees * 111320) - 1) > 2e-2)
      fail_msg("'%s': %g m", out[i], c.precision_m);
  }
}

static void decimal_degrees(void **state) {
  (void)state;
  reads_degrees("-g -p -3", 0.5e-2 * (1 + 1e-9), CT_NOTATION_DECIMAL);
  reads_degrees("-g -p 0", 0.5e-5 * (1 + 1e-6), CT_NOTATION_DECIMAL);
  reads_degrees("-g -p 4", 0.5e-9 * (1 + 1e-2), CT_NOTATION_DECIMAL);
}

static void sexagesimal(void **state) {
  (void)state;
  reads_degrees("-d -p -1", 0.5 / 3600 * (1 + 1e-9), CT_NOTATION_DMS);
  reads_degrees("-d -p 1", 0.005 / 3600 * (1 + 1e-7), CT_NOTATION_DMS);
  reads_degrees("-: -p -1", 0.5 / 3600 * (1 + 1e-9), CT_NOTATION_DMS);
  reads_degrees("-: -p 2", 0.0005 / 3600 * (1 + 1e-6), CT_NOTATION_DMS);
  reads_degrees("-d -p -3", 0.5 / 60 * (1 + 1e-9), CT_NOTATION_DM);
  reads_degrees("-: -p -3", 0.5 / 60 * (1 + 1e-9), CT_NOTATION_DM);
}

// Grid positions that GeoConvert printed are read here and by GeoConvert: both must agree to its last digit.
static void reads_grid(const char *options, bool polar, enum ct_notation notation) {
  static char in[CASES][LINE], grid[CASES][LINE], back[CASES][LINE];
  inputs(in);
  convert(options, in, CASES, grid);
  convert("-g -p 4", grid, CASES, back);
  int seen = 0;
  for (int i = 0; i < CASES; i++) {
    bool is_polar =
        notation == CT_NOTATION_MGRS ? strchr("ABYZ", grid[i][0]) != NULL : strchr("ns", grid[i][0]) != NULL;
    if (is_polar && !polar) continue;
    struct ct_coord c;
    struct place p;
    assert_int_equal(sscanf(back[i], "%lf %lf", &p.lat, &p.lon), 2);
    enum ct_coord_kind kind = ct_coord_read_point(reader, grid[i], strlen(grid[i]), &c);
    if (kind != CT_COORD_OK) fail_msg("'%s': %s", grid[i], c.why ? c.why : "no reason");
    if (c.notation != notation) fail_msg("'%s': notation %d", grid[i], c.notation);
    double shrink = cos(p.lat * (3.14159265358979323846 / 180));
    if (fabs(c.lat - p.lat) > 0.6e-9 || wrapped(c.lon - p.lon) * shrink > 0.6e-9)
      fail_msg("'%s': %.10f %.10f, GeoConvert '%s'", grid[i], c.lat, c.lon, back[i]);
    seen++;
  }
  assert_true(seen > CASES / 2);
}

static void military_grid(void **state) {
  (void)state;
  static const char *const options[] = {"-m -p -4", "-m -p -3", "-m -p -2", "-m -p -1",
                                        "-m -p 0",  "-m -p 1",  "-m -p 3",  "-m -p 6"};
  for (size_t i = 0; i < COUNT(options); i++) reads_grid(options[i], true, CT_NOTATION_MGRS);
  reads_grid("-m -p -5", false, CT_NOTATION_MGRS);  // three letters at a pole are a word here
}

// GeoConvert writes the hemisphere: "52s" is the southern half.
static void transverse_mercator(void **state) {
  (void)state;
  static char in[CASES][LINE], grid[CASES][LINE], back[CASES][LINE];
  static const char *const options[] = {"-u -l -t -p 0", "-u -l -t -p 3"};
  inputs(in);
  for (size_t k = 0; k < COUNT(options); k++) {
    convert(options[k], in, CASES, grid);
    convert("-g -p 4", grid, CASES, back);
    int seen = 0;
    for (int i = 0; i < CASES; i++) {
      struct ct_coord c;
      struct place p;
      if (strncmp(grid[i], "ERROR", 5) == 0) continue;  // too near a pole for a zone
      assert_int_equal(sscanf(back[i], "%lf %lf", &p.lat, &p.lon), 2);
      if (fabs(p.lat) > 84) continue;
      enum ct_coord_kind kind = ct_coord_read_point(reader, grid[i], strlen(grid[i]), &c);
      if (kind != CT_COORD_OK) fail_msg("'%s': %s", grid[i], c.why ? c.why : "no reason");
      assert_int_equal(c.notation, CT_NOTATION_UTM);
      if (c.precision_m != (k ? 1e-3 : 1)) fail_msg("'%s': %g m", grid[i], c.precision_m);
      double shrink = cos(p.lat * (3.14159265358979323846 / 180));
      if (fabs(c.lat - p.lat) > 0.6e-9 || wrapped(c.lon - p.lon) * shrink > 0.6e-9)
        fail_msg("'%s': %.10f %.10f, GeoConvert '%s'", grid[i], c.lat, c.lon, back[i]);
      seen++;
    }
    assert_true(seen > CASES / 2);
  }
}

// With the band's letter in the place of the hemisphere, as maps print it: "52S" is Korea.
static void bands(void **state) {
  (void)state;
  static char in[CASES][LINE], grid[CASES][LINE], square[CASES][LINE], back[CASES][LINE];
  inputs(in);
  convert("-u -t -p 0", in, CASES, grid);
  convert("-m -p 0", grid, CASES, square);
  convert("-g -p 4", grid, CASES, back);
  int tried = 0;
  for (int i = 0; i < CASES; i++) {
    int zone, at = 0;
    char letter, text[LINE];
    struct place p;
    struct ct_coord c;
    if (strncmp(grid[i], "ERROR", 5) == 0) continue;
    assert_int_equal(sscanf(back[i], "%lf %lf", &p.lat, &p.lon), 2);
    if (fabs(p.lat) > 79 || sscanf(square[i], "%d%c", &zone, &letter) != 2) continue;
    assert_int_equal(sscanf(grid[i], "%*d%*c%n", &at), 0);
    tried++;
    snprintf(text, sizeof text, "%d%c%s", zone, letter, grid[i] + at);
    if (ct_coord_read_point(reader, text, strlen(text), &c) != CT_COORD_OK)
      fail_msg("'%s': %s", text, c.why ? c.why : "no reason");
    if (fabs(c.lat - p.lat) > 0.6e-9 || wrapped(c.lon - p.lon) > 4e-9)
      fail_msg("'%s': %.10f %.10f", text, c.lat, c.lon);
  }
  assert_true(tried > CASES / 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimal_degrees),     cmocka_unit_test(sexagesimal), cmocka_unit_test(military_grid),
      cmocka_unit_test(transverse_mercator), cmocka_unit_test(bands),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
