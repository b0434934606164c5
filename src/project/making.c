// SPDX-License-Identifier: MIT
// Making: a table's column of lines and areas in the making.
#include "project/making.h"

#include <math.h>

#include "base/err.h"

void ct_making_vertex(struct ct_making *m, double lon, double lat) {
  ct_vec_reserve(m->arena, &m->lonlat, 2);
  m->lonlat.v[m->lonlat.n++] = lon;
  m->lonlat.v[m->lonlat.n++] = lat;
  if (m->lonlat.n == 2) m->bbox[0] = m->bbox[2] = lon, m->bbox[1] = m->bbox[3] = lat;
  m->bbox[0] = fmin(m->bbox[0], lon), m->bbox[1] = fmin(m->bbox[1], lat);
  m->bbox[2] = fmax(m->bbox[2], lon), m->bbox[3] = fmax(m->bbox[3], lat);
}

void ct_making_part(struct ct_making *m, bool hole) {
  ct_vec_push(m->arena, &m->coord0, (uint32_t)(m->lonlat.n / 2));
  ct_vec_push(m->arena, &m->hole, (uint8_t)hole);
}

void ct_making_row(struct ct_making *m, enum ct_geom_type type) {
  ct_vec_push(m->arena, &m->type, (uint8_t)type);
  ct_vec_push(m->arena, &m->part0, (uint32_t)m->coord0.n);
  m->placed += type != CT_GEOM_NONE;
}

bool ct_making_finish(struct ct_making *m, const struct ct_table *of, struct ct_table *out,
                      struct ct_err *err) {
  if (m->lonlat.n / 2 > UINT32_MAX) return ct_fail(err, "%s: makes too many vertices", of->name);
  ct_vec_push(m->arena, &m->part0, (uint32_t)m->coord0.n);
  ct_vec_push(m->arena, &m->coord0, (uint32_t)(m->lonlat.n / 2));
  *out = *of;
  out->geoms = (struct ct_geoms){.type = m->type.v,
                                 .part0 = m->part0.v,
                                 .coord0 = m->coord0.v,
                                 .hole = m->hole.v,
                                 .nparts = m->coord0.n - 1,
                                 .ncoords = m->lonlat.n / 2,
                                 .lonlat = m->lonlat.v};
  out->placed = m->placed;
  for (int i = 0; i < 4; i++) out->bbox[i] = m->bbox[i];
  return true;
}

bool ct_row_point(const struct ct_table *t, size_t i, double *lon, double *lat) {
  if (ct_table_geom_type(t, i) != CT_GEOM_POINT) return false;
  size_t part = t->geoms.part0 ? t->geoms.part0[i] : i;
  size_t at = t->geoms.coord0 ? t->geoms.coord0[part] : part;
  *lon = t->geoms.lonlat[2 * at], *lat = t->geoms.lonlat[2 * at + 1];
  return isfinite(*lon) && fabs(*lat) <= 90;
}
