// SPDX-License-Identifier: MIT
// Scene: building the display list.
#include "model/scene.h"

#include <string.h>

#include "base/arena.h"

void ct_scene_init(struct ct_scene *s, double w_pt, double h_pt) {
  memset(s, 0, sizeof *s);
  s->w_pt = w_pt;
  s->h_pt = h_pt;
  s->paper = (struct ct_color){1, 1, 1, 1};
  s->root.kind = CT_OP_GROUP;
  s->root.group.name = "page";
}

struct ct_op *ct_scene_add(struct ct_arena *a, struct ct_op *parent, enum ct_op_kind kind) {
  struct ct_op *op = CT_NEW(a, struct ct_op);
  op->kind = kind;
  if (parent->group.last)
    parent->group.last->next = op;
  else
    parent->group.first = op;
  parent->group.last = op;
  return op;
}

struct ct_op *ct_scene_group(struct ct_arena *a, struct ct_op *parent, const char *name) {
  struct ct_op *op = ct_scene_add(a, parent, CT_OP_GROUP);
  op->group.name = name;
  return op;
}
