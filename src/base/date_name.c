// SPDX-License-Identifier: MIT
// Date name: what a column's name tells of dates in it.
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/date_words.h"
#include "base/str.h"

enum { WORD_MAX = 64 };

// The next word of a header, in lower case without accents: letters of any script; "eventDate" is two.
static const char *next_word(const char *p, char out[WORD_MAX], bool *more) {
  size_t n = 0;
  bool lower = false;
  *more = false;
  while (*p) {
    const char *here = p;
    unsigned c = ct_utf8_next(&p), folded = ct_date_fold(c);
    bool letter = c >= 0x80 ? c > 0xbf && !(c >= 0x2000 && c < 0x3000) : folded >= 'a' && folded <= 'z';
    bool hump = lower && c >= 'A' && c <= 'Z';
    if (letter && !(hump && n)) {
      if (folded && n + 4 < WORD_MAX) n += ct_utf8_put(out + n, folded);
      lower = c >= 'a' && c <= 'z';
      continue;
    }
    if (!n) continue;
    if (hump) p = here;
    break;
  }
  out[n] = '\0';
  *more = n > 0;
  return p;
}

struct word {
  const char *text;
  int value;
};

static int look_up(const struct word *words, size_t n, const char *text) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(words[i].text, text) == 0) return words[i].value;
  return 0;
}

int ct_date_name_score(const char *name) {
  static const struct word words[] = {
      {"date", 10},   {"dates", 10},   {"datetime", 9}, {"timestamp", 8}, {"datum", 8}, {"fecha", 8},
      {"data", 1},    {"day", 5},      {"when", 5},     {"time", 4},      {"year", 4},  {"month", 3},
      {"jahr", 4},    {"annee", 4},    {"ano", 4},      {"anno", 4},      {"start", 2}, {"begin", 2},
      {"event", 1},   {"tarih", 10},   {"tanggal", 10}, {"дата", 10},     {"год", 4},   {"epoch", 4},
      {"unix", 4},    {"unixtime", 4}, {"ymd", 8},      {"yyyymmdd", 8},  {"dt", 4},    {"dtg", 8},
      {"fechas", 8},  {"dato", 8},     {"pvm", 8},      {"dzien", 5},     {"jour", 5},  {"التاريخ", 10},
      {"تاريخ", 10},  {"날짜", 10},    {"일자", 10},    {"일시", 9},      {"日期", 10}, {"日付", 10},
      {"年月日", 10}, {"연도", 4}};
  // What tells of the row's making and not of the event.
  static const struct word later[] = {{"entered", 1}, {"updated", 1},  {"modified", 1}, {"created", 1},
                                      {"added", 1},   {"edited", 1},   {"accessed", 1}, {"retrieved", 1},
                                      {"end", 1},     {"published", 1}};
  // What is measured, and no date.
  static const struct word never[] = {{"m", 1},        {"km", 1},      {"precision", 1}, {"accuracy", 1},
                                      {"lat", 1},      {"lon", 1},     {"latitude", 1},  {"longitude", 1},
                                      {"depth", 1},    {"id", 1},      {"number", 1},    {"no", 1},
                                      {"distance", 1}, {"bearing", 1}, {"speed", 1},     {"count", 1}};
  char word[WORD_MAX];
  bool more = true;
  bool dated_later = false;
  int score = 0, n = 0;
  for (const char *p = name; more;) {
    p = next_word(p, word, &more);
    if (!more) break;
    n++;
    int s = look_up(words, sizeof words / sizeof *words, word);
    if (s > score) score = s;
    if (look_up(never, sizeof never / sizeof *never, word)) return 0;
    dated_later |= look_up(later, sizeof later / sizeof *later, word) > 0;
  }
  if (dated_later) return 1;
  return score == 10 && n == 1 ? 11 : score;  // "date" before "date of record"
}

enum ct_date_role ct_date_name_role(const char *name) {
  enum { Y = CT_DATE_ROLE_YEAR, M = CT_DATE_ROLE_MONTH, D = CT_DATE_ROLE_DAY, ANY = 9 };
  static const struct word words[] = {
      {"year", Y},    {"yr", Y},    {"yyyy", Y},   {"iyear", Y},    {"jahr", Y},       {"annee", Y},
      {"ano", Y},     {"anno", Y},  {"jaar", Y},   {"rok", Y},      {"yil", Y},        {"tahun", Y},
      {"ar", Y},      {"год", Y},   {"yy", Y},     {"年", Y},       {"년", Y},         {"연도", Y},
      {"년도", Y},    {"month", M}, {"mo", M},     {"mon", M},      {"mm", M},         {"imonth", M},
      {"monat", M},   {"mois", M},  {"mes", M},    {"mese", M},     {"maand", M},      {"miesiac", M},
      {"ay", M},      {"bulan", M}, {"manad", M},  {"месяц", M},    {"月", M},         {"월", M},
      {"mth", M},     {"day", D},   {"dy", D},     {"dd", D},       {"iday", D},       {"tag", D},
      {"jour", D},    {"dia", D},   {"giorno", D}, {"dag", D},      {"dzien", D},      {"gun", D},
      {"hari", D},    {"день", D},  {"日", D},     {"일", D},       {"date", ANY},     {"event", ANY},
      {"start", ANY}, {"of", ANY},  {"test", ANY}, {"launch", ANY}, {"incident", ANY}, {"begin", ANY},
      {"from", ANY},  {"utc", ANY}, {"the", ANY}};
  char word[WORD_MAX];
  bool more = true;
  int role = CT_DATE_NO_ROLE;
  for (const char *p = name; more;) {
    p = next_word(p, word, &more);
    if (!more) break;
    int r = look_up(words, sizeof words / sizeof *words, word);
    if (r == 0 || (r != ANY && role)) return CT_DATE_NO_ROLE;
    if (r != ANY) role = r;
  }
  return (enum ct_date_role)role;
}

int ct_date_month(const char *text) {
  double x;
  if (ct_parse_number(text, &x)) return x >= 0 && x <= 12 && x == (int)x ? (int)x : -1;
  char folded[WORD_MAX];
  bool more;
  const char *rest = next_word(text, folded, &more);
  if (*rest == '.') rest++;
  if (!more) return text[0] == '\0' || text[0] == '?' || text[0] == '-' ? 0 : -1;
  const struct ct_date_word_entry *w = ct_date_word_find(folded, strlen(folded));
  bool month = w && (w->kind == CT_DATE_WORD_MONTH || w->kind == CT_DATE_WORD_MONTH_OR_WEEKDAY ||
                     w->kind == CT_DATE_WORD_ROMAN);
  return month && !*rest ? w->value : -1;
}
