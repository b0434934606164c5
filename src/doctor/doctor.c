// SPDX-License-Identifier: MIT
// Doctor: runs every check over every table.
#include "doctor/doctor.h"

#include <math.h>
#include <setjmp.h>

#include "doctor/areas.h"
#include "doctor/exam.h"
#include "doctor/nations.h"
#include "model/diag.h"
#include "model/table.h"

static void widen(struct ct_doctor_wants *w, const struct ct_table *t) {
  for (size_t i = 0; i < t->n; i++) {
    double lon, lat;
    if (!ct_exam_point(t, i, &lon, &lat)) continue;
    w->west = fmin(w->west, lon);
    w->east = fmax(w->east, lon);
    w->south = fmin(w->south, lat);
    w->north = fmax(w->north, lat);
  }
}

void ct_doctor_wants(const struct ct_doctor_request *q, struct ct_doctor_wants *out) {
  const struct ct_exam x = {.q = q};
  *out = (struct ct_doctor_wants){.west = INFINITY, .south = INFINITY, .east = -INFINITY, .north = -INFINITY};
  out->margin_deg = CT_EXAM_MARGIN_DEG;
  for (size_t k = 0; k < q->ntables; k++) {
    struct ct_exam_table et = {.t = q->tables[k]};
    ct_exam_roles(&x, et.t, &et.roles);
    widen(out, et.t);
    out->land |= ct_exam_on_shore(&et);
    out->places |= et.roles.name >= 0;
    out->countries |= et.t->easting != NULL;
  }
  bool points = out->west <= out->east;
  out->countries |= points;
  out->land &= points;
  out->places &= points;
  out->lakes = out->land;
}

typedef void check_fn(struct ct_exam *x, struct ct_exam_table *et);

// In this order: a later check says nothing more about a position that an earlier one has found wrong.
static check_fn *const checks[] = {ct_exam_countries, ct_exam_cluster, ct_exam_shore,    ct_exam_text,
                                   ct_exam_sources,   ct_exam_stacks,  ct_exam_digits,   ct_exam_centres,
                                   ct_exam_scale,     ct_exam_ids,     ct_exam_unplaced, ct_exam_grid};

static void prepare(struct ct_exam *x) {
  const struct ct_doctor_request *q = x->q;
  if (q->countries) {
    x->nations = ct_nations_new(&x->scratch, q->countries);
    x->countries = ct_areas_new(&x->scratch, q->countries, x->nations->of_feature, x->nations->n);
  }
  if (q->land) x->land = ct_areas_new(&x->scratch, q->land, NULL, 1);
  if (q->lakes) x->lakes = ct_areas_new(&x->scratch, q->lakes, NULL, 1);
  x->tables = CT_NEW_N(&x->scratch, struct ct_exam_table, q->ntables);
  x->ntables = q->ntables;
  for (size_t k = 0; k < q->ntables; k++) {
    x->tables[k].t = q->tables[k];
    x->tables[k].told = CT_NEW_N(&x->scratch, uint8_t, q->tables[k]->n);
    ct_exam_roles(x, q->tables[k], &x->tables[k].roles);
  }
}

static void examine(struct ct_exam *x) {
  prepare(x);
  for (size_t k = 0; k < x->ntables; k++)
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) checks[i](x, &x->tables[k]);
  ct_exam_tables(x);
}

void ct_doctor_examine(const struct ct_doctor_request *q, struct ct_arena *a, struct ct_diags *diags) {
  struct ct_exam x = {.q = q, .a = a, .diags = diags};
  jmp_buf oom, *caller = a->oom;
  x.scratch.oom = a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) examine(&x);
  ct_arena_release(&x.scratch);
  a->oom = caller;
  if (!out_of_memory) return;
  if (caller) longjmp(*caller, 1);
  ct_diag_say(diags, "CT-D001", CT_ERROR, NULL, 0, "out of memory while tables were looked through");
}
