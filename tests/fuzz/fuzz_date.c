// SPDX-License-Identifier: MIT
// Fuzz: dates alone, in every style, and surveyed as a column of lines.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int first_day = -719162, last_day = 2932896;  // 0001-01-01, 9999-12-31

static void read_one(const struct ct_date_style *style, const char *s, size_t n) {
  struct ct_date d;
  if (!ct_date_read(style, s, n, &d)) {
    if (!d.fault) abort();
    return;
  }
  if (d.fault || d.days.first > d.days.last || d.days.first < first_day || d.days.last > last_day) abort();
}

// What is printed of a date is a date again, and of the same days.
static void print_one(const char *s) {
  struct ct_arena a = {0};
  struct ct_date d, again;
  const char *text = ct_format_date(&a, s);
  if (ct_date_read(NULL, s, strlen(s), &d)) {
    if (!ct_date_read(NULL, text, strlen(text), &again)) abort();
    if (d.days.first != again.days.first || d.days.last != again.days.last) abort();
  }
  ct_arena_release(&a);
}

static void survey(char *s, bool named) {
  struct ct_date_survey survey = {.named = named};
  struct ct_date_counts c;
  for (char *line = s; line;) {
    char *end = strchr(line, '\n');
    if (end) *end = '\0';
    ct_date_survey_add(&survey, line);
    if (end) *end = '\n';
    line = end ? end + 1 : NULL;
  }
  struct ct_date_style style = ct_date_survey_settle(&survey, &c);
  if (c.read > c.filled || c.read + c.not_dates != c.filled) abort();
  for (char *line = s; line;) {
    size_t n = strcspn(line, "\n");
    read_one(&style, line, n);
    line = line[n] ? line + n + 1 : NULL;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *s = malloc(size + 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  s[size] = '\0';
  read_one(NULL, (const char *)data, size);
  for (int order = 0; order <= CT_DATE_YMD; order++)
    for (int number = 0; number <= CT_DATE_EPOCH_MS; number++)
      read_one(&(struct ct_date_style){(enum ct_date_order)order, (enum ct_date_number)number, 40, true}, s,
               size);
  print_one(s);
  survey(s, false);
  survey(s, true);
  ct_date_name_score(s);
  ct_date_name_role(s);
  ct_date_month(s);
  free(s);
  return 0;
}
