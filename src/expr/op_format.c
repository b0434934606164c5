// SPDX-License-Identifier: MIT
// The format operator: texts and images with their own font, size and colour.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/node.h"

// A section's arguments follow one another; all but the content may be NULL.
enum { CONTENT, SCALE, FONT, COLOR, ALIGN, PER_SECTION };

static bool eval_fonts(const struct ct_node *n, size_t i, struct ct_eval *ev, struct ct_section *s) {
  struct ct_val list;
  if (!ct_eval_kind(n, i, ev, CT_KIND_ARRAY, &list)) return false;
  const char **fonts = CT_NEW_N(ev->arena, const char *, list.n + 1);
  for (uint32_t k = 0; k < list.n; k++) fonts[k] = ct_val_text(&list.u.list.items[k], ev->arena);
  s->fonts = fonts;
  s->nfonts = list.n;
  return true;
}

static bool eval_section(const struct ct_node *n, size_t first, struct ct_eval *ev, struct ct_section *s) {
  struct ct_val content, color;
  *s = (struct ct_section){.text = "", .scale = NAN};
  if (!ct_node_run(n->args[first], ev, &content)) return false;
  if (n->args[first + ALIGN] && !ct_eval_string(n, first + ALIGN, ev, &s->vertical_align)) return false;
  if (content.kind == CT_KIND_IMAGE) {
    s->image = content.u.image.name;
    s->image_available = content.u.image.available;
    return true;
  }
  s->text = ct_val_text(&content, ev->arena);
  if (n->args[first + SCALE] && !ct_eval_number(n, first + SCALE, ev, &s->scale)) return false;
  if (n->args[first + FONT] && !eval_fonts(n, first + FONT, ev, s)) return false;
  if (n->args[first + COLOR]) {
    if (!ct_eval_kind(n, first + COLOR, ev, CT_KIND_COLOR, &color)) return false;
    struct ct_rgba *c = CT_NEW(ev->arena, struct ct_rgba);
    *c = color.u.color;
    s->color = c;
  }
  return true;
}

static bool eval_format(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  size_t count = n->n / PER_SECTION;
  struct ct_section *sections = CT_NEW_N(ev->arena, struct ct_section, count);
  for (size_t i = 0; i < count; i++)
    if (!eval_section(n, i * PER_SECTION, ev, &sections[i])) return false;
  *out = (struct ct_val){.kind = CT_KIND_FORMATTED, .n = (uint32_t)count, .u.sections = sections};
  return true;
}

static bool truthy(const struct ct_value *v) {
  if (!v || v->kind == CT_NULL) return false;
  if (v->kind == CT_BOOL) return v->boolean;
  if (v->kind == CT_NUMBER) return v->number != 0;
  return v->kind != CT_STRING || v->n > 0;
}

static bool is_alignment(const char *s) {
  return strcmp(s, "bottom") == 0 || strcmp(s, "center") == 0 || strcmp(s, "top") == 0;
}

static bool parse_style(const struct ct_value *v, const struct ct_ctx *ctx, struct ct_node **args) {
  static const char *const keys[] = {NULL, "font-scale", "text-font", "text-color", "vertical-align"};
  static const struct ct_type *const types[] = {NULL, &ct_type_number, &ct_type_strings, &ct_type_color,
                                                &ct_type_string};
  for (int i = SCALE; i <= ALIGN; i++) {
    const struct ct_value *x = ct_value_get(v, keys[i]);
    args[i] = NULL;
    if (!truthy(x)) continue;
    if (i == ALIGN && x->kind == CT_STRING && !is_alignment(x->string))
      return ct_parse_error(
          ctx, "'vertical-align' must be one of: 'bottom', 'center', 'top' but found '%s' instead.",
          x->string);
    if (!(args[i] = ct_parse_arg(ctx, x, 1, types[i]))) return false;
  }
  return true;
}

static struct ct_node *parse_content(const struct ct_value *v, const struct ct_ctx *ctx) {
  struct ct_node *content = ct_parse_arg(ctx, v, 1, &ct_type_value);
  if (!content) return NULL;
  enum ct_kind k = content->type->kind;
  if (k == CT_KIND_STRING || k == CT_KIND_VALUE || k == CT_KIND_NULL || k == CT_KIND_IMAGE) return content;
  return ct_parse_error(ctx, "Formatted text type must be 'string', 'value', 'image' or 'null'.");
}

struct ct_node *ct_format_parse(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 2) return ct_parse_error(ctx, "Expected at least one argument.");
  if (v->items[1]->kind == CT_OBJECT || v->items[1]->kind == CT_NULL)
    return ct_parse_error(ctx, "First argument must be an image or text section.");
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n * PER_SECTION);
  size_t n = 0;
  bool style_may_follow = false;
  for (size_t i = 1; i < v->n; i++) {
    const struct ct_value *arg = v->items[i];
    if (style_may_follow && (arg->kind == CT_OBJECT || arg->kind == CT_NULL)) {
      style_may_follow = false;
      if (!parse_style(arg, ctx, args + n - PER_SECTION)) return NULL;
      continue;
    }
    if (!(args[n] = parse_content(arg, ctx))) return NULL;
    n += PER_SECTION;
    style_may_follow = true;
  }
  struct ct_node *node = ct_node_new(ctx, CT_NODE_OTHER, "format", &ct_type_formatted, eval_format);
  return ct_node_args(ctx, node, args, n);
}
