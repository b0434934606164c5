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
    {"CT-D113", "latitude outside -90..90"},
    {"CT-D112", "longitude outside -180..180"},
    {"CT-D115", "latitude and longitude both 0"},
    {"CT-D116", "position that its coordinate system does not have"},
    {"CT-D114", "text that is not a coordinate"},
    {"CT-D117", "geometry that cannot be read"},
    {"CT-D118", "line or area without extent"},
    {"CT-D111", "word or number that stands for no coordinate"},
    {"CT-D110", "no coordinates"},
    {"CT-D105", "row with more cells than the header"},
    {"CT-D201", "row without a date, left out of the time window"},
    {"CT-D202", "no column with dates"},
    {"CT-D203", "value that is no area of the base layer"},
    {"CT-D031", "icon that is not in the icon set"},
    {"CT-D102", "cells that are not UTF-8"},
    {"CT-D103", "more than one way to place the rows"},
    {"CT-D104", "no header row"},
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
  int n = strlen(code) > 4 ? atoi(code + 4) : 0;
  for (int k = 0; k < NRANGES && n; k++)
    if (code[3] == ranges[k].family && n >= ranges[k].first && n <= ranges[k].last)
      return 2 * index_of(ranges[k].before);
  return 2 * AFTER;
}
