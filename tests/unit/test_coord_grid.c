// SPDX-License-Identifier: MIT
// Tests of grid positions: UTM in all dresses, MGRS and USNG, zones in a cell of their own.
// Expected positions were printed by GeographicLib's GeoConvert 2.1.2.
#include "test_coord_help.h"

static struct ct_coord_reader *reader;

static int open_reader(void **state) {
  (void)state;
  reader = ct_coord_reader_new();
  return reader ? 0 : -1;
}

static int close_reader(void **state) {
  (void)state;
  ct_coord_reader_free(reader);
  return 0;
}

static void utm(void **state) {
  (void)state;
  static const double lat = 39.780373733, lon = 126.808699723;
  const struct point_case cases[] = {
      {"52S 312345 4405678", lat, lon},
      {"52s 312345 4405678", lat, lon},
      {"52 S 312345 4405678", lat, lon},
      {"52N 312345 4405678", lat, lon},
      {"52 N 312345 4405678", lat, lon},
      {"52S, 312345, 4405678", lat, lon},
      {"52S 312345,4405678", lat, lon},
      {"52S/312345/4405678", lat, lon},
      {"52S\n312345\n4405678", lat, lon},
      {"zone 52N 312345 4405678", lat, lon},
      {"Zone 52 N, 312345, 4405678", lat, lon},
      {"Zone: 52N E: 312345 N: 4405678", lat, lon},
      {"UTM 52 N 312345E 4405678N", lat, lon},
      {"UTM 52N 312345 4405678", lat, lon},
      {"UTM zone 52N 312345 E 4405678 N", lat, lon},
      {"UTM zone 52 north 312345 4405678", lat, lon},
      {"UTM52N 312345 4405678", lat, lon},
      {"312345 E 4405678 N 52S", lat, lon},
      {"312345E 4405678N 52N", lat, lon},
      {"312345 4405678 52S", lat, lon},
      {"312345 4405678 zone 52 north", lat, lon},
      {"312345, 4405678 (UTM zone 52N)", lat, lon},
      {"52S 312345mE 4405678mN", lat, lon},
      {"52S 312345m E 4405678m N", lat, lon},
      {"52S 312345 m 4405678 m", lat, lon},
      {"52S E312345 N4405678", lat, lon},
      {"52S E 312345 N 4405678", lat, lon},
      {"52N N4405678 E312345", lat, lon},
      {"52S 4405678N 312345E", lat, lon},
      {"52S 4405678 312345", lat, lon},
      {"52S 312,345 4,405,678", lat, lon},
      {"52S 312,345mE 4,405,678mN", lat, lon},
      {"52S 312.345 4.405.678", lat, lon},
      {"52S 312'345 4'405'678", lat, lon},
      {"52S 312 345 4 405 678", lat, lon},
      {"52S 312\xC2\xA0"
       "345 4\xC2\xA0"
       "405\xC2\xA0"
       "678",
       lat, lon},
      {"52S 312345.0 4405678.0", lat, lon},
      {"52S 312345,0 4405678,0", lat, lon},
      {"Easting 312345 Northing 4405678 Zone 52N", lat, lon},
      {"X=312345 Y=4405678 zone 52N", lat, lon},
      {"WGS84 UTM 52N 312345 4405678", lat, lon},
      {"(52S 312345 4405678)", lat, lon},
      {"52S 312345.6 4405678.9", 39.780381968, 126.808706467},
      {"52S 312,345.6 4,405,678.9", 39.780381968, 126.808706467},
      {"52S 312.345,6 4.405.678,9", 39.780381968, 126.808706467},
      {"52S 312345,6 4405678,9", 39.780381968, 126.808706467},
      {"52 south 312345 4405678", -50.470819321, 126.355481508},
      {"19S 312345 7405678", -23.448090547, -70.837014266},
      {"19K 312345 7405678", -23.448090547, -70.837014266},
      {"Huso 19 Sur 312345 7405678", -23.448090547, -70.837014266},
      {"23K 333287 7394588", -23.550502782, -46.633308998},
      {"Fuso 23S 333287 7394588", -23.550502782, -46.633308998},
      {"Huso 30 440291 4474255 norte", 40.416778581, -3.703793389},
      {"30T 440291 4474255", 40.416778581, -3.703793389},
      {"1N 700000 0", 0, -175.202947188},
      {"60L 250000 9000000", -9.039508808, 174.725818556},
  };
  check_points(reader, cases, COUNT(cases), 2e-9, CT_NOTATION_UTM);
}

static void mgrs(void **state) {
  (void)state;
  static const struct point_case cases[] = {
      {"52SBK", 40.163166835, 126.064436150},
      {"52SCK", 40.186988003, 127.237961717},
      {"38SMB4484", 33.298157366, 44.403873473},
      {"38SMB4488", 33.334235085, 44.403627848},
      {"38S MB 44 88", 33.334235085, 44.403627848},
      {"38 S MB 44 88", 33.334235085, 44.403627848},
      {"38smb4488", 33.334235085, 44.403627848},
      {"38SMB 4488", 33.334235085, 44.403627848},
      {"52SCK1234567890", 40.340476133, 126.790680406},
      {"52S CK 12345 67890", 40.340476133, 126.790680406},
      {"52SCK123456789012", 40.439600136, 126.787439028},
      {"33XVG12", 77.677796874, 11.429966248},
      {"32CMS4324728161", -79.899998696, 6.099981356},
      {"31CEM6066227959", -79.900001028, 6.099995277},
      {"BBZ1945517770", -79.900004068, 6.100014890},
      {"ZAH1234567890", 89.378482890, 169.693705330},
      {"ZAH 12345 67890", 89.378482890, 169.693705330},
      {"YZG12", 88.979003186, -48.576334375},
      {"AZN12", -89.201983369, -73.610459666},
      {"4QFJ12345678", 21.309478092, -157.916818906},
      {"4QFJ12346790", 21.409932176, -157.916080175},
      {"04QFJ12346790", 21.409932176, -157.916080175},
      {"31NAA6602100000", 0.000004517, 0.000000511},
      {"31NAA", 0.451680204, -0.143869478},
      {"60HVK", -32.085178916, 176.470162231},
      {"1MFU", -1.356716397, -175.651737540},
      {"42TXR1234567890123456", 45.955486040, 70.449731640},
  };
  check_points(reader, cases, COUNT(cases), 2e-9, CT_NOTATION_MGRS);
}

static void rejected(void **state) {
  (void)state;
  static const struct bad_case cases[] = {
      {"zone 52 312345 4405678", "without north or south"},
      {"312345 4405678", "without a zone"},
      {"52S 12 34", NULL},
      {"52S 312345", NULL},
      {"zone 52N 312345", "one easting"},
      {"61N 312345 4405678", NULL},
      {"52S 1312345 4405678", "outside"},
      {"52T 312345 7405678", "band"},
      {"52I 312345 4405678", NULL},
      {"PSAD56 19S 312345 7405678", "datum"},
      {"38SMB44140847064", NULL},
      {"38SMB448", NULL},
      {"61SMB4488", NULL},
      {"38SAB4488", "no such 100 km square"},
      {"38SMW4488", "no such 100 km square"},
      {"38SMV4488", NULL},
      {"52SCL1234", "outside that band"},
      {"ABN12345678", "at the pole"},
      {"ZAH", NULL},
      {"BAD", NULL},
      {"YES", NULL},
      {"12ABC1234", NULL},
      {"10 ABC", NULL},
  };
  check_bad(reader, cases, COUNT(cases));
  static const struct bad_case without_reader[] = {{"52S 312345 4405678", "not read here"},
                                                   {"38SMB4488", "not read here"}};
  check_bad(NULL, without_reader, COUNT(without_reader));
}

static void precision(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double m;
  } cases[] = {{"52S 312345 4405678", 1},
               {"52S 312345.0 4405678.0", 0.1},
               {"52S 312345.05 4405678.1", 0.1},
               {"52SBK", 1e5},
               {"52SBK12", 1e4},
               {"52SBK1234", 1e3},
               {"52SBK 12345 67890", 1},
               {"52SBK123456123456", 0.1},
               {"ZAH12", 1e4}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord c;
    assert_int_equal(ct_coord_read_point(reader, cases[i].text, strlen(cases[i].text), &c), CT_COORD_OK);
    if (fabs(c.precision_m / cases[i].m - 1) > 1e-9) fail_msg("'%s': %g", cases[i].text, c.precision_m);
  }
}

static void zones(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int zone;  // 0: none
    char band;
  } cases[] = {{"52S", 52, 'S'},
               {"52 N", 52, 'N'},
               {"zone 52 north", 52, 'N'},
               {"UTM52N", 52, 'N'},
               {"UTM zone 52N", 52, 'N'},
               {"52", 52, 0},
               {"zone 52", 52, 0},
               {"19K", 19, 'K'},
               {"19 sur", 19, 'S'},
               {"Huso 30", 30, 0},
               {"52t", 52, 'T'},
               {"Zone 1 South", 1, 'S'},
               {" 52 S ", 52, 'S'},
               {"WGS84 / UTM zone 52N", 52, 'N'},
               {"61", 0, 0},
               {"0", 0, 0},
               {"", 0, 0},
               {"N", 0, 0},
               {"52S 312345", 0, 0},
               {"52I", 0, 0},
               {"zone", 0, 0},
               {"abc", 0, 0},
               {"52.5", 0, 0},
               {"-52", 0, 0}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    int zone = 0;
    char band = '?';
    bool ok = ct_coord_read_zone(cases[i].text, strlen(cases[i].text), &zone, &band);
    if (ok != (cases[i].zone != 0)) fail_msg("'%s': %d", cases[i].text, ok);
    if (ok && (zone != cases[i].zone || band != cases[i].band))
      fail_msg("'%s': %d %c", cases[i].text, zone, band);
  }
}

static void zones_have_edges(void **state) {
  (void)state;
  double lon, lat;
  assert_true(ct_coord_from_utm(reader, 60, true, 700000, 4e6, &lon, &lat));
  assert_true(lon > 179 && lon < 180);
  assert_true(ct_coord_from_utm(reader, 60, true, 900000, 4e6, &lon, &lat));
  assert_true(lon > -180 && lon < -178);
  assert_false(ct_coord_from_utm(reader, 0, true, 500000, 4e6, &lon, &lat));
  assert_false(ct_coord_from_utm(reader, 61, true, 500000, 4e6, &lon, &lat));
  assert_false(ct_coord_from_utm(reader, 52, true, -1, 4e6, &lon, &lat));
  assert_false(ct_coord_from_utm(reader, 52, true, 500000, 2e7, &lon, &lat));
  assert_false(ct_coord_from_utm(reader, 52, true, NAN, 4e6, &lon, &lat));
  assert_false(ct_coord_from_utm(NULL, 52, true, 500000, 4e6, &lon, &lat));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utm),       cmocka_unit_test(mgrs),  cmocka_unit_test(rejected),
      cmocka_unit_test(precision), cmocka_unit_test(zones), cmocka_unit_test(zones_have_edges),
  };
  return cmocka_run_group_tests(tests, open_reader, close_reader);
}
