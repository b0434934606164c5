// SPDX-License-Identifier: MIT
// Tests of phrases of distance and direction from a named place.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coord/relative.h"

#define MILE 1609.344
#define NM 1852.0
#define NO NAN

struct phrase {
  const char *text;
  double distance_m;  // NaN: none said
  double bearing;     // NaN: none said
  double spread;
  double unit_m;
  const char *place;  // NULL: no such phrase
};

static const struct phrase english[] = {
    {"about 410 km south of Shanghai", 410e3, 180, 22.5, 10e3, "Shanghai"},
    {"around 250 km eastern offshore of Shanghai", 250e3, 90, 22.5, 50e3, "Shanghai"},
    {"around 400km south-southeast offshore of Shanghai", 400e3, 157.5, 11.25, 100e3, "Shanghai"},
    {"around 350 kilometers south-southeast off Shanghai", 350e3, 157.5, 11.25, 50e3, "Shanghai"},
    {"around 390km southern offshore of Shanghai", 390e3, 180, 22.5, 10e3, "Shanghai"},
    {"400 km south east of Shanghai", 400e3, 135, 22.5, 100e3, "Shanghai"},
    {"350 km (218 miles) off Shanghai", 350e3, NO, NO, 50e3, "Shanghai"},
    {"250 km off the Shanghai coast", 250e3, NO, NO, 50e3, "the Shanghai coast"},
    {"about 150 nautical miles off Shanghai", 150 * NM, NO, NO, 50 * NM, "Shanghai"},
    {"east of Shanghai", NO, 90, 22.5, 0, "Shanghai"},
    {"52 km north of the DMZ", 52e3, 0, 22.5, 1e3, "the DMZ"},
    {"52 km north of the DMZ, 125 km north of Seoul", 52e3, 0, 22.5, 1e3, "the DMZ"},
    {"15 nautical miles NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15nm NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 NM NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 nmi. NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 M NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 sea miles NW of Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 miles NW of Nampo", 15 * MILE, 315, 22.5, 5 * MILE, "Nampo"},
    {"15 statute miles NW of Nampo", 15 * MILE, 315, 22.5, 5 * MILE, "Nampo"},
    {"15 mi NW of Nampo", 15 * MILE, 315, 22.5, 5 * MILE, "Nampo"},
    {"1500 m NW of Nampo", 1500, 315, 22.5, 100, "Nampo"},
    {"1500 metres NW of Nampo", 1500, 315, 22.5, 100, "Nampo"},
    {"500 feet south of Nampo", 152.4, 180, 22.5, 30.48, "Nampo"},
    {"200 yards south of Nampo", 182.88, 180, 22.5, 91.44, "Nampo"},
    {"3 cables south of Nampo", 555.6, 180, 22.5, 185.2, "Nampo"},
    {"6.5 miles SSE of Nampo", 6.5 * MILE, 157.5, 11.25, .5 * MILE, "Nampo"},
    {"6.4 miles SSE of Nampo", 6.4 * MILE, 157.5, 11.25, .1 * MILE, "Nampo"},
    {"6,4 km SSE of Nampo", 6400, 157.5, 11.25, 100, "Nampo"},
    {"787 km east of Nampo", 787e3, 90, 22.5, 1e3, "Nampo"},
    {"1,200 km east of Tokyo", 1200e3, 90, 22.5, 100e3, "Tokyo"},
    {"1 200 km east of Tokyo", 1200e3, 90, 22.5, 100e3, "Tokyo"},
    {"1\u00A0200 km east of Tokyo", 1200e3, 90, 22.5, 100e3, "Tokyo"},
    {"1'200 km east of Tokyo", 1200e3, 90, 22.5, 100e3, "Tokyo"},
    {"1.5 km east of Tokyo", 1500, 90, 22.5, 500, "Tokyo"},
    {"1.234 km east of Tokyo", 1234, 90, 22.5, 1, "Tokyo"},
    {"1/2 mile north of Nampo", .5 * MILE, 0, 22.5, .5 * MILE, "Nampo"},
    {"3/4 mile north of Nampo", .75 * MILE, 0, 22.5, .25 * MILE, "Nampo"},
    {"2 1/2 miles north of Nampo", 2.5 * MILE, 0, 22.5, .5 * MILE, "Nampo"},
    {"½ mile north of Nampo", .5 * MILE, 0, 22.5, .5 * MILE, "Nampo"},
    {"2½ miles north of Nampo", 2.5 * MILE, 0, 22.5, .5 * MILE, "Nampo"},
    {"half a mile north of Nampo", .5 * MILE, 0, 22.5, .5 * MILE, "Nampo"},
    {"ten miles north of Nampo", 10 * MILE, 0, 22.5, MILE, "Nampo"},
    {"two hundred kilometers east of Tokyo", 200e3, 90, 22.5, 100e3, "Tokyo"},
    {"400-410 km south of Shanghai", 405e3, 180, 22.5, 20e3, "Shanghai"},
    {"400–410 km south of Shanghai", 405e3, 180, 22.5, 20e3, "Shanghai"},
    {"400 to 410 km south of Shanghai", 405e3, 180, 22.5, 20e3, "Shanghai"},
    {"between 400 and 410 km south of Shanghai", 405e3, 180, 22.5, 20e3, "Shanghai"},
    {"400 km to 410 km south of Shanghai", 405e3, 180, 22.5, 20e3, "Shanghai"},
    {"10 - 15 nm south of Shanghai", 12.5 * NM, 180, 22.5, 10 * NM, "Shanghai"},
    {"more than 400 km south of Shanghai", 400e3, 180, 22.5, 100e3, "Shanghai"},
    {"within 12 nm south of Shanghai", 12 * NM, 180, 22.5, 2.4 * NM, "Shanghai"},
    {"approximately 12 nm S of Shanghai", 12 * NM, 180, 22.5, NM, "Shanghai"},
    {"approx. 12 nm S of Shanghai", 12 * NM, 180, 22.5, NM, "Shanghai"},
    {"30 km due north of Seoul", 30e3, 0, 22.5, 10e3, "Seoul"},
    {"30 km to the north of Seoul", 30e3, 0, 22.5, 10e3, "Seoul"},
    {"30 km away, to the north-east of Seoul", 30e3, 45, 22.5, 10e3, "Seoul"},
    {"30 km north-north-east of Seoul", 30e3, 22.5, 11.25, 10e3, "Seoul"},
    {"30 km east-northeast of Seoul", 30e3, 67.5, 11.25, 10e3, "Seoul"},
    {"30 km southwestern offshore of Seoul", 30e3, 225, 22.5, 10e3, "Seoul"},
    {"30 km westward of Seoul", 30e3, 270, 22.5, 10e3, "Seoul"},
    {"30 km N.E. of Seoul", 30e3, 45, 22.5, 10e3, "Seoul"},
    {"30 km N of Seoul", 30e3, 0, 22.5, 10e3, "Seoul"},
    {"30 km nw of Seoul", 30e3, 315, 22.5, 10e3, "Seoul"},
    {"30 KM NORTH WEST OF SEOUL", 30e3, 315, 22.5, 10e3, "SEOUL"},
    {"20 nm 185° from Nampo", 20 * NM, 185, .5, 10 * NM, "Nampo"},
    {"20 nm 185 degrees from Nampo", 20 * NM, 185, .5, 10 * NM, "Nampo"},
    {"20 nm, 185 deg. true from Nampo", 20 * NM, 185, .5, 10 * NM, "Nampo"},
    {"20 nm 185.5° from Nampo", 20 * NM, 185.5, .05, 10 * NM, "Nampo"},
    {"20 nm 185°30' from Nampo", 20 * NM, 185.5, .5 / 60, 10 * NM, "Nampo"},
    {"20 nm 185°M from Nampo", 20 * NM, 185, 15, 10 * NM, "Nampo"},
    {"20 nm 185° magnetic from Nampo", 20 * NM, 185, 15, 10 * NM, "Nampo"},
    {"bearing 045 12 nm from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"bearing 045, 12 nm from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"bearing of 045° and distance of 12 nm from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"12 nm bearing 045 from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"12 nm from Nampo, bearing 045", 12 * NM, 45, .5, NM, "Nampo"},
    {"12 nm 045 from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"045°/12nm from Nampo", 12 * NM, 45, .5, NM, "Nampo"},
    {"from Nampo 045°/12 nm", 12 * NM, 45, .5, NM, "Nampo"},
    {"Nampo 045° 12 nm", 12 * NM, 45, .5, NM, "Nampo"},
    {"azimuth 45, 12 km from Nampo", 12e3, 45, .5, 1e3, "Nampo"},
    {"12 km N45E of Nampo", 12e3, 45, .5, 1e3, "Nampo"},
    {"12 km N 45° W of Nampo", 12e3, 315, .5, 1e3, "Nampo"},
    {"12 km S30E of Nampo", 12e3, 150, .5, 1e3, "Nampo"},
    {"S30°W of Nampo, 12 km", 12e3, 210, .5, 1e3, "Nampo"},
    {"20 km from Nampo to the north-west", 20e3, 315, 22.5, 10e3, "Nampo"},
    {"Nampo, 15 nm NW", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"Nampo (about 15 nm NW)", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 nm NW Nampo", 15 * NM, 315, 22.5, 5 * NM, "Nampo"},
    {"15 km NNE of Hualien City, Taiwan", 15e3, 22.5, 11.25, 5e3, "Hualien City, Taiwan"},
    {"10 km WSW of Lone Pine, CA", 10e3, 247.5, 11.25, 10e3, "Lone Pine, CA"},
    {"10 miles south of Nampo, North Korea", 10 * MILE, 180, 22.5, 10 * MILE, "Nampo, North Korea"},
    {"10 km south of Nampo in the Yellow Sea", 10e3, 180, 22.5, 10e3, "Nampo"},
    {"10 km south of Nampo, in the Yellow Sea", 10e3, 180, 22.5, 10e3, "Nampo"},
    {"10 km south of North Hamgyong", 10e3, 180, 22.5, 10e3, "North Hamgyong"},
    {"10 miles east of Rio de Janeiro", 10 * MILE, 90, 22.5, 10 * MILE, "Rio de Janeiro"},
    {"3 km south of La Plata", 3e3, 180, 22.5, 1e3, "La Plata"},
    {"5 nm off the coast of Port of Spain", 5 * NM, NO, NO, 5 * NM, "Port of Spain"},
    {"5 nm south off the coast of Port of Spain", 5 * NM, 180, 22.5, 5 * NM, "Port of Spain"},
    {"East China Sea, about 410 km south of Shanghai", 410e3, 180, 22.5, 10e3, "Shanghai"},
    {"410 km south of 上海", 410e3, 180, 22.5, 10e3, "上海"},
    {"15 nm NW of N'ampo", 15 * NM, 315, 22.5, 5 * NM, "N'ampo"},
    {"15 nm NW of Port-au-Prince", 15 * NM, 315, 22.5, 5 * NM, "Port-au-Prince"},
    {"15 nm NW of St. Petersburg", 15 * NM, 315, 22.5, 5 * NM, "St. Petersburg"},
};

static const struct phrase european[] = {
    {"10 km à l'est de Lyon", 10e3, 90, 22.5, 10e3, "Lyon"},
    {"à 10 km à l’est de Lyon", 10e3, 90, 22.5, 10e3, "Lyon"},
    {"environ 30 km au nord-ouest de Brest", 30e3, 315, 22.5, 10e3, "Brest"},
    {"à 12 milles marins au nord-ouest de Brest", 12 * NM, 315, 22.5, NM, "Brest"},
    {"à 12 milles nautiques à l'ouest d'Ouessant", 12 * NM, 270, 22.5, NM, "Ouessant"},
    {"20 km au large de Brest", 20e3, NO, NO, 10e3, "Brest"},
    {"1,5 km au sud du Havre", 1500, 180, 22.5, 500, "Havre"},
    {"20 km au sud-sud-est de Toulon", 20e3, 157.5, 11.25, 10e3, "Toulon"},
    {"12 km NO de Toulon", 12e3, 315, 22.5, 1e3, "Toulon"},
    {"30 km nördlich von Bonn", 30e3, 0, 22.5, 10e3, "Bonn"},
    {"30 km noerdlich von Bonn", NO, NO, NO, NO, NULL},
    {"etwa 30 km südöstlich von Bonn", 30e3, 135, 22.5, 10e3, "Bonn"},
    {"rund 30 Kilometer westlich von Bonn", 30e3, 270, 22.5, 10e3, "Bonn"},
    {"30 km nordwestlich Bonn", 30e3, 315, 22.5, 10e3, "Bonn"},
    {"20 Seemeilen nordwestlich von Helgoland", 20 * NM, 315, 22.5, 10 * NM, "Helgoland"},
    {"20 sm NO von Helgoland", 20 * NM, 45, 22.5, 10 * NM, "Helgoland"},
    {"1.200 km östlich von Tokio", 1200e3, 90, 22.5, 100e3, "Tokio"},
    {"1,5 km östlich von Tokio", 1500, 90, 22.5, 500, "Tokio"},
    {"400 bis 410 km südlich von Schanghai", 405e3, 180, 22.5, 20e3, "Schanghai"},
    {"20 km vor der Küste von Rostock", 20e3, NO, NO, 10e3, "Rostock"},
    {"20 km al norte de Madrid", 20e3, 0, 22.5, 10e3, "Madrid"},
    {"a unos 20 km al noroeste de Madrid", 20e3, 315, 22.5, 10e3, "Madrid"},
    {"a 30 millas náuticas al suroeste de Vigo", 30 * NM, 225, 22.5, 10 * NM, "Vigo"},
    {"20 km frente a la costa de Vigo", NO, NO, NO, NO, NULL},
    {"a 20 km ao norte do Porto", 20e3, 0, 22.5, 10e3, "Porto"},
    {"a 20 km a sudeste de Lisboa", 20e3, 135, 22.5, 10e3, "Lisboa"},
    {"a 20 km a nord di Roma", 20e3, 0, 22.5, 10e3, "Roma"},
    {"20 miglia nautiche a ovest di Genova", 20 * NM, 270, 22.5, 10 * NM, "Genova"},
    {"20 km a est dell'Aquila", 20e3, 90, 22.5, 10e3, "Aquila"},
    {"20 km ten noorden van Amsterdam", 20e3, 0, 22.5, 10e3, "Amsterdam"},
    {"20 km ten zuidwesten van Utrecht", 20e3, 225, 22.5, 10e3, "Utrecht"},
    {"в 30 км к северу от Москвы", 30e3, 0, 22.5, 10e3, "Москвы"},
    {"примерно в 100 км к юго-востоку от Владивостока", 100e3, 135, 22.5, 100e3, "Владивостока"},
    {"30 км южнее Владивостока", 30e3, 180, 22.5, 10e3, "Владивостока"},
    {"30 км северо-западнее Владивостока", 30e3, 315, 22.5, 10e3, "Владивостока"},
    {"20 морских миль к востоку от Находки", 20 * NM, 90, 22.5, 10 * NM, "Находки"},
};

static const struct phrase eastern[] = {
    {"상하이 남쪽 약 410km", 410e3, 180, 22.5, 10e3, "상하이"},
    {"상하이에서 남쪽으로 410 km", 410e3, 180, 22.5, 10e3, "상하이"},
    {"상하이에서 남쪽으로 약 410킬로미터 떨어진 해상", 410e3, 180, 22.5, 10e3, "상하이"},
    {"상하이에서 410km 남쪽", 410e3, 180, 22.5, 10e3, "상하이"},
    {"상하이 남남동쪽 400km 해상", 400e3, 157.5, 11.25, 100e3, "상하이"},
    {"상하이 동쪽 해상 250km", 250e3, 90, 22.5, 50e3, "상하이"},
    {"상하이 앞바다 250km", 250e3, NO, NO, 50e3, "상하이"},
    {"남포 서쪽 15해리", 15 * NM, 270, 22.5, 5 * NM, "남포"},
    {"남포 남서쪽 15 해리 해상", 15 * NM, 225, 22.5, 5 * NM, "남포"},
    {"부산 남동쪽 30km 해상", 30e3, 135, 22.5, 10e3, "부산"},
    {"부산항에서 동남방 30km", 30e3, 135, 22.5, 10e3, "부산항"},
    {"울산 북동방 20마일", 20 * MILE, 45, 22.5, 10 * MILE, "울산"},
    {"평양 북쪽", NO, 0, 22.5, 0, "평양"},
    {"상하이에서 방위각 185도 20해리", 20 * NM, 185, .5, 10 * NM, "상하이"},
    {"上海以南约410公里", 410e3, 180, 22.5, 10e3, "上海"},
    {"上海以南410－420公里", 415e3, 180, 22.5, 20e3, "上海"},
    {"在上海以南约410公里的东海海域", 410e3, 180, 22.5, 10e3, "上海"},
    {"上海东南约400公里处", 400e3, 135, 22.5, 100e3, "上海"},
    {"上海东南方向约400公里", 400e3, 135, 22.5, 100e3, "上海"},
    {"上海港以东120海里", 120 * NM, 90, 22.5, 10 * NM, "上海港"},
    {"距上海约410公里", 410e3, NO, NO, 10e3, "上海"},
    {"南京以南约30公里", 30e3, 180, 22.5, 10e3, "南京"},
    {"海南以东30公里", 30e3, 90, 22.5, 10e3, "海南"},
    {"上海东偏南300公里", 300e3, 112.5, 22.5, 100e3, "上海"},
    {"上海以东", NO, 90, 22.5, 0, "上海"},
    {"上海の南約410km", 410e3, 180, 22.5, 10e3, "上海"},
    {"上海の南約410㎞の沖合", 410e3, 180, 22.5, 10e3, "上海"},
    {"上海の南東約４００キロ", 400e3, 135, 22.5, 100e3, "上海"},
    {"上海から南に約410キロ", 410e3, 180, 22.5, 10e3, "上海"},
    {"上海沖約250km", 250e3, NO, NO, 50e3, "上海"},
    {"東京の東南東120km", 120e3, 112.5, 11.25, 10e3, "東京"},
    {"東京の南120海里", 120 * NM, 180, 22.5, 10 * NM, "東京"},
};

static const char *const no_phrases[] = {
    "",
    " ",
    "Shanghai",
    "East China Sea",
    "high seas of the East China Sea",
    "North Korea",
    "West Point",
    "410 km",
    "410",
    "12:30",
    "2018-05-24",
    "39.0339, 125.7543",
    "N39.03 E125.75",
    "52S 312345 4405678",
    "off Nampo",
    "of",
    "km of",
    "6.5 miles SSE of",
    "1/2",
    "- - -",
    "°",
    "bearing",
    "\xFF\xFE\xC0",
    "上海",
    "东海",
    "10 km Marathon",
    "within a 20-km radius",
};

static bool close_to(double a, double b) {
  return isnan(b) ? isnan(a) : fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

// All that are wrong are told, then the test fails.
static int wrong;

static void check(const struct phrase *p) {
  struct ct_relative r;
  // A copy of exactly this size, so that reading past it shows.
  size_t n = strlen(p->text);
  char *s = malloc(n ? n : 1);
  assert_non_null(s);
  memcpy(s, p->text, n);
  bool ok = ct_relative_read(s, n, &r);
  if (ok != (p->place != NULL)) wrong++, print_error("'%s' is %sread\n", p->text, ok ? "" : "not ");
  if (ok && p->place) {
    if (!close_to(r.distance_m, p->distance_m) || !close_to(r.bearing_deg, p->bearing) ||
        !close_to(r.spread_deg, p->spread) || !close_to(r.distance_unit_m, p->unit_m))
      wrong++, print_error("'%s': %.10g m to %g, %g degrees +- %g\n", p->text, r.distance_m,
                           r.distance_unit_m, r.bearing_deg, r.spread_deg);
    if (r.place_n != strlen(p->place) || memcmp(r.place, p->place, r.place_n) != 0)
      wrong++, print_error("'%s': place '%.*s'\n", p->text, (int)r.place_n, r.place);
  }
  free(s);
}

static void phrases(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof english / sizeof *english; i++) check(&english[i]);
  for (size_t i = 0; i < sizeof european / sizeof *european; i++) check(&european[i]);
  for (size_t i = 0; i < sizeof eastern / sizeof *eastern; i++) check(&eastern[i]);
  for (size_t i = 0; i < sizeof no_phrases / sizeof *no_phrases; i++)
    check(&(struct phrase){.text = no_phrases[i]});
  assert_int_equal(wrong, 0);
}

// Every wind in every unit, with and without "of" before the place.
static void combinations(void **state) {
  (void)state;
  static const char *const winds[][4] = {
      {"N", "north", "northern", "nördlich"},
      {"NNE", "north-northeast", "north north east", "nordnordöstlich"},
      {"NE", "northeast", "north-east", "nordöstlich"},
      {"ENE", "east-northeast", "east north east", "ostnordöstlich"},
      {"E", "east", "eastern", "östlich"},
      {"ESE", "east-southeast", "east south east", "ostsüdöstlich"},
      {"SE", "southeast", "south-east", "südöstlich"},
      {"SSE", "south-southeast", "south south east", "südsüdöstlich"},
      {"S", "south", "southern", "südlich"},
      {"SSW", "south-southwest", "south south west", "südsüdwestlich"},
      {"SW", "southwest", "south-west", "südwestlich"},
      {"WSW", "west-southwest", "west south west", "westsüdwestlich"},
      {"W", "west", "western", "westlich"},
      {"WNW", "west-northwest", "west north west", "westnordwestlich"},
      {"NW", "northwest", "north-west", "nordwestlich"},
      {"NNW", "north-northwest", "north north west", "nordnordwestlich"},
  };
  static const struct {
    const char *name;
    double m;
  } units[] = {{"km", 1e3},      {" km", 1e3}, {" nautical miles", NM},
               {" miles", MILE}, {"nm", NM},   {" kilometers", 1e3}};
  static const char *const forms[] = {"%s%s %s of %s", "about %s%s %s from %s", "%s%s to the %s of %s",
                                      "%s%s %s off %s"};
  wrong = 0;
  for (int i = 0; i < 16; i++)
    for (int w = 0; w < 4; w++)
      for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
          char text[200];
          snprintf(text, sizeof text, forms[f], "12", units[u].name, winds[i][w], "Nampo");
          check(&(struct phrase){text, 12 * units[u].m, 22.5 * i, i % 2 ? 11.25 : 22.5, units[u].m, "Nampo"});
        }
  assert_int_equal(wrong, 0);
}

static void directions(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double deg, spread;
  } cases[] = {{"S", 180, 22.5},
               {"s", 180, 22.5},
               {"SSE", 157.5, 11.25},
               {"nw", 315, 22.5},
               {"south", 180, 22.5},
               {"Southern", 180, 22.5},
               {"south-southeast", 157.5, 11.25},
               {"South East", 135, 22.5},
               {"185", 185, .5},
               {" 045 ", 45, .5},
               {"185.5", 185.5, .05},
               {"185°", 185, .5},
               {"360", 0, .5},
               {"N45E", 45, .5},
               {"N 30 W", 330, .5},
               {"S10°E", 170, .5},
               {"bearing 185", 185, .5},
               {"185 degrees", 185, .5},
               {"to the north of", 0, 22.5},
               {"südlich", 180, 22.5},
               {"Süd", 180, 22.5},
               {"nord-ouest", 315, 22.5},
               {"к северу", 0, 22.5},
               {"남쪽", 180, 22.5},
               {"남동", 135, 22.5},
               {"동남", 135, 22.5},
               {"남남동쪽", 157.5, 11.25},
               {"南", 180, 22.5},
               {"东南", 135, 22.5},
               {"南方", 180, 22.5},
               {"", NAN, NAN},
               {"-", NAN, NAN},
               {"O", NAN, NAN},
               {"370", NAN, NAN},
               {"Shanghai", NAN, NAN},
               {"N S", NAN, NAN},
               {"unknown", NAN, NAN},
               {"12 km", NAN, NAN}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double deg = NAN, spread = NAN;
    bool ok = ct_relative_read_direction(cases[i].text, strlen(cases[i].text), &deg, &spread);
    if (ok == isnan(cases[i].deg) ||
        (ok && (!close_to(deg, cases[i].deg) || !close_to(spread, cases[i].spread))))
      fail_msg("'%s': %g +- %g", cases[i].text, deg, spread);
  }
}

static void distances(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double m, step;
  } cases[] = {{"410", 410e3, 10e3},        {"277.8", 277800, 100}, {"about 410 km", 410e3, 10e3},
               {"15 nm", 15 * NM, 5 * NM},  {"6.5", 6500, 500},     {"1,200", 1200e3, 100e3},
               {"400-410 km", 405e3, 20e3}, {"", NAN, 0},           {"far", NAN, 0},
               {"10 km 20 km", NAN, 0},     {"410 m", 410, 10},     {"10 km south", NAN, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double m = NAN, step = NAN;
    bool ok = ct_relative_read_distance(cases[i].text, strlen(cases[i].text), 1000, &m, &step);
    if (ok == isnan(cases[i].m) || (ok && (!close_to(m, cases[i].m) || !close_to(step, cases[i].step))))
      fail_msg("'%s': %g to %g", cases[i].text, m, step);
  }
}

// Hostile bytes: long, nested, cut off in the middle of a character.
static void hostile(void **state) {
  (void)state;
  struct ct_relative r;
  double x, y;
  size_t n = 4 << 20;
  char *s = malloc(n);
  assert_non_null(s);
  static const char *const fill[] = {"1",    "1-", "of ", "N",    "km ",    "1 km ", "남",
                                     "\xED", "(",  "l'",  "1/2 ", "north-", ","};
  for (size_t k = 0; k < sizeof fill / sizeof *fill; k++) {
    size_t m = strlen(fill[k]);
    for (size_t i = 0; i < n; i++) s[i] = fill[k][i % m];
    for (size_t size = 0; size < 700; size += 7) {
      ct_relative_read(s, size, &r);
      ct_relative_read_direction(s, size, &x, &y);
      ct_relative_read_distance(s, size, 1, &x, &y);
    }
    assert_false(ct_relative_read(s, n, &r));
  }
  free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phrases),   cmocka_unit_test(combinations), cmocka_unit_test(directions),
      cmocka_unit_test(distances), cmocka_unit_test(hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
