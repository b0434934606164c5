// SPDX-License-Identifier: MIT
// Match: the table from labels to outputs.
#include "expr/match.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/value.h"

static const double max_safe_integer = 9007199254740991;

static struct ct_match_slot *slot_for(const struct ct_match *m, const char *text, double number) {
  if (number == 0) number = 0;  // -0
  uint64_t h = m->numbers ? ct_hash(&number, sizeof number, 0) : ct_hash(text, strlen(text), 0);
  for (size_t i = (size_t)(h ^ h >> 32);; i++) {
    struct ct_match_slot *s = &m->slots[i & (m->nslots - 1)];
    if (!s->output || (m->numbers ? s->number == number : strcmp(s->text, text) == 0)) return s;
  }
}

uint32_t ct_match_find(const struct ct_node *n, const struct ct_val *input) {
  const struct ct_match *m = n->data;
  bool suits = m->numbers ? input->kind == CT_KIND_NUMBER : input->kind == CT_KIND_STRING;
  if (!suits || (m->numbers && isnan(input->u.number))) return n->n - 1;
  const struct ct_match_slot *s =
      m->numbers ? slot_for(m, NULL, input->u.number) : slot_for(m, input->u.string, 0);
  return s->output ? s->output : n->n - 1;
}

static bool eval_match(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val input;
  if (!ct_node_run(n->args[0], ev, &input)) return false;
  return ct_node_run(n->args[ct_match_find(n, &input)], ev, out);
}

// One label; `type` is that of the labels before it, NULL at first.
static bool add_label(const struct ct_value *label, uint32_t output, const struct ct_ctx *at,
                      const struct ct_type **type, struct ct_match *m) {
  if (label->kind != CT_NUMBER && label->kind != CT_STRING)
    return ct_parse_error(at, "Branch labels must be numbers or strings.");
  bool number = label->kind == CT_NUMBER;
  if (number && fabs(label->number) > max_safe_integer)
    return ct_parse_error(at, "Branch labels must be integers no larger than %.0f.", max_safe_integer);
  if (number && floor(label->number) != label->number)
    return ct_parse_error(at, "Numeric branch labels must be integer values.");
  const struct ct_type *t = number ? &ct_type_number : &ct_type_string;
  if (*type && !ct_parse_fits(at, *type, t)) return false;
  *type = t;
  m->numbers = number;
  struct ct_match_slot *slot = slot_for(m, label->string, label->number);
  if (slot->output) return ct_parse_error(at, "Branch labels must be unique.");
  *slot = (struct ct_match_slot){label->string, label->number + 0.0, output};
  return true;
}

static size_t count_labels(const struct ct_value *v) {
  size_t n = 0;
  for (size_t i = 2; i + 1 < v->n; i += 2) n += v->items[i]->kind == CT_ARRAY ? v->items[i]->n : 1;
  return n;
}

static bool add_branch(const struct ct_value *labels, uint32_t output, const struct ct_ctx *at,
                       const struct ct_type **type, struct ct_match *m) {
  if (labels->kind != CT_ARRAY) return add_label(labels, output, at, type, m);
  if (labels->n == 0) return ct_parse_error(at, "Expected at least one branch label.");
  for (size_t i = 0; i < labels->n; i++)
    if (!add_label(labels->items[i], output, at, type, m)) return false;
  return true;
}

struct ct_node *ct_match_parse(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 5) return ct_parse_error(ctx, "Expected at least 4 arguments, but found only %zu.", v->n - 1);
  if (v->n % 2 == 0) return ct_parse_error(ctx, "Expected an even number of arguments.");
  struct ct_match *m = CT_NEW(ctx->p->a, struct ct_match);
  for (m->nslots = 8; m->nslots < 2 * count_labels(v); m->nslots *= 2) continue;
  m->slots = CT_NEW_N(ctx->p->a, struct ct_match_slot, m->nslots);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  const struct ct_type *input = NULL, *type = NULL;
  if (ctx->expected && ctx->expected->kind != CT_KIND_VALUE) type = ctx->expected;
  uint32_t n = 1;
  for (size_t i = 2; i + 1 < v->n; i += 2, n++) {
    struct ct_ctx at = ct_ctx_at(ctx, (long)i, NULL);
    if (!add_branch(v->items[i], n, &at, &input, m)) return NULL;
    if (!(args[n] = ct_parse_arg(ctx, v->items[i + 1], (long)i, type))) return NULL;
    if (!type) type = args[n]->type;
  }
  if (!(args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_value))) return NULL;
  if (!(args[n] = ct_parse_arg(ctx, v->items[v->n - 1], (long)v->n - 1, type))) return NULL;
  struct ct_ctx at = ct_ctx_at(ctx, 1, NULL);
  if (args[0]->type->kind != CT_KIND_VALUE && !ct_parse_fits(&at, input, args[0]->type)) return NULL;
  struct ct_node *node = ct_node_new(ctx, CT_NODE_MATCH, "match", type, eval_match);
  node->data = m;
  return ct_node_args(ctx, node, args, n + 1);
}
