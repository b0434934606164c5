// SPDX-License-Identifier: MIT
// Texts: upcase, concat, split, join, format, image, number-format, collator.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/collate.h"
#include "expr/node.h"
#include "expr/number_format.h"
#include "expr/utf.h"

static bool eval_upcase(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *s;
  if (!ct_eval_string(n, 0, ev, &s)) return false;
  *out = ct_val_string(ct_text_upper(s, ev->arena));
  return true;
}

static bool eval_downcase(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *s;
  if (!ct_eval_string(n, 0, ev, &s)) return false;
  *out = ct_val_string(ct_text_lower(s, ev->arena));
  return true;
}

static bool eval_concat(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_str text = {.arena = ev->arena};
  struct ct_val v;
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, &v)) return false;
    ct_str_add(&text, ct_val_text(&v, ev->arena));
  }
  *out = ct_val_string(ct_str_text(&text));
  return true;
}

static bool eval_split(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *s, *separator;
  if (!ct_eval_string(n, 0, ev, &s) || !ct_eval_string(n, 1, ev, &separator)) return false;
  ct_vec(struct ct_val) parts = {0};
  size_t width = strlen(separator);
  while (true) {
    const char *hit = width ? strstr(s, separator) : *s ? s + ct_utf_offset(s, 1) : s;
    if (!width && !*s) break;
    size_t length = hit ? (size_t)(hit - s) : strlen(s);
    ct_vec_push(ev->arena, &parts, ct_val_string(ct_arena_strndup(ev->arena, s, length)));
    if (!hit) break;
    s = hit + width;
  }
  *out = ct_val_list(CT_KIND_ARRAY, parts.v, parts.n);
  return true;
}

static bool eval_join(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val list;
  const char *separator;
  if (!ct_eval_kind(n, 0, ev, CT_KIND_ARRAY, &list) || !ct_eval_string(n, 1, ev, &separator)) return false;
  struct ct_str text = {.arena = ev->arena};
  for (uint32_t i = 0; i < list.n; i++) {
    if (i) ct_str_add(&text, separator);
    ct_str_add(&text, ct_val_text(&list.u.list.items[i], ev->arena));
  }
  *out = ct_val_string(ct_str_text(&text));
  return true;
}

static bool eval_resolved_locale(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val c;
  if (!ct_eval_kind(n, 0, ev, CT_KIND_COLLATOR, &c)) return false;
  *out = ct_val_string(ct_collate_locale(c.u.collator, ev->arena));
  return true;
}

static bool eval_image(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *name;
  if (!ct_eval_string(n, 0, ev, &name)) return false;
  *out = ct_val_to_image(name);
  if (out->kind == CT_KIND_IMAGE)
    out->u.image.available = ev->image_known && ev->image_known(ev->image_user, name);
  return true;
}

static struct ct_node *parse_image(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2) return ct_parse_error(ctx, "Expected two arguments.");
  struct ct_node *name = ct_parse_arg(ctx, v->items[1], 1, &ct_type_string);
  if (!name) return ct_parse_error(ctx, "No image name provided.");
  struct ct_node *n = ct_node_new(ctx, CT_NODE_OTHER, "image", &ct_type_image, eval_image);
  n->own = CT_DEP_IMAGE;
  return ct_node_args(ctx, n, &name, 1);
}

// JavaScript's truth of a member of an options object; absent is false.
static const struct ct_value *given(const struct ct_value *options, const char *key) {
  const struct ct_value *v = ct_value_get(options, key);
  if (!v || v->kind == CT_NULL || (v->kind == CT_BOOL && !v->boolean)) return NULL;
  if ((v->kind == CT_NUMBER && v->number == 0) || (v->kind == CT_STRING && v->n == 0)) return NULL;
  return v;
}

// Parses options[key] as args[i]; false on an error.
static bool parse_option(const struct ct_value *options, const char *key, const struct ct_type *type,
                         const struct ct_ctx *ctx, struct ct_node **arg) {
  const struct ct_value *v = given(options, key);
  *arg = v ? ct_parse_arg(ctx, v, 1, type) : NULL;
  return !v || *arg;
}

static bool eval_collator(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_collator *c = CT_NEW(ev->arena, struct ct_collator);
  if (!ct_eval_boolean(n, 0, ev, &c->case_sensitive) || !ct_eval_boolean(n, 1, ev, &c->diacritic_sensitive))
    return false;
  if (n->args[2] && !ct_eval_string(n, 2, ev, &c->locale)) return false;
  const char *why;
  if (!ct_collator_valid(c, ev->arena, &why)) return ct_eval_fail_nowhere(ev, "%s", why);
  *out = (struct ct_val){.kind = CT_KIND_COLLATOR, .u.collator = c};
  return true;
}

static struct ct_node *parse_collator(const struct ct_value *v, const struct ct_ctx *ctx) {
  static const struct ct_value no = {.kind = CT_BOOL};
  if (v->n != 2) return ct_parse_error(ctx, "Expected one argument.");
  const struct ct_value *options = v->items[1];
  if (options->kind != CT_OBJECT) return ct_parse_error(ctx, "Collator options argument must be an object.");
  const char *const flags[] = {"case-sensitive", "diacritic-sensitive"};
  struct ct_node *args[3];
  for (int i = 0; i < 2; i++) {
    const struct ct_value *flag = ct_value_get(options, flags[i]);
    if (!(args[i] = ct_parse_arg(ctx, flag ? flag : &no, 1, &ct_type_boolean))) return NULL;
  }
  if (!parse_option(options, "locale", &ct_type_string, ctx, &args[2])) return NULL;
  struct ct_node *n = ct_node_new(ctx, CT_NODE_COLLATOR, "collator", &ct_type_collator, eval_collator);
  n->own = CT_DEP_COLLATOR;
  return ct_node_args(ctx, n, args, 3);
}

// Argument i, unless it was not given.
static bool optional_string(const struct ct_node *n, size_t i, struct ct_eval *ev, const char **out) {
  return !n->args[i] || ct_eval_string(n, i, ev, out);
}

static bool optional_number(const struct ct_node *n, size_t i, struct ct_eval *ev, bool *has, double *out) {
  *has = n->args[i];
  return !*has || ct_eval_number(n, i, ev, out);
}

// args: number, locale, currency, unit, min-fraction-digits, max-fraction-digits
static bool eval_number_format(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_number_style style = {0};
  const char *why;
  double x;
  if (!optional_string(n, 1, ev, &style.locale) || !optional_string(n, 2, ev, &style.currency) ||
      !optional_string(n, 3, ev, &style.unit) ||
      !optional_number(n, 4, ev, &style.has_least, &style.least_decimals) ||
      !optional_number(n, 5, ev, &style.has_most, &style.most_decimals))
    return false;
  if (!ct_number_style_valid(&style, ev->arena, &why)) return ct_eval_fail_nowhere(ev, "%s", why);
  if (!ct_eval_number(n, 0, ev, &x)) return false;
  *out = ct_val_string(ct_number_format(x, &style, ev->arena));
  return true;
}

static struct ct_node *parse_number_format(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 3) return ct_parse_error(ctx, "Expected two arguments.");
  struct ct_node *args[6];
  if (!(args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_number))) return NULL;
  const struct ct_value *options = v->items[2];
  if (options->kind != CT_OBJECT)
    return ct_parse_error(ctx, "NumberFormat options argument must be an object.");
  if (!parse_option(options, "locale", &ct_type_string, ctx, &args[1]) ||
      !parse_option(options, "currency", &ct_type_string, ctx, &args[2]) ||
      !parse_option(options, "unit", &ct_type_string, ctx, &args[3]))
    return NULL;
  if (args[2] && args[3])
    return ct_parse_error(ctx, "NumberFormat options `currency` and `unit` are mutually exclusive");
  if (!parse_option(options, "min-fraction-digits", &ct_type_number, ctx, &args[4]) ||
      !parse_option(options, "max-fraction-digits", &ct_type_number, ctx, &args[5]))
    return NULL;
  struct ct_node *n = ct_node_new(ctx, CT_NODE_OTHER, "number-format", &ct_type_string, eval_number_format);
  return ct_node_args(ctx, n, args, 6);
}

#define STRING &ct_type_string

const struct ct_form ct_forms_text[] = {
    {"format", ct_format_parse},
    {"image", parse_image},
    {"collator", parse_collator},
    {"number-format", parse_number_format},
    {0},
};

const struct ct_compound ct_ops_text[] = {
    {"concat", STRING, {{eval_concat, -1, {&ct_type_value}, 0}}, 0},
    {"upcase", STRING, {{eval_upcase, 1, {STRING}, 0}}, 0},
    {"downcase", STRING, {{eval_downcase, 1, {STRING}, 0}}, 0},
    {"split", &ct_type_strings, {{eval_split, 2, {STRING, STRING}, 0}}, 0},
    {"join", STRING, {{eval_join, 2, {&ct_type_strings, STRING}, 0}}, 0},
    {"resolved-locale", STRING, {{eval_resolved_locale, 1, {&ct_type_collator}, 0}}, 0},
    {0},
};
