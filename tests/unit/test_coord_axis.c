// SPDX-License-Identifier: MIT
// Tests of one latitude or longitude in one cell: decimal degrees, minutes, seconds, in all dresses.
#include "test_coord_help.h"

struct axis_case {
  const char *text;
  char axis;
  double deg;
};

static void check_axes(const struct axis_case *cases, size_t n, enum ct_notation notation) {
  for (size_t i = 0; i < n; i++) {
    struct ct_coord_axis a;
    enum ct_coord_kind kind = ct_coord_read(cases[i].text, strlen(cases[i].text), cases[i].axis, &a);
    if (kind != CT_COORD_OK) fail_msg("'%s': kind %d, %s", cases[i].text, kind, a.why ? a.why : "no reason");
    if (fabs(a.deg - cases[i].deg) > 1e-12) fail_msg("'%s': %.12f", cases[i].text, a.deg);
    if (a.notation != notation) fail_msg("'%s': notation %d", cases[i].text, a.notation);
  }
}

static void decimal(void **state) {
  (void)state;
  static const struct axis_case cases[] = {
      {"39.7961", 'N', 39.7961},
      {"39,7961", 'N', 39.7961},
      {"-122,5", 'E', -122.5},
      {"+39.5", 'N', 39.5},
      {" 39.5 ", 'N', 39.5},
      {"39.", 'N', 39},
      {".5", 'N', 0.5},
      {"-.5", 'E', -0.5},
      {"3.9796e1", 'N', 39.796},
      {"0", 'E', 0},
      {"3943", 'N', 3943},
      {"-99", 'N', -99},
      {"77.5W", 'E', -77.5},
      {"77.5 w", 'E', -77.5},
      {"W77.5", 'E', -77.5},
      {"w 77.5", 'E', -77.5},
      {"77,5 W", 'E', -77.5},
      {"33.5S", 'N', -33.5},
      {"S 33.5", 'N', -33.5},
      {"s33.5", 'N', -33.5},
      {"−33.5", 'N', -33.5},
      {"–33.5", 'N', -33.5},
      {"- 33.5", 'N', -33.5},
      {"39.80°", 'N', 39.8},
      {"39.80 °", 'N', 39.8},
      {"39.80º", 'N', 39.8},
      {"39.80˚N", 'N', 39.8},
      {"39.80 deg", 'N', 39.8},
      {"39.80 degrees N", 'N', 39.8},
      {"39.80d", 'N', 39.8},
      {"39.80dN", 'N', 39.8},
      {"N 39.80°", 'N', 39.8},
      {"39.80° N", 'N', 39.8},
      {"39.80°N", 'N', 39.8},
      {"39.80\xC2\xA0N", 'N', 39.8},
      {"39.80\xE2\x80\x89°\xE2\x80\xAFN", 'N', 39.8},
      {"\xEF\xBB\xBF"
       "39.80",
       'N', 39.8},
      {"39.80 North", 'N', 39.8},
      {"39.80 north latitude", 'N', 39.8},
      {"NORTH 39.80", 'N', 39.8},
      {"12.5 South", 'N', -12.5},
      {"12.5 West", 'E', -12.5},
      {"12.5 east", 'E', 12.5},
      {"48.8 nord", 'N', 48.8},
      {"12.5 sud", 'N', -12.5},
      {"12,5 Ouest", 'E', -12.5},
      {"12,5 est", 'E', 12.5},
      {"12,5 oeste", 'E', -12.5},
      {"12,5 Este", 'E', 12.5},
      {"12,5 Norte", 'N', 12.5},
      {"12,5 sur", 'N', -12.5},
      {"12,5 sul", 'N', -12.5},
      {"12,5 leste", 'E', 12.5},
      {"12,5 Ost", 'E', 12.5},
      {"12,5 Süd", 'N', -12.5},
      {"12,5 SÜD", 'N', -12.5},
      {"12,5° ö. L.", 'E', 12.5},
      {"12,5° w. L.", 'E', -12.5},
      {"48,2° n. Br.", 'N', 48.2},
      {"48,2° nördl. Breite", 'N', 48.2},
      {"북위 39.8", 'N', 39.8},
      {"남위 12.5", 'N', -12.5},
      {"동경 125.7", 'E', 125.7},
      {"서경125.7도", 'E', -125.7},
      {"39.8북", 'N', 39.8},
      {"125.7 동", 'E', 125.7},
      {"39.8 с.ш.", 'N', 39.8},
      {"39,8 с. ш.", 'N', 39.8},
      {"39,8° ю.ш.", 'N', -39.8},
      {"125.7 в.д.", 'E', 125.7},
      {"125.7° з. д.", 'E', -125.7},
      {"125.7 в.д", 'E', 125.7},
      {"55,75° северной широты", 'N', 55.75},
      {"北纬39.9度", 'N', 39.9},
      {"北緯 35.68", 'N', 35.68},
      {"东经116.4", 'E', 116.4},
      {"東経139.7", 'E', 139.7},
      {"南纬 12.5", 'N', -12.5},
      {"西经 70.5", 'E', -70.5},
      {"３９．８", 'N', 39.8},
      {"−３３，５", 'N', -33.5},
      {"٣٩٫٨", 'N', 39.8},
      {"Lat: 39.8", 'N', 39.8},
      {"lat. 39.8 N", 'N', 39.8},
      {"39.8 lat. N", 'N', 39.8},
      {"Latitude = -12.5", 'N', -12.5},
      {"Long. 125.7 E", 'E', 125.7},
      {"lng=125.7", 'E', 125.7},
      {"위도: 39.8", 'N', 39.8},
      {"широта 39.8", 'N', 39.8},
      {"(39.8)", 'N', 39.8},
      {"[39.8]", 'N', 39.8},
      {"\"39.8\"", 'N', 39.8},
      {"39.8 (approx)", 'N', 39.8},
      {"39.8 (WGS84)", 'N', 39.8},
      {"39.8 WGS84", 'N', 39.8},
      {"approx. 39.8", 'N', 39.8},
      {"ca. 39.8", 'N', 39.8},
      {"about 39", 'N', 39},
      {"~39.8", 'N', 39.8},
      {"39.8&deg;N", 'N', 39.8},
      {"39.8Â°N", 'N', 39.8},
      {"39.8\xB0N", 'N', 39.8},
      {"39.8\xEF\xBF\xBDN", 'N', 39.8},
      {"39.8?N", 'N', 39.8},
      {"39.8,", 'N', 39.8},
      {"N39.8N", 'N', 39.8},
      {"-77.5 W", 'E', -77.5},
      {"-12 S", 'N', -12},
      {"125.5 N", 'N', 125.5},
  };
  check_axes(cases, COUNT(cases), CT_NOTATION_DECIMAL);
}

static void minutes(void **state) {
  (void)state;
  static const struct axis_case cases[] = {
      {"39°47.77'N", 'N', 39 + 47.77 / 60},
      {"39° 47.77' N", 'N', 39 + 47.77 / 60},
      {"39°47,77'N", 'N', 39 + 47.77 / 60},
      {"39 47.77", 'N', 39 + 47.77 / 60},
      {"-39 47.77", 'N', -39 - 47.77 / 60},
      {"N39 47.77", 'N', 39 + 47.77 / 60},
      {"N 39° 47.77", 'N', 39 + 47.77 / 60},
      {"39-47.5N", 'N', 39 + 47.5 / 60},
      {"39-47.5 N", 'N', 39 + 47.5 / 60},
      {"125-45.2E", 'E', 125 + 45.2 / 60},
      {"39:47.5", 'N', 39 + 47.5 / 60},
      {"39d47.5mN", 'N', 39 + 47.5 / 60},
      {"39d47.5'S", 'N', -39 - 47.5 / 60},
      {"39 deg 47.5 min N", 'N', 39 + 47.5 / 60},
      {"39 degrees 47 minutes north", 'N', 39 + 47 / 60.0},
      {"3947N", 'N', 39 + 47 / 60.0},
      {"3947.5N", 'N', 39 + 47.5 / 60},
      {"3947.25 S", 'N', -39 - 47.25 / 60},
      {"N3947", 'N', 39 + 47 / 60.0},
      {"12545E", 'E', 125 + 45 / 60.0},
      {"9545W", 'E', -95 - 45 / 60.0},
      {"12545.123W", 'E', -125 - 45.123 / 60},
      {"E12545.2", 'E', 125 + 45.2 / 60},
      {"39°47'", 'N', 39 + 47 / 60.0},
      {"39° 47'N", 'N', 39 + 47 / 60.0},
      {"39º47´N", 'N', 39 + 47 / 60.0},
      {"39˚47`N", 'N', 39 + 47 / 60.0},
      {"39°47′N", 'N', 39 + 47 / 60.0},
      {"39°47’N", 'N', 39 + 47 / 60.0},
      {"39°47‘N", 'N', 39 + 47 / 60.0},
      {"39o47'N", 'N', 39 + 47 / 60.0},
      {"39*47'N", 'N', 39 + 47 / 60.0},
      {"39°60'N", 'N', 40},
      {"3947'N", 'N', 39 + 47 / 60.0},
      {"12545.5'E", 'E', 125 + 45.5 / 60},
      {"39'47'N", 'N', 39 + 47 / 60.0},
      {"39°47°N", 'N', 39 + 47 / 60.0},
      {"39도 47분", 'N', 39 + 47 / 60.0},
      {"북위 39도 47분", 'N', 39 + 47 / 60.0},
      {"北纬39度47分", 'N', 39 + 47 / 60.0},
      {"39&deg;47&#39;N", 'N', 39 + 47 / 60.0},
      {"39°47' lat. N", 'N', 39 + 47 / 60.0},
      {"16° 22' ö. L.", 'E', 16 + 22 / 60.0},
      {"37° 37′ в. д.", 'E', 37 + 37 / 60.0},
      {"60°10′N", 'N', 60 + 10 / 60.0},
      {"0°30'W", 'E', -0.5},
      {"-0°30'", 'E', -0.5},
      {"-0 30.0", 'E', -0.5},
  };
  check_axes(cases, COUNT(cases), CT_NOTATION_DM);
}

static void seconds(void **state) {
  (void)state;
  static const double n = DMS(39, 47, 30), e = DMS(125, 45, 21);
  const struct axis_case cases[] = {
      {"39°47'30\"N", 'N', n},
      {"39°47'30\" N", 'N', n},
      {"39° 47' 30\" N", 'N', n},
      {"39 ° 47 ' 30 \" N", 'N', n},
      {"N39°47'30\"", 'N', n},
      {"N 39° 47' 30\"", 'N', n},
      {"-39°47'30\"", 'N', -n},
      {"39°47'30\"S", 'N', -n},
      {"39°47'30\"s", 'N', -n},
      {"125°45'21\"E", 'E', e},
      {"125° 45′ 21″ E", 'E', e},
      {"125º45’21”E", 'E', e},
      {"125º45‘21“E", 'E', e},
      {"125˚45´21´´E", 'E', e},
      {"125°45'21''E", 'E', e},
      {"125°45′21′′E", 'E', e},
      {"125°45’21’’E", 'E', e},
      {"125°45`21``E", 'E', e},
      {"125d45m21sE", 'E', e},
      {"125d45m21s E", 'E', e},
      {"125d45m21s W", 'E', -e},
      {"125d45m21s", 'E', e},
      {"39d47m30s", 'N', n},
      {"39d47m30s S", 'N', -n},
      {"39D47M30S", 'N', n},
      {"39d47m30sN", 'N', n},
      {"39d47'30\"N", 'N', n},
      {"39 deg 47 min 30 sec N", 'N', n},
      {"39deg47min30secN", 'N', n},
      {"39 degrees 47 minutes 30 seconds South", 'N', -n},
      {"39 grados 47 minutos 30 segundos sur", 'N', -n},
      {"39 47 30", 'N', n},
      {"39 47 30N", 'N', n},
      {"39 47 30 N", 'N', n},
      {"39 47 30 S", 'N', -n},
      {"-39 47 30", 'N', -n},
      {"S39 47 30", 'N', -n},
      {"394730N", 'N', n},
      {"394730 N", 'N', n},
      {"N394730", 'N', n},
      {"394730S", 'N', -n},
      {"1254521E", 'E', e},
      {"E1254521", 'E', e},
      {"0954521W", 'E', -DMS(95, 45, 21)},
      {"954521W", 'E', -DMS(95, 45, 21)},
      {"394730.5N", 'N', DMS(39, 47, 30.5)},
      {"39-47-30N", 'N', n},
      {"39-47-30 N", 'N', n},
      {"39-47-30", 'N', n},
      {"39 - 47 - 30 N", 'N', n},
      {"39–47–30 N", 'N', n},
      {"39:47:30", 'N', n},
      {"39:47:30N", 'N', n},
      {"39:47:30.0 S", 'N', -n},
      {"39.47.30 N", 'N', n},
      {"39.47.30", 'N', n},
      {"39.47.30.5N", 'N', DMS(39, 47, 30.5)},
      {"39°47'30N", 'N', n},
      {"39°47'30", 'N', n},
      {"39°47 30 N", 'N', n},
      {"39 47'30\"N", 'N', n},
      {"39°47'30,5\"N", 'N', DMS(39, 47, 30.5)},
      {"39°47'30.5\"N", 'N', DMS(39, 47, 30.5)},
      {"39°47'30\".5N", 'N', DMS(39, 47, 30.5)},
      {"39 47 30,5 N", 'N', DMS(39, 47, 30.5)},
      {"3947'30\"N", 'N', n},
      {"12545'21\"E", 'E', e},
      {"39°4730\"N", 'N', n},
      {"39°4730N", 'N', n},
      {"394730\"N", 'N', n},
      {"39'47'30\"N", 'N', n},
      {"39°47°30\"N", 'N', n},
      {"39°47\"30'N", 'N', n},
      {"39°47'30'N", 'N', n},
      {"39°47\"30\"N", 'N', n},
      {"39o47'30\"N", 'N', n},
      {"39Â°47'30\"N", 'N', n},
      {"39Â° 47â€² 30â€³ N", 'N', n},
      {"39Â°47â€™30â€N", 'N', n},
      {"39\xEF\xBF\xBD"
       "47'30\"N",
       'N', n},
      {"39\xEF\xBF\xBD"
       "47\xEF\xBF\xBD"
       "30\xEF\xBF\xBDN",
       'N', n},
      {"39?47'30\"N", 'N', n},
      {"39?47?30?N", 'N', n},
      {"39\xB0"
       "47\x92"
       "30\x94N",
       'N', n},
      {"39¡47'30\"N", 'N', n},
      {"39∞47'30\"N", 'N', n},
      {"39&deg;47&prime;30&Prime;N", 'N', n},
      {"39&#176;47&#39;30&quot;N", 'N', n},
      {"39°59'60\"N", 'N', 40},
      {"39° 59' 60.0\" N", 'N', 40},
      {"39°60'00\"N", 'N', 40},
      {"39°47'\n30\"N", 'N', n},
      {"39°\xC2\xA0"
       "47'\xE2\x80\x89"
       "30\"\xC2\xA0N",
       'N', n},
      {"３９°４７'３０\"N", 'N', n},
      {"북위 39도 47분 30초", 'N', n},
      {"北纬39度47分30秒", 'N', n},
      {"39°47′30″ с. ш.", 'N', n},
      {"(39°47'30\"N)", 'N', n},
      {"39°47'30\"N (approx)", 'N', n},
      {"ca. 39°47'30\"N", 'N', n},
      {"0°00'36\"W", 'E', -0.01},
      {"12 30 00 S", 'N', -12.5},
      {"39° 07' 05\" N", 'N', DMS(39, 7, 5)},
  };
  check_axes(cases, COUNT(cases), CT_NOTATION_DMS);
}

static void rejected(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char axis;
    const char *why;
  } cases[] = {
      {"39 75 00", 'N', "60 or more"},
      {"39°61'N", 'N', "60 or more"},
      {"39°47'61\"N", 'N', "60 or more"},
      {"39.5 30", 'N', "degrees with decimals"},
      {"39°47.5'30\"N", 'N', "minutes with decimals"},
      {"125 E", 'N', "letter of longitude"},
      {"39 N", 'E', "letter of latitude"},
      {"Lat 39.5", 'E', "letter of latitude"},
      {"-39.5 N", 'N', "contradicts"},
      {"+39.5 S", 'N', "contradicts"},
      {"39 N 125 E", 'N', NULL},
      {"39.5, 125.5", 'N', NULL},
      {"1 2 3 4", 'N', "more numbers"},
      {"39'47\"", 'N', "without degrees"},
      {"47'", 'N', "without degrees"},
      {"39°30\"N", 'N', "seconds without minutes"},
      {"39\"47'30\"", 'N', "seconds without"},
      {"12 E Street", 'E', "words"},
      {"12,5 O", 'E', "'O' is east"},
      {"12.5O", 'E', "'O' is east"},
      {"N39.5S", 'N', "hemispheres"},
      {"1,234,567", 'N', NULL},
      {"near Nampo", 'N', "words"},
      {"39.5 km", 'N', "words"},
      {"abc", 'N', NULL},
      {"N", 'N', "no number"},
      {"°", 'N', NULL},
      {"39--47", 'N', NULL},
      {"2018-05-09", 'N', "360"},
      {"54730N", 'N', "packed"},
      {"12345678E", 'E', "packed"},
      {"北京 39.9", 'N', NULL},
      {"39.5 %", 'N', "signs"},
      {"$39.5", 'N', "signs"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord_axis a;
    enum ct_coord_kind kind = ct_coord_read(cases[i].text, strlen(cases[i].text), cases[i].axis, &a);
    if (kind != CT_COORD_BAD) fail_msg("'%s': kind %d, %.9f", cases[i].text, kind, a.deg);
    if (!a.why || (cases[i].why && !strstr(a.why, cases[i].why)))
      fail_msg("'%s': %s", cases[i].text, a.why ? a.why : "no reason");
  }
}

static void empty_and_sentinels(void **state) {
  (void)state;
  static const char *const nothing[] = {"", " ", "\t \n", "\"\"", "()", "\xC2\xA0", "\xEF\xBB\xBF"};
  static const char *const words[] = {
      "Unknown",   "n/a",  "N/A",  "-",    "NA",          "--",  "—",          "?",   "TBD",
      "null",      "#N/A", "nil",  "x",    "Undisclosed", ".",   " none ",     "NaN", "Inconnu",
      "unbekannt", "미상", "不明", "未知", "неизвестно",  "s/d", "desconocido"};
  static const char *const none[] = {"N", "S", "0", "E", "12", "north", "unknown place", ""};
  struct ct_coord_axis a;
  struct ct_coord c;
  for (size_t i = 0; i < COUNT(nothing); i++) {
    assert_int_equal(ct_coord_read(nothing[i], strlen(nothing[i]), 'N', &a), CT_COORD_EMPTY);
    assert_int_equal(ct_coord_read_point(NULL, nothing[i], strlen(nothing[i]), &c), CT_COORD_EMPTY);
  }
  for (size_t i = 0; i < COUNT(words); i++) {
    if (ct_coord_read(words[i], strlen(words[i]), 'E', &a) != CT_COORD_SENTINEL)
      fail_msg("'%s' of an axis", words[i]);
    if (ct_coord_read_point(NULL, words[i], strlen(words[i]), &c) != CT_COORD_SENTINEL)
      fail_msg("'%s'", words[i]);
  }
  for (size_t i = 0; i < COUNT(none); i++)
    if (ct_coord_is_sentinel(none[i], strlen(none[i]))) fail_msg("'%s'", none[i]);
  assert_true(ct_coord_is_sentinel_number(-99));
  assert_true(ct_coord_is_sentinel_number(-9999));
  assert_true(ct_coord_is_sentinel_number(999));
  assert_false(ct_coord_is_sentinel_number(99.9));
  assert_false(ct_coord_is_sentinel_number(0));
}

static void digits_tell_precision(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double unit;
  } cases[] = {{"39", 1},
               {"39.8", 0.1},
               {"39.80", 0.01},
               {"39,7961", 1e-4},
               {"39.796100", 1e-6},
               {"39.80 N", 0.01},
               {"39°47'", 1 / 60.0},
               {"39°47.5'", 0.1 / 60},
               {"3947N", 1 / 60.0},
               {"3947.50N", 0.01 / 60},
               {"39°47'30\"", 1 / 3600.0},
               {"39 47 30.00", 0.01 / 3600},
               {"394730N", 1 / 3600.0}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord_axis a;
    assert_int_equal(ct_coord_read(cases[i].text, strlen(cases[i].text), 'N', &a), CT_COORD_OK);
    if (fabs(a.unit_deg / cases[i].unit - 1) > 1e-9) fail_msg("'%s': %g", cases[i].text, a.unit_deg);
  }
}

static void says_what_was_mended(void **state) {
  (void)state;
  static const struct {
    const char *text, *mended;
  } cases[] = {{"39.5", NULL},
               {"39°47'30\"N", NULL},
               {"39°47′30″ N", NULL},
               {"39-47-30N", NULL},
               {"394730N", NULL},
               {"3947'30\"N", "degree sign missing"},
               {"39°4730\"N", "minute sign missing"},
               {"39?47'30\"N", "damaged"},
               {"39Â°47'30\"N", "damaged"},
               {"39o47'30\"N", "damaged"},
               {"39&deg;47'N", "damaged"},
               {"39°59'60\"N", "60"},
               {"ca. 39.5", "approximate"},
               {"-12 S", "minus"},
               {"39°47'30'N", "minute sign"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct ct_coord_axis a;
    assert_int_equal(ct_coord_read(cases[i].text, strlen(cases[i].text), 'N', &a), CT_COORD_OK);
    if (!cases[i].mended != !a.mended || (a.mended && !strstr(a.mended, cases[i].mended)))
      fail_msg("'%s': %s", cases[i].text, a.mended ? a.mended : "nothing");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(decimal),
      cmocka_unit_test(minutes),
      cmocka_unit_test(seconds),
      cmocka_unit_test(rejected),
      cmocka_unit_test(empty_and_sentinels),
      cmocka_unit_test(digits_tell_precision),
      cmocka_unit_test(says_what_was_mended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
