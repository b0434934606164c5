// SPDX-License-Identifier: MIT
// Number formats: numbers as text for a locale, a currency or a unit, by ICU.
#include "expr/number_format.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/locale.h"

// The longest text is 1.8e308 with separators of three bytes and 100 decimals.
enum { MAX_DECIMALS = 100, SKELETON_SIZE = 400, TEXT_SIZE = 4096 };

// The simple units that ECMA-402 sanctions.
static const char *const units[] = {
    "acre",       "bit",         "byte",        "celsius", "centimeter",  "day",        "degree",
    "fahrenheit", "fluid-ounce", "foot",        "gallon",  "gigabit",     "gigabyte",   "gram",
    "hectare",    "hour",        "inch",        "kilobit", "kilobyte",    "kilogram",   "kilometer",
    "liter",      "megabit",     "megabyte",    "meter",   "microsecond", "mile",       "mile-scandinavian",
    "milliliter", "millimeter",  "millisecond", "minute",  "month",       "nanosecond", "ounce",
    "percent",    "petabyte",    "pound",       "second",  "stone",       "terabit",    "terabyte",
    "week",       "yard",        "year",
};

static bool is_simple_unit(const char *name, size_t n) {
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strlen(units[i]) == n && memcmp(units[i], name, n) == 0) return true;
  return false;
}

static bool is_unit(const char *name) {
  const char *per = strstr(name, "-per-");
  if (!per) return is_simple_unit(name, strlen(name));
  return is_simple_unit(name, (size_t)(per - name)) && is_simple_unit(per + 5, strlen(per + 5));
}

static bool is_currency(const char *code) {
  for (int i = 0; i < 3; i++)
    if (!((code[i] >= 'a' && code[i] <= 'z') || (code[i] >= 'A' && code[i] <= 'Z'))) return false;
  return !code[3];
}

static bool decimals_fit(bool has, double x) {
  return !has || (x >= 0 && x <= MAX_DECIMALS);
}

bool ct_number_style_valid(const struct ct_number_style *s, struct ct_arena *a, const char **why) {
  char name[CT_LOCALE_SIZE], text[CT_LOCALE_SIZE];
  const char *wrong = NULL;
  if (!ct_locale_find(s->locale, CT_LOCALE_NUMBERS, name, text))
    wrong = ct_arena_strdup(a, text);
  else if (s->currency && !is_currency(s->currency))
    wrong = ct_arena_printf(a, "Invalid currency code : %s", s->currency);
  else if (s->unit && !is_unit(s->unit))
    wrong = ct_arena_printf(a, "Invalid unit argument for Intl.NumberFormat() '%s'", s->unit);
  else if (!decimals_fit(s->has_least, s->least_decimals))
    wrong = "minimumFractionDigits value is out of range.";
  else if (!decimals_fit(s->has_most, s->most_decimals) ||
           (s->has_least && s->has_most && floor(s->least_decimals) > floor(s->most_decimals)))
    wrong = "maximumFractionDigits value is out of range.";
  *why = wrong;
  return !wrong;
}

// ECMA-402's SetNumberFormatDigitOptions.
static void settle_decimals(const struct ct_number_style *s, int *least, int *most) {
  int usual_least = 0, usual_most = 3;
  if (s->currency) {
    UChar code[4];
    UErrorCode e = U_ZERO_ERROR;
    u_uastrncpy(code, s->currency, 4);
    usual_least = usual_most = ucurr_getDefaultFractionDigits(code, &e);
    if (U_FAILURE(e)) usual_least = usual_most = 2;
  }
  *least = s->has_least ? (int)s->least_decimals : usual_least;
  *most = s->has_most ? (int)s->most_decimals : usual_most;
  if (!s->has_least && *least > *most) *least = *most;
  if (!s->has_most && *most < *least) *most = *least;
}

// ICU's number skeleton of a style.
static void make_skeleton(const struct ct_number_style *s, UChar out[SKELETON_SIZE]) {
  char text[SKELETON_SIZE];
  int least, most;
  settle_decimals(s, &least, &most);
  int n =
      snprintf(text, sizeof text, "rounding-mode-half-up %s%s %s%.100s %s", s->currency ? "currency/" : "",
               s->currency ? s->currency : "", s->unit ? "unit-width-short unit/" : "",
               s->unit ? s->unit : "", most ? "." : "precision-integer");
  for (int i = 0; i < most && n + 1 < SKELETON_SIZE; i++) text[n++] = i < least ? '0' : '#';
  text[n] = '\0';
  u_uastrcpy(out, text);
}

static UNumberFormatter *open_formatter(const struct ct_number_style *s) {
  char name[CT_LOCALE_SIZE], text[CT_LOCALE_SIZE], full[2 * CT_LOCALE_SIZE + 16];
  UChar skeleton[SKELETON_SIZE];
  if (!ct_locale_find(s->locale, CT_LOCALE_NUMBERS, name, text)) return NULL;
  const char *digits = ct_locale_extension(s->locale, "nu", text);
  make_skeleton(s, skeleton);
  // A numbering system that does not exist is no reason to fail.
  for (bool wanted = digits && *digits;; wanted = false) {
    UErrorCode e = U_ZERO_ERROR;
    snprintf(full, sizeof full, wanted ? "%s@numbers=%s" : "%s", name, digits);
    UNumberFormatter *f = unumf_openForSkeletonAndLocale(skeleton, -1, full, &e);
    if (U_SUCCESS(e)) return f;
    unumf_close(f);
    if (!wanted) return NULL;
  }
}

static bool format(const UNumberFormatter *f, double x, char out[TEXT_SIZE]) {
  UErrorCode e = U_ZERO_ERROR;
  UFormattedNumber *r = unumf_openResult(&e);
  int32_t n = 0;
  unumf_formatDouble(f, x, r, &e);
  const UChar *text = U_SUCCESS(e) ? ufmtval_getString(unumf_resultAsValue(r, &e), &n, &e) : NULL;
  if (U_SUCCESS(e)) u_strToUTF8(out, TEXT_SIZE, NULL, text, n, &e);
  unumf_closeResult(r);
  return U_SUCCESS(e) && e != U_STRING_NOT_TERMINATED_WARNING;
}

// Opening a formatter costs 60 times a number's text: the last one stays open.
static struct {
  pthread_mutex_t lock;
  char key[256];
  UNumberFormatter *formatter;
} last = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool style_key(const struct ct_number_style *s, char out[sizeof last.key]) {
  int n = snprintf(out, sizeof last.key, "%s|%s|%s|%g|%g", s->locale ? s->locale : "",
                   s->currency ? s->currency : "", s->unit ? s->unit : "",
                   s->has_least ? s->least_decimals : -1, s->has_most ? s->most_decimals : -1);
  return n < (int)sizeof last.key;
}

// Nothing is allocated in an arena while the lock is held: it may jump away.
static bool format_by_last(const char *key, const struct ct_number_style *style, double x,
                           char out[TEXT_SIZE]) {
  pthread_mutex_lock(&last.lock);
  if (!last.formatter || strcmp(key, last.key) != 0) {
    unumf_close(last.formatter);
    last.formatter = open_formatter(style);
    strcpy(last.key, key);
  }
  bool ok = last.formatter && format(last.formatter, x, out);
  pthread_mutex_unlock(&last.lock);
  return ok;
}

const char *ct_number_format(double x, const struct ct_number_style *style, struct ct_arena *a) {
  char key[sizeof last.key], text[TEXT_SIZE];
  bool ok;
  if (isnan(x)) x = NAN;  // without sign, which ICU would print
  if (style_key(style, key)) {
    ok = format_by_last(key, style, x, text);
  } else {
    UNumberFormatter *f = open_formatter(style);
    ok = f && format(f, x, text);
    unumf_close(f);
  }
  if (!ok) ct_format_number(x, text);
  return ct_arena_strdup(a, text);
}
