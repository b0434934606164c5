// SPDX-License-Identifier: MIT
// Tests of positions in links, codes and geometry formats.
#include "test_coord_help.h"

static void geo_uris(void **state) {
  (void)state;
  static const struct point_case cases[] = {{"geo:39.7961,125.7558", 39.7961, 125.7558},
                                            {"GEO:39.7961,-125.7558", 39.7961, -125.7558},
                                            {"geo:39.7961,125.7558,120", 39.7961, 125.7558},
                                            {"geo:39.7961,125.7558,-12.5;u=35", 39.7961, 125.7558},
                                            {"geo:39.7961,125.7558;crs=wgs84;u=35", 39.7961, 125.7558},
                                            {"geo:39.7961,125.7558;crs=WGS84", 39.7961, 125.7558},
                                            {"geo:39.7961,125.7558;foo=bar", 39.7961, 125.7558},
                                            {"geo:39.7961,125.7558?z=17", 39.7961, 125.7558},
                                            {"geo:0,0?q=39.7961,125.7558(Yongbyon)", 39.7961, 125.7558}};
  check_points(NULL, cases, COUNT(cases), 1e-12, CT_NOTATION_GEO_URI);
  static const struct bad_case bad[] = {{"geo:39.7961,125.7558;crs=moon-2011", "another crs"},
                                        {"geo:", "without latitude"},
                                        {"geo:39.7961", "without latitude"},
                                        {"geo:0,0?q=Yongbyon", "searches for a name"},
                                        {"geo:39.8,125.7;u=x", "bad u="},
                                        {"geo:39.8,125.7 and more", "behind"}};
  check_bad(NULL, bad, COUNT(bad));
}

static void map_links(void **state) {
  (void)state;
  static const double lat = 39.7961, lon = 125.7558;
  const struct point_case cases[] = {
      {"https://www.google.com/maps/@39.7961,125.7558,17z", lat, lon},
      {"https://www.google.com/maps/place/Yongbyon/@39.5,125.5,12z/"
       "data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d39.7961!4d125.7558",
       lat, lon},
      {"https://www.google.com/maps?q=39.7961,125.7558", lat, lon},
      {"https://maps.google.com/?q=39.7961,+125.7558", lat, lon},
      {"http://maps.google.com/maps?q=loc:39.7961,125.7558&z=12", lat, lon},
      {"https://maps.google.com/maps?ll=39.7961,125.7558&z=12", lat, lon},
      {"https://www.google.com/maps/search/?api=1&query=39.7961%2C125.7558", lat, lon},
      {"https://www.google.com/maps/search/39.7961,+125.7558", lat, lon},
      {"https://www.google.com/maps/place/39.7961,125.7558/@39.5,125.5,12z", 39.5, 125.5},
      {"https://www.google.com/maps/dir/?api=1&destination=39.7961,125.7558", lat, lon},
      {"google.com/maps/@-39.7961,-125.7558,17z", -lat, -lon},
      {"https://www.openstreetmap.org/#map=15/39.7961/125.7558", lat, lon},
      {"https://www.openstreetmap.org/?mlat=39.7961&mlon=125.7558#map=15/39.5/125.5", lat, lon},
      {"https://www.openstreetmap.org/?mlon=125.7558&mlat=39.7961", lat, lon},
      {"https://osm.org/#map=15/39.7961/125.7558&layers=N", lat, lon},
      {"https://www.bing.com/maps?cp=39.7961~125.7558&lvl=12", lat, lon},
      {"https://www.bing.com/maps?cp=39.7961%7E125.7558&lvl=12", lat, lon},
      {"https://bing.com/maps/default.aspx?sp=point.39.7961_125.7558_Name", lat, lon},
      {"https://maps.apple.com/?ll=39.7961,125.7558&q=Yongbyon", lat, lon},
      {"https://maps.apple.com/?q=39.7961,125.7558", lat, lon},
      {"https://yandex.com/maps/?ll=125.7558%2C39.7961&z=12", lat, lon},
      {"https://yandex.ru/maps/?ll=125.5,39.5&pt=125.7558,39.7961&z=12", lat, lon},
      {"https://www.waze.com/ul?ll=39.7961%2C125.7558&navigate=yes", lat, lon},
      {"http://wikimapia.org/#lang=en&lat=39.7961&lon=125.7558&z=12", lat, lon},
      {"https://geohack.toolforge.org/geohack.php?pagename=X&params=39_47_30_N_125_45_21_E_type:landmark",
       DMS(39, 47, 30), DMS(125, 45, 21)},
      {"https://geohack.toolforge.org/geohack.php?params=39.7961_N_125.7558_W_", lat, -lon},
  };
  check_points(NULL, cases, COUNT(cases), 1e-12, CT_NOTATION_MAP_LINK);
  static const struct bad_case bad[] = {{"https://goo.gl/maps/AbC123", "without a position"},
                                        {"https://maps.app.goo.gl/AbC123", "without a position"},
                                        {"https://www.google.com/maps/place/Yongbyon", "without a position"},
                                        {"https://example.org/12,5", NULL},
                                        {"https://map.baidu.com/?ll=39.79,125.75", "shifted"},
                                        {"www.example.org", "without a position"}};
  for (size_t i = 0; i < COUNT(bad); i++)
    if (bad[i].why) check_bad(NULL, &bad[i], 1);
}

// Checked against the reference implementation's published vectors.
static void plus_codes(void **state) {
  (void)state;
  static const struct point_case cases[] = {{"7FG49Q00+", 20.375, 2.775},
                                            {"7FG49QCJ+2V", 20.3700625, 2.7821875},
                                            {"7FG49QCJ+2VX", 20.3701125, 2.782234375},
                                            {"7FG49QCJ+2VXGJ", 20.3701135, 2.78223535156},
                                            {"8FVC2222+22", 47.0000625, 8.0000625},
                                            {"4VCPPQGP+Q9", -41.2730625, 174.7859375},
                                            {"62G20000+", 0.5, -179.5},
                                            {"22220000+", -89.5, -179.5},
                                            {"7FG40000+", 20.5, 2.5},
                                            {"22222222+22", -89.9999375, -179.9999375},
                                            {"6VGX0000+", 0.5, 179.5},
                                            {"6FH32222+222", 1.0000125, 1.000015625},
                                            {"7fg49qcj+2v", 20.3700625, 2.7821875}};
  check_points(NULL, cases, COUNT(cases), 1e-9, CT_NOTATION_PLUS_CODE);
  static const struct bad_case bad[] = {
      {"9QCJ+2V", "short"},      {"9QCJ+2V Zurich", NULL}, {"7FG49QCJ+2", NULL},
      {"7FG49QCJ2V", NULL},      {"7FG49QAJ+2V", NULL},    {"7FG4900Q+", NULL},
      {"FFFF2222+22", "beyond"}, {"12+34", NULL},          {"1+1", NULL}};
  check_bad(NULL, bad, COUNT(bad));
  struct ct_coord c;
  assert_int_equal(ct_coord_read_point(NULL, "7FG49Q00+", 9, &c), CT_COORD_OK);
  assert_true(fabs(c.precision_m - 0.05 * 111320) < 1e-6);
  assert_int_equal(ct_coord_read_point(NULL, "7FG49QCJ+2V", 11, &c), CT_COORD_OK);
  assert_true(fabs(c.precision_m - 0.000125 * 111320) < 1e-6);
}

static void well_known(void **state) {
  (void)state;
  static const struct point_case text[] = {{"POINT (125.7558 39.7961)", 39.7961, 125.7558},
                                           {"POINT(125.7558 39.7961)", 39.7961, 125.7558},
                                           {"Point(125.7558 39.7961)", 39.7961, 125.7558},
                                           {"point( 125.7558   -39.7961 )", -39.7961, 125.7558},
                                           {"POINT Z (125.7558 39.7961 12)", 39.7961, 125.7558},
                                           {"POINTZ(125.7558 39.7961 12)", 39.7961, 125.7558},
                                           {"POINT M (125.7558 39.7961 12)", 39.7961, 125.7558},
                                           {"POINT ZM (125.7558 39.7961 12 13)", 39.7961, 125.7558},
                                           {"SRID=4326;POINT(125.7558 39.7961)", 39.7961, 125.7558},
                                           {"srid=4326; POINT (125.7558 39.7961)", 39.7961, 125.7558},
                                           {"POINT (1.257558e2 3.97961e1)", 39.7961, 125.7558}};
  check_points(NULL, text, COUNT(text), 1e-12, CT_NOTATION_WKT);
  static const struct point_case binary[] = {
      {"0101000000E561A1D634705F40F0A7C64B37E94340", 0, 0},
      {"000000000140000000000000004010000000000000", 4, 2},
      {"010100000000000000000000400000000000001040", 4, 2},
      {"0x010100000000000000000000400000000000001040", 4, 2},
      {"\\x010100000000000000000000400000000000001040", 4, 2},
      {"0101000020E610000000000000000000400000000000001040", 4, 2},
      {"01010000800000000000000040000000000000104000000000000008C0", 4, 2},
      {"01E90300000000000000000040000000000000104000000000000008C0", 4, 2},
      {"0101000020e610000000000000000000400000000000001040", 4, 2}};
  check_points(NULL, binary + 1, COUNT(binary) - 1, 1e-12, CT_NOTATION_WKB);
  static const struct bad_case bad[] = {
      {"LINESTRING (1 2, 3 4)", "not a point"},
      {"POLYGON ((0 0, 1 0, 1 1, 0 0))", "not a point"},
      {"SRID=4326;MULTIPOINT ((1 2), (3 4))", "not a point"},
      {"MULTIPOLYGON Z (((0 0 0, 1 0 0, 1 1 0, 0 0 0)))", "not a point"},
      {"SRID=5186;POINT(200000 500000)", "4326"},
      {"SRID=;POINT(1 2)", "SRID"},
      {"POINT (125.7558)", "two numbers"},
      {"POINT (125.7558 39.7961", "end with"},
      {"POINT (125.7558 39.7961) x", "end with"},
      {"POINT (a b)", "two numbers"},
      {"0102000000020000000000000000000040000000000000104000000000000000400000000000001040", "not a point"},
      {"010100002028140000000000000000004000000000000010", "4326"},
      {"0101000020E6100000000000000000004000000000000010", "length"},
      {"01010000000000000000000040000000000000104000", "length"},
      {"01FF00000000000000000000400000000000001040", "no WKB"},
      {"Pointe Noire", NULL},
      {"POINT REYES", NULL}};
  check_bad(NULL, bad, COUNT(bad));
  struct ct_coord c;
  assert_int_equal(ct_coord_read_point(NULL, "POINT EMPTY", 11, &c), CT_COORD_EMPTY);
  assert_int_equal(ct_coord_read_point(NULL, "POINT (125.75 39.79)", 20, &c), CT_COORD_OK);
  assert_true(fabs(c.precision_m - 1113.2) < 1e-6);
  assert_int_equal(ct_coord_read_point(NULL, binary[1].text, strlen(binary[1].text), &c), CT_COORD_OK);
  assert_true(isnan(c.precision_m));
}

static void geojson(void **state) {
  (void)state;
  static const struct point_case cases[] = {
      {"{\"type\":\"Point\",\"coordinates\":[125.7558,39.7961]}", 39.7961, 125.7558},
      {"{ \"type\" : \"Point\" , \"coordinates\" : [ 125.7558 , -39.7961 , 12 ] }", -39.7961, 125.7558},
      {"{\"coordinates\":[125.7558,39.7961],\"type\":\"Point\"}", 39.7961, 125.7558},
      {"{\"type\":\"Point\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}},"
       "\"coordinates\":[125.7558,39.7961]}",
       39.7961, 125.7558},
      {"{\"type\":\"Feature\",\"properties\":{\"type\":\"x\",\"a\":[1,{\"b\":\"}\\\"\"}]},"
       "\"geometry\":{\"type\":\"Point\",\"coordinates\":[125.7558,39.7961]}}",
       39.7961, 125.7558},
      {"{\"geometry\":{\"coordinates\":[125.7558,39.7961],\"type\":\"Point\"},\"type\":\"Feature\"}", 39.7961,
       125.7558},
      {"\n{\"type\":\"Point\",\r\n\"coordinates\":[1.257558e2,39.7961]}\n", 39.7961, 125.7558}};
  check_points(NULL, cases, COUNT(cases), 1e-12, CT_NOTATION_GEOJSON);
  static const struct bad_case bad[] = {
      {"{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}", "not a point"},
      {"{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}", "not a point"},
      {"{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}"
       "}",
       "not a point"},
      {"{\"type\":\"Point\"}", "without longitude"},
      {"{\"type\":\"Point\",\"coordinates\":[125.7]}", NULL},
      {"{\"type\":\"Point\",\"coordinates\":[\"a\",\"b\"]}", NULL},
      {"{\"type\":\"Point\",\"coordinates\":[1,2]", "well formed"},
      {"{\"a\":1}", "no GeoJSON"},
      {"{}", "no GeoJSON"},
      {"{", "well formed"},
      {"{\"type\":\"Point\",\"coordinates\":[1,2]}}", "well formed"}};
  check_bad(NULL, bad, COUNT(bad));
  static const char none[] = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}";
  struct ct_coord c;
  assert_int_equal(ct_coord_read_point(NULL, none, sizeof none - 1, &c), CT_COORD_EMPTY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(geo_uris),   cmocka_unit_test(map_links), cmocka_unit_test(plus_codes),
      cmocka_unit_test(well_known), cmocka_unit_test(geojson),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
