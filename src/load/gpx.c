// SPDX-License-Identifier: MIT
// GPX: when tracks began and ended, and only such columns as hold something.
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "base/arena.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"

static size_t track_count(OGRLayerH tracks) {
  GIntBig n = OGR_L_GetFeatureCount(tracks, TRUE);
  return n > 0 && n < 10000000 ? (size_t)n : 0;
}

static void read_points(struct ct_load_run *r, OGRLayerH points, struct ct_gpx_times *t) {
  OGRFeatureDefnH defn = OGR_L_GetLayerDefn(points);
  int track = OGR_FD_GetFieldIndex(defn, "track_fid"), time = OGR_FD_GetFieldIndex(defn, "time");
  if (track < 0 || time < 0) return;
  OGR_L_ResetReading(points);
  OGRFeatureH f;
  while ((f = r->handles.feature = OGR_L_GetNextFeature(points))) {
    GIntBig fid = OGR_F_GetFieldAsInteger64(f, track);
    char buf[64];
    size_t n = OGR_F_IsFieldSetAndNotNull(f, time) ? ct_ogr_date_text(f, time, buf, sizeof buf) : 0;
    if (n && fid >= 0 && (uint64_t)fid < t->n) {
      // The last one's text is written over: tracks have many points.
      char **end = (char **)&t->end[fid];
      if (!*end) *end = ct_arena_alloc(r->arena, sizeof buf, 1);
      memcpy(*end, buf, n + 1);
      if (!t->begin[fid]) t->begin[fid] = ct_arena_strndup(r->arena, buf, n);
    }
    r->handles.feature = NULL;
    OGR_F_Destroy(f);
  }
}

void ct_gpx_plan_times(struct ct_load_run *r, struct ct_ogr_plan *plan, size_t begin, size_t end) {
  OGRLayerH points = GDALDatasetGetLayerByName(r->handles.dataset, "track_points");
  struct ct_gpx_times *t = CT_NEW(&r->scratch, struct ct_gpx_times);
  *t = (struct ct_gpx_times){.n = track_count(plan->layer), .begin_column = begin, .end_column = end};
  if (!points || !t->n) return;
  t->begin = CT_NEW_N(&r->scratch, const char *, t->n);
  t->end = CT_NEW_N(&r->scratch, const char *, t->n);
  read_points(r, points, t);
  plan->times = t;
}

static bool empty(const struct ct_build *b, const struct ct_build_column *c) {
  for (size_t i = 0; i < b->n; i++) {
    bool filled = c->string ? c->string[i] != NULL : c->number ? !isnan(c->number[i]) : true;
    if (filled) return false;
  }
  return true;
}

void ct_gpx_drop_empty(struct ct_load_run *r) {
  if (!r->req->all_columns) return;
  for (size_t i = 0; i < r->build.ncolumns; i++)
    if (empty(&r->build, &r->build.columns[i])) r->build.columns[i].wanted = false;
}
