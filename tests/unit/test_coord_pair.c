// SPDX-License-Identifier: MIT
// Tests of latitude and longitude in one cell, and of what must not be taken for them.
#include "test_coord_help.h"

static void decimal(void **state) {
  (void)state;
  static const struct point_case cases[] = {
      {"39.7961, 125.7558", 39.7961, 125.7558},
      {"39.7961,125.7558", 39.7961, 125.7558},
      {"39.7961 125.7558", 39.7961, 125.7558},
      {"39.7961\t125.7558", 39.7961, 125.7558},
      {"39.7961;125.7558", 39.7961, 125.7558},
      {"39.7961 ; 125.7558", 39.7961, 125.7558},
      {"39.7961/125.7558", 39.7961, 125.7558},
      {"39.7961 / 125.7558", 39.7961, 125.7558},
      {"39.7961\n125.7558", 39.7961, 125.7558},
      {"39.7961\r\n125.7558", 39.7961, 125.7558},
      {"39.7961,\n125.7558", 39.7961, 125.7558},
      {"39.7961 - 125.7558", 39.7961, 125.7558},
      {"39.7961 and 125.7558", 39.7961, 125.7558},
      {"39.7961 & 125.7558", 39.7961, 125.7558},
      {"39.7961 | 125.7558", 39.7961, 125.7558},
      {"39,7961, 125,7558", 39.7961, 125.7558},
      {"39,7961 125,7558", 39.7961, 125.7558},
      {"39,7961;125,7558", 39.7961, 125.7558},
      {"39,7961 ; 125,7558", 39.7961, 125.7558},
      {"39,7961/125,7558", 39.7961, 125.7558},
      {"39,7961,125,7558", 39.7961, 125.7558},
      {"39,7961\n125,7558", 39.7961, 125.7558},
      {"-12,5 -45,3", -12.5, -45.3},
      {"-12,5, -45,3", -12.5, -45.3},
      {"-12.5 -45.3", -12.5, -45.3},
      {"-12.5,-45.3", -12.5, -45.3},
      {"+12.5-045.3/", 12.5, -45.3},
      {"+12.5+045.3", 12.5, 45.3},
      {"39.5,-125", 39.5, -125},
      {"39,125.5", 39, 125.5},
      {"(39.5, -125)", 39.5, -125},
      {"[39.5, -125]", 39.5, -125},
      {"\"39.5, 125.5\"", 39.5, 125.5},
      {"39.5;125", 39.5, 125},
      {"(39.5) (125.5)", 39.5, 125.5},
      {"39.5, 125.5 (approx)", 39.5, 125.5},
      {"39.5, 125.5 (harbour entrance)", 39.5, 125.5},
      {"39.5, 125.5 (WGS 84)", 39.5, 125.5},
      {"39.5, 125.5 WGS84", 39.5, 125.5},
      {"approx. 39.5, 125.5", 39.5, 125.5},
      {"39.5, 125.5 approx.", 39.5, 125.5},
      {"ca. 39.5 125.5", 39.5, 125.5},
      {"39.80N 125.75E", 39.8, 125.75},
      {"39.80 N 125.75 E", 39.8, 125.75},
      {"39.80 N, 125.75 E", 39.8, 125.75},
      {"39.80N125.75E", 39.8, 125.75},
      {"39.80n125.75e", 39.8, 125.75},
      {"N39.80E125.75", 39.8, 125.75},
      {"N 39.8 E 125.7", 39.8, 125.7},
      {"N39.80, E125.75", 39.8, 125.75},
      {"N: 39.80 E: 125.75", 39.8, 125.75},
      {"S12.5 W45.3", -12.5, -45.3},
      {"12.5S 45.3W", -12.5, -45.3},
      {"12.5 S / 45.3 W", -12.5, -45.3},
      {"39.8N-125.7E", 39.8, 125.7},
      {"39.8N - 125.7E", 39.8, 125.7},
      {"39.8° N, 125.7° E", 39.8, 125.7},
      {"39.8°N 125.7°E", 39.8, 125.7},
      {"39.8° 125.7°", 39.8, 125.7},
      {"39.8°, -125.7°", 39.8, -125.7},
      {"39.8° -125.7°", 39.8, -125.7},
      {"39° N 125° E", 39, 125},
      {"39N 125E", 39, 125},
      {"39,8° N 125,7° E", 39.8, 125.7},
      {"39,8N 125,7E", 39.8, 125.7},
      {"39,8N,125,7E", 39.8, 125.7},
      {"Lat: 39.8 Long: 125.7", 39.8, 125.7},
      {"Lat 39.8, Lon 125.7", 39.8, 125.7},
      {"lat=39.8&lon=125.7", 39.8, 125.7},
      {"lat: 39.8\nlng: 125.7", 39.8, 125.7},
      {"Latitude: 39.8° N, Longitude: 125.7° E", 39.8, 125.7},
      {"Latitude 39.8 Longitude -125.7", 39.8, -125.7},
      {"Lat: 39,8 Long: 125,7", 39.8, 125.7},
      {"Breite 48,2 Länge 16,4", 48.2, 16.4},
      {"Latitud: -12,5; Longitud: -77,1", -12.5, -77.1},
      {"북위 39.8 동경 125.7", 39.8, 125.7},
      {"북위39.8,동경125.7", 39.8, 125.7},
      {"북위 39.8도, 동경 125.7도", 39.8, 125.7},
      {"39.8북 125.7동", 39.8, 125.7},
      {"위도 39.8 경도 125.7", 39.8, 125.7},
      {"북위 39,8 동경 125,7", 39.8, 125.7},
      {"北纬39.9 东经116.4", 39.9, 116.4},
      {"北緯35.68度、東経139.77度", 35.68, 139.77},
      {"55.75 с.ш. 37.62 в.д.", 55.75, 37.62},
      {"55,75° с. ш. 37,62° в. д.", 55.75, 37.62},
      {"12.5° ю.ш., 45.3° з.д.", -12.5, -45.3},
      {"48.85 nord, 2.35 est", 48.85, 2.35},
      {"48.85 Nord 2.35 Ouest", 48.85, -2.35},
      {"12,5 sur 77,1 oeste", -12.5, -77.1},
      {"12,5 sur 77,1 O", -12.5, -77.1},
      {"12,5 Süd 77,1 O", -12.5, 77.1},
      {"Breite 48,2 N, Länge 16,4 O", 48.2, 16.4},
      {"１２．５， ４５．３", 12.5, 45.3},
      {"39.8&deg;N, 125.7&deg;E", 39.8, 125.7},
      {"0,0", 0, 0},
      {"0, 0", 0, 0},
      {"0.0 0.0", 0, 0},
      {"39, 125", 39, 125},
      {"-39,-125", -39, -125},
      {"125.7558, 39.7961", 125.7558, 39.7961},
      {"139.5, 35.6", 139.5, 35.6},
  };
  check_points(NULL, cases, COUNT(cases), 1e-12, CT_NOTATION_DECIMAL);
}

static void sexagesimal(void **state) {
  (void)state;
  static const double n = DMS(39, 47, 30), e = DMS(125, 45, 21), dm = 39 + 47.5 / 60, em = 125 + 45.2 / 60;
  const struct point_case cases[] = {
      {"39°47'30\"N 125°45'21\"E", n, e},
      {"39°47'30\"N, 125°45'21\"E", n, e},
      {"39°47'30\"N,125°45'21\"E", n, e},
      {"39°47'30\"N;125°45'21\"E", n, e},
      {"39°47'30\"N/125°45'21\"E", n, e},
      {"39°47'30\"N - 125°45'21\"E", n, e},
      {"39°47'30\"N-125°45'21\"E", n, e},
      {"39°47'30\"N\n125°45'21\"E", n, e},
      {"39°47'30\"N,\r\n125°45'21\"E", n, e},
      {"39° 47' 30\" N\n125° 45' 21\" E", n, e},
      {"39° 47' 30\" N 125° 45' 21\" E", n, e},
      {"39° 47' 30'' N and 125° 45' 21'' E", n, e},
      {"39° 47’ 30” N\n125° 45’ 21” E", n, e},
      {"39°47′30″N 125°45′21″E", n, e},
      {"39º47´30´´N 125º45´21´´E", n, e},
      {"39°47'30\"S 125°45'21\"W", -n, -e},
      {"S39°47'30\" W125°45'21\"", -n, -e},
      {"S 39° 47' 30\", W 125° 45' 21\"", -n, -e},
      {"N39°47'30\"E125°45'21\"", n, e},
      {"-39°47'30\" -125°45'21\"", -n, -e},
      {"39°47'30\" 125°45'21\"", n, e},
      {"39°47'30\", 125°45'21\"", n, e},
      {"39°47'30\" -125°45'21\"", n, -e},
      {"39 47 30 N 125 45 21 E", n, e},
      {"39 47 30N 125 45 21E", n, e},
      {"N 39 47 30 E 125 45 21", n, e},
      {"39 47 30, 125 45 21", n, e},
      {"39 47 30,125 45 21", n, e},
      {"39 47 30 125 45 21", n, e},
      {"39 47 30; -125 45 21", n, -e},
      {"394730N 1254521E", n, e},
      {"394730N1254521E", n, e},
      {"394730N, 1254521E", n, e},
      {"N394730 E1254521", n, e},
      {"N394730E1254521", n, e},
      {"394730N/1254521E", n, e},
      {"394730S0454521W", -n, -DMS(45, 45, 21)},
      {"+394730+1254521/", n, e},
      {"-394730-1254521/", -n, -e},
      {"3947N 12545E", 39 + 47 / 60.0, 125 + 45 / 60.0},
      {"3947.5N 12545.2E", dm, em},
      {"39-47-30N 125-45-21E", n, e},
      {"39-47-30N, 125-45-21E", n, e},
      {"39-47-30N/125-45-21E", n, e},
      {"39-47-30 N - 125-45-21 E", n, e},
      {"39-47.5N 125-45.2E", dm, em},
      {"39-47.5N - 125-45.2E", dm, em},
      {"39-47.5N/125-45.2E", dm, em},
      {"39-47,5N 125-45,2E", dm, em},
      {"39:47:30N 125:45:21E", n, e},
      {"39:47:30 125:45:21", n, e},
      {"39:47:30, 125:45:21", n, e},
      {"39.47.30N 125.45.21E", n, e},
      {"39.47.30 N, 125.45.21 E", n, e},
      {"39.47.30, 125.45.21", n, e},
      {"39°47.5'N 125°45.2'E", dm, em},
      {"39° 47.5' N, 125° 45.2' E", dm, em},
      {"39°47,5'N, 125°45,2'E", dm, em},
      {"39 47.5N 125 45.2E", dm, em},
      {"39 47.5 125 45.2", dm, em},
      {"39 47.5, 125 45.2", dm, em},
      {"39 47,5 125 45,2", dm, em},
      {"N39 47.5 E125 45.2", dm, em},
      {"39d47.5mN 125d45.2mE", dm, em},
      {"39d47m30sN 125d45m21sE", n, e},
      {"39d47m30s N 125d45m21s E", n, e},
      {"39d47m30s N, 125d45m21s W", n, -e},
      {"39 deg 47.5 min N, 125 deg 45.2 min E", dm, em},
      {"39°47',125°45'", 39 + 47 / 60.0, 125.75},
      {"39°47'30,5\"N 125°45'21,5\"E", DMS(39, 47, 30.5), DMS(125, 45, 21.5)},
      {"39°47'30,5\"N,125°45'21,5\"E", DMS(39, 47, 30.5), DMS(125, 45, 21.5)},
      {"3947'30\"N 12545'21\"E", n, e},
      {"3947'30\"N, 125°45'21\"E", n, e},
      {"39°47'30N 125°45'21E", n, e},
      {"39?47'30\"N 125?45'21\"E", n, e},
      {"39Â°47'30\"N 125Â°45'21\"E", n, e},
      {"39Â° 47â€² 30â€³ N, 125Â° 45â€² 21â€³ E", n, e},
      {"39\xEF\xBF\xBD"
       "47'30\"N 125\xEF\xBF\xBD"
       "45'21\"E",
       n, e},
      {"39&deg;47'30&quot;N 125&deg;45'21&quot;E", n, e},
      {"39o47'30\"N 125o45'21\"E", n, e},
      {"39°47'30\"N\xC2\xA0"
       "125°45'21\"E",
       n, e},
      {"39°\n47'30\" N, 125°\n45'21\" E", n, e},
      {"125°45'21\"E 39°47'30\"N", n, e},
      {"E125°45'21\" N39°47'30\"", n, e},
      {"1254521E 394730N", n, e},
      {"Long 125°45'21\" Lat 39°47'30\"", n, e},
      {"Lat. 39°47'30\" N - Long. 125°45'21\" E", n, e},
      {"49°07' lat. N, 12°30' long. E", 49 + 7 / 60.0, 12.5},
      {"북위 39도 47분 30초, 동경 125도 45분 21초", n, e},
      {"북위39°47'30\" 동경125°45'21\"", n, e},
      {"北纬39度47分30秒，东经125度45分21秒", n, e},
      {"北緯39度47分30秒、東経125度45分21秒", n, e},
      {"39°47′30″ с. ш. 125°45′21″ в. д.", n, e},
      {"39°47'30\" Nord, 125°45'21\" Ost", n, e},
      {"39°47'30\" n. Br., 125°45'21\" ö. L.", n, e},
      {"(39°47'30\"N, 125°45'21\"E)", n, e},
      {"39°47'30\"N, 125°45'21\"E (approx.)", n, e},
      {"approx. 39°47'30\"N, 125°45'21\"E", n, e},
      {"39°59'60\"N 125°45'60\"E", 40, 125 + 46 / 60.0},
  };
  check_points(NULL, cases, COUNT(cases), 1e-12, 0);
}

static void first_is_told(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool swapped;
  } cases[] = {{"125.75E, 39.80N", true}, {"E125.75 N39.80", true}, {"Lon 125.7 Lat 39.8", true},
               {"39.80N 125.75E", false}, {"39.8, 125.7", false},   {"125.75E 39.8", true},
               {"125.75, 39.8N", true},   {"39.8 125.75E", false},  {"동경 125.7 북위 39.8", true}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord c;
    assert_int_equal(ct_coord_read_point(NULL, cases[i].text, strlen(cases[i].text), &c), CT_COORD_OK);
    if (c.swapped != cases[i].swapped || c.lat > 40) fail_msg("'%s'", cases[i].text);
  }
}

// Ids, dates, times, addresses and amounts, of which a column may be full.
static void rejected(void **state) {
  (void)state;
  static const struct bad_case cases[] = {
      {"12 E Street", "words"},
      {"39.5", "one number"},
      {"39,5", NULL},
      {"39,125", "decimal comma"},
      {"12,50", "decimal comma"},
      {"1,234", "decimal comma"},
      {"near Nampo", "words"},
      {"1, 2, 3", NULL},
      {"1.5, 2.5, 3.5", NULL},
      {"125.75,39.8,0", NULL},
      {"2018-05-09", NULL},
      {"2018-05-09 10:30", NULL},
      {"2018-05-09 10:30:00", NULL},
      {"09.05.2018", NULL},
      {"09/05/2018", NULL},
      {"09.05.18 10.05.18", "dates"},
      {"09.05.18 - 10.05.18", "dates"},
      {"10:30", NULL},
      {"10:30:15", NULL},
      {"10:30 - 12:30", "times"},
      {"10:30-12:30", NULL},
      {"1/2", "numbers without"},
      {"12 34", "numbers without"},
      {"100-200", NULL},
      {"3 - 4", NULL},
      {"3943", "one number"},
      {"3943 12545", NULL},
      {"010-1234-5678", NULL},
      {"+82 2 123 4567", NULL},
      {"(02) 1234 5678", NULL},
      {"555-12-34, 555-12-35", NULL},
      {"23-45-12, 23-45-17", "dashes"},
      {"192.168.1.1", NULL},
      {"1.2.3", NULL},
      {"A-12", NULL},
      {"B2", NULL},
      {"E125", NULL},
      {"N39", NULL},
      {"S-12", NULL},
      {"IMO 9123456", NULL},
      {"9123456", NULL},
      {"12 km", NULL},
      {"5 m", NULL},
      {"12 MW", NULL},
      {"$12.50", NULL},
      {"12.5%", NULL},
      {"3 x 4.5", NULL},
      {"1.5 to 2.5", NULL},
      {"north", NULL},
      {"North 40", NULL},
      {"East", NULL},
      {"Lat", NULL},
      {"N, E", NULL},
      {"39.5 N", NULL},
      {"39.5N 40.5N", "two latitudes"},
      {"E125.5 E126.5", "two longitudes"},
      {"39.5 N 125.5 O", "'O' is east"},
      {"39.5, 125.5, 12 km south", NULL},
      {"39.5 N 125.5 E 12", NULL},
      {"-39.5 N, 125.5 E", "contradicts"},
      {"39°75'N 125°45'E", "60 or more"},
      {"39°47'30\"N", NULL},
      {"39.5; 125.5; 130.5", "no telling"},
      {"Yongbyon 39.8 125.7", "words"},
      {"39.8 125.7 Yongbyon", "words"},
      {"{39.5, 125.5", NULL},
      {"39.5,,,", "one number"},
  };
  check_bad(NULL, cases, COUNT(cases));
}

// Read where a position is expected, but no reason to take a column for positions.
static void bare_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool bare;
  } cases[] = {{"39, 125", true},         {"0, 0", true},
               {"10:30, 12:30", true},    {"39.5, 125.5", false},
               {"39.5, 125", false},      {"39N 125E", false},
               {"39°, 125°", false},      {"39 47, 125 45", true},
               {"Lat 39 Lon 125", false}, {"10:30:15 125:30:15", false}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord c;
    assert_int_equal(ct_coord_read_point(NULL, cases[i].text, strlen(cases[i].text), &c), CT_COORD_OK);
    if (c.bare != cases[i].bare) fail_msg("'%s'", cases[i].text);
  }
}

static void precision(void **state) {
  (void)state;
  static const double cos40 = 0.76604444311897801, metre = 111320;
  const struct {
    const char *text;
    double m;
  } cases[] = {{"40, 125", metre},
               {"40.0, 125.0", metre / 10},
               {"40.00, 125.0", metre / 10 * cos40},
               {"40.0, 125.00", metre / 10},
               {"40.00000, 125.50000", metre / 1e5},
               {"40°N 125°E", metre},
               {"40°00'N 125°45'E", metre / 60},
               {"40°00'00\"N 125°45'21\"E", metre / 3600},
               {"40°00.0'N 125°45.2'E", metre / 600},
               {"4000N 12545E", metre / 60},
               {"40°00'00.00\"N 125°45'E", metre / 60 * cos40}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord c;
    assert_int_equal(ct_coord_read_point(NULL, cases[i].text, strlen(cases[i].text), &c), CT_COORD_OK);
    if (fabs(c.precision_m / cases[i].m - 1) > 1e-9) fail_msg("'%s': %g", cases[i].text, c.precision_m);
  }
}

// Texts made to be slow or to overrun: an answer, and soon.
static void hostile(void **state) {
  (void)state;
  static char text[2000000];
  static const char *const patterns[] = {
      "1,", "1 ",           "1.", "N",   "°",    "'",         "(",       "-",   ",",      " ",
      "\n", "1N",           "&",  "+",   "\xC2", "\xE2\x80",  "http://", "@1,", "POINT(", "{\"a\":",
      "[",  "\xEF\xBC\x91", "01", "52S", "0",    "8Q98QQWR+", "a1"};
  static const size_t sizes[] = {1, 40, 255, 257, 4095, 4097, sizeof text};
  struct ct_coord_reader *r = ct_coord_reader_new();
  for (size_t i = 0; i < COUNT(patterns); i++)
    for (size_t j = 0; j < COUNT(sizes); j++) {
      struct ct_coord c;
      struct ct_coord_axis a;
      size_t k = strlen(patterns[i]);
      for (size_t p = 0; p < sizes[j]; p++) text[p] = patterns[i][p % k];
      enum ct_coord_kind kind = ct_coord_read_point(r, text, sizes[j], &c);
      if (kind == CT_COORD_OK && sizes[j] > 4096) fail_msg("'%s' times %zu", patterns[i], sizes[j]);
      if (kind == CT_COORD_BAD && !c.why) fail_msg("'%s' times %zu: no reason", patterns[i], sizes[j]);
      ct_coord_read(text, sizes[j], 'N', &a);
    }
  ct_coord_reader_free(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimal),  cmocka_unit_test(sexagesimal),  cmocka_unit_test(first_is_told),
      cmocka_unit_test(rejected), cmocka_unit_test(bare_numbers), cmocka_unit_test(precision),
      cmocka_unit_test(hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
