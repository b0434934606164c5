// SPDX-License-Identifier: MIT
// Graticule: where lines meet the frame or the edge of the world, and at which angle.
#include <math.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model/shapes.h"
#include "project/graticule_net.h"
#include "project/project.h"
#include "project/projection.h"

// Samples along the frame's sides, in points apart.
#define SAMPLE_PT 1.5
// Lines that run nearly along an edge are not labelled there: the sine of the least angle between.
#define ANGLE_LEAST 0.5
#define ANGLE_FREE 0.7
// Crossed as steeply as this, any side will do.
#define ANGLE_STEEP 0.8
// What ends nearer to the frame than this ends at the frame.
#define INSIDE_PT 0.75
#define NEAR_OUTLINE_PT 1.0
// Meridians that end as near to a pole as this meet there.
#define POLE_PT 12.0
// Room for a label in the frame beyond a place inside; it stands to the right of it and above.
#define INSIDE_MARGIN_PT 10.0
#define INSIDE_W_PT 24.0
#define INSIDE_H_PT 8.0

typedef ct_vec(struct ct_graticule_end) end_list;

struct finder {
  const struct ct_graticule_plan *plan;
  struct ct_arena *a;
  end_list ends;
  bool upright, lying;  // meridians run up and down, or across, all over the map
  double along;         // the parallel that meridians are labelled along, or NaN
};

// A place along a side of the frame.
struct sample {
  double t, lon, lat;
  bool ok;
};

struct side {
  enum ct_graticule_side side;
  double x0, y0, x1, y1, nx, ny;
};

static struct sample look(const struct finder *f, const struct side *s, double t) {
  struct sample p = {.t = t};
  double x = s->x0 + t * (s->x1 - s->x0), y = s->y0 + t * (s->y1 - s->y0);
  p.ok = ct_unproject_point(f->plan->view, x, y, &p.lon, &p.lat);
  return p;
}

static double off(const struct sample *p, bool parallel, double deg) {
  return parallel ? p->lat - deg : ct_lon_near(p->lon - deg, 0);
}

// The way of a line at a place of it, outwards; false where it has none.
static bool direction(const struct finder *f, double lon, double lat, bool parallel,
                      struct ct_graticule_end *e) {
  const struct ct_view *view = f->plan->view;
  double step = fmin(parallel ? f->plan->step_lon : f->plan->step_lat, 1) * 0.02, p[2][2];
  int n = 0;
  for (int i = 0; i < 2; i++) {
    double d = i ? step : -step;
    bool ok = ct_project_point(view, parallel ? ct_lon_near(lon + d, 0) : lon, parallel ? lat : lat + d,
                               &p[i][0], &p[i][1]);
    // One side of the place may lie beyond the world.
    if (!ok) p[i][0] = e->x, p[i][1] = e->y;
    n += ok;
  }
  double dx = p[1][0] - p[0][0], dy = p[1][1] - p[0][1], len = hypot(dx, dy);
  if (!n || !(len > 0) || !isfinite(len)) return false;
  if (dx * e->nx + dy * e->ny < 0) dx = -dx, dy = -dy;
  e->dx = dx / len, e->dy = dy / len;
  return true;
}

// Custom: meridians are labelled above and below, parallels at the sides, where that is what they do.
static bool customary(const struct finder *f, const struct ct_graticule_end *e) {
  bool level = e->side == CT_GRATICULE_TOP || e->side == CT_GRATICULE_BOTTOM;
  double sine = e->dx * e->nx + e->dy * e->ny;
  if (sine >= ANGLE_STEEP) return true;
  if (f->upright) return sine >= ANGLE_LEAST && level != e->parallel;
  if (f->lying) return sine >= ANGLE_LEAST && level == e->parallel;
  return sine >= ANGLE_FREE;
}

// The line of `deg` crosses the side between two samples: where, by bisection.
static void add_crossing(struct finder *f, const struct side *s, struct sample p, struct sample q,
                         bool parallel, double deg) {
  const struct ct_graticule_plan *plan = f->plan;
  bool below = off(&p, parallel, deg) < 0;
  for (int i = 0; i < 48; i++) {
    struct sample m = look(f, s, (p.t + q.t) / 2);
    if (!m.ok) return;
    if ((off(&m, parallel, deg) < 0) == below)
      p = m;
    else
      q = m;
  }
  // A jump is no crossing: the seam of the map, an interruption.
  if (fabs(off(&p, parallel, deg)) > 1e-5 * (parallel ? plan->step_lat : plan->step_lon)) return;
  if (!parallel && !ct_graticule_goes_on(deg) && (p.lat > plan->stop_n + 1e-6 || p.lat < plan->stop_s - 1e-6))
    return;
  struct ct_graticule_end e = {.parallel = parallel, .deg = deg, .side = s->side, .nx = s->nx, .ny = s->ny};
  e.x = s->x0 + p.t * (s->x1 - s->x0), e.y = s->y0 + p.t * (s->y1 - s->y0);
  if (direction(f, p.lon, p.lat, parallel, &e) && customary(f, &e)) ct_vec_push(f->a, &f->ends, e);
}

static void between(struct finder *f, const struct side *s, struct sample p, struct sample q, bool parallel) {
  double step = parallel ? f->plan->step_lat : f->plan->step_lon;
  double from = parallel ? p.lat : p.lon, to = parallel ? q.lat : ct_lon_near(q.lon, p.lon);
  if (fabs(to - from) > 60) return;
  double low = fmin(from, to), high = fmax(from, to);
  for (double k = floor(low / step) + 1; k * step <= high; k++) {
    double deg = parallel ? k * step : ct_lon_near(k * step, 0);
    if (!parallel && fabs(deg + 180) < 1e-9) deg = 180;
    if (fabs(deg) < 1e-12) deg = 0;
    if (!parallel || fabs(deg) < 90 - 1e-7) add_crossing(f, s, p, q, parallel, deg);
  }
}

static void walk_side(struct finder *f, const struct side *s) {
  int n = (int)ceil(hypot(s->x1 - s->x0, s->y1 - s->y0) / SAMPLE_PT);
  struct sample last = look(f, s, 0);
  for (int i = 1; i <= n; i++) {
    struct sample p = look(f, s, (double)i / n);
    if (p.ok && last.ok) {
      between(f, s, last, p, false);
      between(f, s, last, p, true);
    }
    last = p;
  }
}

// ---- the edge of the world

static double to_segment(double x, double y, const float *p, const float *q) {
  double dx = q[0] - p[0], dy = q[1] - p[1], len2 = dx * dx + dy * dy, t = 0;
  if (len2 > 0) t = fmin(fmax(((x - p[0]) * dx + (y - p[1]) * dy) / len2, 0), 1);
  return hypot(x - p[0] - t * dx, y - p[1] - t * dy);
}

// The outline's nearest edge; its normal leads away from the world. False: none is near.
static bool at_outline(const struct ct_shapes *s, double x, double y, double *nx, double *ny) {
  double best = NEAR_OUTLINE_PT, area = 0;
  bool found = false;
  for (size_t part = 0; part < s->nparts; part++) {
    size_t from = s->coord0[part], to = s->coord0[part + 1];
    for (size_t i = from; i < to; i++) {
      const float *p = s->xy + 2 * i, *q = s->xy + 2 * (i + 1 < to ? i + 1 : from);
      area += (double)p[0] * q[1] - (double)q[0] * p[1];
      double d = to_segment(x, y, p, q), len = hypot(q[0] - p[0], q[1] - p[1]);
      if (!(d < best) || !(len > 0)) continue;
      best = d, found = true;
      *nx = (q[1] - p[1]) / len, *ny = (p[0] - q[0]) / len;
    }
  }
  if (area < 0) *nx = -*nx, *ny = -*ny;
  return found;
}

static bool well_inside(const struct ct_rect *r, double x, double y, double by) {
  return x > r->x + by && x < r->x + r->w - by && y > r->y + by && y < r->y + r->h - by;
}

static bool at_pole(const struct ct_graticule_plan *p, double x, double y) {
  return (p->point_n && hypot(x - p->pole_x[0], y - p->pole_y[0]) < POLE_PT) ||
         (p->point_s && hypot(x - p->pole_x[1], y - p->pole_y[1]) < POLE_PT);
}

// Two ends of a line that meet are the seam of its longitudes, not an end.
static bool meets_another(const struct ct_shapes *s, size_t shape, size_t at) {
  const float *p = s->xy + 2 * at;
  for (uint32_t part = s->part0[shape]; part < s->part0[shape + 1]; part++) {
    const size_t ends[2] = {s->coord0[part], s->coord0[part + 1] - 1};
    for (int i = 0; i < 2; i++)
      if (ends[i] != at && hypot(s->xy[2 * ends[i]] - p[0], s->xy[2 * ends[i] + 1] - p[1]) < 0.5) return true;
  }
  return false;
}

// A world that just touches the frame ends there too: nothing is beyond.
static bool world_ends(const struct ct_view *v, const struct ct_graticule_end *e) {
  double lon, lat;
  return well_inside(&v->frame, e->x, e->y, INSIDE_PT) ||
         !ct_unproject_point(v, e->x + 2 * INSIDE_PT * e->nx, e->y + 2 * INSIDE_PT * e->ny, &lon, &lat);
}

static void add_edge_end(struct finder *f, const struct ct_graticule_net *net, size_t shape, size_t at,
                         size_t before) {
  const struct ct_graticule_plan *plan = f->plan;
  const struct ct_shapes *s = net->lines;
  double x = s->xy[2 * at], y = s->xy[2 * at + 1];
  struct ct_graticule_end e = {.side = CT_GRATICULE_EDGE, .x = x, .y = y};
  if (meets_another(s, shape, at) || !at_outline(net->outline, x, y, &e.nx, &e.ny) ||
      !world_ends(plan->view, &e))
    return;
  size_t row = s->feature[shape];
  e.parallel = row >= plan->nlon;
  if (!e.parallel && at_pole(plan, x, y)) return;
  e.deg = e.parallel ? plan->lat[row - plan->nlon] : ct_lon_near(plan->lon[row], 0);
  if (!e.parallel && fabs(e.deg + 180) < 1e-9) e.deg = 180;
  double dx = x - s->xy[2 * before], dy = y - s->xy[2 * before + 1], len = hypot(dx, dy);
  e.dx = len > 0 ? dx / len : e.nx, e.dy = len > 0 ? dy / len : e.ny;
  // Those that only graze a globe's limb cannot be told apart there.
  if (!e.parallel && e.dx * e.nx + e.dy * e.ny < ANGLE_LEAST) return;
  ct_vec_push(f->a, &f->ends, e);
}

static void edge_ends(struct finder *f, const struct ct_graticule_net *net) {
  const struct ct_shapes *s = net->lines;
  for (size_t k = 0; k < s->n; k++)
    for (uint32_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
      size_t from = s->coord0[part], to = s->coord0[part + 1];
      if (to - from < 2) continue;
      add_edge_end(f, net, k, from, from + 1);
      add_edge_end(f, net, k, to - 1, to - 2);
    }
}

// ---- inside

static bool has_end(const struct finder *f, bool parallel, double deg) {
  for (size_t i = 0; i < f->ends.n; i++)
    if (f->ends.v[i].parallel == parallel && fabs(ct_lon_near(f->ends.v[i].deg - deg, 0)) < 1e-9) return true;
  return false;
}

// The meridians that have an end anywhere.
static size_t count_meridians(const struct finder *f) {
  size_t n = 0;
  for (size_t i = 0; i < f->plan->nlon; i++) n += has_end(f, false, ct_lon_near(f->plan->lon[i], 0));
  return n;
}

// Where but one or two meet the world's edge well, they are labelled with the others.
static void drop_edge_meridians(struct finder *f) {
  size_t kept = 0;
  for (size_t i = 0; i < f->ends.n; i++)
    if (f->ends.v[i].parallel || f->ends.v[i].side != CT_GRATICULE_EDGE) f->ends.v[kept++] = f->ends.v[i];
  f->ends.n = kept;
}

static size_t count_ends(const struct finder *f, bool parallel) {
  size_t n = 0;
  for (size_t i = 0; i < f->ends.n; i++) n += f->ends.v[i].parallel == parallel;
  return n;
}

static bool inside(const struct finder *f, double lon, double lat, double *x, double *y) {
  const struct ct_view *v = f->plan->view;
  double far_lon, far_lat;
  return ct_project_point(v, ct_lon_near(lon, 0), lat, x, y) &&
         well_inside(&v->frame, *x, *y, INSIDE_MARGIN_PT) &&
         ct_unproject_point(v, *x + INSIDE_W_PT, *y, &far_lon, &far_lat) &&
         ct_unproject_point(v, *x + INSIDE_W_PT, *y - INSIDE_H_PT, &far_lon, &far_lat);
}

static void add_inside(struct finder *f, bool parallel, double deg, double x, double y) {
  struct ct_graticule_end e = {.parallel = parallel, .deg = deg, .side = CT_GRATICULE_INSIDE, .x = x, .y = y};
  if (!parallel && fabs(e.deg + 180) < 1e-9) e.deg = 180;
  ct_vec_push(f->a, &f->ends, e);
}

// Meridians that all run together at the poles are labelled along the equator, else along the parallel
// nearest to the map's middle.
static void meridians_inside(struct finder *f) {
  const struct ct_graticule_plan *p = f->plan;
  double along = 0, best = INFINITY, x, y;
  for (size_t i = 0; i < p->nlat; i++) {
    double d = fabs(p->lat[i] - (p->box.y0 < 0 && p->box.y1 > 0 ? 0 : p->view->center_lat));
    if (d < best) best = d, along = p->lat[i];
  }
  if (!isfinite(best)) return;
  for (size_t i = 0; i < p->nlon; i++) {
    double lon = ct_lon_near(p->lon[i], 0);
    if (!has_end(f, false, lon) && inside(f, lon, along, &x, &y)) add_inside(f, false, lon, x, y);
  }
  f->along = along;
}

// Parallels that end nowhere, round a pole, are labelled along the meridian that crosses most of them.
static void parallels_inside(struct finder *f) {
  const struct ct_graticule_plan *p = f->plan;
  double x, y, along = 0;
  size_t most = 0;
  for (size_t i = 0; i < p->nlon; i++) {
    size_t n = 0;
    if (!ct_graticule_goes_on(p->lon[i]) && p->box.x1 - p->box.x0 >= 360) continue;
    for (size_t k = 0; k < p->nlat; k++)
      n += !has_end(f, true, p->lat[k]) && inside(f, p->lon[i], p->lat[k], &x, &y);
    if (n > most) most = n, along = p->lon[i];
  }
  for (size_t k = 0; k < p->nlat && most; k++)
    if (p->lat[k] != f->along && !has_end(f, true, p->lat[k]) && inside(f, along, p->lat[k], &x, &y))
      add_inside(f, true, p->lat[k], x, y);
}

static bool in_frame(const struct ct_graticule_plan *p, int pole) {
  return well_inside(&p->view->frame, p->pole_x[pole], p->pole_y[pole], 0);
}

static void settle_way(struct finder *f) {
  const struct ct_graticule_plan *p = f->plan;
  bool pole = (p->point_n && in_frame(p, 0)) || (p->point_s && in_frame(p, 1));
  double way = fabs(remainder(p->view->north_deg, 180));
  f->upright = !pole && way <= 30;
  f->lying = !pole && way >= 60;
}

void ct_graticule_find_ends(const struct ct_graticule_plan *plan, struct ct_graticule_net *net,
                            struct ct_arena *a) {
  struct finder f = {.plan = plan, .a = a, .along = NAN};
  const struct ct_rect r = plan->view->frame;
  const double right = r.x + r.w, bottom = r.y + r.h;
  const struct side sides[] = {{CT_GRATICULE_TOP, r.x, r.y, right, r.y, 0, -1},
                               {CT_GRATICULE_RIGHT, right, r.y, right, bottom, 1, 0},
                               {CT_GRATICULE_BOTTOM, r.x, bottom, right, bottom, 0, 1},
                               {CT_GRATICULE_LEFT, r.x, r.y, r.x, bottom, -1, 0}};
  settle_way(&f);
  for (int i = 0; i < 4; i++) walk_side(&f, &sides[i]);
  if (net->outline && net->lines->n) edge_ends(&f, net);
  // One or two that are seen by chance do not tell the others.
  if (net->outline && count_meridians(&f) < plan->nlon / 3) {
    drop_edge_meridians(&f);
    meridians_inside(&f);
  } else if (count_ends(&f, false) < 2) {
    meridians_inside(&f);
  }
  bool pole = (plan->point_n && in_frame(plan, 0)) || (plan->point_s && in_frame(plan, 1));
  pole = pole && plan->view->proj->domain == CT_DOMAIN_CIRCLE;
  if (pole || count_ends(&f, true) < 2) parallels_inside(&f);
  net->ends = f.ends.v;
  net->nends = f.ends.n;
}
