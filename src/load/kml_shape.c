// SPDX-License-Identifier: MIT
// KML shapes: geometry elements to parts of longitudes and latitudes; altitudes are passed over.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "load/kml.h"
#include "load/run.h"

static bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void spoil(struct ct_kml *k, const char *code, const char *why) {
  if (k->shape.why) return;
  k->shape.why = why;
  k->shape.code = code;
}

static void unreadable(struct ct_kml *k, const char *what, const char *p, size_t n) {
  if (k->shape.why) return;
  int shown = n > 40 ? 40 : (int)n;
  spoil(k, "CT-D183",
        ct_arena_printf(&k->r->scratch, "%s '%.*s' (expected longitude,latitude[,altitude] with points)",
                        what, shown, p));
}

static void add(struct ct_kml *k, const double *v) {
  // KML knows degrees only; another system can but be given from outside.
  if (!k->r->handles.transform && !k->shape.why && fabs(v[1]) > 90 && isfinite(v[1])) {
    bool swapped = fabs(v[0]) <= 90 && fabs(v[1]) <= 180;
    spoil(k, "CT-D113",
          ct_arena_printf(&k->r->scratch, "latitude '%.10g' is outside -90..90%s", v[1],
                          swapped ? " (KML writes longitude first: they seem to be swapped)" : ""));
  }
  if (!k->r->handles.transform && !k->shape.why && fabs(v[0]) > 540)
    spoil(k, "CT-D112", ct_arena_printf(&k->r->scratch, "longitude '%.10g' is outside -180..180", v[0]));
  ct_vec_push(&k->r->scratch, &k->shape.lonlat, v[0]);
  ct_vec_push(&k->r->scratch, &k->shape.lonlat, v[1]);
}

// One tuple from *at: numbers joined by commas, blanks allowed after (and before) them. How many.
static size_t tuple(struct ct_kml *k, const char **at, const char *end, double v[4]) {
  const char *p = *at, *from = p;
  size_t n = 0;
  for (;;) {
    const char *word = p;
    while (p < end && !blank(*p) && *p != ',') p++;
    double x;
    if (p == word && n >= 2) break;  // "1,2," ends with a comma
    if (!ct_number_read(word, (size_t)(p - word), &x)) {
      unreadable(k, "coordinates cannot be read at", from, (size_t)(end - from));
      return 0;
    }
    if (n < 4) v[n] = x;
    n++;
    const char *q = p;
    while (q < end && blank(*q)) q++;
    if (q == end || *q != ',') break;
    for (p = q + 1; p < end && blank(*p);) p++;
  }
  *at = p;
  return n;
}

// The text of <coordinates> as one part.
static void coordinates(struct ct_kml *k, const char *p, size_t size, struct ct_kml_part part) {
  const char *end = p + size;
  part.first = k->shape.lonlat.n / 2;
  for (;;) {
    while (p < end && blank(*p)) p++;
    if (p == end) break;
    const char *from = p;
    double v[4];
    size_t n = tuple(k, &p, end, v);
    if (n == 0) return;
    if (n < 2 || n > 3) {
      unreadable(k, n < 2 ? "a coordinate without latitude" : "more than three numbers in a coordinate", from,
                 (size_t)(p - from));
      return;
    }
    add(k, v);
  }
  part.n = k->shape.lonlat.n / 2 - part.first;
  if (part.n) ct_vec_push(&k->r->scratch, &k->shape.parts, part);
}

static void read_coordinates(struct ct_kml *k, struct ct_kml_part part) {
  while (ct_xml_child(k->xml)) {
    if (!ct_xml_is(k->xml, "coordinates"))
      ct_xml_skip(k->xml);
    else if (ct_xml_text(k->xml, &k->buf))
      coordinates(k, ct_str_text(&k->buf), k->buf.n, part);
  }
}

static void read_boundary(struct ct_kml *k, bool hole) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "LinearRing"))
      read_coordinates(k, (struct ct_kml_part){.type = CT_GEOM_POLYGON, .hole = hole});
    else
      ct_xml_skip(k->xml);
  }
}

// A hole follows its exterior, whatever the order in the file.
static void exterior_first(struct ct_kml_part *parts, size_t n) {
  for (size_t i = 1; i < n && parts[0].hole; i++) {
    if (parts[i].hole) continue;
    struct ct_kml_part exterior = parts[i];
    parts[i] = parts[0];
    parts[0] = exterior;
  }
}

static void read_polygon(struct ct_kml *k) {
  size_t first = k->shape.parts.n;
  while (ct_xml_child(k->xml)) {
    bool hole = ct_xml_is(k->xml, "innerBoundaryIs");
    if (hole || ct_xml_is(k->xml, "outerBoundaryIs"))
      read_boundary(k, hole);
    else
      ct_xml_skip(k->xml);
  }
  exterior_first(k->shape.parts.v + first, k->shape.parts.n - first);
}

// "lon lat alt"
static void track_point(struct ct_kml *k) {
  const char *p = ct_str_text(&k->buf), *end = p + k->buf.n;
  double v[2] = {NAN, NAN};
  for (int i = 0; i < 2; i++) {
    while (p < end && blank(*p)) p++;
    const char *word = p;
    while (p < end && !blank(*p)) p++;
    if (word == p || !ct_number_read(word, (size_t)(p - word), &v[i])) {
      unreadable(k, "a track's point cannot be read at", ct_str_text(&k->buf), k->buf.n);
      return;
    }
  }
  add(k, v);
}

static void track_time(struct ct_kml *k) {
  struct ct_kml_shape *s = &k->shape;
  s->last.n = 0;
  ct_str_add_n(&s->last, ct_str_text(&k->buf), k->buf.n);
  if (!s->when.n) ct_str_add_n(&s->when, ct_str_text(&k->buf), k->buf.n);
}

static void read_track(struct ct_kml *k) {
  struct ct_kml_part part = {.type = CT_GEOM_LINE, .first = k->shape.lonlat.n / 2};
  while (ct_xml_child(k->xml)) {
    bool coord = ct_xml_is(k->xml, "coord");
    if (!coord && !ct_xml_is(k->xml, "when")) {
      ct_xml_skip(k->xml);
    } else if (ct_xml_text(k->xml, &k->buf) && k->buf.n) {
      if (coord)
        track_point(k);
      else
        track_time(k);
    }
  }
  part.n = k->shape.lonlat.n / 2 - part.first;
  if (part.n == 1) part.type = CT_GEOM_POINT;
  if (part.n) ct_vec_push(&k->r->scratch, &k->shape.parts, part);
}

static void read_location(struct ct_kml *k) {
  double v[2] = {NAN, NAN};
  while (ct_xml_child(k->xml)) {
    int i = ct_xml_is(k->xml, "longitude") ? 0 : ct_xml_is(k->xml, "latitude") ? 1 : -1;
    if (i < 0)
      ct_xml_skip(k->xml);
    else if (ct_xml_text(k->xml, &k->buf) && !ct_number_read(ct_str_text(&k->buf), k->buf.n, &v[i]))
      unreadable(k, "a location cannot be read at", ct_str_text(&k->buf), k->buf.n);
  }
  if (isnan(v[0]) || isnan(v[1])) return;
  struct ct_kml_part part = {.type = CT_GEOM_POINT, .first = k->shape.lonlat.n / 2, .n = 1};
  add(k, v);
  ct_vec_push(&k->r->scratch, &k->shape.parts, part);
}

static const char *const elements[] = {"Point", "LineString",    "LinearRing", "Polygon",
                                       "Track", "MultiGeometry", "MultiTrack", "Model"};
enum { NELEMENTS = sizeof elements / sizeof *elements };

bool ct_kml_is_geometry(const struct ct_xml *x) {
  for (int i = 0; i < NELEMENTS; i++)
    if (ct_xml_is(x, elements[i])) return true;
  return false;
}

// The XML's depth bounds the recursion.
// NOLINTNEXTLINE(misc-no-recursion)
void ct_kml_geometry(struct ct_kml *k) {
  struct ct_xml *x = k->xml;
  k->shape.given = true;
  if (ct_xml_is(x, "Point")) {
    read_coordinates(k, (struct ct_kml_part){.type = CT_GEOM_POINT});
  } else if (ct_xml_is(x, "LineString") || ct_xml_is(x, "LinearRing")) {
    read_coordinates(k, (struct ct_kml_part){.type = CT_GEOM_LINE});
  } else if (ct_xml_is(x, "Polygon")) {
    read_polygon(k);
  } else if (ct_xml_is(x, "Track")) {
    read_track(k);
  } else if (ct_xml_is(x, "Model")) {
    while (ct_xml_child(x)) {
      if (ct_xml_is(x, "Location"))
        read_location(k);
      else
        ct_xml_skip(x);
    }
  } else {
    while (ct_xml_child(x)) {
      if (ct_kml_is_geometry(x))
        ct_kml_geometry(k);
      else
        ct_xml_skip(x);
    }
  }
}
