// SPDX-License-Identifier: MIT
// Check digits: positions that are written more exactly than they are known.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "doctor/exam.h"
#include "model/diag.h"
#include "model/table.h"

enum { LOOKED_AT = 100000, FEW = 5 };

// Rows that show one thing: how many, and the first of them.
struct tally {
  size_t n;
  uint32_t rows[FEW];
};

struct counts {
  size_t looked, decimal, sexagesimal, hundredths;
  struct tally padded, artefact, endless, tenths, no_seconds, below_60;
};

static void count(struct tally *t, size_t i) {
  if (t->n < FEW) t->rows[t->n] = (uint32_t)i;
  t->n++;
}

// A number in a text: where its digits after the point are.
struct number {
  const char *s, *decimals;
  size_t n, ndecimals;
};

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t numbers_in(const char *s, struct number *out, size_t max) {
  size_t n = 0;
  while (*s && n < max) {
    if (!digit(*s)) {
      s++;
      continue;
    }
    struct number *v = &out[n++];
    *v = (struct number){.s = s};
    while (digit(*s)) s++;
    if ((*s == '.' || *s == ',') && digit(s[1])) {
      v->decimals = ++s;
      while (digit(*s)) s++;
      v->ndecimals = (size_t)(s - v->decimals);
    }
    v->n = (size_t)(s - v->s);
  }
  return n;
}

static size_t trailing_zeros(const struct number *v) {
  size_t n = 0;
  while (n < v->ndecimals && v->decimals[v->ndecimals - 1 - n] == '0') n++;
  return n;
}

// 39.79999924, 40.8499966: a short number that went through single precision.
static bool is_artefact(const struct number *v) {
  if (v->ndecimals < 7) return false;
  for (size_t i = 0; i + 3 < v->ndecimals; i++) {
    char c = v->decimals[i];
    size_t run = 1;
    if (c != '9' && c != '0') continue;
    while (i + run < v->ndecimals && v->decimals[i + run] == c) run++;
    size_t rest = v->ndecimals - i - run;
    if (run >= 3 && rest >= 1 && (v->ndecimals <= 9 ? rest <= 3 : run >= 5)) return true;
  }
  return false;
}

static bool is_tenth(double x) {
  return fabs(x * 10 - nearbyint(x * 10)) < 1e-8;
}

static double hundredths(const struct number *v) {
  return v->ndecimals == 1 ? (v->decimals[0] - '0') * 10.0
                           : (v->decimals[0] - '0') * 10.0 + (v->decimals[1] - '0');
}

static void look_decimal(struct counts *c, size_t i, const struct number v[2]) {
  c->decimal++;
  if (v[0].ndecimals >= 5 && v[1].ndecimals >= 5 && trailing_zeros(&v[0]) >= 3 && trailing_zeros(&v[1]) >= 3)
    count(&c->padded, i);
  if (v[0].ndecimals >= 10 && v[1].ndecimals >= 10) count(&c->endless, i);
  if (is_artefact(&v[0]) || is_artefact(&v[1])) count(&c->artefact, i);
  if (v[0].ndecimals - 1 < 2 && v[1].ndecimals - 1 < 2) {  // one or two
    c->hundredths++;
    if (hundredths(&v[0]) < 60 && hundredths(&v[1]) < 60) count(&c->below_60, i);
  }
}

// The texts of both axes, one after the other; a number column has lost what zeros it had.
static const char *text_of(const struct ct_exam_table *et, size_t i, char buf[160]) {
  char a[32], b[32];
  if (et->t->published && et->t->published[i]) return et->t->published[i];
  const struct ct_exam_roles *r = &et->roles;
  const char *s = ct_table_text(et->t, r->lat, i, a), *u = ct_table_text(et->t, r->lon, i, b);
  if (!s || !u) return NULL;
  snprintf(buf, 160, "%.70s %.70s", s, r->lat == r->lon ? "" : u);
  return buf;
}

static bool only_numbers(const char *s) {
  return !s[strspn(s, "0123456789.,+- ;/NSEWnsew\t")];
}

static void look(struct counts *c, const struct ct_exam_table *et, size_t i) {
  double lon, lat;
  char buf[160];
  struct number v[7];
  if (!ct_exam_point(et->t, i, &lon, &lat)) return;
  const char *s = text_of(et, i, buf);
  if (!s) return;
  c->looked++;
  if (is_tenth(lon) && is_tenth(lat)) count(&c->tenths, i);
  size_t n = numbers_in(s, v, 7);
  if (n == 2 && only_numbers(s) && v[0].ndecimals && v[1].ndecimals) look_decimal(c, i, v);
  if (n == 6 && (!et->t->notation || et->t->notation[i] == CT_NOTATION_DMS)) {
    c->sexagesimal++;
    if (strtod(v[2].s, NULL) == 0 && strtod(v[5].s, NULL) == 0) count(&c->no_seconds, i);
  }
}

struct saying {
  struct ct_exam *x;
  struct ct_exam_table *et;
  const struct counts *c;
};

static void say(const struct saying *s, const char *code, const struct tally *t, const char *what,
                const char *suggestion) {
  char published[96];
  size_t shown = t->n < FEW ? t->n : FEW;
  struct ct_exam_finding d = {
      code,       CT_NOTE,          s->et->t,
      t->rows[0], s->et->roles.lat, ct_exam_published(s->et->t, t->rows[0], published),
      suggestion};
  ct_exam_say(s->x, &d, "%zu of %zu positions %s (row%s %s%s)", t->n, s->c->looked, what, t->n > 1 ? "s" : "",
              ct_exam_rows(s->x, s->et->t, t->rows, shown), t->n > shown ? " ..." : "");
}

static void say_all(const struct saying *s) {
  const struct counts *c = s->c;
  if (c->padded.n)
    say(s, "CT-D144", &c->padded,
        "end in zeros that only fill up the digits: they look more exact than they are",
        "state how exact they are in a column 'precision_m'");
  if (c->artefact.n)
    say(s, "CT-D145", &c->artefact, "have digits that single precision made of a shorter number",
        "round them to the digits that were measured");
  else if (c->endless.n * 2 > c->looked)
    say(s, "CT-D145", &c->endless, "have ten decimals or more: less than a hundredth of a millimetre",
        "six decimals are a tenth of a metre");
  if (c->looked >= 10 && c->tenths.n * 2 > c->looked)
    say(s, "CT-D146", &c->tenths, "are whole, half or tenth degrees: known to some 10 km at best",
        "state how exact they are in a column 'precision_m'");
  if (c->sexagesimal >= 8 && c->no_seconds.n * 10 >= c->sexagesimal * 9)
    say(s, "CT-D147", &c->no_seconds, "have no seconds but 00: they are whole minutes, known to 2 km at best",
        "state how exact they are in a column 'precision_m'");
  if (c->hundredths >= 20 && c->hundredths * 10 >= c->looked * 9 && c->below_60.n == c->hundredths)
    say(s, "CT-D154", &c->below_60,
        "have two digits after the point that are never 60 or more: they may be degrees and minutes",
        "39.47 would be 39°47'");
}

void ct_exam_digits(struct ct_exam *x, struct ct_exam_table *et) {
  struct counts c = {0};
  size_t step = et->t->n / LOOKED_AT + 1;
  for (size_t i = 0; i < et->t->n; i += step) look(&c, et, i);
  struct saying s = {x, et, &c};
  say_all(&s);
}
