// SPDX-License-Identifier: MIT
// Title: what a code of diagnostics is about, in words, and how bad it is beside others.
#include "title.h"

#include <stdlib.h>
#include <string.h>

// From worst to best; a code that is not here has the rank of its range below.
static const struct {
  const char *code, *title;
} titles[] = {
    {"CT-D001", "data that cannot be read"},
    {"CT-P001", "document or style that cannot be read"},
    // Wrong positions.
    {"CT-D113", "latitude outside -90..90"},
    {"CT-D112", "longitude outside -180..180"},
    {"CT-D134", "latitude and longitude of a whole table swapped, or without their sign"},
    {"CT-D130", "in the named country only with latitude and longitude swapped"},
    {"CT-D131", "in the named country only with the other sign"},
    {"CT-D132", "in the named country only with another decimal point or hundred"},
    {"CT-D133", "outside the named country"},
    {"CT-D138", "place on land that lies at sea"},
    {"CT-D139", "ship that lies on land"},
    {"CT-D156", "table that lies on the wrong side of the coast"},
    {"CT-D136", "near the other rows only when swapped or with another sign"},
    {"CT-D115", "latitude and longitude both 0"},
    {"CT-D116", "position that its coordinate system does not have"},
    // Missing ones.
    {"CT-D114", "text that is not a coordinate"},
    {"CT-D117", "geometry that cannot be read"},
    {"CT-D118", "line or area without extent"},
    {"CT-D183", "placemark whose coordinates cannot be read"},
    {"CT-D120", "longitudes from 0 to 360"},
    {"CT-D121", "metres of no stated coordinate system"},
    {"CT-D155", "coordinate system that would fit"},
    {"CT-D123", "UTM zone that is missing or does not fit"},
    {"CT-D125", "distance from a place without a direction"},
    {"CT-D126", "direction from a place without a distance"},
    {"CT-D127", "position that counts from an unknown place"},
    {"CT-D111", "word or number that stands for no coordinate"},
    {"CT-D110", "no coordinates"},
    {"CT-D151", "rows without a position"},
    // Doubtful ones.
    {"CT-D140", "one name far apart in two sources"},
    {"CT-D153", "text and coordinates that say different positions"},
    {"CT-D142", "one point under several names"},
    {"CT-D148", "middle of a country"},
    {"CT-D150", "positions less exact than the map's scale can show"},
    {"CT-D137", "far from all other rows"},
    {"CT-D141", "one name at places far apart"},
    {"CT-D128", "position that counts from one of several places of a name"},
    {"CT-D124", "position whose text is not in order"},
    {"CT-D149", "point of a town whose name the row has not"},
    {"CT-D154", "minutes that may be written as decimals"},
    {"CT-D144", "digits of positions filled up with zeros"},
    {"CT-D145", "digits of positions that are no measurement"},
    {"CT-D146", "positions in whole, half or tenth degrees"},
    {"CT-D147", "positions whose seconds are all 00"},
    // Other columns.
    {"CT-D152", "id that stands twice"},
    {"CT-D143", "row that is equal to another"},
    {"CT-D161", "date in another order than its column's"},
    {"CT-D160", "dates whose day and month cannot be told apart"},
    {"CT-D162", "cell that is no date"},
    {"CT-D165", "range of dates that ends before it begins"},
    {"CT-D164", "date a century or more from the others"},
    {"CT-D166", "dates written as numbers"},
    {"CT-D163", "years of two digits"},
    {"CT-D119", "quote that is never closed"},
    {"CT-D105", "row with more cells than the header"},
    {"CT-D109", "row with fewer cells than the header"},
    {"CT-D170", "letters lost to a wrong encoding"},
    {"CT-D171", "letters damaged by a wrong encoding"},
    {"CT-D172", "question mark where a letter may be lost"},
    {"CT-D201", "row without a date, left out of the time window"},
    {"CT-D202", "no column with dates"},
    {"CT-D203", "value that is no area of the base layer"},
    {"CT-D031", "icon that is not in the icon set"},
    {"CT-D103", "more than one way to place the rows"},
    {"CT-D122", "coordinate system told by the columns' names"},
    {"CT-D135", "column of countries that does not tell where rows are"},
    {"CT-D102", "text that is not UTF-8"},
    {"CT-D104", "no header row"},
    {"CT-D106", "header below other rows"},
    {"CT-D107", "row of units or types below the header"},
    {"CT-D108", "header that stands once more"},
    {"CT-D159", "base layer that cannot be read"},
    {"CT-D101", "more layers than the one that is read"},
    {"CT-S101", "unknown property of a style"},
    {"CT-S102", "value of the wrong type"},
    {"CT-S103", "something required is missing"},
    {"CT-S104", "value that is not allowed"},
    {"CT-S105", "text that is not a colour"},
    {"CT-S106", "source that is missing or does not go with its layer"},
    {"CT-S107", "malformed expression"},
    {"CT-S108", "malformed filter"},
    {"CT-S109", "names that clash or refer to nothing"},
    {"CT-S110", "too many findings in one style"},
    {"CT-S111", "key that stands twice"},
    {"CT-S120", "expression that failed for some rows"},
    {"CT-S121", "column that the style reads and the data lack"},
};
enum { NTITLES = sizeof titles / sizeof *titles, AFTER = NTITLES };

// Where codes without a title of their own stand: before the titled code named.
static const struct {
  char family;
  int first, last;
  const char *before;
} ranges[] = {
    {'D', 112, 119, "CT-D111"}, {'D', 120, 149, "CT-D114"},  // positions that are probably wrong
    {'D', 150, 199, "CT-D105"},  // what is doubtful about positions, names and dates
    {'D', 100, 111, "CT-D102"}, {'D', 200, 299, "CT-D201"},
};
enum { NRANGES = sizeof ranges / sizeof *ranges };

static int index_of(const char *code) {
  for (int i = 0; i < NTITLES; i++)
    if (strcmp(titles[i].code, code) == 0) return i;
  return -1;
}

const char *ct_cli_title(const char *code) {
  int i = code ? index_of(code) : -1;
  return i < 0 ? NULL : titles[i].title;
}

// Doubled, so that there is room before each title.
int ct_cli_title_rank(const char *code) {
  if (!code) return 2 * AFTER + 1;
  int i = index_of(code);
  if (i >= 0) return 2 * i + 1;
  long n = strlen(code) > 4 ? strtol(code + 4, NULL, 10) : 0;
  for (int k = 0; k < NRANGES && n; k++)
    if (code[3] == ranges[k].family && n >= ranges[k].first && n <= ranges[k].last)
      return 2 * index_of(ranges[k].before);
  return 2 * AFTER;
}
