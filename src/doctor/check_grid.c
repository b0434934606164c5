// SPDX-License-Identifier: MIT
// Check grid: which coordinate system would put a table's metres into the country that it names.
#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "doctor/areas.h"
#include "doctor/exam.h"
#include "doctor/nations.h"
#include "model/table.h"

// Grids in common use beside UTM, by EPSG code.
static const int national[] = {2154,  27700, 28992, 31370, 2180, 3006, 2056,  21781, 5179, 5186, 5174,
                               5181,  3067,  5514,  31467, 3765, 2193, 28355, 6677,  2326, 3826, 3035,
                               29903, 2157,  2100,  23700, 3763, 3301, 3346,  3059,  3857};
enum { NNATIONAL = sizeof national / sizeof *national, SAMPLE = 400 };

struct spot {
  double east, north;
  uint16_t nation;
};

struct sample {
  struct ct_exam *x;
  struct spot v[SAMPLE];
  size_t n;
};

struct guess {
  int epsg;
  size_t inside;
};

// A country in the file's name: "chile_solar.csv".
static uint16_t nation_of_file(const struct ct_exam *x, const struct ct_table *t) {
  const char *slash = t->file ? strrchr(t->file, '/') : NULL, *p = slash ? slash + 1 : t->file ? t->file : "";
  char word[64];
  while (*p) {
    size_t n = strcspn(p, "_-. ,()0123456789");
    if (n > 3 && n < sizeof word) {
      memcpy(word, p, n);
      word[n] = '\0';
      uint16_t found = ct_nations_find(x->nations, word, false);
      if (found != CT_NATION_NONE) return found;
    }
    p += n + (p[n] != '\0');
  }
  return CT_NATION_NONE;
}

static void take_sample(struct sample *s, const struct ct_exam_table *et) {
  const struct ct_table *t = et->t;
  int east = ct_table_column(t, t->easting), north = ct_table_column(t, t->northing);
  uint16_t by_file = nation_of_file(s->x, t);
  if (east < 0 || north < 0) return;
  size_t step = t->n / SAMPLE + 1;
  for (size_t i = 0; i < t->n && s->n < SAMPLE; i += step) {
    char buf[32];
    const char *name = et->roles.country >= 0 ? ct_table_text(t, et->roles.country, i, buf) : NULL;
    uint16_t named =
        name && *name ? ct_nations_find(s->x->nations, name, et->roles.country_codes) : CT_NATION_NONE;
    struct spot p = {ct_table_number(t, east, i), ct_table_number(t, north, i),
                     named == CT_NATION_NONE ? by_file : named};
    if (!isnan(p.east) && !isnan(p.north) && p.nation != CT_NATION_NONE) s->v[s->n++] = p;
  }
}

static size_t count_inside(const struct sample *s, PJ *to_lonlat) {
  size_t inside = 0;
  for (size_t i = 0; i < s->n; i++) {
    PJ_COORD c = proj_trans(to_lonlat, PJ_FWD, proj_coord(s->v[i].east, s->v[i].north, 0, 0));
    double lon = c.xy.x, lat = c.xy.y;
    if (!isfinite(lon) || !isfinite(lat) || fabs(lon) > 180 || fabs(lat) > 90) continue;
    inside += ct_areas_distance_m(s->x->countries, s->v[i].nation, lon, lat, 5000) <= 5000;
  }
  return inside;
}

static void try_grid(const struct sample *s, PJ_CONTEXT *context, int epsg, struct guess best[2]) {
  char name[32];
  snprintf(name, sizeof name, "EPSG:%d", epsg);
  PJ *raw = proj_create_crs_to_crs(context, name, "OGC:CRS84", NULL);
  PJ *p = raw ? proj_normalize_for_visualization(context, raw) : NULL;
  if (raw) proj_destroy(raw);
  if (!p) return;
  struct guess g = {epsg, count_inside(s, p)};
  proj_destroy(p);
  if (g.inside > best[0].inside) {
    best[1] = best[0];
    best[0] = g;
  } else if (g.inside > best[1].inside) {
    best[1] = g;
  }
}

static void silent(void *user, int level, const char *message) {
  (void)user;
  (void)level;
  (void)message;
}

static void try_all(const struct sample *s, struct guess best[2]) {
  PJ_CONTEXT *context = proj_context_create();
  if (!context) return;
  proj_log_func(context, NULL, silent);
  for (int zone = 1; zone <= 60; zone++) {
    try_grid(s, context, 32600 + zone, best);
    try_grid(s, context, 32700 + zone, best);
  }
  for (size_t i = 0; i < NNATIONAL; i++) try_grid(s, context, national[i], best);
  proj_context_destroy(context);
}

static const char *grid_name(const struct ct_exam *x, int epsg) {
  if (epsg > 32600 && epsg <= 32660)
    return ct_arena_printf(x->a, "EPSG:%d (UTM zone %d north)", epsg, epsg - 32600);
  if (epsg > 32700 && epsg <= 32760)
    return ct_arena_printf(x->a, "EPSG:%d (UTM zone %d south)", epsg, epsg - 32700);
  return ct_arena_printf(x->a, "EPSG:%d", epsg);
}

void ct_exam_grid(struct ct_exam *x, struct ct_exam_table *et) {
  struct guess best[2] = {{0}};
  if (!et->t->easting || !x->nations) return;
  struct sample *s = CT_NEW(&x->scratch, struct sample);
  s->x = x;
  take_sample(s, et);
  if (s->n < 3) return;
  try_all(s, best);
  // Not half of them: the metres may be of several zones, or of no system at all.
  if (best[0].inside * 10 < s->n * 8) return;
  bool alone = best[1].inside * 2 < best[0].inside;
  struct ct_exam_finding f = {.code = "CT-D155", .severity = CT_NOTE, .t = et->t, .i = CT_EXAM_WHOLE};
  f.column = ct_table_column(et->t, et->t->easting);
  f.suggestion = ct_arena_printf(x->a, "crs EPSG:%d, if the source agrees", best[0].epsg);
  const char *country = x->nations->v[s->v[0].nation].name;
  ct_exam_say(x, &f, "read in %s, %zu of %zu rows looked at would lie in the country named (%s)%s%s",
              grid_name(x, best[0].epsg), best[0].inside, s->n, country,
              alone ? "" : "; also possible: ", alone ? "" : grid_name(x, best[1].epsg));
}
