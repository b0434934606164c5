// SPDX-License-Identifier: MIT
// Values: writing a tree as JSON or YAML text.
#include <string.h>

#include "base/str.h"
#include "base/value.h"

static void quoted(const char *s, size_t n, struct ct_str *out) {
  ct_str_add(out, "\"");
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == '"' || c == '\\')
      ct_str_addf(out, "\\%c", c);
    else if (c == '\n')
      ct_str_add(out, "\\n");
    else if (c == '\t')
      ct_str_add(out, "\\t");
    else if (c < 0x20 || c == 0x7f)
      ct_str_addf(out, "\\u%04x", c);
    else
      ct_str_add_n(out, s + i, 1);
  }
  ct_str_add(out, "\"");
}

static void number(double x, struct ct_str *out) {
  char buf[32];
  ct_str_add(out, ct_format_number(x, buf));
}

static void simple(const struct ct_value *v, struct ct_str *out) {
  if (v->kind == CT_NULL)
    ct_str_add(out, "null");
  else if (v->kind == CT_BOOL)
    ct_str_add(out, v->boolean ? "true" : "false");
  else
    number(v->number, out);
}

void ct_value_write_json(const struct ct_value *v, struct ct_str *out) {
  if (v->kind == CT_STRING) {
    quoted(v->string, v->n, out);
  } else if (v->kind == CT_ARRAY) {
    ct_str_add(out, "[");
    for (size_t i = 0; i < v->n; i++) {
      if (i) ct_str_add(out, ",");
      ct_value_write_json(v->items[i], out);
    }
    ct_str_add(out, "]");
  } else if (v->kind == CT_OBJECT) {
    ct_str_add(out, "{");
    for (size_t i = 0; i < v->n; i++) {
      if (i) ct_str_add(out, ",");
      quoted(v->members[i].key, strlen(v->members[i].key), out);
      ct_str_add(out, ":");
      ct_value_write_json(v->members[i].value, out);
    }
    ct_str_add(out, "}");
  } else {
    simple(v, out);
  }
}

// May the text stand in YAML without quotes, in block and flow context?
static bool plain_ok(const char *s, size_t n) {
  if (n == 0 || (unsigned char)s[0] == 0xEF || s[0] == ' ' || s[n - 1] == ' ' || s[n - 1] == ':')
    return false;
  if (strchr("-?:,[]{}#&*!|>'\"%@`~.+=<", s[0])) return false;
  static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ct_same_nocase(s, words[i])) return false;
  double x;
  if (ct_parse_number(s, &x)) return false;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c < 0x20 || c == 0x7f || strchr(",[]{}\"\\", c)) return false;
    if (c == ':' && s[i + 1] == ' ') return false;
    if (c == '#' && i && s[i - 1] == ' ') return false;
  }
  return true;
}

static void yaml_text(const char *s, size_t n, struct ct_str *out) {
  if (plain_ok(s, n))
    ct_str_add_n(out, s, n);
  else
    quoted(s, n, out);
}

static void yaml_flow(const struct ct_value *v, struct ct_str *out) {
  if (v->kind == CT_STRING) {
    yaml_text(v->string, v->n, out);
  } else if (v->kind == CT_ARRAY) {
    ct_str_add(out, "[");
    for (size_t i = 0; i < v->n; i++) {
      if (i) ct_str_add(out, ", ");
      yaml_flow(v->items[i], out);
    }
    ct_str_add(out, "]");
  } else if (v->kind == CT_OBJECT) {
    ct_str_add(out, v->n ? "{ " : "{");
    for (size_t i = 0; i < v->n; i++) {
      if (i) ct_str_add(out, ", ");
      yaml_text(v->members[i].key, strlen(v->members[i].key), out);
      ct_str_add(out, ": ");
      yaml_flow(v->members[i].value, out);
    }
    ct_str_add(out, v->n ? " }" : "}");
  } else {
    simple(v, out);
  }
}

static bool inline_value(const struct ct_value *v) {
  return (v->kind != CT_ARRAY && v->kind != CT_OBJECT) || v->n == 0 || v->flow;
}

static void indent(int depth, struct ct_str *out) {
  for (int i = 0; i < depth; i++) ct_str_add(out, "  ");
}

static void yaml_block(const struct ct_value *v, int depth, struct ct_str *out) {
  for (size_t i = 0; i < v->n; i++) {
    const struct ct_value *x = v->kind == CT_ARRAY ? v->items[i] : v->members[i].value;
    indent(depth, out);
    if (v->kind == CT_ARRAY) {
      ct_str_add(out, "-");
    } else {
      yaml_text(v->members[i].key, strlen(v->members[i].key), out);
      ct_str_add(out, ":");
    }
    if (inline_value(x)) {
      ct_str_add(out, " ");
      yaml_flow(x, out);
      ct_str_add(out, "\n");
    } else {
      ct_str_add(out, "\n");
      yaml_block(x, depth + 1, out);
    }
  }
}

void ct_value_write_yaml(const struct ct_value *v, struct ct_str *out) {
  if (!inline_value(v)) {
    yaml_block(v, 0, out);
    return;
  }
  yaml_flow(v, out);
  ct_str_add(out, "\n");
}
