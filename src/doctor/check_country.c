// SPDX-License-Identifier: MIT
// Check country: rows that lie outside the country they name, and the slip that put them there.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "coord/coord.h"
#include "doctor/areas.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/measure.h"
#include "doctor/nations.h"
#include "model/diag.h"
#include "model/table.h"

// Simplified coasts, harbour works, border posts.
static const double tolerance_m = 10000;
// A mended position must be in the country, but for the coast's simplification.
static const double mended_m = 2000;

enum slip { SWAPPED, SIGN, DIGITS, SLIPS };

static const struct {
  const char *code, *what;
} slips[SLIPS] = {{"CT-D130", "latitude and longitude are swapped"},
                  {"CT-D131", "a sign is lost"},
                  {"CT-D132", "a digit is lost or the decimal point is misplaced"}};

// What a typist does to a position, undone; the first that falls into the country wins.
static const struct repair {
  enum slip slip;
  bool swap;
  double lat_by, lon_by, lon_add;
  const char *what;  // done to the position to mend it
} repairs[] = {
    {SWAPPED, true, 1, 1, 0, "swapped"},
    {SIGN, false, -1, 1, 0, "with the other sign of the latitude"},
    {SIGN, false, 1, -1, 0, "with the other sign of the longitude"},
    {SIGN, false, -1, -1, 0, "with the other signs"},
    {SWAPPED, true, -1, 1, 0, "swapped, with the other sign of the latitude"},
    {SWAPPED, true, 1, -1, 0, "swapped, with the other sign of the longitude"},
    {SWAPPED, true, -1, -1, 0, "swapped, with the other signs"},
    {DIGITS, false, 1, 10, 0, "with the longitude times 10"},
    {DIGITS, false, 1, 0.1, 0, "with a tenth of the longitude"},
    {DIGITS, false, 10, 1, 0, "with the latitude times 10"},
    {DIGITS, false, 0.1, 1, 0, "with a tenth of the latitude"},
    {DIGITS, false, 1, 1, 100, "with 100 added to the longitude"},
    {DIGITS, false, 10, 10, 0, "with both times 10"},
    {DIGITS, false, 0.1, 0.1, 0, "with a tenth of both"},
    {DIGITS, false, 1, 100, 0, "with the longitude times 100"},
    {DIGITS, false, 100, 1, 0, "with the latitude times 100"},
};
enum { NREPAIRS = sizeof repairs / sizeof *repairs };

// A row at sea that near is on an islet the base layer lacks, or offshore.
static const double offshore_m = 100000, afloat_m = 400000;

struct row {
  size_t i;
  uint16_t named;
  double lon, lat;
};

struct work {
  struct ct_exam *x;
  struct ct_exam_table *et;
  const char *last_text;  // the cell before, as equal texts are often one pointer
  uint16_t last_nation;
  bool afloat;  // ships and the like
  size_t named, by[SLIPS];
};

static uint16_t named_nation(struct work *w, size_t i) {
  const struct ct_exam_roles *r = &w->et->roles;
  char buf[32];
  const char *s = ct_table_text(w->et->t, r->country, i, buf);
  if (!s || !*s) return CT_NATION_NONE;
  if (s == w->last_text && s != buf) return w->last_nation;
  if (r->country_in_end) {
    const char *comma = strrchr(s, ',');
    return comma ? ct_nations_find(w->x->nations, comma + 1, false) : CT_NATION_NONE;
  }
  w->last_text = s;
  return w->last_nation = ct_nations_find(w->x->nations, s, r->country_codes);
}

static bool is_outside(struct work *w, const struct row *r, bool *offshore) {
  struct ct_areas *c = w->x->countries;
  uint16_t at = ct_areas_at(c, r->lon, r->lat);
  *offshore = false;
  if (at == r->named || ct_nations_accept(w->x->nations, r->named, at, r->lon, r->lat)) return false;
  if (ct_areas_inside(c, r->named, r->lon, r->lat)) return false;
  double limit = tolerance_m + ct_exam_precision_m(w->et->t, r->i), reach = limit;
  if (at == CT_AREAS_NONE) reach = fmax(limit, w->afloat ? afloat_m : offshore_m);
  double m = ct_areas_edge_m(c, r->named, r->lon, r->lat, reach);
  *offshore = m > limit && m <= reach;
  return !(m <= limit) && !(*offshore && (w->afloat || r->lat < CT_EXAM_ICE_LAT));
}

static bool mend(const struct row *r, const struct repair *f, double *lon, double *lat) {
  *lat = (f->swap ? r->lon : r->lat) * f->lat_by;
  *lon = (f->swap ? r->lat : r->lon) * f->lon_by + f->lon_add;
  return fabs(*lat) <= 90 && fabs(*lon) <= 180;
}

static const struct repair *find_repair(struct work *w, const struct row *r, double *lon, double *lat) {
  for (size_t k = 0; k < NREPAIRS; k++) {
    const struct repair *f = &repairs[k];
    if (!mend(r, f, lon, lat)) continue;
    // Digits are a guess: only well inside, and with nothing to spare at the coast.
    double limit = f->slip == DIGITS ? 0 : mended_m;
    if (ct_areas_distance_m(w->x->countries, r->named, *lon, *lat, limit) <= limit) return f;
  }
  return NULL;
}

static const char *where_now(struct work *w, const struct row *r, char buf[128]) {
  uint16_t at = ct_areas_at(w->x->countries, r->lon, r->lat);
  if (at == CT_AREAS_NONE)
    snprintf(buf, 128, "lies at sea");
  else
    snprintf(buf, 128, "lies in %.100s", w->x->nations->v[at].name);
  return buf;
}

static void say_mended(struct work *w, const struct row *r, const struct repair *f, double lon, double lat) {
  const char *nation = w->x->nations->v[r->named].name;
  char place[128], published[96], pair[96], suggestion[512], a[32], b[32];
  snprintf(suggestion, sizeof suggestion, "%s lies in %.100s (%s)", ct_exam_pair(lat, lon, pair), nation,
           f->what);
  struct ct_exam_finding d = {
      slips[f->slip].code, CT_WARNING,       w->et->t,
      (long long)r->i,     w->et->roles.lat, ct_exam_published(w->et->t, r->i, published),
      suggestion};
  ct_exam_say(w->x, &d, "latitude %s, longitude %s %s, not in %.100s", ct_exam_degrees(r->lat, a),
              ct_exam_degrees(r->lon, b), where_now(w, r, place), nation);
  w->by[f->slip]++;
}

static void say_outside(struct work *w, const struct row *r, bool offshore) {
  const char *nation = w->x->nations->v[r->named].name;
  char place[128], published[96], far[32], a[32], b[32];
  double m = ct_areas_edge_m(w->x->countries, r->named, r->lon, r->lat, INFINITY);
  struct ct_exam_finding d = {"CT-D133",
                              CT_WARNING,
                              w->et->t,
                              (long long)r->i,
                              w->et->roles.lat,
                              ct_exam_published(w->et->t, r->i, published),
                              "check the position and the country's name"};
  if (offshore) {
    d.severity = CT_NOTE;
    d.suggestion = "right for an islet or a site offshore, else check the position";
  }
  if (isfinite(m))
    ct_exam_say(w->x, &d, "latitude %s, longitude %s %s, %s from %.100s", ct_exam_degrees(r->lat, a),
                ct_exam_degrees(r->lon, b), where_now(w, r, place), ct_measure_say(m, far), nation);
  else
    ct_exam_say(w->x, &d, "latitude %s, longitude %s %s, not in %.100s", ct_exam_degrees(r->lat, a),
                ct_exam_degrees(r->lon, b), where_now(w, r, place), nation);
}

static void examine_row(struct work *w, const struct row *r) {
  double lon, lat;
  bool offshore;
  w->named++;
  if (!is_outside(w, r, &offshore)) return;
  w->et->told[r->i] = !offshore;
  const struct repair *f = offshore ? NULL : find_repair(w, r, &lon, &lat);
  if (f)
    say_mended(w, r, f, lon, lat);
  else
    say_outside(w, r, offshore);
}

// When most rows have one fault, it is the columns'.
static void say_whole(struct work *w) {
  for (int k = 0; k < DIGITS; k++) {
    if (w->by[k] < 5 || w->by[k] * 10 < w->named * 6) continue;
    struct ct_exam_finding d = {"CT-D134",
                                CT_WARNING,
                                w->et->t,
                                CT_EXAM_WHOLE,
                                w->et->roles.lat,
                                NULL,
                                k == SWAPPED ? "name the columns the other way round with lat and lon"
                                             : "the column holds degrees south or west without their sign"};
    ct_exam_say(w->x, &d,
                "%zu of %zu rows lie in the country they name only when mended: %s in the whole column",
                w->by[k], w->named, slips[k].what);
  }
}

static bool named_row(struct work *w, size_t i, struct row *r) {
  *r = (struct row){.i = i};
  if (!ct_exam_point(w->et->t, i, &r->lon, &r->lat)) return false;
  r->named = named_nation(w, i);
  return r->named != CT_NATION_NONE;
}

static bool short_code(const struct work *w, size_t i) {
  char buf[32];
  const char *s = ct_table_text(w->et->t, w->et->roles.country, i, buf);
  return s && strlen(s) == 2;
}

// Does the column tell where rows are? It may be the owner's country, or hold other codes than ISO's (in which
// GM is Germany and CH China), and then most rows, or with codes many, lie elsewhere, not by a slip.
static bool tells_place(struct work *w) {
  enum { SAMPLE = 600, FEW = 8 };
  size_t n = 0, good = 0, slipped = 0, codes = 0, step = w->et->t->n / SAMPLE + 1;
  for (size_t i = 0; i < w->et->t->n; i += step) {
    struct row r;
    double lon, lat;
    bool offshore;
    if (!named_row(w, i, &r)) continue;
    n++;
    codes += short_code(w, i);
    if (!is_outside(w, &r, &offshore) || offshore) {
      good++;
      continue;
    }
    const struct repair *f = find_repair(w, &r, &lon, &lat);
    slipped += f && f->slip != DIGITS;
  }
  if (n < FEW || w->x->q->country_column) return true;
  if ((good + slipped) * 100 >= n * (codes * 2 > n ? 85 : 50)) return true;
  struct ct_exam_finding d = {"CT-D135",
                              CT_NOTE,
                              w->et->t,
                              CT_EXAM_WHOLE,
                              w->et->roles.country,
                              NULL,
                              "name the column that tells where the rows are"};
  ct_exam_say(w->x, &d,
              "rows are not compared with column '%.80s': %zu of %zu looked at lie in other countries",
              w->et->t->columns[w->et->roles.country].name, n - good, n);
  return false;
}

void ct_exam_countries(struct ct_exam *x, struct ct_exam_table *et) {
  struct work w = {.x = x, .et = et, .last_nation = CT_NATION_NONE, .afloat = ct_exam_afloat(et)};
  if (et->roles.country < 0 || !x->countries || !tells_place(&w)) return;
  et->by_country = true;
  for (size_t i = 0; i < et->t->n; i++) {
    struct row r;
    if (named_row(&w, i, &r)) examine_row(&w, &r);
  }
  say_whole(&w);
}
