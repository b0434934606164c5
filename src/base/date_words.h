// SPDX-License-Identifier: MIT
// Date words: names of months and weekdays and what else stands in dates, in many languages.
#ifndef CT_BASE_DATE_WORDS_H
#define CT_BASE_DATE_WORDS_H

#include <stddef.h>

enum ct_date_word {
  CT_DATE_WORD_NONE,
  CT_DATE_WORD_MONTH,             // value 1..12
  CT_DATE_WORD_MONTH_OR_WEEKDAY,  // "mar": March, or mardi
  CT_DATE_WORD_WEEKDAY,
  CT_DATE_WORD_ROMAN,  // value 1..12
  CT_DATE_WORD_FILLER,
  CT_DATE_WORD_ORDINAL,  // the "th" of 9th
  CT_DATE_WORD_APPROX,
  CT_DATE_WORD_TO,
  CT_DATE_WORD_AND,
  CT_DATE_WORD_BETWEEN,
  CT_DATE_WORD_EARLY,
  CT_DATE_WORD_MID,  // value 1: maybe a weekday
  CT_DATE_WORD_LATE,
  CT_DATE_WORD_QUARTER,
  CT_DATE_WORD_HALF,
  CT_DATE_WORD_WEEK,
  CT_DATE_WORD_UNIT_YEAR,  // 年
  CT_DATE_WORD_UNIT_MONTH,
  CT_DATE_WORD_UNIT_DAY,
  CT_DATE_WORD_DECADE,  // the "s" of 1980s
  CT_DATE_WORD_TIME,    // the T of ISO 8601
  CT_DATE_WORD_ZONE,
  CT_DATE_WORD_ERA,         // value: its year 0
  CT_DATE_WORD_CLOCK_UNIT,  // value: hours, minutes, seconds
  CT_DATE_WORD_BLANK,       // "xx" for what is not known
};

struct ct_date_word_entry {
  const char *text;
  enum ct_date_word kind;
  int value;
};

// Sorted by their bytes; made by tools/make_date_words.py.
extern const struct ct_date_word_entry ct_date_word_table[];
extern const size_t ct_date_word_count;

// The letter without its case and accents; 0 when it is a mark that is left out. A letter of no
// alphabet known here comes back as it is.
unsigned ct_date_fold(unsigned c);
// The entry of n folded bytes, or NULL.
const struct ct_date_word_entry *ct_date_word_find(const char *folded, size_t n);

#endif
