// SPDX-License-Identifier: MIT
// Vector tiles: a style's sources (MBTiles, folders of tiles) to feature tables without seams.
#include "load/vector_tiles.h"

#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/value.h"
#include "load/tile_table.h"
#include "load/tile_work.h"
#include "load/vector_store.h"
#include "model/diag.h"
#include "model/table.h"

// MapLibre's SourceCache looks no farther up for a stand-in.
enum { ANCESTORS_MAX = 10 };

// A tile as it is read: itself, or the part of one above it.
struct held {
  struct ct_tile_id id;    // whose place it takes
  struct ct_tile_id from;  // whose bytes they are
  struct ct_tile_bytes bytes;
};

struct reading {
  const struct ct_vector_request *req;
  struct ct_arena scratch;
  struct ct_diags *diags;
  struct ct_vector_store store;
  struct ct_map known;  // tiles asked for: index + 1 in got, 0: there is none
  ct_vec(struct held) held;
  ct_vec(struct ct_tile_bytes) got;
};

static void complain(struct reading *r, const struct ct_tile_id *id, const char *fault) {
  const struct ct_tileset *s = r->req->set;
  ct_diag_say(r->diags, "CT-S322", CT_WARNING, s->mbtiles ? s->mbtiles : s->name, 0, "tile %d/%u/%u %s",
              id->z, id->x, id->y, fault);
}

// The bytes of a tile, asked for once; NULL: none.
static const struct ct_tile_bytes *get(struct reading *r, struct ct_tile_id id) {
  const uint32_t key[3] = {(uint32_t)id.z, id.x, id.y};
  bool added, found;
  struct ct_map_entry *e = ct_map_add(&r->known, key, sizeof key, 0, &added);
  if (added) {
    struct ct_tile_bytes bytes;
    const char *fault;
    if (!ct_vector_store_get(&r->store, &id, &r->scratch, &bytes, &found, &fault)) {
      complain(r, &id, ct_arena_printf(&r->scratch, "%s; it is left out", fault));
    } else if (found) {
      ct_vec_push(&r->scratch, &r->got, bytes);
      e->value = r->got.n;
    }
  }
  return e->value ? &r->got.v[e->value - 1] : NULL;
}

static void hold(struct reading *r, struct ct_tile_id id) {
  const struct ct_tile_bytes *bytes = NULL;
  struct ct_tile_id from = id;
  for (int up = 0; up <= ANCESTORS_MAX && from.z >= r->req->set->minzoom; up++) {
    if ((bytes = get(r, from))) break;
    from = (struct ct_tile_id){from.z - 1, from.x / 2, from.y / 2};
    if (from.z < 0) break;
  }
  if (bytes) ct_vec_push(&r->scratch, &r->held, ((struct held){id, from, *bytes}));
}

// Do not depend on the order of tags; equal in all pieces of a feature.
static uint64_t hash_of(const struct ct_mvt_layer *l, const struct ct_mvt_feature *f) {
  const double head[3] = {f->has_id, f->id, f->type};
  uint64_t sum = ct_hash(head, sizeof head, 0);
  struct ct_mvt_bytes tags = f->tags;
  for (size_t k, i; ct_mvt_next_tag(l, &tags, &k, &i);) {
    const struct ct_mvt_value *v = &l->values[i];
    uint64_t h = ct_hash(l->keys[k], strlen(l->keys[k]), 1);
    const double value[2] = {v->kind, v->kind == CT_MVT_BOOL ? v->boolean : v->number};
    h = v->kind == CT_MVT_STRING ? ct_hash(v->string, strlen(v->string) + 1, h)
                                 : ct_hash(value, sizeof value, h);
    sum += h * (h | 1);
  }
  return sum;
}

static struct ct_tile_place place_of(const struct held *t, double extent) {
  int up = t->id.z - t->from.z;
  int64_t x = (int64_t)t->id.x * CT_TILE_GRID, y = (int64_t)t->id.y * CT_TILE_GRID;
  int64_t most = ((int64_t)1 << t->id.z) - 1;
  return (struct ct_tile_place){
      .square = {x, y, x + CT_TILE_GRID, y + CT_TILE_GRID, t->id.x == most, t->id.y == most},
      .scale = ldexp(CT_TILE_GRID, up) / extent,
      .x = ((int64_t)t->from.x << up) * CT_TILE_GRID,
      .y = ((int64_t)t->from.y << up) * CT_TILE_GRID};
}

static void add_tile(struct reading *r, struct ct_tile_work *w, uint32_t number, const char *name) {
  const struct held *t = &r->held.v[number];
  struct ct_mvt_layer *l = CT_NEW(w->a, struct ct_mvt_layer);
  bool found;
  if (!ct_mvt_layer_read(t->bytes.v, t->bytes.n, name, w->a, l, &found)) {
    complain(r, &t->from, "is no vector tile; it is left out");
    return;
  }
  struct ct_tile_place place = place_of(t, found ? l->extent : 4096);
  bool good = true;
  for (size_t i = 0; found && i < l->nfeatures; i++) {
    const struct ct_mvt_feature *f = &l->features[i];
    struct ct_tile_feature feature = {.layer = l, .source = f, .hash = hash_of(l, f), .tile = number};
    good &= ct_tile_shape_add(w, &place, &feature);
  }
  if (!good) complain(r, &t->from, "has a malformed geometry; its feature is left out");
}

// The style may name a property for each source layer.
static const struct ct_value *promoted(const struct ct_value *promote_id, const char *layer) {
  return ct_value_is(promote_id, CT_OBJECT) ? ct_value_get(promote_id, layer) : promote_id;
}

static void read_layer(struct reading *r, const struct ct_tile_layer *layer, struct ct_arena *a,
                       struct ct_table *out) {
  struct ct_tile_work w = {.a = &r->scratch, .world = (uint64_t)CT_TILE_GRID << r->req->tiles[0].z};
  for (uint32_t i = 0; i < r->held.n; i++) add_tile(r, &w, i, layer->name);
  struct ct_tile_columns columns = {layer->all_columns, layer->ncolumns, layer->columns,
                                    promoted(r->req->set->promote_id, layer->name)};
  *out = (struct ct_table){.name = r->req->set->name, .layer = layer->name};
  ct_tile_table(&w, &columns, a, out);
}

static bool read_all(struct reading *r, struct ct_arena *a, struct ct_table *tables, struct ct_err *err) {
  const struct ct_vector_request *q = r->req;
  r->known.arena = &r->scratch;
  memset(tables, 0, q->nlayers * sizeof *tables);
  if (!q->ntiles) return true;
  if (!ct_vector_store_open(&r->store, q->set, &r->scratch, err)) return false;
  for (size_t i = 0; i < q->ntiles; i++) hold(r, q->tiles[i]);
  ct_vector_store_close(&r->store);
  for (size_t i = 0; i < q->nlayers; i++) read_layer(r, &q->layers[i], a, &tables[i]);
  return true;
}

// As ct_load: running out of memory must not leave foreign handles open.
bool ct_vector_read(const struct ct_vector_request *request, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_table *tables, struct ct_err *err) {
  struct reading r = {.req = request, .diags = diags};
  jmp_buf oom, *caller = a->oom;
  volatile bool ok = false;
  r.scratch.oom = a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) ok = read_all(&r, a, tables, err);
  ct_vector_store_close(&r.store);
  ct_arena_release(&r.scratch);
  a->oom = caller;
  if (out_of_memory && caller) longjmp(*caller, 1);
  if (out_of_memory) return ct_fail(err, "source '%s': out of memory", request->set->name);
  return ok;
}
