// SPDX-License-Identifier: MIT
// Path helpers: folders, stems and extensions of file names.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

const char *ct_path_folder(struct ct_arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return ".";
  if (slash == path) return "/";
  return ct_arena_strndup(a, path, (size_t)(slash - path));
}

const char *ct_path_join(struct ct_arena *a, const char *folder, const char *path) {
  if (path[0] == '/' || !folder || !folder[0] || strcmp(folder, ".") == 0) return ct_arena_strdup(a, path);
  return ct_arena_printf(a, "%s%s%s", folder, ct_ends_with(folder, "/") ? "" : "/", path);
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

const char *ct_path_stem(struct ct_arena *a, const char *path) {
  const char *name = base_name(path);
  const char *dot = strrchr(name, '.');
  return ct_arena_strndup(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

const char *ct_path_extension(const char *path) {
  const char *name = base_name(path);
  const char *dot = strrchr(name, '.');
  return dot && dot != name ? dot + 1 : "";
}

bool ct_path_has_scheme(const char *path) {
  size_t n = strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._");
  return n > 0 && path[n] == ':';
}

// A secret's name and its '=' at p, blanks allowed between; where its value begins, or NULL.
static const char *secret_at(const char *p) {
  static const char *const names[] = {"password",     "passwd", "pwd",     "pass",    "sslpassword", "token",
                                      "access_token", "apikey", "api_key", "userpwd", "secret"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t n = 0;
    while (names[i][n] && (p[n] >= 'A' && p[n] <= 'Z' ? p[n] + 32 : p[n]) == names[i][n]) n++;
    if (names[i][n]) continue;
    while (p[n] == ' ') n++;
    if (p[n] != '=') continue;
    for (n++; p[n] == ' ';) n++;
    return p + n;
  }
  return NULL;
}

// The end of a value, which may be in quotes (with \\ before those inside) or braces.
static const char *value_end(const char *path, const char *p) {
  static const struct {
    const char *scheme, *ends;
  } forms[] = {{"PG:", " \t\n"}, {"MySQL:", ","}, {"MSSQL:", ";"}, {"ODBC:", ";"}};
  const char *ends = " &;,#";
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (ct_starts_with(path, forms[i].scheme)) ends = forms[i].ends;
  char close = *p == '\'' || *p == '"' ? *p : *p == '{' ? '}' : 0;
  if (!close) return p + strcspn(p, ends);
  for (p++; *p && *p != close; p++)
    if (*p == '\\' && p[1]) p++;
  return *p ? p + 1 : p;
}

// "user:password@" after "//" (or user/password@ of Oracle's strings): the password's place.
static const char *login_secret(const char *p, const char **end) {
  size_t n = strcspn(p, "? ");  // a slash in a password is wrong but must not show it
  const char *at = NULL;
  for (size_t i = 0; i < n; i++)
    if (p[i] == '@') at = p + i;
  const char *colon = at ? memchr(p, ':', (size_t)(at - p)) : NULL;
  *end = at;
  return colon ? colon + 1 : NULL;
}

static bool word_before(const char *path, const char *p) {
  if (p == path) return false;
  char c = p[-1];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

const char *ct_path_shown(struct ct_arena *a, const char *path) {
  if (!ct_path_has_scheme(path) && !strstr(path, "://")) return path;
  struct ct_str out = {.arena = a};
  for (const char *p = path; *p;) {
    const char *end = NULL, *value = word_before(path, p) ? NULL : secret_at(p);
    if (value) end = value_end(path, value);
    bool login = !value && ct_starts_with(p, "//") && (value = login_secret(p + 2, &end)) != NULL;
    if (ct_starts_with(path, "OCI:") && p == path + 4 && (value = strchr(p, '/'))) {
      value++;
      end = value + strcspn(value, "@, ");
      login = true;
    }
    if (!value && !login) {
      ct_str_add_n(&out, p++, 1);
      continue;
    }
    ct_str_add_n(&out, p, (size_t)(value - p));
    ct_str_add(&out, "***");
    p = end;
  }
  return ct_str_text(&out);
}

static int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

void ct_str_add_unescaped(struct ct_str *out, const char *url) {
  for (const char *p = url; *p; p++) {
    bool coded = p[0] == '%' && hex(p[1]) >= 0 && hex(p[2]) >= 0;
    char c = coded ? (char)(hex(p[1]) * 16 + hex(p[2])) : *p;
    ct_str_add_n(out, &c, 1);
    if (coded) p += 2;
  }
}

const char *ct_path_of_url(struct ct_arena *a, const char *folder, const char *url) {
  if (ct_starts_with(url, "file://")) {
    const char *path = strchr(url + 7, '/');
    struct ct_str out = {.arena = a};
    if (path) ct_str_add_unescaped(&out, path);
    return out.v;
  }
  size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  if (n > 1 && url[n] == ':') return NULL;
  return ct_path_join(a, folder, url);
}

const char *ct_path_sqlite_url(struct ct_arena *a, const char *path, const char *options) {
  struct ct_str s = {.arena = a};
  ct_str_addf(&s, "file:%s", path[0] == '/' ? "" : "./");
  for (const char *p = path; *p; p++) {
    if (*p == '?' || *p == '#' || *p == '%')
      ct_str_addf(&s, "%%%02X", (unsigned char)*p);
    else
      ct_str_add_n(&s, p, 1);
  }
  ct_str_add(&s, options);
  return ct_str_text(&s);
}
