// SPDX-License-Identifier: MIT
// Format: numbers, scales and dates as they are printed on a page.
#ifndef CT_BASE_FORMAT_H
#define CT_BASE_FORMAT_H

#include <stdbool.h>

struct ct_arena;
struct ct_date_style;

#define CT_THIN_SPACE "\u2009"
#define CT_NB_SPACE "\u00a0"
#define CT_EN_DASH "\u2013"

// A date as fine as it is told: "2019-09-05" -> "5 Sep 2019", "2018-05" -> "May 2018", "2018" as it is,
// "2018-05-09/11" -> "9–11 May 2018", "1984?" -> "c. 1984"; a time of day is left out. Anything else
// comes back as written. Spaces inside do not break, but after an open dash.
const char *ct_format_date(struct ct_arena *a, const char *text);
// A text in which whole days ("2019-09-05") are printed so.
const char *ct_format_dates_in(struct ct_arena *a, const char *text);
// The same in a column's style (ct_table_date_style).
const char *ct_format_date_as(struct ct_arena *a, const struct ct_date_style *style, const char *text);
// "12 345", thin spaces from 10 000 on.
const char *ct_format_count(struct ct_arena *a, unsigned long long n);
// Up to `digits` significant digits, grouped: 1234567, 3 -> "1 230 000"; 0.25 -> "0.25".
const char *ct_format_rounded(struct ct_arena *a, double x, int digits);
// "1:250 000"; NULL when the scale is not a positive finite number.
const char *ct_format_scale(struct ct_arena *a, double scale);
// Capitals for Latin, Greek and Cyrillic letters, whatever the locale.
const char *ct_format_capitals(struct ct_arena *a, const char *text);
// Does the text's first letter belong to a right-to-left script?
bool ct_format_is_rtl(const char *text);
// Does any letter run so?
bool ct_format_has_rtl(const char *text);
// Around a text that runs its own way among others, and at the begin of one that runs from left to right whatever is in it.
#define CT_ISOLATE "\u2068"
#define CT_ISOLATE_END "\u2069"
#define CT_LEFT_TO_RIGHT "\u200e"

#endif
